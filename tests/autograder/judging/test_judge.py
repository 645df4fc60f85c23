"""The judge: points by group, mistakes by name, words without numbers, and nobody else's fault."""

import ast
import hashlib
import itertools
import re
import subprocess
import sys
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import exercises
from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.outcomes import visible_cases
from autograder.files import ROOT
from autograder.judging import messages
from autograder.judging.judge import ChildEndedError, hidden_cases, judge, without_calls
from autograder.judging.reference_process import in_process
from autograder.judging.verdict import EngineError, Status, Verdict
from autograder.reports import kill_table
from seeing.probes import Outcome, call_function, observe
from seeing.probes.own_errors import OWN_ERRORS
from tests.right_answers.c07_convolution_filters import (
    RIGHT_ANSWERS,
    conv2d_loops,
)

CHAPTER = "07_convolution_filters"
EXERCISES = exercises.load(CHAPTER)
CONV1D, CONV2D = EXERCISES["conv1d"], EXERCISES["conv2d"]
SEEDS = ["5eed" * 8, "00ff" * 8, "1234" * 8]
SEED = SEEDS[0]
UNREADABLE = OWN_ERRORS["OutputError"].clause
ALL_RIGHT = [(name, answer) for name, answers in RIGHT_ANSWERS.items() for answer in answers]


def calling(exercise: Exercise, *objects):
    return lambda inputs: observe(exercise.probe, objects, inputs)


def verdict_on(exercise: Exercise, *objects, seed: str = SEED) -> Verdict:
    return judge(exercise, calling(exercise, *objects), seed, remembered)


def remembered(exercise: Exercise, cases: list[Case]) -> list[Outcome]:
    """The reference, run once for the same cases: it is not what these tests are about."""
    key = (exercise.reference, exercise.name, str(cases))
    if key not in OUTCOMES:
        OUTCOMES[key] = in_process(exercise, cases)
    return OUTCOMES[key]


OUTCOMES: dict[tuple[object, str, str], list[Outcome]] = {}


def answering(*outcomes: Outcome, then: Exception | None = None):
    """A caller that gives these outcomes in turn, and then raises."""
    replies = iter(outcomes)

    def caller(inputs):
        for reply in replies:
            return reply
        raise then or AssertionError("asked too often")

    return caller


def earned(verdict: Verdict) -> dict[str, float]:
    return {group.name: group.earned for group in verdict.groups}


@pytest.mark.parametrize(
    ("name", "answer"), ALL_RIGHT, ids=[answer.__name__ for _, answer in ALL_RIGHT]
)
def test_a_right_answer_earns_every_point_in_this_style(name: str, answer):
    verdict = verdict_on(EXERCISES[name], answer)

    assert verdict.earned == EXERCISES[name].points
    assert verdict.right
    assert verdict.sentences == (messages.ALL_PASS,)
    assert verdict.mistake == ""


@pytest.mark.parametrize("known", EXERCISES.values(), ids=list(EXERCISES))
def test_a_mistake_costs_what_the_kill_table_says(known: Exercise):
    # Without the others' names: those are the next test's.
    alone = replace(known, mistakes=())
    for row, seed in itertools.product(kill_table.rows(known), SEEDS):
        verdict = verdict_on(alone, *row.mistake.objects, seed=seed)
        rejecting = {kill.group for kill in row.groups if kill.rejected}

        failed = {group.name for group in verdict.groups if group.passed < group.total}
        assert failed == rejecting
        assert verdict.earned == pytest.approx(known.points - row.cost)


@pytest.mark.parametrize("known", EXERCISES.values(), ids=list(EXERCISES))
def test_a_mistake_is_named_with_its_help(known: Exercise):
    for mistake in known.mistakes:
        verdict = verdict_on(known, *mistake.objects)

        assert verdict.mistake == mistake.name
        assert verdict.help.startswith("In ")
        assert verdict.help.endswith(f" If you made it: {mistake.help}")


def test_a_mistake_in_numbers_costs_the_points_of_its_groups():
    turned = next(m for m in CONV2D.mistakes if m.name == "kernel turned by half")

    assert verdict_on(CONV2D, *turned.objects).earned == 4 - 0.75


def test_raising_everywhere_earns_nothing_not_even_where_an_error_is_due():
    def refuses(image, kernel):
        raise ValueError

    verdict = verdict_on(CONV2D, refuses)

    assert verdict.earned == 0
    assert not any(group.passed for group in verdict.groups)
    assert verdict.status is Status.RAISED


def test_looking_at_the_input_first_keeps_its_points_though_the_rest_is_wrong():
    def only_looks(x, k):
        if len(k) > len(x):
            raise ValueError
        raise NotImplementedError

    verdict = verdict_on(CONV1D, only_looks)

    assert verdict.status is Status.JUDGED
    assert "window sums: with a kernel of 3, your code raises NotImplementedError." in (
        verdict.sentences
    )
    assert earned(verdict) == {
        "window sums": 0,
        "kernel order": 0,
        "ends": 0,
        "number types": 0,
        "too large": 0.25,
    }


def test_a_group_with_one_wrong_case_earns_nothing():
    def no_lists(x, k):
        return conv1d(np.asarray(x), k) if isinstance(x, np.ndarray) else 0

    conv1d = CONV1D.reference
    groups = {group.name: group for group in verdict_on(CONV1D, no_lists).groups}

    assert groups["number types"].earned == 0
    assert groups["number types"].passed == groups["number types"].total - 1


ODD = {
    "NaN": lambda right: np.full(right.shape, np.nan),
    "infinity": lambda right: np.full(right.shape, np.inf),
    "one NaN": lambda right: np.where(np.arange(right.size).reshape(right.shape), right, np.nan),
    "another shape": lambda right: right[None],
    "one row": lambda right: right[:1, :0],
    "bool": lambda right: right.astype(bool),
    "object": lambda right: right.astype(object),
    "complex": lambda right: right.astype(complex),
    "text": lambda right: right.astype(str),
    "no array": lambda right: right.tolist(),
    "a matrix with manners of its own": lambda right: right.view(np.matrix),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_an_odd_output_never_passes(odd):
    def caller(inputs):
        outcome = observe(call_function, (CONV2D.reference,), inputs)
        return Outcome({n: odd(a) for n, a in outcome.arrays.items()}, outcome.error)

    verdict = judge(CONV2D, caller, SEED)

    assert set(earned(verdict).items()) - {("too large", 0.25)} == {
        (group, 0) for group in CONV2D.groups if group != "too large"
    }


def test_an_array_of_objects_reaches_no_comparison():
    verdict = judge(CONV1D, lambda inputs: Outcome({"output": np.array([None])}), SEED, remembered)

    *of_results, of_errors = verdict.sentences
    assert all(said.endswith(f"{UNREADABLE}.") for said in of_results)
    assert of_errors.endswith("your code returns a result where ValueError is due.")


def test_an_output_too_many_or_too_few_never_passes():
    def extra(inputs):
        outcome = observe(call_function, (CONV2D.reference,), inputs)
        return outcome if outcome.error else Outcome({**outcome.arrays, "more": np.ones(1)})

    assert judge(CONV2D, extra, SEED).earned == 0.25
    assert judge(CONV2D, lambda inputs: Outcome(), SEED).earned == 0


@given(hnp.arrays(st.sampled_from([np.float64, np.float32, np.int8, np.bool_]), (3,)))
@settings(max_examples=20, deadline=None)
def test_any_constant_output_gives_a_verdict_that_can_be_written(array):
    verdict = judge(CONV1D, lambda inputs: Outcome({"output": array}), SEED, remembered)

    assert Verdict.from_json(verdict.to_json()) == verdict
    assert verdict.earned == 0


def test_a_blank_answer_is_not_written_yet():
    def blank(x, k):
        raise NotImplementedError

    verdict = verdict_on(CONV1D, blank)

    assert verdict.status is Status.NOT_WRITTEN
    assert verdict.sentences == (messages.NOT_WRITTEN,)
    assert verdict.earned == 0


def test_an_answer_that_cannot_be_called_has_a_verdict_too():
    verdict = without_calls(CONV1D, SEED, Status.RAISED, "Your cell raises a NameError.")

    assert (verdict.status, verdict.earned) == (Status.RAISED, 0)
    assert verdict.sentences == ("Your cell raises a NameError.",)
    assert sum(group.total for group in verdict.groups) == len(hidden_cases(CONV1D, SEED))


def right_until(stop: int, ended: ChildEndedError):
    done = [
        observe(CONV1D.probe, (CONV1D.reference,), c.inputs) for c in hidden_cases(CONV1D, SEED)
    ]
    return answering(*done[:stop], then=ended)


def test_after_a_limit_no_more_is_asked_and_whole_groups_stay_earned():
    limit = ChildEndedError(Status.LIMIT_HIT, "Your code ran for longer than it may.")
    groups = [case.group for case in hidden_cases(CONV1D, SEED)]
    third = [i for i, group in enumerate(groups) if group == "ends"][2]
    verdict = judge(CONV1D, right_until(third, limit), SEED)

    assert verdict.status is Status.LIMIT_HIT
    assert verdict.sentences == (limit.sentence, messages.STOPPED)
    # Whether the cases that are too large had come is for the seed to draw.
    assert earned(verdict) | {"too large": 0} == {
        "window sums": 0.75,
        "kernel order": 0.5,
        "ends": 0,  # two of its three cases
        "number types": 0,
        "too large": 0,
    }


def test_breaking_the_protocol_forfeits_every_point():
    violation = ChildEndedError(Status.BROKE_PROTOCOL, "Your code wrote to the grader's channel.")
    verdict = judge(CONV1D, right_until(14, violation), SEED)

    assert verdict.status is Status.BROKE_PROTOCOL
    assert verdict.earned == 0
    assert not any(group.passed for group in verdict.groups)
    assert verdict.sentences == (violation.sentence, messages.FORFEITED)


def test_a_mistake_is_named_though_a_limit_ends_the_judging():
    flipped = next(m for m in CONV1D.mistakes if m.name == "flipped kernel")
    cases = hidden_cases(CONV1D, SEED)[:8]
    done = [observe(CONV1D.probe, flipped.objects, case.inputs) for case in cases]
    limit = ChildEndedError(Status.LIMIT_HIT, "Your code ran for longer than it may.")

    assert judge(CONV1D, answering(*done, then=limit), SEED).mistake == "flipped kernel"


def crashing(error: BaseException):
    def reference(**inputs):
        raise error

    return reference


@pytest.mark.parametrize(
    "error", [ValueError("ours"), RuntimeError("CUDA error"), MemoryError(), SystemExit(1)]
)
def test_a_crash_of_the_reference_grades_nobody(error):
    broken = replace(CONV1D, reference=crashing(error))
    asked = []

    with pytest.raises(EngineError, match=type(error).__name__):
        judge(broken, asked.append, SEED)
    assert not asked


def never_refuses(x, k):
    return np.correlate(np.asarray(x, float), np.asarray(k, float))


def says_nothing(x, k):
    return "nothing"


def gives_objects(x, k):
    if len(k) > len(x):
        raise ValueError
    return np.array([None])


@pytest.mark.parametrize("reference", [never_refuses, says_nothing, gives_objects])
def test_a_reference_with_another_outcome_than_its_cases_ask_for_grades_nobody(reference):
    with pytest.raises(EngineError, match="the reference"):
        judge(replace(CONV1D, reference=reference), calling(CONV1D, reference), SEED)


def huge_cases(rng):
    return [Case("all", "large numbers", {"x": np.full(2, 1e200), "k": np.full(2, 1e200)})]


def test_numbers_too_large_for_a_tolerance_grade_nobody():
    """An infinite tolerance would let any answer pass."""
    huge = replace(CONV1D, cases=huge_cases, groups={"all": 2.0}, reference=lambda x, k: x)

    with pytest.raises(EngineError, match="no tolerance"):
        judge(huge, lambda inputs: Outcome({"output": np.zeros(2)}), SEED)


@pytest.mark.parametrize("cases", [lambda rng: 1 / 0, lambda rng: [], lambda rng: huge_cases(rng)])
def test_cases_that_cannot_be_drawn_grade_nobody(cases):
    with pytest.raises(EngineError):
        judge(replace(CONV1D, cases=cases), calling(CONV1D, CONV1D.reference), SEED)


@pytest.mark.parametrize("seed", ["", "no number", "-1"])
def test_a_seed_that_is_none_grades_nobody(seed: str):
    with pytest.raises(EngineError):
        judge(CONV1D, calling(CONV1D, CONV1D.reference), seed)


def test_a_failure_of_the_caller_is_ours():
    with pytest.raises(EngineError, match="the caller failed"):
        judge(CONV1D, answering(then=OSError("no file descriptors left")), SEED)
    with pytest.raises(EngineError, match="not an Outcome"):
        judge(CONV1D, lambda inputs: np.ones(3), SEED)


def test_a_caller_that_changes_its_inputs_changes_nothing_here():
    turned = next(m for m in CONV2D.mistakes if m.name == "kernel turned by half")

    def caller(inputs):
        outcome = observe(CONV2D.probe, turned.objects, inputs)
        for value in inputs.values():
            if isinstance(value, list):
                value.clear()
            else:
                value[...] = 0
        return outcome

    assert judge(CONV2D, caller, SEED) == verdict_on(CONV2D, *turned.objects)


def test_ten_judgings_give_the_same_bytes():
    mistake = CONV2D.mistakes[5]
    written = {verdict_on(CONV2D, *mistake.objects).to_json() for _ in range(10)}

    assert len(written) == 1


PRINT = """
from tests.autograder.judging.test_judge import *
for known in EXERCISES.values():
    print(verdict_on(known, *known.mistakes[2].objects).to_json())
"""


def test_another_process_gives_the_same_bytes():
    here = [verdict_on(known, *known.mistakes[2].objects).to_json() for known in EXERCISES.values()]
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "5", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == here


def test_another_seed_draws_other_numbers_and_the_same_kinds_of_case():
    first, second = (hidden_cases(CONV2D, seed) for seed in SEEDS[:2])

    assert str(first) != str(second)
    assert sorted(case.about for case in first) == sorted(case.about for case in second)
    assert verdict_on(CONV2D, conv2d_loops).seed == SEED


def test_an_answer_that_counts_its_calls_does_not_know_when_to_raise():
    visible = [case.refuses for case in visible_cases(CONV1D)]

    def earned_with(seed: str) -> float:
        calls = iter(visible)

        def conv1d(x, k):
            if next(calls):
                raise ValueError
            return 0

        return verdict_on(replace(CONV1D, mistakes=()), conv1d, seed=seed).earned

    assert any(visible)
    assert [earned_with(seed) for seed in SEEDS] == [0, 0, 0]


def test_all_but_the_cases_of_an_error_come_in_one_order():
    def order(seed: str) -> list[str]:
        return [case.about for case in hidden_cases(CONV1D, seed) if not case.refuses]

    ordinary = [case.about for case in visible_cases(CONV1D) if not case.refuses]
    assert [order(seed) for seed in SEEDS] == [ordinary] * 3


def test_what_earns_only_beside_others_says_so():
    kernel = EXERCISES["gaussian_kernel"]

    verdict = verdict_on(kernel, lambda size, sigma: np.ones((size, size)))

    assert kernel.not_alone == ("smallest sizes",)
    assert {g.name for g in verdict.groups if g.passed == g.total} == {"smallest sizes"}
    assert verdict.earned == 0
    assert verdict.sentences[-1].startswith("smallest sizes: passes, and earns points only beside")
    assert verdict_on(kernel, RIGHT_ANSWERS["gaussian_kernel"][0]).earned == kernel.points


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def public_numbers(known: Exercise, verdict: Verdict) -> set[str]:
    """Numbers that stand in the exercise's own words, which every student may read."""
    words = [case.about for case in hidden_cases(known, SEED)]
    words += [m.name + m.help for m in known.mistakes] + [known.name]
    kept = [verdict.seed, verdict.engine, *(str(n) for g in verdict.groups for n in vars(g))]
    return numbers(" ".join([*words, *kept]))


def tells(inputs) -> str:
    """All that a student's code could say of what it was given."""
    return " ".join(str(np.asarray(value).tolist()) for value in inputs.values())


def raises_what_it_sees(*values):
    raise ValueError(str(values))


def names_an_error_after_what_it_sees(*values):
    raise type("Saw" + re.sub(r"\W", "_", str(values)), (Exception,), {})


def nothing(*values):
    return None


def its_input(*values):
    return values[0]


def wrong_by_a_bit(*values):
    return np.asarray(values[0], dtype=float) * 1.01 + 0.5


# How many cases are wrong; and the numbers that facts compare with, whatever the cases are.
COUNTS = re.compile(r"\d+ of the \d+|all \d+|(?:other than|larger than|=|axis) [01]\b|is [12] too")
TELLTALES = [raises_what_it_sees, names_an_error_after_what_it_sees, nothing, its_input]


@pytest.mark.parametrize("known", EXERCISES.values(), ids=list(EXERCISES))
@given(seed=st.binary(min_size=16, max_size=16).map(bytes.hex))
@settings(max_examples=2, deadline=None)
def test_no_number_of_a_hidden_case_is_in_the_words_for_the_student(known: Exercise, seed: str):
    cases = hidden_cases(known, seed)
    wrong = [m.objects[0] for m in known.mistakes[:4]]
    for answer in [*TELLTALES, wrong_by_a_bit, *wrong]:
        verdict = verdict_on(known, answer, seed=seed)
        words = " ".join([*verdict.sentences, verdict.mistake, verdict.help])
        said = numbers(COUNTS.sub("", words))

        assert said <= public_numbers(known, verdict)
        for case in cases:
            assert tells(case.inputs) not in verdict.to_json()


@pytest.mark.parametrize("known", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize("answer", [*TELLTALES, wrong_by_a_bit])
def test_words_for_the_student_are_the_same_whatever_the_numbers(known: Exercise, answer):
    said = {verdict_on(known, answer, seed=seed).sentences for seed in SEEDS}

    assert len(said) == 1


def test_the_name_of_an_error_of_the_students_own_is_not_repeated():
    verdict = verdict_on(CONV1D, names_an_error_after_what_it_sees)

    assert verdict.sentences == ("Your code raises an error of its own in every case.",)


def changes_input(x, k):
    if isinstance(x, np.ndarray):
        x[:] = 0
    return CONV1D.reference(x, k)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (nothing, "with a kernel of 3, your code returns None."),
        (changes_input, "your code changes one of its inputs."),
        (lambda x, k: "word", "what comes back cannot be read"),
        (lambda x, k: np.ones((2, 2)), "the output has another number of dimensions"),
        (lambda x, k: np.ones(99), "the output has another shape than it should."),
        (lambda x, k: CONV1D.reference(x, k) * np.nan, "the output holds NaN."),
        (lambda x, k: CONV1D.reference(x, k) + 0.5, "the output differs in every entry."),
        (lambda x, k: CONV1D.reference(x, k) + np.eye(1, 99)[0, :1], "differs in every"),
        (lambda x, k: CONV1D.reference(x, k) > 0, "True and False where numbers are due."),
        (lambda x, k: np.ones(3), "returns a result where ValueError is due."),
        (lambda x, k: "word", "returns a result where ValueError is due."),
        (nothing, "your code returns None where ValueError is due."),
        (lambda x, k: CONV1D.reference(x, k) / 0, "the output holds infinity."),
        (lambda x, k: {}[0] if isinstance(x, list) else np.ones(1), "your code raises KeyError."),
    ],
)
def test_what_is_wrong_is_said_in_words(answer, words: str):
    assert any(words in sentence for sentence in verdict_on(CONV1D, answer).sentences)


def test_each_failing_group_has_one_sentence():
    verdict = verdict_on(CONV1D, nothing)

    assert [s.partition(":")[0] for s in verdict.sentences] == [g.name for g in verdict.groups]


def test_the_mistakes_do_not_run_for_a_right_answer():
    def explodes(x, k):
        pytest.fail("there is nothing to explain")

    watched = replace(CONV1D, mistakes=(Mistake("m", "h", (explodes,)),))

    assert verdict_on(watched, CONV1D.reference).right


def test_nothing_that_the_student_wrote_is_imported_or_evaluated_here():
    """The judge and its words have no eval, exec, import by name or pickle."""
    room = ROOT / "autograder" / "judging"
    for name in ("judge", "messages", "verdict", "provenance"):
        tree = ast.parse((room / f"{name}.py").read_text(encoding="utf-8"))
        called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}

        assert not called & {"eval", "exec", "compile", "__import__", "getattr.__call__"}
        assert not imported & {"pickle", "marshal", "importlib"}


def test_a_seed_of_provenance_can_be_judged_with():
    from autograder.judging.provenance import seed_of

    digest = hashlib.sha256(b"notebook").hexdigest()
    seed = seed_of(bytes(32), CHAPTER, "conv1d", digest)

    assert verdict_on(CONV1D, CONV1D.reference, seed=seed).seed == seed


def test_large_replies_are_not_kept_together():
    most = 2_000_000  # numbers: just within what a reply may hold
    tracemalloc.start()
    judged = judge(CONV1D, lambda _: Outcome({"output": np.ones(most)}), SEED, remembered)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert judged.earned == 0
    assert UNREADABLE in judged.sentences[0]
    assert peak < 4 * most * 8
