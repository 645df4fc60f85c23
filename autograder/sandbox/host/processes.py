"""A process and all that descend from it: inside a sandbox none can leave its family."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat after the name: in user and kernel mode, of itself and of its children
# that have ended and that it waited for; see proc_pid_stat(5), fields 14 to 17.
TIMES = slice(11, 15)


def family(pid: int) -> Iterator[int]:
    """Yield a process and its descendants; inside, an orphan becomes the first process's child."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))
    except OSError:
        return  # it has ended


def processor_s(pid: int) -> float:
    """Return the processor time that a family has used, of those who have ended too, in seconds.

    The kernel counts it, in hundredths of a second, so no process can hide any of it: what is left
    to a child counts too (test_a_slow_answer_gains_nothing_by_its_tricks).
    """
    return sum(map(_ticks, family(pid))) * TICK_S


def _ticks(pid: int) -> int:
    try:
        # A process names itself as it likes; behind the last parenthesis there are only numbers.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0  # it has ended
    return sum(map(int, fields[TIMES]))
