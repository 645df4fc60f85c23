"""Watch the memory of all processes of one submission: the kernel's limit is for each alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox.host.processes import family

MIB = 2**20
EVERY_S = 0.1  # two cores fill about 1 GiB in that time
KIB = 2**10


class MemoryWatch(threading.Thread):
    """Call `kill` as soon as a process and all that descend from it hold too much.

    kill: returns whether there was something left to kill
    exceeded: whether that has happened
    """

    def __init__(self, pid: int, most_mib: int, kill: Callable[[], bool]) -> None:
        super().__init__(name=f"memory of {pid}", daemon=True)
        self.exceeded = False
        self._pid, self._most, self._kill = pid, most_mib * MIB, kill
        self._over = threading.Event()

    def run(self) -> None:
        """Look now and then, until `stop`."""
        while not self._over.wait(EVERY_S):
            if self._above(_at_most) and self._above(_held):  # the second takes longer to read
                self.exceeded = self._kill()
                return

    def _above(self, measure: Callable[[int], int]) -> bool:
        return sum(map(measure, family(self._pid))) > self._most

    def stop(self) -> None:
        """Return when it is sure that `kill` is not called any more."""
        self._over.set()
        if self.is_alive():
            self.join()


def _at_most(pid: int) -> int:
    """Return the bytes that a process holds, counting whole what it shares with others."""
    return _sum(f"/proc/{pid}/status", (b"RssAnon:", b"RssShmem:", b"VmSwap:")) or 0


def _held(pid: int) -> int:
    """Return the bytes that a process holds, of each page its share.

    So what is inherited by a fork and not changed counts once for all that have it together
    (test_what_the_zygote_holds_does_not_count_for_the_child), and so does what they map together
    (test_memory_that_processes_share_counts).
    """
    held = _sum(f"/proc/{pid}/smaps_rollup", (b"Pss_Anon:", b"Pss_Shmem:", b"SwapPss:"))
    return _at_most(pid) if held is None else held


def _sum(path: str, names: tuple[bytes, ...]) -> int | None:
    """Add up lines such as `RssAnon:  1024 kB`; None if they cannot be read."""
    try:
        # Bytes, and lines that end as the kernel ends them: a process names itself as it likes
        # (case memory_behind_a_name).
        lines = [line.split() for line in Path(path).read_bytes().split(b"\n")]
    except OSError:  # it has ended, or may not be looked at so closely
        return None
    return sum(int(line[1]) * KIB for line in lines if line and line[0] in names)


def oom_kills() -> int:
    """Count what this machine's kernel has killed for want of memory; 0 if it does not tell."""
    try:
        lines = Path("/proc/vmstat").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
