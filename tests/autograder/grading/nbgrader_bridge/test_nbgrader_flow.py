"""nbgrader's own commands, end to end, on an assignment made from a chapter."""

import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder import exercises
from autograder.files import ROOT
from autograder.release import targets
from tests.support.course_folder import ASSIGNMENT, Course, Work, blank, solved, solved_but_flipped

STUDENTS: dict[str, Work] = {
    "ada": solved,
    "ben": solved_but_flipped,
    "eve": blank,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Released, handed in by three students, autograded, and fed back."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    released, solution = course.release()
    course.nbgrader("release_assignment", ASSIGNMENT)
    for student, work in STUDENTS.items():
        nb = copy.deepcopy(released)
        work(nb, solution)
        nbformat.write(nb, course.submitted(student))
    course.nbgrader("autograde", ASSIGNMENT, "--create")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    return course


def test_the_points_in_the_gradebook_are_the_exercises_points(course: Course):
    with course.gradebook() as gradebook:
        most = gradebook.find_assignment(ASSIGNMENT).max_score

    assert most == sum(exercise.points for exercise in exercises.load(ASSIGNMENT).values())


def test_right_answers_earn_every_point(course: Course):
    assert course.scores()["ada"] == 12


def test_a_kernel_that_is_turned_costs_what_orientation_is_worth(course: Course):
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("check_conv2d", ASSIGNMENT, ASSIGNMENT, "ben")
    conv2d = exercises.load(ASSIGNMENT)["conv2d"]

    # SciPy also changes image and kernel where the kernel is the larger one, and so raises nothing.
    lost = conv2d.groups["kernel orientation"] + conv2d.groups["too large"]
    assert grade.auto_score == conv2d.points - lost


def test_a_blank_submission_earns_nothing_and_stops_nobody(course: Course):
    assert course.scores()["eve"] == 0


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
    (chapter,) = (c for n, c in targets._student_notebooks() if n == ASSIGNMENT)

    assert [cell.source for cell in released.cells] == [cell.source for cell in chapter.cells]
    assert [cell.metadata for cell in released.cells] == [cell.metadata for cell in chapter.cells]


def test_the_exchange_carries_the_release_to_a_student_and_the_work_back(course: Course, tmp_path):
    common = ("--course=seeing-with-kernels",)
    course.nbgrader("fetch_assignment", ASSIGNMENT, *common, cwd=tmp_path, student="zoe")
    course.nbgrader("submit", ASSIGNMENT, *common, cwd=tmp_path, student="zoe")
    course.nbgrader("collect", ASSIGNMENT)

    collected = list((course.folder / "submitted").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"))
    assert len(collected) == len(STUDENTS) + 1


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield an instructor's and a student's account of this system, and a folder that both reach.

    Only root can become another: elsewhere both are who runs the tests ("").
    """
    if os.geteuid() != 0:
        yield "", "", tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="exchange-of-two-") as name:
        Path(name).chmod(0o755)  # pytest's own folders are closed to others
        yield "daemon", "nobody", Path(name)


def belongs_to(account: str, folder: Path) -> None:
    """Hand a folder with all in it to an account; none where all is of one already."""
    for path in [folder, *folder.rglob("*")] if account else ():
        shutil.chown(path, account)


def test_feedback_goes_back_by_the_exchange_and_is_made_anew_after_a_regrade(
    accounts: tuple[str, str, Path],
):
    instructor, student, folder = accounts
    course, home = Course(folder / "course"), folder / "zoe"
    course.release()
    home.mkdir()
    for whose, what in ((instructor, course.folder), (instructor, course.exchange)):
        belongs_to(whose, what)
    belongs_to(student, home)
    for cache in (instructor or "teacher", student or "zoe"):
        (folder / "cache" / cache).mkdir(parents=True)
        belongs_to(student if cache == student else instructor, folder / "cache" / cache)

    def by_instructor(command: str) -> None:
        course.nbgrader(command, ASSIGNMENT, student=instructor or "teacher", account=instructor)

    def by_student(command: str) -> None:
        course.nbgrader(
            command,
            ASSIGNMENT,
            "--course=seeing-with-kernels",
            cwd=home,
            student=student or "zoe",
            account=student,
        )

    by_instructor("release_assignment")
    by_student("fetch_assignment")
    by_student("submit")
    by_instructor("collect")
    # To grade takes the sandbox, which the tests' own account has.
    course.nbgrader("autograde", ASSIGNMENT, "--create")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    (page,) = (course.folder / "feedback").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.html")
    page.write_text("old")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    belongs_to(instructor, course.folder)
    by_instructor("release_feedback")
    by_student("fetch_feedback")

    (fetched,) = home.glob(f"{ASSIGNMENT}/feedback/*/{ASSIGNMENT}.html")
    assert fetched.read_text(encoding="utf-8") == page.read_text(encoding="utf-8")
    assert "not written yet" in fetched.read_text(encoding="utf-8")
    assert not student or fetched.owner() == student
    collected = course.folder / "submitted" / (student or "zoe") / ASSIGNMENT
    assert (collected / f"{ASSIGNMENT}.ipynb").exists()


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
