"""RESULTS.md: the figures, then what they were measured on."""

from __future__ import annotations

import math
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from benchmarks.grading.course import Run
from benchmarks.grading.memory import Use
from benchmarks.widgets.__main__ import processor

AIM_NATIVE, AIM_BULK = 15, 20
WAYS = ("stock", "native", "bulk")
PACKAGES = ("ipykernel", "nbclient", "nbgrader", "torch")


@dataclass
class Times:
    """Seconds a submission, one entry a round; what is called further is without any start."""

    students: int
    many: int
    stock: list[float] = field(default_factory=list)
    native: list[float] = field(default_factory=list)
    native_many: list[float] = field(default_factory=list)
    bulk: list[float] = field(default_factory=list)
    stock_further: list[float] = field(default_factory=list)
    native_further: list[float] = field(default_factory=list)
    cpu: dict[str, list[float]] = field(default_factory=lambda: {w: [] for w in WAYS})
    starts: dict[str, list[float]] = field(default_factory=lambda: {"stock": [], "ours": []})

    def add(self, stock: Run, native: Run, native_many: Run, bulk: Run, stock_one: Run) -> None:
        n = self.students
        self.stock.append(stock.seconds / n)
        self.native.append(native.seconds / n)
        self.native_many.append(native_many.seconds / self.many)
        self.bulk.append(bulk.seconds / self.many)
        for way, run, students in (("stock", stock, n), ("native", native, n)):
            self.cpu[way].append(run.cpu_s / students)
        self.cpu["bulk"].append(bulk.cpu_s / self.many)
        self.stock_further.append((stock.seconds - stock_one.seconds) / (n - 1))
        self.native_further.append((native_many.seconds - native.seconds) / (self.many - n))
        self.starts["stock"].append(stock_one.seconds - self.stock_further[-1])
        self.starts["ours"].append(native.seconds - n * self.native_further[-1])

    def last(self) -> str:
        return (
            f"{self.stock[-1]:.2f} s, {self.native[-1]:.3f} s, {self.bulk[-1]:.3f} s a submission; "
            f"ratios {self.stock[-1] / self.native[-1]:.1f}, {self.stock[-1] / self.bulk[-1]:.1f}, "
            f"further {self.stock_further[-1] / self.native_further[-1]:.1f}; "
            + "processor "
            + ", ".join(f"{self.cpu[way][-1]:.3f} s" for way in WAYS)
        )


def report(times: Times, memory: Mapping[str, Run], load: float) -> str:
    native, bulk = ratios(times.stock, times.native), ratios(times.stock, times.bulk)
    native_many = ratios(times.stock, times.native_many)
    further = ratios(times.stock_further, times.native_further)
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return f"""\
# Grading: time and memory beside stock nbgrader

Written by `python -m benchmarks.grading`, whose docstring says what is measured.
Six torch exercises, {times.students} submissions, the same points by stock and by ours; in bulk
{times.many} submissions with one worker. {len(times.stock)} rounds, in turns.

| seconds a submission | median | least | most |
|---|---|---|---|
{row("stock `nbgrader autograde`", times.stock)}
{row("ours, `nbgrader autograde`", times.native)}
{row(f"ours, `nbgrader autograde`, {times.many} submissions", times.native_many)}
{row("ours, `python -m autograder grade --workers 1`", times.bulk)}
{row("stock, each further submission", times.stock_further)}
{row("ours through nbgrader, each further submission", times.native_further)}
{row("stock, processor time", times.cpu["stock"])}
{row("ours through nbgrader, processor time", times.cpu["native"])}
{row("ours in bulk, processor time", times.cpu["bulk"])}

A command's start alone takes {statistics.median(times.starts["stock"]):.1f} s with stock and
{statistics.median(times.starts["ours"]):.1f} s with ours, which also proves its sandbox.
With starts included, a class through nbgrader reaches the ratio of {AIM_NATIVE} from
{class_size(times)} submissions.

| ratio of the same round | median | least | most | aim |
|---|---|---|---|---|
{row("through nbgrader, each further submission", further, 1)} {AIM_NATIVE} |
{row("in bulk, starts included", bulk, 1)} {AIM_BULK} |
{row(f"through nbgrader, starts included, {times.students} submissions", native, 1)} |
{row(f"through nbgrader, starts included, ours {times.many} submissions", native_many, 1)} |
{row("through nbgrader, processor time", ratios(times.cpu["stock"], times.cpu["native"]), 1)} |
{row("in bulk, processor time", ratios(times.cpu["stock"], times.cpu["bulk"]), 1)} |

| MiB, peak | resident | PSS | private |
|---|---|---|---|
{memory_rows(memory)}

All processes together, PSS: {together(memory["stock"]):.0f} MiB with stock, \
{together(memory["ours"]):.0f} MiB with ours.

Measured on: {processor()}; {platform.system()} {platform.machine()}; load before {load:.1f}.
Python {platform.python_version()}; {versions}.
"""


def class_size(times: Times) -> int | str:
    """Return the class from which the ratio of whole runs is the aim: start and further ones."""
    stock, ours = (statistics.median(times.starts[who]) for who in ("stock", "ours"))
    stock_further = statistics.median(times.stock_further)
    gained = stock_further - AIM_NATIVE * statistics.median(times.native_further)
    return math.ceil((AIM_NATIVE * ours - stock) / gained) if gained > 0 else "no number of"


def ratios(stock: Sequence[float], ours: Sequence[float]) -> list[float]:
    return [a / b for a, b in zip(stock, ours, strict=True)]


def row(name: str, values: Sequence[float], digits: int = 3) -> str:
    figures = (statistics.median(values), min(values), max(values))
    return f"| {name} | " + " | ".join(f"{value:.{digits}f}" for value in figures) + " |"


def memory_rows(memory: Mapping[str, Run]) -> str:
    rows = [
        ("stock, the kernel of a submission", "stock", "kernel"),
        ("stock, nbgrader", "stock", "coordinator"),
        ("ours, the process of a submission", "ours", "child"),
        ("ours, the zygote that it is forked from", "ours", "zygote"),
        ("ours, the references", "ours", "references"),
        ("ours, the coordinator with nbgrader", "ours", "coordinator"),
    ]
    return "\n".join(
        use_row(name, run.peaks.worst(kind))
        for name, who, kind in rows
        if (run := memory[who]).peaks and run.peaks.by_kind.get(kind)
    )


def use_row(name: str, use: Use) -> str:
    return f"| {name} | {use.rss:.0f} | {use.pss:.0f} | {use.private:.0f} |"


def together(run: Run) -> float:
    return run.peaks.together if run.peaks else 0.0
