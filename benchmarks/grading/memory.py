"""The memory of a command and of what it starts: the peak of each kind of process."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PAUSE_S = 0.01
COLD_CHILD, ZYGOTE = "autograder.sandbox.inside.child", "autograder.sandbox.inside.zygote"


@dataclass
class Use:
    """MiB: resident, resident with shared pages divided among who shares them, own pages."""

    rss: float = 0.0
    pss: float = 0.0
    private: float = 0.0

    def grow(self, other: Use) -> None:
        self.rss = max(self.rss, other.rss)
        self.pss = max(self.pss, other.pss)
        self.private = max(self.private, other.private)


@dataclass
class Peaks:
    """By kind of process, and in it by process: the most that each used; all together at once."""

    by_kind: dict[str, dict[int, Use]] = field(default_factory=lambda: defaultdict(dict))
    together: float = 0.0

    def worst(self, kind: str) -> Use:
        most = Use()
        for use in self.by_kind[kind].values():
            most.grow(use)
        return most


@contextmanager
def watched(root: int | None) -> Iterator[Peaks | None]:
    """Sample a process and its descendants until the end of the block; None watches nothing."""
    if root is None:
        yield None
        return
    peaks, stop = Peaks(), threading.Event()

    def sample() -> None:
        while not stop.wait(PAUSE_S):
            _sample(root, peaks)

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield peaks
    finally:
        stop.set()
        thread.join()


def _sample(root: int, peaks: Peaks) -> None:
    parents = _parents()
    together = 0.0
    for pid in parents:
        line = _ancestors(pid, parents)
        if root not in line:
            continue
        try:
            kind = _kind(pid, root, line)
            use = _use(pid)
        except (OSError, ValueError):
            continue  # it has ended meanwhile
        if kind:
            peaks.by_kind[kind].setdefault(pid, Use()).grow(use)
        together += use.pss
    peaks.together = max(peaks.together, together)


def _parents() -> dict[int, int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    return parents


def _ancestors(pid: int, parents: dict[int, int]) -> list[int]:
    line = []
    while pid:
        line.append(pid)
        pid = parents.get(pid, 0)
    return line


def _kind(pid: int, root: int, line: list[int]) -> str:
    """Tell what a process is for; "" for bubblewrap and other small ones."""
    command = _command(pid)
    if pid == root:
        return "coordinator"
    if "ipykernel_launcher" in command:
        return "kernel"
    if "autograder.judging.reference_process" in command:
        return "references"
    if "bwrap" in command.split("\0")[0]:
        return ""
    if COLD_CHILD in command:
        return "child"
    if ZYGOTE in command:
        above = [_command(other) for other in line[1:]]
        inside = any(ZYGOTE in c and "bwrap" not in c.split("\0")[0] for c in above)
        return "child" if inside else "zygote"
    return ""


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")


def _use(pid: int) -> Use:
    kib: dict[str, float] = {}
    for row in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, value = row.partition(":")
        kib[name] = float(value.split()[0])
    private = kib["Private_Clean"] + kib["Private_Dirty"]
    return Use(kib["Rss"] / 1024, kib["Pss"] / 1024, private / 1024)
