"""A class-based exercise and a training loop, through intake, sandbox and judge."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
import pytest

from autograder.judging.engine import Graded, Grader, Task
from autograder.judging.judge import hidden_cases
from autograder.judging.verdict import Status, Verdict
from autograder.sandbox.inside import wire
from tests.support.kinds import answers, ctraining, notebooks
from tests.support.other_kinds import ENGINE

SEED = "5eed" * 8
ENGINE_MISTAKES = {
    "accumulate=False": "gradient replaced",
    "in_order=False": "no topological order",
    "parents_once=True": "parents counted once",
}
TRAINING_MISTAKES = {"trained_uphill": "uphill", "never_stepped": "never stepped"}
Judge = Callable[[str, str], Verdict]


@pytest.fixture(scope="module")
def judged() -> Iterator[Judge]:
    """Grade an answer of an assignment; each assignment has one grader for all tests."""
    with ExitStack() as stack:
        graders: dict[str, Grader] = {}

        def judge(assignment: str, answer: str) -> Verdict:
            if assignment not in graders:
                graders[assignment] = stack.enter_context(Grader(notebooks.of(assignment)))
            name = notebooks.ANSWERS[assignment]
            task = Task("k", notebooks.submission(assignment, answer), {name: SEED})
            graded: Graded = graders[assignment].grade(task)
            assert not graded.refused
            return graded.verdicts[name]

        yield judge


def test_an_engine_of_ones_own_earns_every_point_where_torch_is_absent(judged: Judge):
    assert judged("autodiff", answers.engine()).earned == ENGINE.points


@pytest.mark.parametrize(("how", "mistake"), ENGINE_MISTAKES.items())
def test_an_engines_mistake_is_named(judged: Judge, how: str, mistake: str):
    verdict = judged("autodiff", answers.engine(how))

    assert verdict.mistake == mistake
    assert verdict.earned < ENGINE.points


@pytest.mark.parametrize("way", answers.WAYS_TO_TORCH)
def test_an_engine_made_of_torch_earns_nothing_where_torch_is_absent(judged: Judge, way: str):
    verdict = judged("autodiff", answers.WAYS_TO_TORCH[way] + answers.ENGINE_BY_TORCH)

    assert verdict.status is Status.RAISED
    assert verdict.earned == 0


@pytest.mark.parametrize("way", answers.WAYS_TO_TORCH)
def test_the_same_engine_would_pass_if_torch_were_not_hidden(judged: Judge, way: str):
    verdict = judged("autodiff_with_torch", answers.WAYS_TO_TORCH[way] + answers.ENGINE_BY_TORCH)

    assert verdict.earned == ENGINE.points


@pytest.mark.parametrize(
    ("assignment", "before", "points"),
    [("autodiff", "", ENGINE.points), ("autodiff_with_torch", "import torch", 0)],
)
def test_no_trace_of_torch_is_in_the_memory_of_a_process_without_it(
    judged: Judge, assignment: str, before: str, points: float
):
    """Where torch is there, the same search finds it, and the answer stops before it begins."""
    search = """
import gc, sys
found = [name for name in sys.modules if name.split(".")[0] == "torch"]
kinds = {str(type(thing).__module__) for thing in gc.get_objects()}
found += [module for module in kinds if module.startswith("torch")]
found += [line for line in open("/proc/self/maps") if "torch" in line]
if found:
    raise SystemExit
"""
    assert judged(assignment, before + search + answers.engine()).earned == points


@pytest.mark.parametrize(
    "answer",
    [
        answers.training("trained"),
        answers.training("trained_by_torch", ("import torch",)),
    ],
    ids=["NumPy", "torch"],
)
def test_a_training_loop_that_learns_earns_every_point(judged: Judge, answer: str):
    assert judged("training", answer).earned == 2


@pytest.mark.parametrize(("loop", "mistake"), TRAINING_MISTAKES.items())
def test_a_training_loops_mistake_is_named(judged: Judge, loop: str, mistake: str):
    verdict = judged("training", answers.training(loop))

    assert verdict.mistake == mistake
    assert verdict.earned == 0


@pytest.mark.parametrize(
    "answer",
    [
        answers.FORGED,
        answers.LOOP_ON_NOTHING,
        answers.training("trained") + answers.TOLD_RISING_LOSSES,
    ],
    ids=["random weights, falling losses", "nothing trained", "right weights, rising losses"],
)
def test_a_forged_training_earns_nothing(judged: Judge, answer: str):
    verdict = judged("training", answer)

    assert verdict.status is Status.JUDGED
    assert verdict.earned == 0


def test_the_unseen_data_is_never_sent_to_the_students_process(
    judged: Judge, monkeypatch: pytest.MonkeyPatch
):
    sent: list[wire.Message] = []
    send = wire.send

    def tap(sock, message, deadline):
        sent.append(message)
        send(sock, message, deadline)

    monkeypatch.setattr(wire, "send", tap)
    (exercise,) = ctraining.EXERCISES
    cases = hidden_cases(exercise, SEED)
    assert judged("training", answers.training("trained")).earned == 2

    numbers = np.concatenate([a.ravel() for message in sent for a in message.arrays.values()])
    plain = " ".join(repr(message.fields) for message in sent)
    for case in cases:
        assert np.isin(case.inputs["x"], numbers).all()  # what is sent passes by here
        assert not np.isin(case.unseen["x"], numbers).any()
        assert not any(repr(float(x)) in plain for x in case.unseen["x"].ravel())


def test_the_unseen_data_is_nowhere_in_the_memory_of_the_students_process(judged: Judge):
    (exercise,) = ctraining.EXERCISES
    first, *_ = hidden_cases(exercise, SEED)
    look = """
import ctypes
def memory():
    for line in open("/proc/self/maps"):
        place, rights = line.split()[:2]
        if rights.startswith("rw"):
            begin, end = (int(half, 16) for half in place.split("-"))
            yield ctypes.string_at(begin, end - begin)
loop = training
def training(x, labels, start, lr, steps):
    halves = [bytes.fromhex(half) for half in ({0!r}, {1!r})]
    for part in memory():
        at = part.find(halves[0])
        while at >= 0:
            if part[at + 4 : at + 8] == halves[1]:
                raise KeyError
            at = part.find(halves[0], at + 1)
    return loop(x, labels, start, lr, steps)
"""

    def looked_for(number: np.float64) -> Verdict:
        text = number.tobytes().hex()  # in halves, or the search would find what it looks for
        code = look.format(text[:8], text[8:])
        return judged("training", answers.training("trained") + code)

    assert looked_for(first.unseen["x"][0, 0]).earned == 2
    assert looked_for(first.inputs["x"][0, 0]).earned < 2
