"""Grade in a thread of this process: one submission is run while another is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from autograder.judging.engine import Assignment, Failed, Graded, Grader, Task
from autograder.judging.verdict import EngineError
from autograder.sandbox.inside.limits import Limits

TRIES = 2  # of our own side for one submission
POLL_S = 0.1
PREFETCH = 1  # tasks that are begun while a result is dealt with


class ThreadRunner:
    """Grade tasks one after another, in their order, in a thread of this process."""

    def __init__(self, assignment: Assignment, limits: Limits | None = None) -> None:
        self._grader = Grader(assignment, limits)
        self._thread = ThreadPoolExecutor(1, "grading")
        self._begun: deque[Future[Graded | Failed]] = deque()

    def __enter__(self) -> Self:
        self._grader.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        # After Ctrl-C: what runs could take as long as the limits allow.
        while running := [future for future in self._begun if not future.done()]:
            self._grader.abandon()
            wait(running, POLL_S)
        self._grader.__exit__(kind, error, at)

    def run(self, tasks: Iterable[Task]) -> Iterator[Graded | Failed]:
        """Yield the result of each task, in their order."""
        for task in tasks:
            self._begun.append(self._thread.submit(grade_with_retry, self._grader, task))
            del task  # it holds a whole file
            if len(self._begun) > PREFETCH:
                yield self._next()
        while self._begun:
            yield self._next()

    def _next(self) -> Graded | Failed:
        result = self._begun[0].result()  # it stays in the queue while it is waited for
        self._begun.popleft()
        return result


def grade_with_retry(grader: Grader, task: Task) -> Graded | Failed:
    """Grade a task; where our own side fails, retry before giving up on it."""
    for attempt in range(1, TRIES + 1):
        try:
            return grader.grade(task)
        except EngineError as error:
            if attempt == TRIES:
                return Failed(task.key, str(error))
    raise AssertionError("TRIES is at least 1")
