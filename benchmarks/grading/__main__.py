"""Measure what a grade costs beside stock nbgrader: `python -m benchmarks.grading` (10 minutes).

One notebook with six torch exercises, handed in by twenty students: right in four styles, with
warnings, partly wrong, unfinished, blank. In each round the class is graded in turns

- by stock nbgrader with settings of its own alone and asserts in its graded cells,
- by `nbgrader autograde` with our settings,
- by the same once more, and by `python -m autograder grade --workers 1`, with a larger class:
  copies of the twenty, each with a text of its own, so that none is known already.

Every run has a fresh course folder, and is timed as a whole, from the command to its end: all
starts are in it. The time of a further submission, without any start, is the difference of two
runs divided by the students that the larger one has more: for stock of the twenty and one alone,
for ours of the larger class and the twenty. Processor time is that of the command and of all that
it started; unlike the clock it hardly knows of other work.
The program fails where any score differs between them, or a right submission lacks a point.

Last, each grades a few once more with its memory watched, 100 times a second: the peak of each kind
of process.
Private is what a process has to itself; PSS adds its share of the pages that it shares.

Writes benchmarks/grading/RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.grading.course import BULK, Course, Run
from benchmarks.grading.report import Times, report
from benchmarks.grading.submissions import RIGHT, TWENTY, Answers

HERE = Path(__file__).parent
ONE = {"right_0": TWENTY["right_0"]}
FEW = {name: TWENTY[name] for name in ("right_0", "right_1", "right_2", "wrong_train")}
FULL_SCORE = 12


def many(copies: int) -> dict[str, Answers]:
    """Return the class several times over, under other names."""
    return {f"{name}_{i}": answers for i in range(copies) for name, answers in TWENTY.items()}


def require_equal(stock: Run, *ours: Run) -> None:
    """End the program where a student has other points with us than with stock nbgrader."""
    for run in ours:
        for student, score in run.scores.items():
            name = student if student in TWENTY else student.rpartition("_")[0]
            if score != stock.scores[name]:
                raise SystemExit(f"{student}: {score} points, {stock.scores[name]} by stock")
    if lacking := [name for name in RIGHT if stock.scores[name] != FULL_SCORE]:
        raise SystemExit(f"right, and not {FULL_SCORE} points: {', '.join(lacking)}")


def measure(stock: Course, ours: Course, rounds: int, copies: int) -> Times:
    """Grade in turns; the first round of one student each is for the disk's cache alone."""
    for course in (stock, ours):
        course.grade(ONE)
    times = Times(len(TWENTY), copies * len(TWENTY))
    for number in range(rounds):
        by_stock = stock.grade(TWENTY)
        native = ours.grade(TWENTY)
        native_many, bulk = ours.grade(many(copies)), ours.grade(many(copies), BULK)
        require_equal(by_stock, native, native_many, bulk)
        times.add(by_stock, native, native_many, bulk, stock.grade(ONE))
        print(f"round {number + 1} of {rounds}: {times.last()}", flush=True)
    return times


def memory(stock: Course, ours: Course) -> Mapping[str, Run]:
    """Grade a few submissions each way, watched."""
    return {"stock": stock.grade(FEW, watch=True), "ours": ours.grade(FEW, BULK, watch=True)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="of each way (3)")
    parser.add_argument("--copies", type=int, default=10, help="of the class, in bulk (10)")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        stock, ours = Course(Path(folder, "stock"), True), Course(Path(folder, "ours"), False)
        times = measure(stock, ours, options.rounds, options.copies)
        text = report(times, memory(stock, ours), load)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
