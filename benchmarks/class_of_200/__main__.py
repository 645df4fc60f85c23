"""Grade 200 submissions as real classes hand them in: `python -m benchmarks.class_of_200`.

A good third is odd in a way that bug reports, editors and LMS archives have shown: all fair and
broken cases of `tests/submissions/`, each of which says what it is worth. The others are right,
have an answer left out, or are blank. What is asked: is an honest point lost, and is each doubtful
submission listed in the class report? It takes some three minutes, and writes RESULTS.md.
"""

from __future__ import annotations

import copy
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder import exercises
from autograder.files import ROOT
from tests.submissions import cases
from tests.support.course_folder import ASSIGNMENT, Course, answer_cell
from tests.support.small_class import LOOPS, PLAIN

HERE = Path(__file__).parent
NUMBER = 200
POSSIBLE = {one.name: float(one.points) for one in exercises.load(ASSIGNMENT).values()}
ALL = sum(POSSIBLE.values())
# What a note of a guess, or of an answer that was not found, begins with.
DOUBT = re.compile(r"Nothing is written in cells? marked|No cells? for the answer")


@dataclass(frozen=True)
class Student:
    """One submission: of which kind, what it is worth, and whether somebody is to look at it."""

    name: str
    kind: str
    due: float
    doubtful: bool = False


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder) / "course")
        released, _ = course.release()
        students = [*_odd(course, released), *_ordinary(course, released)]
        began = time.monotonic()
        where = f"--course={course.folder}"
        command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, where]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        took_s = time.monotonic() - began
        if done.returncode != 0:
            sys.exit(f"grading ended with {done.returncode}: {done.stderr[-2000:]}")
        report = (course.folder / "reports" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
        text = result(students, course.scores(), set(re.findall(r"<bdi>(.*?)</bdi>", report)))
    text += f"\nGraded in {took_s:.0f} s by one worker.\n"
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


def _odd(course: Course, released: NotebookNode) -> Iterator[Student]:
    """Hand in every case that is fair, or broken by accident."""
    solved = cases.solved_notebook(released)
    for case in cases.CASES:
        said = cases.expected_of(case)
        if said["kind"] == "hostile":
            continue
        path = course.submitted(case.name)
        made = cases.submission(case, path.parent, released, solved)
        if made != path:
            path.write_bytes(made.read_bytes())
        due = sum(cases.expected_points(case, POSSIBLE).values())
        doubtful = "refused" in said or any(map(DOUBT.match, said.get("notes", ())))
        kind = {"fair": "odd, but fair", "broken": "broken by accident"}[said["kind"]]
        yield Student(case.name, kind, due, doubtful)


def _ordinary(course: Course, released: NotebookNode) -> Iterator[Student]:
    """Hand in what most students do, until there are as many as there are to be."""
    solved = cases.solved_notebook(released)
    odd = len([case for case in cases.CASES if cases.expected_of(case)["kind"] != "hostile"])
    for number in range(NUMBER - odd):
        nb, name = copy.deepcopy(solved), f"student{number:03}"
        kind, due = HABITS[number % len(HABITS)](nb, released, number)
        nbformat.write(nb, course.submitted(name))
        yield Student(name, kind, due)


def _right(nb: NotebookNode, released: NotebookNode, number: int) -> tuple[str, float]:
    return "right", ALL


def _right_by_hand(nb: NotebookNode, released: NotebookNode, number: int) -> tuple[str, float]:
    answer_cell(nb, "conv1d").source = LOOPS
    answer_cell(nb, "conv2d").source = PLAIN
    return "right, by loops in plain Python", ALL


def _one_left_out(nb: NotebookNode, released: NotebookNode, number: int) -> tuple[str, float]:
    # true_convolution2d builds on conv2d, so that one stays.
    name = [one for one in POSSIBLE if one != "conv2d"][number % (len(POSSIBLE) - 1)]
    answer_cell(nb, name).source = answer_cell(released, name).source
    return "right, one answer left out", ALL - POSSIBLE[name]


def _blank(nb: NotebookNode, released: NotebookNode, number: int) -> tuple[str, float]:
    nb.cells = copy.deepcopy(released.cells)
    return "blank", 0.0


Habit = Callable[[NotebookNode, NotebookNode, int], tuple[str, float]]
HABITS: tuple[Habit, ...] = (_right, _right_by_hand, _one_left_out, _right, _one_left_out, _blank)


def result(students: list[Student], scores: dict[str, float], listed: set[str]) -> str:
    """Write the table, and below it by name whatever is not as it should be."""
    lines = [
        f"# {len(students)} submissions as real classes hand them in",
        "",
        "Written by `python -m benchmarks.class_of_200`, for chapter 07, which gives "
        f"{ALL:g} points. *Due* is what each case says it is worth, *listed* who stands in the "
        "class report's *Worth a look* or *Could not be read*.",
        "",
        "| kind | submissions | points due | points given | honest points lost | doubtful | "
        "of them listed |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for kind in dict.fromkeys(student.kind for student in students):
        lines.append(_row(kind, [s for s in students if s.kind == kind], scores, listed))
    lines.append(_row("all", students, scores, listed))
    for student in students:
        given = scores.get(student.name)
        if given is None or abs(given - student.due) > 1e-9:
            lines.append(f"\n{student.name}: {student.due:g} points due, {given} given.")
        if student.doubtful and student.name not in listed:
            lines.append(f"\n{student.name}: doubtful, and not listed.")
    return "\n".join(lines) + "\n"


def _row(kind: str, some: list[Student], scores: dict[str, float], listed: set[str]) -> str:
    due, given = sum(s.due for s in some), sum(scores.get(s.name, 0.0) for s in some)
    lost = sum(max(0.0, s.due - scores.get(s.name, 0.0)) for s in some)
    doubtful = [student.name for student in some if student.doubtful]
    found = len(listed.intersection(doubtful))
    numbers = (len(some), f"{due:g}", f"{given:g}", f"{lost:g}", len(doubtful), found)
    return f"| {kind} | {' | '.join(map(str, numbers))} |"


if __name__ == "__main__":
    main()
