"""What a submission earns: as it is known, or found out while the last one is written."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from types import TracebackType
from typing import Self

from autograder.ctrl_c import CtrlC
from autograder.engine import Failed, Graded, Task
from autograder.here import HereRunner
from autograder.submitted import Submissions
from autograder.verdict import EngineError
from autograder.verdict_store import VerdictStore


class Finder:
    """Answer student by student; the first that has to be run starts the grader.

    ctrl_c: lets an interruption through while an answer is waited for
    """

    def __init__(self, work: Submissions, store: VerdictStore, ctrl_c: CtrlC) -> None:
        self._work, self._store, self._ctrl_c = work, store, ctrl_c
        self._runner: HereRunner | None = None
        self._begun: dict[str, Future[Graded | Failed]] = {}  # by task's key

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._runner:
            self._runner.__exit__(kind, error, at)

    def found(self, student: str, then: Iterable[str]) -> Graded:
        """Return what is found of a submission, and begin with the first of `then`.

        raises EngineError or SandboxUnavailableError where our own side fails
        """
        self._ctrl_c.let_through()
        task = self._task(student)
        if isinstance(task, Graded):
            return task
        running = self._begin(task)
        for other in then:
            with suppress(OSError, UnicodeError):  # it is told when its turn comes
                if isinstance(ahead := self._task(other), Task):
                    self._begin(ahead)
            break
        with self._ctrl_c.heard():
            found = running.result()
        del self._begun[task.key]
        if isinstance(found, Failed):
            raise EngineError(found.why)
        self._store.put(found)
        return found

    def _task(self, student: str) -> Task | Graded:
        task = self._work.task(student)
        return task if isinstance(task, Graded) else self._store.get(task.key) or task

    def _begin(self, task: Task) -> Future[Graded | Failed]:
        if self._runner is None:
            self._runner = HereRunner(self._work.assignment, self._work.limits).__enter__()
        if task.key not in self._begun:
            self._begun[task.key] = self._runner.begin(task)
        return self._begun[task.key]
