"""How much memory a command and all that it starts use, from its start to its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE_S = 1.0
KIB = 1024
# By a word of the command line; the first that fits.
KINDS = {
    "autograder.sandbox": "sandbox",
    "bwrap": "sandbox",
    "autograder.judging.reference_process": "references",
    "multiprocessing": "workers",
}
COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Sample:
    """MiB by kind of process at one moment; pages that several share are divided among them.

    at_s: since the start
    graded: how many submissions were done
    """

    at_s: float
    graded: int
    mib: dict[str, float]

    @property
    def together(self) -> float:
        """Return the MiB of all."""
        return sum(self.mib.values())


def samples(process: psutil.Popen, graded: Callable[[], int]) -> Iterator[Sample]:
    """Yield a sample now and then, until the process has ended."""
    began = time.monotonic()
    while process.poll() is None:
        mib = {COORDINATOR: _pss_mib(process.pid)}
        for other in process.children(recursive=True):
            kind = _kind(other)
            mib[kind] = mib.get(kind, 0.0) + _pss_mib(other.pid)
        yield Sample(time.monotonic() - began, graded(), mib)
        time.sleep(PAUSE_S)


def _kind(process: psutil.Process) -> str:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return "ended"
    return next((kind for word, kind in KINDS.items() if word in line), "other")


def _pss_mib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) / KIB for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0.0  # it has just ended
