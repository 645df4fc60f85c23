"""Grade 2,000 submissions in one run: `python -m benchmarks.class_of_2000` (some ten minutes).

Each differs from the others in its student's name and in its answers: a constant in them, and
which of four kinds they are (right, one mistake, an error, nothing). The two exercises take no
time, so what is measured is the way of a submission: intake, a process of its own in the sandbox,
judge, nbgrader's gradebook and notebook.

Memory is that of the coordinator and of all that it has started, once a second, as the kernel
counts it with shared pages divided among those who share them (PSS). Its growth is the slope of
the straight line that fits the samples best, over what was graded after the first tenth.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from benchmarks.class_of_2000.watch import COORDINATOR, Sample, samples
from tests.support.operation.classes import Course, small_class

HERE = Path(__file__).parent
NUMBER = 2000
WARM = 0.1  # of the class: until then caches fill
ROWS = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.class_of_2000")
    parser.add_argument("--number", type=int, default=NUMBER, help="submissions")
    parser.add_argument("--workers", type=int, default=1, help="of the grade command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder) / "course")
        course.release()
        small_class(course, options.number)
        text = measured(course, options.number, options.workers)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def measured(course: Course, number: int, workers: int) -> str:
    """Grade the class, and write what that took."""
    load = os.getloadavg()[0]
    began = time.monotonic()
    command = course.command(*([f"--workers={workers}"] if workers > 1 else []))
    with psutil.Popen(command, cwd=course.home, stdout=subprocess.DEVNULL) as process:
        taken = list(samples(process, lambda: graded(course)))
    took_s = time.monotonic() - began
    if process.returncode != 0 or graded(course) != number or len(course.grades()) != 2 * number:
        sys.exit("not every submission was graded: nothing is measured")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = used.ru_utime + used.ru_stime
    return report(taken, number, workers, took_s, cpu_s, load)


def graded(course: Course) -> int:
    folder = course.folder / "autograded"
    return len(os.listdir(folder)) if folder.exists() else 0


def growth_kib(taken: list[Sample], number: int) -> tuple[float, float]:
    """Return how much memory grows with each submission: the coordinator's, and all together."""
    warm = [sample for sample in taken if sample.graded > WARM * number]
    at = [sample.graded for sample in warm]
    own = np.polyfit(at, [sample.mib[COORDINATOR] for sample in warm], 1)[0]
    together = np.polyfit(at, [sample.together for sample in warm], 1)[0]
    return float(own) * 1024, float(together) * 1024


def report(
    taken: list[Sample], number: int, workers: int, took_s: float, cpu_s: float, load: float
) -> str:
    own, together = growth_kib(taken, number)
    kinds = sorted({kind for sample in taken for kind in sample.mib} - {"ended", "other"})
    lines = [
        f"# {number:,} submissions in one run",
        "",
        f"Written by `python -m benchmarks.class_of_2000 --number {number} --workers {workers}`.",
        "",
        f"- {took_s:.0f} s from start to end: {60 * number / took_s:.0f} submissions a minute, "
        f"{took_s / number:.3f} s each; {cpu_s / number:.3f} s of processor time each, making the "
        "class included.",
        f"- Peak memory of all processes together: {max(s.together for s in taken):.0f} MiB; of "
        f"the coordinator: {max(s.mib[COORDINATOR] for s in taken):.0f} MiB.",
        f"- Growth with each submission after the first {WARM:.0%}: {own:+.1f} KiB of the "
        f"coordinator, {together:+.1f} KiB of all together.",
        f"- {workers} worker{'s' if workers > 1 else ''}; {machine()}; load average at the start "
        f"{load:.1f} on {os.cpu_count()} cores.",
        "",
        f"| graded | after s | {' | '.join(f'{kind} MiB' for kind in kinds)} | together MiB |",
        f"|---:|---:|{'---:|' * len(kinds)}---:|",
    ]
    for row in range(1, ROWS + 1):
        sample = next((s for s in taken if s.graded >= row * number / ROWS), taken[-1])
        cells = " | ".join(f"{sample.mib.get(kind, 0):.0f}" for kind in kinds)
        lines.append(f"| {sample.graded} | {sample.at_s:.0f} | {cells} | {sample.together:.0f} |")
    return "\n".join(lines) + "\n"


def machine() -> str:
    memory_gib = psutil.virtual_memory().total / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    names = [
        line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    model = names[0].split(":")[1].strip() if names else platform.machine()
    return f"{system}, Python {platform.python_version()}, {model}, {memory_gib:.0f} GiB"


if __name__ == "__main__":
    main()
