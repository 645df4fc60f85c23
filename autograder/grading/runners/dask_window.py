"""Keep a few tasks a worker under way, and see to it that each gets one answer, whatever dies."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import distributed
from distributed import Client, Future, KilledWorker

from autograder.grading.runners.dask_clusters import ScaleError
from autograder.grading.runners.dask_worker import Answer, Unfit, grade
from autograder.judging.engine import Failed, Graded, Task

PER_WORKER = 2  # tasks: the one that runs, and the next, so that no worker waits for a message
TRIES = 2  # of our own side for one task
TICK_S = 2.0  # between looks at who is alive, while no answer comes
FETCH_S = 60.0
AGAIN = "What is graded stays so; the same command goes on from there."
LOST = f"Dask's scheduler is gone, or does not answer. {AGAIN}"
KILLED = (
    "the worker processes that graded it died, even with nothing else under way; look at how much "
    "memory they may use"
)


@dataclass(frozen=True)
class Flight:
    """A task on its way.

    alone: with no other beside it. When a worker dies, Dask blames all tasks that it had; only
        for this one it is certain.
    """

    task: Task
    attempt: int = 1
    alone: bool = False


@dataclass
class Window:
    """The tasks that are under way, of those that wait.

    plugin: name of the workers' `GraderPlugin`
    wait_s: for a worker, when there is none
    """

    client: Client
    plugin: str
    waiting: Iterator[Task]
    wait_s: float
    flights: dict[Future[Answer], Flight] = field(default_factory=dict)
    suspects: list[Task] = field(default_factory=list)  # their workers died, and Dask gave up
    unfit: dict[str, str] = field(default_factory=dict)  # by worker: why
    seen_at: float = field(default_factory=time.monotonic)  # when there was a worker last

    def answers(self) -> Iterator[Graded | Failed]:
        """Yield one answer a task; raises ScaleError when no worker is left that can grade."""
        while True:
            self._fill()
            if not self.flights:
                return
            for future in self._ended():
                answer = self._answer(future)
                if answer is not None:
                    yield answer
                    del answer  # nobody needs it while the next is awaited

    def give_up(self) -> None:
        """Call back what is under way: nobody waits for it any more."""
        if self.flights:
            with suppress(OSError, TimeoutError):
                self.client.cancel(list(self.flights))
        self.flights.clear()

    def _fill(self) -> None:
        fit = self._fit()
        if self.suspects or any(flight.alone for flight in self.flights.values()):
            if not self.flights:
                self._send(Flight(self.suspects.pop(), alone=True), fit)
            return
        while len(self.flights) < PER_WORKER * max(len(fit), 1):
            task = next(self.waiting, None)
            if task is None:
                return
            self._send(Flight(task), fit)

    def _send(self, flight: Flight, to: set[str]) -> None:
        future = self.client.submit(
            grade,
            self.plugin,
            flight.task,
            key=f"grade-{flight.task.key}-{time.monotonic_ns()}",  # a next try is no old result
            pure=False,
            # A wish: who is chosen may die before it comes to this.
            workers=sorted(to) or None,
            allow_other_workers=bool(to),
        )
        self.flights[future] = flight

    def _fit(self) -> set[str]:
        """Return the workers that can grade, as far as is known; raises ScaleError if none can."""
        try:
            alive = set(self.client.nthreads())
        except (OSError, TimeoutError) as error:
            raise ScaleError(LOST) from error
        now = time.monotonic()
        self.seen_at = now if alive else self.seen_at
        if now - self.seen_at > self.wait_s:
            raise ScaleError(f"No worker has been there for {self.wait_s:g} s. {AGAIN}")
        fit = alive - self.unfit.keys()
        if alive and not fit:
            worker = min(alive)
            raise ScaleError(f"No worker can grade. The one at {worker}: {self.unfit[worker]}")
        return fit

    def _ended(self) -> list[Future[Answer]]:
        with suppress(TimeoutError, distributed.CancelledError):
            distributed.wait(list(self.flights), timeout=TICK_S, return_when="FIRST_COMPLETED")
        return [future for future in self.flights if future.done()]

    def _answer(self, future: Future[Answer]) -> Graded | Failed | None:
        """Return what came of a task, or None where it is under way again."""
        flight = self.flights[future]
        try:
            worker, found = self._fetched(future)
        except TimeoutError:  # the worker died with the answer, which is being found again
            return None
        except (OSError, distributed.CancelledError) as error:
            raise ScaleError(LOST) from error
        del self.flights[future]
        return self._settled(flight, worker, found)

    def _fetched(
        self, future: Future[Answer]
    ) -> tuple[str, Graded | Failed | Unfit | BaseException | None]:
        """Return the worker, "" where it is not known, and what it answered or died of."""
        match future.status:
            case "finished":
                return future.result(timeout=FETCH_S)
            case "error":
                return "", future.exception(timeout=FETCH_S)
            case _:
                raise distributed.CancelledError(future.key)

    def _settled(
        self, flight: Flight, worker: str, found: Graded | Failed | Unfit | BaseException | None
    ) -> Graded | Failed | None:
        match found:
            case Graded():
                return found
            case KilledWorker() if not flight.alone:
                self.suspects.append(flight.task)
            case KilledWorker():
                return Failed(flight.task.key, KILLED)
            case Unfit(why):
                self._leave_out(worker, why)
                self._send(flight, self._fit())
            case _ if flight.attempt < TRIES:
                again = replace(flight, attempt=flight.attempt + 1)
                self._send(again, self._fit() - {worker})  # elsewhere, where there is an elsewhere
            case Failed():
                return found
            case _:
                return Failed(flight.task.key, f"{type(found).__name__}: {found}")
        return None

    def _leave_out(self, worker: str, why: str) -> None:
        if worker not in self.unfit:
            logging.getLogger(__name__).warning("The worker at %s cannot grade: %s", worker, why)
        self.unfit[worker] = why
