"""One submission -> what it earns: intake, sandbox and judge joined.

A worker needs an `Assignment` once and a `Task` a submission, and gives `Graded` back. All three
can travel to another machine; none holds the course's secret.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from nbformat import NotebookNode

from autograder import exercises
from autograder.exercises import Exercise
from autograder.files import digest_of
from autograder.intake.attempts import CourseCells
from autograder.intake.course_code import WORD
from autograder.intake.extract import extract_answers
from autograder.intake.read_file import RefusedSubmissionError
from autograder.judging import messages
from autograder.judging.judge import without_calls
from autograder.judging.reference_process import References
from autograder.judging.run_answers import Answers
from autograder.judging.verdict import EngineError, Status, Verdict
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside.limits import Limits

# By the word that tells of its use; the last takes as long as torch itself.
PRELOAD = {"scipy": "scipy.signal", "torch": "torch", "optim": "torch.optim"}


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
    def course_cells(self) -> CourseCells:
        """Return what the released cells are known by; raises ValueError for any other notebook."""
        return CourseCells.of(self.released)

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Return the exercises by name, in the order of the notebook."""
        return exercises.load(self.name, self.package)

    @property
    def hide(self) -> tuple[str, ...]:
        """Return the packages that the answers have to do without."""
        return exercises.hidden_packages(self.name, self.package)

    @cached_property
    def preload(self) -> tuple[str, ...]:
        """Return the modules that take long to import and that the notebook's code names.

        Each answer that uses one would import it anew, and what the course uses an answer may too.
        """
        code = (cell.source for cell in self.released.cells if cell.cell_type == "code")
        words = {word for source in code for word in WORD.findall(source)}
        return tuple(module for word, module in PRELOAD.items() if word in words)

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
    notes: sentences for the student on what was put right
    doubts: those of them that somebody should look at
    verdicts: by exercise, all of them, whatever became of the submission
    written: by grade id, the answers in words, which a person grades; none that is left blank
    """

    key: str
    refused: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

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
            doubts=tuple(entry["doubts"]),
            verdicts={
                name: Verdict.from_json(json.dumps(verdict))
                for name, verdict in entry["verdicts"].items()
            },
            written=entry["written"],
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
        self.sandbox = Sandbox(assignment.hide, assignment.preload)
        self.references = References()
        self._abandoned = False

    def __enter__(self) -> Self:
        """Prove the sandbox; raises SandboxUnavailableError with what to do where it fails."""
        self.references.start()  # it imports torch while the sandbox does
        try:
            self.sandbox.__enter__()
        except BaseException:
            self.references.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.sandbox.__exit__(kind, error, at)
        self.references.close()

    def abandon(self) -> None:
        """Let a `grade` that another thread waits for end soon, with EngineError.

        Repeat it until that has ended: it may just have started another process.
        """
        self._abandoned = True
        self.sandbox.kill()
        self.references.kill()

    def grade(self, task: Task) -> Graded:
        """Grade one submission.

        raises EngineError where our own side fails; then nothing is graded
        """
        if self._abandoned:
            raise EngineError("grading was stopped")
        try:
            taken = extract_answers(task.data, self.assignment.course_cells)
        except RefusedSubmissionError as refusal:
            return refused(self.assignment, task.key, task.seeds, str(refusal))
        released, stubs = self.assignment.released, self.assignment.course_cells.answers
        parts, helpers = taken.parts, taken.helpers
        with Answers(self.sandbox, self.limits, released, stubs, parts, helpers) as student:
            verdicts = {
                name: student.judged(exercise, task.seeds[name], self.references)
                for name, exercise in self.assignment.exercises.items()
            }
        found = [messages.brought(name) for name in student.brought]
        if student.has_errors_of_syntax and taken.python and taken.python > sys.version_info[:2]:
            found.append(messages.newer_python(taken.python))
        return Graded(
            key=task.key,
            parts={n: (*student.brought.get(n, ()), *texts) for n, texts in parts.items()},
            notes=(*taken.notes, *found),
            doubts=(*taken.doubts, *found),
            verdicts=verdicts,
            written=taken.written,
        )


def refused(assignment: Assignment, key: str, seeds: Mapping[str, str], sentence: str) -> Graded:
    """Return what a submission earns in which there is nothing to grade, and why."""
    verdicts = {
        name: without_calls(exercise, seeds[name], Status.REFUSED, sentence)
        for name, exercise in assignment.exercises.items()
    }
    return Graded(key, refused=sentence, verdicts=verdicts)
