"""What runs in a process of Dask's workers: one grader, and the reasons why there is none."""

from __future__ import annotations

import importlib.util
import platform
import threading
import time
import uuid
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker
from tornado.ioloop import PeriodicCallback

from autograder.files import digest_of
from autograder.judging import provenance
from autograder.judging.engine import Assignment, Failed, Graded, Grader, Task
from autograder.judging.verdict import EngineError
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.inside.limits import Limits

# A coordinator that is killed leaves its graders behind; nobody else would end their processes.
IDLE_S = 600.0
# Other versions of these may draw other cases from the same seed, or round otherwise.
DECIDING = ("numpy", "scipy", "torch")


@dataclass(frozen=True)
class Unfit:
    """This worker can grade nothing, whatever the task: the sentence says why."""

    why: str


# The worker's address, and what it found.
Answer = tuple[str, Graded | Failed | Unfit]


class UnfitError(RuntimeError):
    """A grader cannot be opened here; the message is a sentence for the instructor."""


def versions(package: str) -> str:
    """Name what decides a grade on this machine, with exercises of this package.

    >>> versions("autograder.exercises")                           # doctest: +SKIP
    'engine 3f0c…, autograder.exercises 77ab…, Python 3.11, numpy 2.3.1, …'
    """
    python = ".".join(platform.python_version_tuple()[:2])
    # A local part such as +cpu says where torch runs; the results agree within the tolerance.
    libraries = [f"{name} {metadata.version(name).partition('+')[0]}" for name in DECIDING]
    ours = (f"engine {provenance.engine_version()}", f"{package} {_digest_of(package)}")
    return ", ".join([*ours, f"Python {python}", *libraries])


def _digest_of(package: str) -> str:
    """Return 12 digits that change with any source of a package; an instructor's own is one."""
    try:
        spec = importlib.util.find_spec(package)
    except ModuleNotFoundError:
        spec = None
    if spec is None:
        return "is missing"
    (folder,) = spec.submodule_search_locations or (None,)
    return digest_of(Path(folder), ("**/*.py",)) if folder else "is no package"


class GraderPlugin(WorkerPlugin):
    """Take the assignment to each worker, also to those that come later, and grade there.

    The grader is opened at the first task and closed with the plugin, or when it has been idle.
    """

    def __init__(self, assignment: Assignment, limits: Limits | None = None) -> None:
        self.name = f"autograder-{uuid.uuid4().hex}"
        # Without the exercises that are loaded here: a worker has its own, of the same version.
        self.assignment = replace(assignment)
        self.limits = limits
        self.versions = versions(assignment.package)

    def setup(self, worker: Worker) -> None:
        """Prepare for tasks; what may fail waits for the first one, so that this never does."""
        self._one_at_a_time = threading.Lock()  # where workers have several threads
        self._grader: Grader | None = None
        self._ends = False
        self._used_at = time.monotonic()
        self._look = PeriodicCallback(self._close_if_idle, IDLE_S * 1000 / 10)
        self._look.start()

    def teardown(self, worker: Worker) -> None:
        """Close the grader; one that is busy closes itself after its task."""
        self._look.stop()
        self._ends = True
        self._close_if_free()

    def grade(self, task: Task) -> Graded | Failed | Unfit:
        """Grade a task; a failure of ours is an answer too, and never an exception."""
        with self._one_at_a_time:
            try:
                return self._open().grade(task)
            except UnfitError as error:
                return Unfit(str(error))
            except EngineError as error:
                return Failed(task.key, str(error))
            # What nobody thought of is ours too: neither the student nor the class pays for it.
            except Exception as error:
                self._close()  # the next try begins with new processes
                return Failed(task.key, f"{type(error).__name__}: {error}")
            finally:
                self._used_at = time.monotonic()
                if self._ends:
                    self._close()

    def _open(self) -> Grader:
        """Return the grader of this process; raises UnfitError where there can be none."""
        if self._grader is None:
            if (here := versions(self.assignment.package)) != self.versions:
                raise UnfitError(
                    f"it would grade with {here}, and this run grades with {self.versions}: "
                    "install the same version of the course on both"
                )
            try:
                _ = self.assignment.exercises  # which may not load here
                self._grader = Grader(self.assignment, self.limits).__enter__()
            except SandboxUnavailableError as error:
                raise UnfitError(str(error)) from error
            except Exception as error:
                raise UnfitError(f"{type(error).__name__}: {error}") from error
        return self._grader

    def _close(self) -> None:
        if self._grader is not None:
            self._grader.__exit__(None, None, None)
        self._grader = None

    def _close_if_free(self) -> None:
        if self._one_at_a_time.acquire(blocking=False):  # this is the thread of Dask's messages
            try:
                self._close()
            finally:
                self._one_at_a_time.release()

    def _close_if_idle(self) -> None:
        if time.monotonic() - self._used_at > IDLE_S:
            self._close_if_free()


def grade(plugin: str, task: Task) -> Answer:
    """Grade a task in the worker process that this runs in."""
    worker = get_worker()
    grading: GraderPlugin = worker.plugins[plugin]  # type: ignore[assignment]
    return worker.address, grading.grade(task)
