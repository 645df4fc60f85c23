"""nbgrader's own commands, end to end, on an assignment made from a chapter."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder import deliver, exercises
from autograder.release import MARKERS

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "07_convolution_filters"
FLIPPED = """
import numpy as np
def conv2d(image, kernel):
    from scipy.signal import convolve2d
    return convolve2d(np.asarray(image, float), np.asarray(kernel, float), mode="valid")
"""


def answer_cell(nb: NotebookNode, name: str) -> NotebookNode:
    return next(
        cell
        for cell in nb.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
        and cell.metadata.nbgrader.solution
    )


def solved(nb: NotebookNode, solution: NotebookNode) -> None:
    for cell in solution.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            answer_cell(nb, marks["grade_id"]).source = MARKERS.sub("", cell.source)


def solved_but_flipped(nb: NotebookNode, solution: NotebookNode) -> None:
    solved(nb, solution)
    answer_cell(nb, "conv2d").source = FLIPPED


def blank(nb: NotebookNode, solution: NotebookNode) -> None:
    """Hand in what was released."""


STUDENTS: dict[str, Callable[[NotebookNode, NotebookNode], None]] = {
    "ada": solved,
    "ben": solved_but_flipped,
    "eve": blank,
}


class Course:
    """A course folder of its own, with nbgrader's commands run as an instructor runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exchange = folder.parent / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)  # nbgrader refuses an exchange that students cannot write to

    def nbgrader(self, *arguments: str, cwd: Path = ROOT, student: str = "teacher") -> str:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "nbgrader", *arguments),
                f"--CourseDirectory.root={self.folder}",
                f"--Exchange.root={self.exchange}",
                f"--Exchange.cache={self.folder.parent / 'cache' / student}",
            ],
            cwd=cwd,
            env=os.environ | {"JUPYTER_USER": student, "USER": student},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stderr

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}")

    def feedback(self, student: str) -> str:
        page = self.folder / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Released, handed in by three students, autograded, and fed back."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    (source,) = deliver.to_course(course.folder)
    solution = nbformat.read(source, as_version=4)
    course.nbgrader("generate_assignment", ASSIGNMENT, "--create")
    course.nbgrader("release_assignment", ASSIGNMENT)
    released = course.folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    for student, work in STUDENTS.items():
        nb = nbformat.read(released, as_version=4)
        work(nb, solution)
        submitted = course.folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        submitted.parent.mkdir(parents=True)
        nbformat.write(nb, submitted)
    course.nbgrader("autograde", ASSIGNMENT, "--create")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    return course


def score(course: Course, student: str) -> float:
    with course.gradebook() as gradebook:
        return float(gradebook.find_submission(ASSIGNMENT, student).score)


def test_the_points_in_the_gradebook_are_the_exercises_points(course: Course):
    with course.gradebook() as gradebook:
        most = gradebook.find_assignment(ASSIGNMENT).max_score

    assert most == sum(exercise.points for exercise in exercises.load(ASSIGNMENT).values())


def test_right_answers_earn_every_point(course: Course):
    assert score(course, "ada") == 12


def test_a_wrong_conv2d_costs_the_points_of_conv2d(course: Course):
    # true_convolution2d may rest on the student's own conv2d, and then it turns the kernel twice.
    assert score(course, "ben") <= 12 - exercises.load(ASSIGNMENT)["conv2d"].points
    assert score(course, "ben") > 0


def test_a_blank_submission_earns_nothing_and_stops_nobody(course: Course):
    assert score(course, "eve") == 0


def test_the_feedback_names_the_mistake(course: Course):
    flipped = next(
        mistake
        for mistake in exercises.load(ASSIGNMENT)["conv2d"].mistakes
        if "flip" in mistake.name.lower() or "half" in mistake.name.lower()
    )

    assert flipped.name in course.feedback("ben")
    assert flipped.name not in course.feedback("ada")


def test_the_release_is_what_our_own_derivation_gives_students(course: Course):
    released = nbformat.read(
        course.folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4
    )
    (chapter,) = (c for n, c in deliver._student_notebooks() if n == ASSIGNMENT)

    assert [cell.source for cell in released.cells] == [cell.source for cell in chapter.cells]
    assert [cell.metadata for cell in released.cells] == [cell.metadata for cell in chapter.cells]


def test_the_exchange_carries_the_release_to_a_student_and_the_work_back(course: Course, tmp_path):
    common = ("--course=seeing-with-kernels",)
    course.nbgrader("fetch_assignment", ASSIGNMENT, *common, cwd=tmp_path, student="zoe")
    course.nbgrader("submit", ASSIGNMENT, *common, cwd=tmp_path, student="zoe")
    course.nbgrader("collect", ASSIGNMENT)

    collected = list((course.folder / "submitted").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"))
    assert len(collected) == len(STUDENTS) + 1


@pytest.mark.parametrize(
    ("student", "says"), [("ada", "Success! Your notebook passes all the tests"), ("eve", "FAILED")]
)
def test_the_validate_button_says_what_check_says(course: Course, student: str, says: str):
    notebook = course.folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", str(notebook)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert says in done.stdout
