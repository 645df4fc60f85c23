"""Grade on this machine, in a thread: one submission is run while another is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

from autograder.engine import Assignment, Failed, Graded, Grader, Task
from autograder.sandbox.limits import Limits
from autograder.verdict import EngineError

TRIES = 2  # of our own side for one submission
POLL_S = 0.1
AHEAD = 1  # tasks that are begun while an answer is dealt with


class HereRunner:
    """Grade tasks one after another, in their order, in a thread of this process.

    `begin` and `run` are called by one thread, which need not wait for the answers.
    """

    def __init__(self, assignment: Assignment, limits: Limits | None = None) -> None:
        self._grader = Grader(assignment, limits)
        self._thread = ThreadPoolExecutor(1, "grading")
        self._unfinished: set[Future[Graded | Failed]] = set()

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
        while self._unfinished:  # after Ctrl-C: it could take as long as the limits allow
            self._grader.abandon()
            wait(list(self._unfinished), POLL_S)
        self._grader.__exit__(kind, error, at)

    def begin(self, task: Task) -> Future[Graded | Failed]:
        """Grade a task when those begun before are done."""
        begun = self._thread.submit(tried, self._grader, task)
        self._unfinished.add(begun)
        begun.add_done_callback(self._unfinished.discard)
        return begun

    def run(self, tasks: Iterable[Task]) -> Iterator[Graded | Failed]:
        """Yield what is found of each task, in their order."""
        begun: deque[Future[Graded | Failed]] = deque()
        for task in tasks:
            begun.append(self.begin(task))
            del task  # it holds a whole file
            if len(begun) > AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def tried(grader: Grader, task: Task) -> Graded | Failed:
    """Grade a task; where our own side fails, try once more before giving up on it."""
    for attempt in range(1, TRIES + 1):
        try:
            return grader.grade(task)
        except EngineError as error:
            if attempt == TRIES:
                return Failed(task.key, str(error))
    raise AssertionError("TRIES is at least 1")
