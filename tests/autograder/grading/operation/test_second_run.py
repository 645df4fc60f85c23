"""A second run does only what is new; one at a time; Ctrl-C loses nothing."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.operation.classes import (
    PACKAGE,
    RIGHT,
    RIGHT_TOTAL,
    ROOT,
    Course,
    small_class,
)
from tests.support.operation.processes import POLL_S

INTERRUPTED = 130
NUMBER = 8


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("released") / "course")
    course.release()
    small_class(course, NUMBER)
    return course


@pytest.fixture(scope="module")
def graded_once(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = released.copy(tmp_path_factory.mktemp("graded") / "course")
    course.grade()
    return course


@pytest.fixture
def course(graded_once: Course, tmp_path: Path) -> Course:
    """A class of its own for each test, graded."""
    return graded_once.copy(tmp_path / "course")


@pytest.fixture
def handed_in(released: Course, tmp_path: Path) -> Course:
    """A class of its own for each test, not graded."""
    return released.copy(tmp_path / "course")


def written_at(course: Course) -> dict[str, int]:
    """Return when each graded notebook was written, in nanoseconds."""
    notebooks = course.folder.glob("autograded/*/*/*.ipynb")
    return {path.parts[-3]: path.stat().st_mtime_ns for path in notebooks}


def points(course: Course, student: str) -> list[float | None]:
    return [auto_score for name, _, auto_score, _, _ in course.grades() if name == student]


def test_a_second_run_runs_and_writes_nothing(course: Course):
    before = written_at(course)

    results = course.grade()

    assert results["run_now"] == []
    assert len(results["students"]) == NUMBER
    assert written_at(course) == before


def test_a_changed_submission_alone_is_run_and_written(course: Course):
    before = written_at(course)
    course.hand_in("student0003", {"doubled": RIGHT, "running_total": RIGHT_TOTAL})

    results = course.grade()

    after = written_at(course)
    assert results["run_now"] == ["student0003"]
    assert [name for name in before if after[name] != before[name]] == ["student0003"]
    assert points(course, "student0003") == [3, 3]


def test_a_student_who_comes_late_is_graded_alone(course: Course):
    course.hand_in("zoe", {"doubled": RIGHT})

    assert course.grade()["run_now"] == ["zoe"]


def test_naming_a_student_touches_only_that_one(handed_in: Course):
    results = handed_in.grade("--student=student0002")

    assert list(results["students"]) == ["student0002"]
    assert {name for name, *_ in handed_in.grades()} == {"student0002"}
    assert written_at(handed_in).keys() == {"student0002"}


def test_regrading_a_named_student_touches_only_that_one(course: Course):
    before = written_at(course)

    results = course.grade("--student=student0002", "--regrade")

    after = written_at(course)
    assert results["run_now"] == ["student0002"]
    assert [name for name in before if after[name] != before[name]] == ["student0002"]


def test_a_graded_notebook_that_was_deleted_is_written_again_and_nothing_is_run(course: Course):
    path = course.autograded("student0001")
    before = path.read_bytes()
    path.unlink()

    results = course.grade()

    assert results["run_now"] == []
    assert path.read_bytes() == before


def test_a_submission_that_comes_again_at_another_time_is_written_again_and_not_run(course: Course):
    before = written_at(course)
    timestamp = course.submitted("student0001").with_name("timestamp.txt")
    timestamp.write_text("2026-11-02 10:00:00 UTC")

    results = course.grade()

    after = written_at(course)
    assert results["run_now"] == []
    assert [name for name in before if after[name] != before[name]] == ["student0001"]
    assert course.autograded("student0001").with_name("timestamp.txt").read_bytes() == (
        timestamp.read_bytes()
    )


def test_nbgraders_own_command_writes_nothing_that_stands_already(course: Course):
    before = written_at(course)

    course.nbgrader("autograde", course.assignment, f"--Autograde.exercises_package={PACKAGE}")

    assert written_at(course) == before


def wait_until_one_is_graded(course: Course, run: subprocess.Popen[str]) -> None:
    while not course.folder.joinpath("autograded").exists() and run.poll() is None:
        time.sleep(POLL_S)


def test_a_second_run_at_the_same_time_is_refused_in_one_sentence(handed_in: Course):
    with handed_in.start() as first:
        wait_until_one_is_graded(handed_in, first)
        os.kill(first.pid, signal.SIGSTOP)  # else it might be done before the second has started
        second = subprocess.run(
            handed_in.command(), cwd=ROOT, capture_output=True, text=True, check=False
        )
        os.kill(first.pid, signal.SIGCONT)
        first.communicate()

    assert second.returncode == 1
    assert "is being graded by another run" in second.stderr
    assert "Traceback" not in second.stderr
    assert first.returncode == 0
    assert len(handed_in.grades()) == 2 * NUMBER


def test_after_ctrl_c_the_same_command_goes_on(handed_in: Course, graded_once: Course):
    with handed_in.start() as run:
        wait_until_one_is_graded(handed_in, run)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, said = run.communicate()
    assert run.returncode == INTERRUPTED, said
    assert said.strip().splitlines()[-1] == (
        "autograder: stopped; the same command goes on from here"
    )

    results = handed_in.grade()

    assert 0 < len(results["run_now"]) < NUMBER
    assert handed_in.grades() == graded_once.grades()


def test_ctrl_c_at_the_start_is_no_traceback(handed_in: Course):
    with handed_in.start() as run:
        while not handed_in.folder.joinpath("grading.lock").exists() and run.poll() is None:
            time.sleep(POLL_S)
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate()

    assert run.returncode == INTERRUPTED
    assert "Traceback" not in said


def test_ctrl_c_leaves_no_half_of_a_grade_with_nbgraders_own_command(
    handed_in: Course, graded_once: Course
):
    command = ("autograde", handed_in.assignment, f"--Autograde.exercises_package={PACKAGE}")
    with handed_in.start_nbgrader(*command) as run:
        while not written_at(handed_in) and run.poll() is None:
            time.sleep(POLL_S)
        os.killpg(run.pid, signal.SIGINT)
        run.communicate()
    assert run.returncode != 0

    graded = written_at(handed_in).keys()
    whole = {row for row in graded_once.grades() if row[0] in graded}
    assert whole <= set(handed_in.grades())
    handed_in.nbgrader(*command)
    assert handed_in.grades() == graded_once.grades()
