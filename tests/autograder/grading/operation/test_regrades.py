"""The same submission gets the same grade every time, whatever else the machine does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.operation import chance, processes
from tests.support.operation.classes import Course

# Quiet, and as many again beside a busy loop.
REGRADES = [0, *(pytest.param(time, marks=pytest.mark.soak) for time in range(1, 5))]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Twenty submissions that draw lots, look at the clock and start threads, graded once."""
    course = Course(tmp_path_factory.mktemp("class") / "course", "chance")
    course.release()
    for student, answer in chance.answers().items():
        course.hand_in(student, {"doubled": answer})
    course.grade()
    return course


@contextmanager
def busy_core() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as loop:
        try:
            yield
        finally:
            loop.kill()


def regrade(course: Course) -> None:
    said = course.folder.parent / "said.txt"
    run = processes.command(course.command("--regrade")[3:], said)
    run.join()
    assert run.exitcode == 0, said.read_text()


def test_the_class_is_of_twenty_and_chance_decides_some_of_their_points(graded: Course):
    points = [auto_score for _, _, auto_score, _, _ in graded.grades()]

    assert len(points) == 20
    assert len({p for p in points if 0 < p < 8}) > 1


@pytest.mark.parametrize("time", REGRADES)
def test_a_regrade_gives_the_same_grades_and_verdicts(graded: Course, time: int):
    grades, verdicts = graded.grades(), graded.verdicts()

    regrade(graded)

    assert graded.grades() == grades
    assert graded.verdicts() == verdicts


@pytest.mark.parametrize("time", REGRADES)
def test_a_regrade_beside_a_busy_core_gives_the_same_grades_and_verdicts(graded: Course, time: int):
    grades, verdicts = graded.grades(), graded.verdicts()

    with busy_core():
        regrade(graded)

    assert graded.grades() == grades
    assert graded.verdicts() == verdicts
