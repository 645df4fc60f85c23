"""A small class for the guide: who hands in what, and on which way it comes."""

from __future__ import annotations

import copy
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from tests.support.course_folder import ASSIGNMENT, FLIPPED, answer_cell, solved
from tests.support.guide import Reader, fences

OWN = "13_running_mean"
TOO_LARGE = """
import numpy as np
def conv1d(x, k):
    return np.ones((200_000, 200_000))
"""
TOTAL = """
def running_mean(x, n):
    return [float(sum(x[t : t + n])) for t in range(len(x) - n + 1)]
"""
NAMES = {
    "4711": ("Ada", "Lovelace"),
    "4712": ("Ben", "Nagy"),
    "4713": ("Eve", "Blank"),
    "4714": ("Mia", "Large"),
    "4715": ("Tom", "Broken"),
}
BY_EXCHANGE = "zoe"
COMMENT = "Come and see me about the orientation of kernels."


BY_CANVAS = "4714"
# Moodle's numbers, which are others in each assignment.
IN_MOODLE = {name: 5302 + place for place, name in enumerate(NAMES) if name != BY_CANVAS}
# In time only in the zone that the guide names: at 21:50 by UTC. Nobody else handed in later.
LAST_MINUTE = "Friday, 30 October 2026, 10:50 PM"
WRITTEN = "name_of_the_answer"
FOR_WHAT_IS_WRITTEN = 1.5


def ask_a_question(reader: Reader) -> None:
    """Put the guide's question, which is answered in words, into the chapter's text notebook."""
    (question,) = (body for head, body in fences("instructors") if head == "{code-block} markdown")
    with (reader.root / "notebooks" / f"{ASSIGNMENT}.md").open("a", encoding="utf-8") as chapter:
        chapter.write(f"\n{question}")


def upload(reader: Reader) -> None:
    """Put what Moodle and Canvas give, and lists of the students, where the guide says."""
    folder = reader.root / "course" / "downloaded"
    if folder.exists():
        return  # the guide collects the same download twice
    folder.mkdir(parents=True)
    texts = _texts(reader)
    with zipfile.ZipFile(folder / "moodle.zip", "w") as archive:
        for student, number in IN_MOODLE.items():
            who = f"{' '.join(NAMES[student])}_{number}_assignsubmission_file"
            archive.writestr(f"{who}/{ASSIGNMENT}.ipynb", texts[student])
    with zipfile.ZipFile(folder / "canvas.zip", "w") as archive:
        who = "".join(reversed(NAMES[BY_CANVAS])).lower()
        archive.writestr(f"{who}_98765_43210_{ASSIGNMENT}-1.ipynb", texts[BY_CANVAS])
    _list_names(reader)


def _texts(reader: Reader) -> dict[str, str]:
    released, solution = (_notebook(reader, stage, ASSIGNMENT) for stage in ("release", "source"))
    right = copy.deepcopy(released)
    solved(right, solution)
    return {
        "4711": nbformat.writes(right),
        "4712": _with(right, "conv2d", FLIPPED),
        "4713": nbformat.writes(released),
        "4714": _with(right, "conv1d", TOO_LARGE),
        "4715": nbformat.writes(right)[:1000],
    }


def _list_names(reader: Reader) -> None:
    rows = [f"{number},{first},{last}," for number, (first, last) in NAMES.items()]
    text = "\n".join(["id,first_name,last_name,email", *rows, ""])
    (reader.root / "students.csv").write_text(text, encoding="utf-8")
    head = "Identifier,Full name,Email address,Last modified (submission)"
    lines = [
        f'Participant {number},{" ".join(NAMES[student])},,"{LAST_MINUTE}"'
        for student, number in IN_MOODLE.items()
    ]
    (reader.root / "worksheet.csv").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def submit_by_exchange(reader: Reader) -> None:
    """Fetch, answer one exercise, and submit, as a student of the same machine."""
    home = reader.root.parent / BY_EXCHANGE
    home.mkdir()
    _as_student(reader, home, "fetch_assignment")
    path = home / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    nb = nbformat.read(path, as_version=4)
    source = answer_cell(_notebook(reader, "source", ASSIGNMENT), "gaussian_kernel").source
    answer_cell(nb, "gaussian_kernel").source = source
    nbformat.write(nb, path)
    _as_student(reader, home, "submit")


def _as_student(reader: Reader, home: Path, command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "nbgrader", command, ASSIGNMENT, "--course=seeing-with-kernels"],
        cwd=home,
        env=reader.env | {"JUPYTER_USER": BY_EXCHANGE, "USER": BY_EXCHANGE},
        check=True,
        capture_output=True,
    )


def fetch_feedback(reader: Reader) -> str:
    """Return the page that the student of the same machine gets by the exchange."""
    home = reader.root.parent / BY_EXCHANGE
    _as_student(reader, home, "fetch_feedback")
    (page,) = (home / ASSIGNMENT / "feedback").rglob(f"{ASSIGNMENT}.html")
    return page.read_text(encoding="utf-8")


def grade_by_hand(reader: Reader) -> None:
    """Give a blank answer a point and a comment, and one in words points, as formgrader does."""
    with gradebook(reader) as book:
        grade = book.find_grade("check_conv2d", ASSIGNMENT, ASSIGNMENT, "4713")
        grade.manual_score = 1.0
        written = book.find_grade(WRITTEN, ASSIGNMENT, ASSIGNMENT, "4711")
        written.manual_score = FOR_WHAT_IS_WRITTEN
        book.find_comment("conv2d", ASSIGNMENT, ASSIGNMENT, "4713").manual_comment = COMMENT
        book.db.commit()


def hand_in_the_own_exercise(reader: Reader) -> None:
    released = _notebook(reader, "release", OWN)
    right = copy.deepcopy(released)
    solved(right, _notebook(reader, "source", OWN))
    for student, text in {
        "solution": nbformat.writes(right),
        "total": _with(right, "running_mean", TOTAL),
    }.items():
        path = reader.root / "course" / "submitted" / student / OWN / f"{OWN}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def gradebook(reader: Reader) -> Gradebook:
    return Gradebook(f"sqlite:///{reader.root / 'course' / 'gradebook.db'}")


def scores(reader: Reader, assignment: str = ASSIGNMENT) -> dict[str, float]:
    with gradebook(reader) as book:
        found = book.assignment_submissions(assignment)
        return {one.student.id: float(one.score) for one in found}


def _notebook(reader: Reader, stage: str, assignment: str) -> NotebookNode:
    path = reader.root / "course" / stage / assignment / f"{assignment}.ipynb"
    return nbformat.read(path, as_version=4)


def _with(nb: NotebookNode, name: str, answer: str) -> str:
    changed = copy.deepcopy(nb)
    answer_cell(changed, name).source = answer
    return nbformat.writes(changed)


# What others do before the reader runs a command that begins so.
BEFORE = {
    "python -m autograder release course": ask_a_question,
    "python -m autograder collect": upload,
    "nbgrader collect": submit_by_exchange,
    "nbgrader generate_feedback 07": grade_by_hand,
    "python -m autograder grade 13": hand_in_the_own_exercise,
}
