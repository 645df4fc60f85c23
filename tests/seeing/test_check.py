"""`check` beside a student: what it says of right, wrong, broken and odd answers."""

import re
from html import unescape

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from autograder import exercises
from autograder.release import answer_key as written
from seeing.check import CheckFailed, _Shown, answer_key, check, html, plain_text
from seeing.check.diagnosis import Report, Result, diagnose, smallest
from seeing.check.findings import describe
from seeing.comparison import Wanted, size_of
from seeing.probes import Outcome

CHAPTER = "07_convolution_filters"
EXERCISES = exercises.load(CHAPTER)
ALL_MISTAKES = [(known, mistake) for known in EXERCISES.values() for mistake in known.mistakes]


@pytest.fixture(scope="module", autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("keys")
    written.write(CHAPTER, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_key, "FOLDER", folder)
        yield folder


def right(image, kernel):
    return EXERCISES["conv2d"].reference(image, kernel)


def flipped(image, kernel):
    return right(image, np.asarray(kernel)[::-1, ::-1].copy())


def report_on(function, name: str = "conv2d") -> Report:
    return diagnose(answer_key.find(name), [function])


def help_of(name: str, mistake: str) -> str:
    return next(m.help for m in EXERCISES[name].mistakes if m.name == mistake)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def visible_text(markup: str) -> str:
    text = re.sub(r"</?code>", "", markup)
    return unescape(words(re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.S)))


def test_a_right_answer_shows_its_report_and_returns_nothing(capsys):
    assert check("conv2d", right) is None

    assert "✓ conv2d is right in all" in capsys.readouterr().out


def test_a_wrong_answer_raises_after_its_report(capsys):
    with pytest.raises(CheckFailed, match="Looks like: kernel turned by half"):
        check("conv2d", flipped)

    assert "Smallest counter-example" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("known", "mistake"), ALL_MISTAKES, ids=[f"{k.name}: {m.name}" for k, m in ALL_MISTAKES]
)
def test_plain_and_rich_name_the_mistake_with_help_and_counter_example(known, mistake):
    report = diagnose(answer_key.find(known.name), mistake.objects)
    plain, rich = words(plain_text.render(report)), visible_text(html.render(report))

    assert report.finding is not None
    assert report.finding.mistake == mistake.name
    for said in (f"Looks like: {mistake.name}", mistake.help, "Smallest counter-example"):
        assert said in plain
        assert said.replace("`", "") in rich
    for name in known.cases(np.random.default_rng(0))[0].inputs:
        assert f"{name}" in plain
    assert "your output" in plain
    assert "expected" in plain


def shown(result: Result) -> int:
    return size_of(result.case.inputs) + size_of(result.case.expected.arrays)


def test_the_counter_example_is_the_smallest_that_the_mistake_fails():
    report = report_on(flipped)
    failing = [r for r in report.results if not r.passed and not r.case.expected.error]

    assert report.example is not None
    assert shown(report.example) == min(map(shown, failing))


def test_a_case_that_should_raise_is_shown_last_of_all():
    results = report_on(lambda image, kernel: np.zeros((9, 9))).results
    error = next(r for r in results if r.case.expected.error)
    larger = max(results, key=lambda r: size_of(r.case.inputs))
    assert size_of(larger.case.inputs) > size_of(error.case.inputs)

    assert smallest([error, larger]) is larger
    assert smallest([error]) is error


def test_the_counter_example_is_shown_as_arrays():
    report = report_on(flipped)
    assert report.example is not None
    case, rich = report.example.case, html.render(report)

    for array in (case.inputs["image"], case.inputs["kernel"]):
        for value in np.ravel(array):
            assert f"<td>{value:.0f}</td>".replace("-", "−") in rich
    for array in (report.example.outcome.arrays["output"], case.expected.arrays["output"]):
        for value in np.ravel(array):
            assert f">{value:.0f}<".replace("-", "−") in rich


def test_differing_entries_are_marked_in_words_too():
    def last_entry_off(image, kernel):
        output = right(image, kernel).copy()
        output[-1, -1] += 0.5
        return output

    report = report_on(last_entry_off)

    assert html.render(report).count("differs</span>") == 2  # one in yours, one in expected
    assert plain_text.render(report).count("*") == 3  # and one in the legend
    assert "entries differ" in plain_text.render(report)


def test_arrays_are_tables_with_headers_and_captions():
    rich = html.render(report_on(flipped))

    assert rich.count("<table>") == rich.count("<caption>") == 4
    assert '<th scope="col">' in rich
    assert '<th scope="row">' in rich


def test_the_report_needs_nothing_but_itself():
    rich = html.render(report_on(flipped))

    assert not re.search(r"https?:|url\(|<script|<link|\bsrc=|\bid=", rich)


def test_what_a_student_writes_is_escaped():
    def evil(image, kernel):
        print("<script>alert(1)</script>")
        raise RuntimeError("<img src=x onerror=alert(1)>")

    rich = html.render(report_on(evil))

    assert "<script" not in rich
    assert "<img" not in rich


def unwritten(image, kernel):
    raise NotImplementedError


def nothing(image, kernel):
    right(image, kernel)


def broken(image, kernel):
    return image + undefined_name  # noqa: F821 - the point of this answer


def changes_kernel(image, kernel):
    if isinstance(kernel, np.ndarray):
        kernel *= 2
    return right(image, kernel)


def one_number(image, kernel):
    return 3.0


def ragged(image, kernel):
    return [[1, 2], [3]]


def objects(image, kernel):
    return np.array([["a", None]], dtype=object)


def truths(image, kernel):
    return right(image, kernel) > 0


def half_precision(image, kernel):
    return (right(image, kernel) + 0.3).astype(np.float16)


def unfilled(image, kernel):
    return np.full_like(right(image, kernel), np.nan)


def wrong_error(image, kernel):
    image, kernel = np.asarray(image), np.asarray(kernel)
    if (np.array(kernel.shape) > image.shape).any():
        raise TypeError("too large")
    return right(image, kernel)


@pytest.mark.parametrize(
    ("answer", "title", "next_step"),
    [
        (unwritten, "Not written yet", "raises NotImplementedError"),
        (nothing, "Your function returns None", "does it end with `return`"),
        (broken, "NameError: name 'undefined_name' is not defined", "In your line"),
        (changes_kernel, "Your function changes its input kernel", "Work on a copy"),
        (one_number, "Expected shape (2, 2), got ()", "single number"),
        (ragged, "What comes back cannot be read", "rows of the returned list differ in length"),
        (objects, "What comes back cannot be read", "an array of object entries"),
        (truths, "True and False where numbers are due", "Is a comparison"),
        (half_precision, "4 of 4 entries differ", "float16 keeps three digits only"),
        (
            unfilled,
            "Your output is NaN everywhere, in all 22 cases that are wrong",
            "NaN comes from 0/0",
        ),
        (wrong_error, "TypeError where ValueError is due", "the docstring asks for ValueError"),
    ],
)
def test_a_broken_answer_gets_a_next_step(answer, title: str, next_step: str):
    report = report_on(answer)

    assert report.finding is not None
    assert report.finding.title == title
    assert next_step in report.finding.help


def test_refusing_everything_is_right_nowhere():
    def refuses(image, kernel):
        raise ValueError

    report = report_on(refuses)

    assert not any(result.passed for result in report.results)
    assert report.finding is not None
    assert report.finding.title == "ValueError"


def test_the_students_own_line_is_shown():
    report = report_on(broken)

    assert report.finding is not None
    assert report.finding.code.startswith("return image + undefined_name")
    assert f"line {broken.__code__.co_firstlineno + 1}" in report.finding.help


def test_a_long_message_is_cut():
    def wordy(image, kernel):
        raise RuntimeError("no " * 500)

    report = report_on(wordy)

    assert report.finding is not None
    assert len(report.finding.title) < 200


def test_the_students_line_is_found_below_a_library():
    def inside_numpy(image, kernel):
        return np.linalg.inv(np.zeros((2, 2)))

    report = report_on(inside_numpy)

    assert report.finding is not None
    assert report.finding.code == "return np.linalg.inv(np.zeros((2, 2)))"


def test_an_unwritten_answer_shows_no_counter_example():
    assert report_on(unwritten).example is None


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ((), "0 things to check where 1 belong"),
        ((None,), "conv2d is None"),
        ((np.zeros((3, 3)),), "conv2d was called already"),
        ((3.0,), "conv2d was called already"),
        (("conv2d",), "conv2d is not a function"),
    ],
)
def test_what_is_no_function_is_said_before_anything_is_called(given, title: str):
    report = diagnose(answer_key.find("conv2d"), given)

    assert report.finding is not None
    assert report.finding.title == title
    assert title in plain_text.render(report)


def test_prints_are_bounded_and_their_beginning_is_shown():
    def chatty(image, kernel):
        for _ in range(2000):
            print("here I am")
        return flipped(image, kernel)

    report = report_on(chatty)

    assert len(report.printed) <= 2000
    assert plain_text.render(report).count("here I am") == 4


def test_prints_of_a_right_answer_do_not_spoil_it(capsys):
    def chatty(image, kernel):
        print("window", kernel)
        return right(image, kernel)

    check("conv2d", chatty)

    assert "all 25 cases" in capsys.readouterr().out


def test_an_unknown_exercise_gets_the_nearest_name():
    with pytest.raises(CheckFailed, match="did you mean 'conv2d'"):
        check("conv_2d", right)


def test_missing_keys_fail_with_the_command_that_makes_them(tmp_path, monkeypatch):
    monkeypatch.setattr(answer_key, "FOLDER", tmp_path)

    with pytest.raises(CheckFailed, match="python -m autograder release"):
        check("conv2d", right)


def test_the_traceback_is_one_line_and_does_not_say_the_report_again(capsys):
    with pytest.raises(CheckFailed) as failed:
        check("conv2d", flipped)
    (line,) = failed.value._render_traceback_()

    summary = "conv2d is right in 22 of 25 cases. Looks like: kernel turned by half."
    help_text = help_of("conv2d", "kernel turned by half")
    fits = "In all 3 cases that are wrong, yours does just what this mistake does. If you made it:"
    assert line == f"CheckFailed: {summary}"
    assert str(failed.value) == f"{summary} {fits} {help_text}"  # for whoever sees no report
    assert " ".join(capsys.readouterr().out.split()).count(help_text) == 1


def test_jupyter_gets_both_forms():
    bundle, _ = DisplayFormatter().format(_Shown(report_on(flipped)))

    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"].startswith("✗ conv2d")


def test_plain_text_fits_a_terminal():
    for known, mistake in ALL_MISTAKES:
        report = diagnose(answer_key.find(known.name), mistake.objects)
        assert max(map(len, plain_text.render(report).splitlines())) <= 100


@pytest.mark.parametrize(
    ("yours", "due", "title"),
    [
        (179.0, 323.0, "`parameters` is too small"),
        (3.5, 3.0, "`parameters` is too large"),
        (0.0, 1.0, "`parameters` is not what it should be"),
        (np.nan, 1.0, "`parameters` is not what it should be"),
    ],
)
def test_of_a_number_it_is_said_whether_it_is_too_large(yours: float, due: float, title: str):
    wanted = Wanted.of(Outcome({"parameters": np.array(due)}), {})
    case = answer_key.KeyCase("a group", "a case", {}, wanted, {})

    finding = describe(case, Outcome({"parameters": np.array(yours)}))

    assert finding.title == f"{title} in this case"
    assert f"yours is {yours:g}, expected {due:g}." in finding.help
