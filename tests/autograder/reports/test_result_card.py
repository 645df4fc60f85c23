"""What stands below a graded check, and what nbgrader makes of it."""

from dataclasses import replace

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade, has_failed

from autograder.judging.verdict import GroupVerdict, Status, Verdict
from autograder.reports import result_card

HALF = Verdict(
    exercise="conv2d",
    status=Status.JUDGED,
    points=2.3,
    groups=(GroupVerdict("sums", 0.7, 0.7, 4, 4), GroupVerdict("edges", 0.0, 1.6, 12, 13)),
    mistake="kernel transposed",
    help="Which index counts rows: the first or the `second`?",
    sentences=("edges: with a 1×1 kernel, the output has another shape than it should.",),
    seed="0123456789abcdef" * 2,
    engine="engine-7",
)
NONE = replace(
    HALF, groups=(GroupVerdict("sums", 0, 0.7, 0, 4), GroupVerdict("edges", 0, 1.6, 0, 3))
)
FULL = replace(
    HALF, groups=(GroupVerdict("sums", 0.7, 0.7, 4, 4), GroupVerdict("edges", 1.6, 1.6, 3, 3))
)
THIRDS = replace(
    HALF, points=0.3, groups=tuple(GroupVerdict(name, 0.1, 0.1, 1, 1) for name in "abc")
)
ANGLED = '<img src=x onerror=alert(1)> & "quoted" \''


def check_cell(verdict: Verdict):
    cell = new_code_cell(f'check("{verdict.exercise}")', outputs=result_card.outputs(verdict))
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": False,
        "grade_id": f"check_{verdict.exercise}",
        "points": verdict.points,
    }
    return cell


def html(verdict: Verdict) -> str:
    return "".join(output.data["text/html"] for output in result_card.outputs(verdict))


@pytest.mark.parametrize("verdict", [HALF, FULL, THIRDS, NONE])
def test_nbgrader_gives_exactly_the_points_of_the_verdict(verdict: Verdict):
    assert determine_grade(check_cell(verdict)) == (verdict.earned, verdict.points)


@pytest.mark.parametrize("status", list(Status))
def test_nothing_earned_is_nothing_given_however_the_judging_ended(status: Status):
    cell = check_cell(replace(NONE, status=status))

    assert determine_grade(cell) == (0.0, 2.3)
    assert cell.outputs[-1].data["text/plain"] == "0.0"


def test_nbgrader_sees_no_error_in_the_outputs():
    assert not has_failed(check_cell(NONE))


def test_the_outputs_are_a_valid_notebooks():
    nbformat.validate(new_notebook(cells=[check_cell(HALF)]))


def test_the_points_are_readable():
    assert "0.7 of 2.3 points" in result_card.outputs(HALF)[-1].data["text/html"]


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_the_card_tells_what_was_found(kind: str):
    card = result_card.outputs(HALF)[0].data[kind]

    for told in ("16 of 17", "sums", "4 of 4", "0 of 1.6", "kernel transposed", *HALF.sentences):
        assert told in card
    assert "Which index counts rows" in card


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.NOT_WRITTEN, "not written yet"),
        (Status.RAISED, "raises an error"),
        (Status.LIMIT_HIT, "a limit"),
        (Status.BROKE_PROTOCOL, "broke the rules"),
    ],
)
def test_the_card_tells_how_the_judging_ended(status: Status, said: str):
    assert said in html(replace(NONE, status=status))


def test_right_and_wrong_are_told_in_words():
    assert "passes</span></td>" in html(HALF)
    assert "not yet</span></td>" in html(HALF)


def test_neither_seed_nor_engine_is_shown():
    said = repr(result_card.outputs(HALF))

    assert HALF.seed not in said
    assert HALF.engine not in said


@pytest.mark.parametrize("where", ["exercise", "mistake", "help", "sentences", "group"])
def test_all_text_is_escaped(where: str):
    if where == "group":
        verdict = replace(HALF, groups=(GroupVerdict(ANGLED, 0.0, 2.3, 0, 1),))
    else:
        verdict = replace(HALF, **{where: (ANGLED,) if where == "sentences" else ANGLED})

    assert "<img" not in html(verdict)
    assert "&lt;img" in html(verdict)


def test_the_same_verdict_gives_the_same_outputs():
    assert result_card.outputs(HALF) == result_card.outputs(HALF)


def test_without_notes_there_is_no_cell_of_notes():
    assert result_card.notes((), "") is None


def test_the_notes_stand_in_a_list():
    cell = result_card.notes(("The answer conv1d was read from 2 cells.",), "")

    assert "<li>The answer conv1d was read from 2 cells.</li>" in markdown2html_mistune(cell.source)


def test_a_refusal_is_told_with_its_reason():
    cell = result_card.notes((), "The file is no notebook.")

    assert "Nothing could be graded" in cell.source
    assert "The file is no notebook." in cell.source


def test_the_cell_of_notes_is_the_same_each_time():
    assert result_card.notes(("a",), "") == result_card.notes(("a",), "")


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/x.png)",
        "https://elsewhere.example/x",
        "a `code` and *stress* and _more_",
        "- 1. # > first signs",
        "two\n\n# lines",
        "&lt;b&gt; \\< $x$",
    ],
)
def test_a_note_is_only_text(note: str):
    source = result_card.notes((note,), "").source
    html = markdown2html_mistune(source)

    (_, _, told) = html.partition("<li>")
    assert "<" not in told.partition("</li>")[0]
    assert told.endswith("</li>\n</ul>\n")
