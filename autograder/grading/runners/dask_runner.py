"""Grade on many processes or machines: Dask's workers grade, and who asks them writes.

    with scale.local(8, assignment) as runner:
        for graded in runner.run(tasks):
            ...

A worker returns what it found and touches no course. A student's process has no network, and so
no way to Dask. What Dask's processes say to each other is encrypted, with keys that are made for
each run. A cluster that runs already has the encryption that it was started with: for an address
with tls:// `at` reads the keys from Dask's own settings (distributed.comm.tls).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

try:
    from distributed import Client
except ImportError as missing:
    raise RuntimeError(
        "Grading on several processes needs Dask, which is not installed: run `make .venv/grade`, "
        "or `pip install -c constraints.txt -e '.[grade]'`."
    ) from missing

from autograder.grading.runners import dask_clusters
from autograder.grading.runners.dask_clusters import ScaleError
from autograder.grading.runners.dask_window import Window
from autograder.grading.runners.dask_worker import GraderPlugin
from autograder.judging.engine import Assignment, Failed, Graded, Task
from autograder.sandbox.inside.limits import Limits

NO_WORKER_S = 60.0
Start = Callable[[ExitStack], Client]


def local(workers: int, assignment: Assignment, limits: Limits | None = None) -> DaskRunner:
    """Grade with processes of this machine."""
    return DaskRunner(lambda stack: dask_clusters.local(stack, workers), assignment, limits)


def at(
    address: str, assignment: Assignment, limits: Limits | None = None, wait_s: float = NO_WORKER_S
) -> DaskRunner:
    """Grade on a cluster that runs already, such as tls://host:8786.

    wait_s: for a worker, when there is none
    """
    return DaskRunner(lambda stack: dask_clusters.at(stack, address), assignment, limits, wait_s)


def slurm(
    jobs: int,
    assignment: Assignment,
    limits: Limits | None = None,
    wait_s: float = 3600.0,
    **options: Any,
) -> DaskRunner:
    """Grade in jobs of a SLURM cluster.

    wait_s: for the first job to begin, and for a next one when none is left
    options: see `dask_clusters.slurm`; else from Dask's own ~/.config/dask/jobqueue.yaml
    """

    def start(stack: ExitStack) -> Client:
        return dask_clusters.slurm(stack, jobs, limits or Limits(), **options)

    return DaskRunner(start, assignment, limits, wait_s)


class DaskRunner:
    """A runner whose tasks are graded by the workers of a Dask cluster; for one thread.

    start: opens a cluster, and gives a client of it
    wait_s: for a worker, when there is none

    Entering, and `run`, raise ScaleError where nothing can be graded.
    """

    def __init__(
        self,
        start: Start,
        assignment: Assignment,
        limits: Limits | None = None,
        wait_s: float = NO_WORKER_S,
    ) -> None:
        self._start = start
        self._grading = GraderPlugin(assignment, limits)
        self._wait_s = wait_s
        self._stack = ExitStack()
        self.client: Client

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.client = self._start(stack)
            dask_clusters.send(self.client, self._grading)
            stack.callback(dask_clusters.take_back, self.client, self._grading)
            dask_clusters.wait_for_one(self.client, self._wait_s)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stack.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[Graded | Failed]:
        """Yield one answer a task as they come, taking few tasks ahead of the answers."""
        window = Window(self.client, self._grading.name, iter(tasks), self._wait_s)
        try:
            yield from window.answers()
        finally:
            window.give_up()


__all__ = ["DaskRunner", "ScaleError", "at", "local", "slurm"]
