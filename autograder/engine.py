"""One submission -> what it earns: intake, sandbox and judge joined.

A worker needs an `Assignment` once and a `Task` a submission, and gives `Graded` back. All three
can travel to another machine; none holds the course's secret.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nbformat import NotebookNode

from autograder import exercises, intake, sentences
from autograder.course_cells import Step, steps
from autograder.exercises import Exercise
from autograder.intake import RefusedSubmissionError
from autograder.judge import ChildEndedError, Reference, judge, without_calls
from autograder.provenance import digest_of
from autograder.references import References
from autograder.sandbox.bubblewrap import SandboxUnavailableError
from autograder.sandbox.limits import SENTENCES, LimitHit, Limits, StudentError
from autograder.sandbox.process import Child
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.wire import ProtocolViolation
from autograder.verdict import EngineError, Status, Verdict
from seeing.probes import Inputs, Outcome, OutputError

BROKEN_PROTOCOL = SENTENCES["protocol"]


@dataclass(frozen=True)
class Assignment:
    """What a worker must know of an assignment.

    released: the students' version, with stubs
    package: where the exercises are, see `exercises.load`
    """

    name: str
    released: NotebookNode
    package: str = exercises.__name__

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Return the exercises by name, in the order of the notebook."""
        return exercises.load(self.name, self.package)

    @property
    def hide(self) -> tuple[str, ...]:
        """Return the packages that the answers have to do without."""
        return exercises.hidden_packages(self.name, self.package)

    @cached_property
    def exercises_digest(self) -> str:
        """Return what changes with any source of the exercises' package."""
        folder = Path(str(importlib.import_module(self.package).__file__)).parent
        return digest_of(folder, ("**/*.py",))


@dataclass(frozen=True)
class Task:
    """One submission on its way to a worker.

    key: what its verdict is stored by
    data: the submitted file's bytes
    seeds: by exercise, from `provenance.seed_of`
    """

    key: str
    data: bytes
    seeds: Mapping[str, str]


@dataclass(frozen=True)
class Graded:
    """What was found of one submission.

    refused: a sentence for the student where there was nothing to grade, else ""
    parts: by grade id, the cells of each answer as they were graded
    notes: sentences for the student on what the intake put right
    verdicts: by exercise, all of them, whatever became of the submission
    """

    key: str
    refused: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def earned(self) -> float:
        """Return the points of all exercises together."""
        return sum(verdict.earned for verdict in self.verdicts.values())

    def to_json(self) -> str:
        """Write it as one line, the same bytes for the same findings."""
        verdicts = {name: json.loads(v.to_json()) for name, v in self.verdicts.items()}
        return json.dumps(asdict(self) | {"verdicts": verdicts}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Graded:
        """Read what `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
        entry = json.loads(text)
        return cls(
            key=entry["key"],
            refused=entry["refused"],
            parts={name: tuple(texts) for name, texts in entry["parts"].items()},
            notes=tuple(entry["notes"]),
            verdicts={
                name: Verdict.from_json(json.dumps(verdict))
                for name, verdict in entry["verdicts"].items()
            },
        )


@dataclass(frozen=True)
class Failed:
    """Our side failed for one task: it is not graded, and is to be tried again."""

    key: str
    why: str


class Grader:
    """Grade submissions of one assignment, one after another; for use by one thread.

    with Grader(assignment) as grader:
        graded = grader.grade(task)
    """

    def __init__(self, assignment: Assignment, limits: Limits | None = None) -> None:
        self.assignment = assignment
        self.limits = limits or Limits()
        self.sandbox = Sandbox(assignment.hide)
        self.references = References()

    def __enter__(self) -> Self:
        """Prove the sandbox; raises SandboxUnavailableError with what to do where it fails."""
        self.sandbox.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.sandbox.__exit__(kind, error, at)
        self.references.close()

    def grade(self, task: Task) -> Graded:
        """Grade one submission.

        raises EngineError where our own side fails; then nothing is graded
        """
        try:
            taken = intake.rebuild_from(task.data, self.assignment.released)
        except RefusedSubmissionError as refusal:
            return refused(self.assignment, task.key, task.seeds, str(refusal))
        todo = steps(self.assignment.released, taken.parts)
        with _Submission(self.sandbox, self.limits, todo) as student:
            verdicts = {
                name: student.judged(exercise, task.seeds[name], self.references)
                for name, exercise in self.assignment.exercises.items()
            }
        return Graded(task.key, "", taken.parts, taken.notes, verdicts)


def refused(assignment: Assignment, key: str, seeds: Mapping[str, str], sentence: str) -> Graded:
    """Return what a submission earns in which there is nothing to grade, and why."""
    verdicts = {
        name: without_calls(exercise, seeds[name], Status.REFUSED, sentence)
        for name, exercise in assignment.exercises.items()
    }
    return Graded(key, refused=sentence, verdicts=verdicts)


class _Submission:
    """One student's answers, in a process that is started anew where an answer has ended it.

    So an answer that never ends costs its own points, and no other's
    (case loops_for_ever_in_one_answer).
    """

    def __init__(self, sandbox: Sandbox, limits: Limits, todo: list[Step]) -> None:
        self._sandbox, self._limits, self._todo = sandbox, limits, todo
        self._child: Child | None = None
        self._asked = 0  # exercises that the present child was asked about
        self._errors: dict[str, StudentError] = {}  # by answer: what its last bad cell raised
        # By answer: how one of its cells ended the process; it is not run again. "" for a line of
        # the course's that calls an answer: then of those only the imports are run again.
        self._ended: dict[str, ChildEndedError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def judged(self, exercise: Exercise, seed: str, reference: Reference) -> Verdict:
        """Judge one exercise; where others have used the child, its end may be their doing."""
        verdict, used_before = self._judged_once(exercise, seed, reference)
        if verdict.status in (Status.LIMIT_HIT, Status.BROKE_PROTOCOL) and used_before:
            verdict, _ = self._judged_once(exercise, seed, reference)
        return verdict

    def _judged_once(
        self, exercise: Exercise, seed: str, reference: Reference
    ) -> tuple[Verdict, bool]:
        child = self._running()
        used_before = self._asked > 0
        if ended := self._ended.get(exercise.name):
            return without_calls(exercise, seed, ended.status, ended.sentence), False
        self._asked += 1
        raised: set[str] = set()

        def ask(inputs: Inputs) -> Outcome:
            outcome = _outcome(child, exercise, inputs)
            raised.add(outcome.error)
            return outcome

        verdict = judge(exercise, ask, seed, reference)
        if verdict.status in (Status.LIMIT_HIT, Status.BROKE_PROTOCOL):
            self._close()
        if raised == {"NameError"} and (error := self._errors.get(exercise.name)):
            name = sentences.error_name(error.type)
            said = f"The cell of this answer raises {name} before it has defined what is asked for."
            verdict = without_calls(exercise, seed, Status.RAISED, said)
        return verdict, used_before

    def _running(self) -> Child:
        """Return a process that has run all cells but those which end it."""
        while self._child is None:
            self._asked = 0
            try:
                self._child = self._sandbox.run((), self._limits)
                self._run_cells(self._child)
            except SandboxUnavailableError as error:
                raise EngineError(str(error)) from error
        return self._child

    def _run_cells(self, child: Child) -> None:
        for step in self._todo:
            if step.answer in self._ended and not step.is_import:
                continue
            child.run(step.source)
            match child.errors[-1]:
                case StudentError() as error if step.answer:
                    self._errors[step.answer] = error
                case (LimitHit() | ProtocolViolation()) as error if step.is_import:
                    raise EngineError(f"the course's own line {step.source!r}: {error}")
                case (LimitHit() | ProtocolViolation()) as error:
                    self._ended[step.answer] = _ending(error)
                    self._close()
                    return

    def _close(self) -> None:
        if self._child is not None:
            self._child.close()
        self._child = None


def _outcome(child: Child, exercise: Exercise, inputs: Inputs) -> Outcome:
    """Call the student's code once, and tell how that ended in the judge's words."""
    probe: Any = exercise.probe
    try:
        return Outcome(child.call(probe.__name__, exercise.objects, inputs))
    except StudentError as error:
        return Outcome(error=error.type)
    except (LimitHit, ProtocolViolation) as error:
        if isinstance(error, LimitHit) and error.kind == "output":
            return Outcome(error=OutputError.__name__)  # the process lives, and only this is wrong
        raise _ending(error) from error


def _ending(error: LimitHit | ProtocolViolation) -> ChildEndedError:
    if isinstance(error, LimitHit):
        return ChildEndedError(Status.LIMIT_HIT, error.sentence)
    return ChildEndedError(Status.BROKE_PROTOCOL, BROKEN_PROTOCOL)
