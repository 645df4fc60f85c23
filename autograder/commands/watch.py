"""`grade --watch`: grade what arrives, and hand its feedback back, until somebody stops it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters.base import NbGraderException

from autograder.commands.terminal import count, printable
from autograder.grading.class_run import ClassResult
from autograder.grading.nbgrader_bridge.converter import Autograde
from autograder.grading.nbgrader_bridge.settings import LOG, logged_to_file
from autograder.grading.submissions import Submissions
from autograder.reports.result_card import points

SETTLED_S = 2.0  # a file that was changed since may not be whole yet
EVERY_S = 30
Grade = Callable[[Sequence[str]], ClassResult]


def add_to(grade: argparse.ArgumentParser) -> None:
    """Add the options to those of `grade`."""
    grade.add_argument(
        "--watch",
        nargs="?",
        const=EVERY_S,
        type=count,
        metavar="SECONDS",
        help=f"go on: look every so many seconds ({EVERY_S}), grade what has arrived, and make "
        "its feedback",
    )
    grade.add_argument(
        "--exchange",
        action="store_true",
        help="with --watch: collect by nbgrader's exchange, and release feedback to it",
    )


def is_asked_for(options: argparse.Namespace) -> bool:
    """Tell whether to watch; raises ValueError where that does not go with other options."""
    if options.watch and (options.regrade or options.student or options.json):
        raise ValueError(
            "--watch grades what is new of the whole class: leave out --regrade, --student, --json"
        )
    if options.exchange and not options.watch:
        raise ValueError("--exchange is for --watch; once, it is: nbgrader collect")
    return bool(options.watch)


def watch(converter: Autograde, options: argparse.Namespace, grade: Grade) -> NoReturn:
    """Look again and again; what is known is not done again, so a round without news costs little.

    grade: grades these students
    """
    submissions = converter.submissions()
    desk = Desk(converter, exchange=options.exchange)
    print(f"Watching {submissions.submitted}; Ctrl-C stops", flush=True)
    told: set[str] = set()  # what hinders is said once, until it is over
    with logged_to_file(converter, submissions.course / LOG):
        while True:
            news, hindrances = _round(submissions, desk, grade)
            for line in [*news, *(each for each in hindrances if each not in told)]:
                print(f"{datetime.now():%H:%M:%S}  {printable(line)}", flush=True)
            told = set(hindrances)
            time.sleep(options.watch)


def _round(submissions: Submissions, desk: Desk, grade: Grade) -> tuple[list[str], list[str]]:
    """Do what there is to do; return what was graded, and what hinders."""
    hindrances = list(desk.collect())
    students = _settled(submissions)
    if not students:  # no name at all would be the whole class
        return [], hindrances
    try:
        result = grade(students)
    except NbGraderException as error:  # another run is at work
        return [], [*hindrances, str(error)]
    possible = sum(exercise.points for exercise in submissions.assignment.exercises.values())
    news = [
        f"{student}: {points(result.graded[student].earned, possible)}"
        for student in sorted(result.written_now)
    ]
    hindrances += [f"{student} is not graded: {why}" for student, why in result.failed.items()]
    return news, [*hindrances, *desk.hand_back(result.graded)]


def _settled(submissions: Submissions) -> list[str]:
    """Return who has handed in, but for those whose file has only just changed."""
    return [name for name in submissions.students() if not _is_fresh(submissions.notebook(name))]


def _is_fresh(path: Path) -> bool:
    try:
        return 0 <= time.time() - path.stat().st_mtime < SETTLED_S
    except OSError:  # what hinders is told by grading
        return False


class Desk:
    """Where submissions come in and feedback goes out, by nbgrader's own commands.

    exchange: whether also to collect from its exchange, and release feedback to it
    """

    def __init__(self, converter: Autograde, *, exchange: bool) -> None:
        self._directory, self._exchange = converter.coursedir, exchange
        self._name = converter.coursedir.assignment_id
        self._api = NbGraderAPI(coursedir=converter.coursedir, parent=converter.parent)

    def collect(self) -> Iterator[str]:
        """Fetch what lies in the exchange; yield what hinders."""
        if self._exchange:
            yield from _problem("collect", self._api.collect(self._name, update=True))

    def hand_back(self, students: Iterable[str]) -> Iterator[str]:
        """Make the pages that are missing or older than the grade; yield what hinders."""
        for student in filter(self._is_due, students):
            made = self._api.generate_feedback(self._name, student)
            yield from _problem(f"feedback of {student}", made)
            if made["success"] and self._exchange:
                released = self._api.release_feedback(self._name, student)
                yield from _problem(f"release of the feedback of {student}", released)

    def _is_due(self, student: str) -> bool:
        graded = self._path(self._directory.autograded_directory, student, ".ipynb")
        page = self._path(self._directory.feedback_directory, student, ".html")
        if not graded.exists():
            return False
        return not page.exists() or page.stat().st_mtime < graded.stat().st_mtime

    def _path(self, folder: str, student: str, kind: str) -> Path:
        return Path(self._directory.format_path(folder, student, self._name), f"{self._name}{kind}")


def _problem(what: str, result: dict[str, Any]) -> Iterator[str]:
    """Yield what a command of nbgrader's says of its failure; it takes Ctrl-C for one too."""
    if not result["success"]:
        error = str(result.get("error", "")).strip().splitlines() or ["it failed"]
        if "KeyboardInterrupt" in error[-1]:
            raise KeyboardInterrupt
        yield f"{what}: {error[-1]}"
