"""Watch the memory of all processes of one submission: the kernel's limit is for each alone."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

MIB = 2**20
EVERY_S = 0.1  # two cores fill about 1 GiB in that time
PAGE = os.sysconf("SC_PAGE_SIZE")


class MemoryWatch(threading.Thread):
    """Call `kill` as soon as a process and all that descend from it hold too much.

    exceeded: whether that has happened
    """

    def __init__(self, pid: int, most_mib: int, kill: Callable[[], None]) -> None:
        super().__init__(name=f"memory of {pid}", daemon=True)
        self.exceeded = False
        self._pid, self._most, self._kill = pid, most_mib * MIB, kill
        self._over = threading.Event()

    def run(self) -> None:
        """Look now and then, until `stop`."""
        while not self._over.wait(EVERY_S):
            if sum(map(_held, _family(self._pid))) > self._most:
                self.exceeded = True
                self._kill()
                return

    def stop(self) -> None:
        """Return when it is sure that `kill` is not called any more."""
        self._over.set()
        if self.is_alive():
            self.join()


def _family(pid: int) -> Iterator[int]:
    """Yield a process and its descendants; inside, an orphan becomes the first process's child."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has ended


def _held(pid: int) -> int:
    """Return the bytes of memory that a process holds; what it shares with files is not counted."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * PAGE
