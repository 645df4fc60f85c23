"""How long one submission may keep the grader waiting, with processes that only say they waited."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from autograder import exercises
from autograder.judging import messages
from autograder.judging.reference_process import in_process
from autograder.judging.run_answers import Answers
from autograder.judging.verdict import EngineError, Verdict
from autograder.release.chapter import derive
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.inside.limits import LimitHit, Limits
from tests.submissions.cases import CHAPTER

LIMITS = Limits(wall_s=10)
EXERCISES = exercises.load(CHAPTER.stem)
ANSWERS = {name: (f"def {name}(*inputs): ...",) for name in EXERCISES}


class WaitingChild:
    """Waits in a cell or a call for as long as that is said to take, and then fails to answer."""

    def __init__(self, takes: Mapping[str, float]) -> None:
        self.takes, self.waited_s = takes, 0.0
        self.errors: list[LimitHit | None] = []
        self.asked: list[str] = []

    def _wait(self, seconds: float) -> None:
        self.waited_s = min(self.waited_s + seconds, LIMITS.wall_s)
        if self.waited_s == LIMITS.wall_s:
            raise LimitHit("wall", LIMITS)

    def run(self, cell: str) -> None:
        try:
            self._wait(self.takes.get(cell, 0))
            self.errors.append(None)
        except LimitHit as error:
            self.errors.append(error)

    def call(self, probe: str, objects: Sequence[str], inputs: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(objects[0])
        self._wait(self.takes.get(objects[0], 0))
        return {"output": np.zeros(1)}

    def processor_s(self) -> float:
        return 0.0

    def close(self) -> None:
        pass


class WaitingSandbox:
    hide = ()

    def __init__(self, takes: Mapping[str, float]) -> None:
        self.takes = takes
        self.children: list[WaitingChild] = []

    def run(self, answers: Sequence[str], limits: Limits) -> WaitingChild:
        self.children.append(WaitingChild(self.takes))
        return self.children[-1]

    @property
    def waited_s(self) -> float:
        return sum(child.waited_s for child in self.children)


def graded(
    takes: Mapping[str, float], without_end: bool = False
) -> tuple[WaitingSandbox, dict[str, Verdict]]:
    """Judge all answers; `takes` gives seconds by a function's name, or by a cell's text.

    without_end: each process is waited for, whatever those before have taken
    """
    sandbox: Any = WaitingSandbox(takes)
    released = derive(CHAPTER).student
    with Answers(sandbox, LIMITS, released, {}, ANSWERS) as student:
        if without_end:
            student._left_s = float("inf")
        verdicts = {
            name: student.judged(exercise, "7", in_process) for name, exercise in EXERCISES.items()
        }
    return sandbox, verdicts


@pytest.mark.parametrize(
    "takes",
    [
        pytest.param(dict.fromkeys(EXERCISES, 60), id="each answer waits for ever"),
        pytest.param({text: 60 for (text,) in ANSWERS.values()}, id="each cell does"),
        pytest.param({ANSWERS["conv1d"][0]: 2} | dict.fromkeys(EXERCISES, 60), id="a cell too"),
        pytest.param(dict.fromkeys(EXERCISES, 0.6), id="each answer waits a little in each call"),
    ],
)
def test_a_submission_is_not_waited_for_much_longer_than_its_answers(takes: dict[str, float]):
    sandbox, _ = graded(takes)

    assert sandbox.waited_s <= LIMITS.wall_s * (len(EXERCISES) + 2)


def test_without_a_limit_for_all_its_processes_a_submission_is_waited_for_longer():
    # What runs together waits too long, is tried again apart, and waits as long as it may there.
    waiting = {text: 1 for (text,) in ANSWERS.values()} | dict.fromkeys(EXERCISES, 0.6)
    held, _ = graded(waiting)
    let, _ = graded(waiting, without_end=True)

    assert held.waited_s <= LIMITS.wall_s * (len(EXERCISES) + 2) < let.waited_s


def test_who_is_not_run_is_told_why():
    # Each waits a while, so that the next one is run together with it, and again apart.
    _, verdicts = graded({ANSWERS["conv1d"][0]: 2} | dict.fromkeys(EXERCISES, 60))

    assert verdicts["conv1d_matrix"].sentences[0] == messages.WAITED_ENOUGH
    assert "longer than 10 seconds" in verdicts["conv1d"].sentences[0]


@pytest.mark.parametrize("last", EXERCISES)
def test_a_right_answer_is_run_however_many_others_wait(last: str):
    for waiting in (set(EXERCISES), {ANSWERS[name][0] for name in EXERCISES}):
        sandbox, _ = graded(dict.fromkeys(waiting - {last, ANSWERS[last][0]}, 60))

        assert any(last in child.asked for child in sandbox.children)


def test_a_process_that_cannot_be_ended_is_our_failure(monkeypatch: pytest.MonkeyPatch):
    def refuse(child: WaitingChild) -> None:
        raise SandboxUnavailableError("A student's process could not be ended.")

    monkeypatch.setattr(WaitingChild, "close", refuse)

    with pytest.raises(EngineError, match="could not be ended"):
        graded({})


def test_an_answer_that_waits_for_ever_is_waited_for_once():
    sandbox, _ = graded({"conv2d": 60})

    assert sandbox.waited_s == LIMITS.wall_s
