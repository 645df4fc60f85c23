"""`grade --watch`: what arrives is graded and has its feedback, and stopping it loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from autograder.commands import watch
from autograder.commands.cli import main
from autograder.grading.nbgrader_bridge.settings import converter_of
from tests.support.operation.classes import (
    ENVIRONMENT,
    OUR_SETTINGS,
    PACKAGE,
    RIGHT,
    RIGHT_TOTAL,
    SMALL,
    WRONG_TOTAL,
    Course,
)

LONGEST_S = 120  # of what takes seconds on an idle machine
SETTLED_LONG_AGO = 10**9


class Watching:
    """A watch that runs, and what it says line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.lines = process, Queue[str]()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def says(self, words: str) -> str:
        """Wait for a line that holds these words."""
        while words not in (line := self.lines.get(timeout=LONGEST_S)):
            pass
        return line

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST_S)


@contextmanager
def watching(course: Course, *options: str) -> Iterator[Watching]:
    process = course.start("--watch", "1", *options)
    try:
        yield Watching(process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path / "course", settings=OUR_SETTINGS)
    made.release()
    return made


def hand_in(course: Course, student: str, total: str) -> None:
    course.hand_in(student, {"doubled": RIGHT, "running_total": total})
    os.utime(course.submitted(student), (SETTLED_LONG_AGO, SETTLED_LONG_AGO))


def page(course: Course, student: str) -> Path:
    return course.folder / "feedback" / student / SMALL / f"{SMALL}.html"


def test_what_arrives_is_graded_and_stopping_loses_nothing(course: Course):
    hand_in(course, "ada", RIGHT_TOTAL)
    with watching(course) as running:
        running.says("Watching")
        assert running.says("ada: ").endswith("6 of 6 points")
        hand_in(course, "ben", WRONG_TOTAL)
        assert running.says("ben: ").endswith("3 of 6 points")
        hand_in(course, "ada", WRONG_TOTAL)  # the same file as Ben's, whose verdict is known
        assert running.says("ada: ").endswith("3 of 6 points")
        hand_in(course, "cleo", RIGHT_TOTAL)
        running.says("cleo: ")
        assert running.stop() == 130

    before = course.grades()
    assert {row[0] for row in before} == {"ada", "ben", "cleo"}
    assert (course.folder / "reports" / f"{SMALL}.html").exists()
    page(course, "ben").write_text("older than the grade")
    os.utime(page(course, "ben"), (SETTLED_LONG_AGO, SETTLED_LONG_AGO))
    hand_in(course, "dan", RIGHT_TOTAL)
    with watching(course) as running:  # it goes on, with the feedback that is still due
        running.says("Watching")
        assert "dan: " in running.says(": ")  # and nobody else's grade is written again
        hand_in(course, "eve", RIGHT_TOTAL)
        running.says("eve: ")
    assert course.grades()[: len(before)] == before
    for student in ("ada", "ben", "cleo", "dan"):
        assert "running_total" in page(course, student).read_text(encoding="utf-8")


def test_a_file_that_has_only_just_changed_waits(course: Course):
    """It may not be whole yet; it comes with the next round."""
    submissions = converter_of(SMALL, course.folder, PACKAGE).submissions()
    for student in ("ada", "ben"):
        hand_in(course, student, RIGHT_TOTAL)
    os.utime(course.submitted("ada"))

    assert watch._settled(submissions) == ["ben"]
    os.utime(course.submitted("ada"), (SETTLED_LONG_AGO, SETTLED_LONG_AGO))
    assert watch._settled(submissions) == ["ada", "ben"]


def test_by_the_exchange_work_comes_in_and_feedback_goes_back(tmp_path: Path):
    exchange, home = tmp_path / "exchange", tmp_path / "zoe"
    for folder in (exchange, home):
        folder.mkdir()
        folder.chmod(0o777)
    course = Course(tmp_path / "course", settings=f"{OUR_SETTINGS}c.Exchange.root = '{exchange}'\n")
    course.release()
    course.nbgrader("release_assignment", SMALL)

    def by_student(command: str) -> None:
        at = ("--course=seeing-with-kernels", f"--Exchange.root={exchange}")
        subprocess.run(
            [sys.executable, "-m", "nbgrader", command, SMALL, *at],
            cwd=home,
            env=ENVIRONMENT | {"JUPYTER_DATA_DIR": str(home / "data")},
            check=True,
            capture_output=True,
        )

    by_student("fetch_assignment")
    by_student("submit")
    with watching(course, "--exchange") as running:
        running.says("0 of 6 points")
        (student,) = (folder.name for folder in (course.folder / "submitted").iterdir())
        deadline = time.monotonic() + LONGEST_S
        while not list(exchange.glob("*/feedback/*.html")) and time.monotonic() < deadline:
            time.sleep(0.1)
    by_student("fetch_feedback")

    (fetched,) = home.glob(f"{SMALL}/feedback/*/{SMALL}.html")
    assert fetched.read_text("utf-8") == page(course, student).read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--watch", "--regrade"], "leave out --regrade"), (["--exchange"], "is for --watch")],
)
def test_what_does_not_go_together_is_said(
    options: list[str], says: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["grade", SMALL, *options]) == 1
    assert says in capsys.readouterr().err
