"""nbgrader's autograding, with our verdicts: what `nbgrader_config.py` puts in place.

nbgrader reads a submission with nbconvert before any of its preprocessors can look at it, and it
copies what else lies in the folder, through links too. Both come before the lists of
preprocessors that its settings offer, so the converter itself is replaced, and what it calls
below it. Gradebook, late penalties, manual scores and comments, writing and permissions are
nbgrader's own.
"""

from __future__ import annotations

import fcntl
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbconvert.writers.files import FilesWriter
from nbgrader import converters
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets import Dict, Float, List, Unicode

from autograder import exercises
from autograder.grading.class_run import OpenCourse, grade_class
from autograder.grading.nbgrader_bridge.exchange_files import (
    UNREADABLE_TIME,
    ExchangeFilesOnly,
    hides_its_time,
    timestamp_of,
)
from autograder.grading.nbgrader_bridge.gradebook import OpenGradebook
from autograder.grading.nbgrader_bridge.graded_notebook import graded_notebook
from autograder.grading.nbgrader_bridge.interrupts import Interrupts
from autograder.grading.runners.thread import ThreadRunner
from autograder.grading.submissions import Submissions
from autograder.grading.verdict_store import VerdictStore
from autograder.judging.engine import Assignment, Graded
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.inside.limits import Limits

VERDICTS = "verdicts.db"
LOCK = "grading.lock"


def install() -> None:
    """Let every way in to nbgrader's autograding use ours: command, formgrader and API."""
    from nbgrader.apps import api, autogradeapp

    api.Autograde = autogradeapp.Autograde = Autograde
    # nbgrader calls alembic by its bare name, which is found only where the environment is
    # activated, and need not be.
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if (programs := str(Path(sys.executable).parent)) not in path:
        os.environ["PATH"] = os.pathsep.join([programs, *path])


class Autograde(converters.Autograde, ExchangeFilesOnly):  # type: ignore[misc]
    """nbgrader's converter from submitted/ to autograded/, graded outside the student's process."""

    exercises_package = Unicode(
        exercises.__name__, help="Python package that holds the exercises of each assignment."
    ).tag(config=True)
    limits = Dict(
        value_trait=Float(),
        help="What one submission may use, by the names of autograder.sandbox.inside.limits.",
    ).tag(config=True)
    size_limit_mib = Float(20, min=0, help="A notebook that is larger than this is not read.").tag(
        config=True
    )
    autograde_preprocessors = List(
        [
            IgnorePattern,
            ClearMetadataPreprocessor,
            LimitOutput,
            SaveAutoGrades,
            AssignLatePenalties,
            CheckCellMetadata,
        ]
    ).tag(config=True)

    def submissions(self) -> Submissions:
        """Return the submissions of the assignment that the settings name.

        raises NbGraderException where it is not ours to grade, or was not released
        """
        name = self.coursedir.assignment_id
        folder = Path(self.coursedir.format_path(self.coursedir.release_directory, ".", name))
        path = folder / f"{name}.ipynb"
        if not exercises.load(name, self.exercises_package):
            raise NbGraderException(
                f"{self.exercises_package} has no exercises for {name!r}, so there is nothing to "
                "grade it by. Is the assignment's name right?"
            )
        if not path.exists():
            raise NbGraderException(
                f"There is no {path}. First run: nbgrader generate_assignment {name}"
            )
        assignment = Assignment(name, nbformat.read(path, as_version=4), self.exercises_package)
        try:
            _ = assignment.course_cells
        except ValueError as error:  # test_a_mistake_of_the_instructors_is_not_told_to_the_student
            raise NbGraderException(f"{path}: {error}") from error
        return Submissions(
            assignment,
            Path(self.coursedir.root).resolve(),
            Path(self.coursedir.root, self.coursedir.submitted_directory).resolve(),
            self._limits(),
            self.size_limit_mib,
            frozenset(filter(None, self.coursedir.student_id_exclude.split(","))),
        )

    def _limits(self) -> Limits:
        usual = asdict(Limits())
        if unknown := sorted(self.limits.keys() - usual.keys()):
            raise NbGraderException(
                f"Autograde.limits names {', '.join(unknown)}; there are {', '.join(usual)}."
            )
        return Limits(**{name: type(usual[name])(most) for name, most in self.limits.items()})

    def start(self) -> None:
        """Grade all that the settings name, as `nbgrader autograde` does.

        raises NbGraderException if somebody is not graded; the log says who, and why
        """
        self.init_notebooks()  # nbgrader's own choice of students; raises where there is none
        force = self.force  # `write` sets it for each student
        matched = [self._student(folder) for folder in self.assignments]
        try:
            with self.open_course() as course:
                students = [name for name in matched if name not in course.submissions.excluded]
                if not students:  # grade_class would take it for the whole class
                    return
                result = grade_class(
                    course,
                    lambda submissions: ThreadRunner(submissions.assignment, submissions.limits),
                    students,
                    rewrite=force,
                )
        except SandboxUnavailableError as error:
            raise NbGraderException(str(error)) from error
        for student, why in result.failed.items():
            self.log.error("%s is not graded: %s", student, why)
        if result.failed:
            raise NbGraderException(
                f"{len(result.failed)} not graded; the first is {min(result.failed)}: "
                f"{result.failed[min(result.failed)]}"
            )

    def _student(self, folder: str) -> str:
        pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
        match = re.match(pattern, folder, re.DOTALL)
        assert match, f"{folder} was found by the pattern that it does not match"
        return match["student"]

    @contextmanager
    def open_course(self) -> Iterator[OpenCourse]:
        """Hold open what grading needs, and keep a second run out.

        raises NbGraderException where the course is being graded by another run
        """
        submissions = self.submissions()
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
        self.exporter = self.exporter_class(parent=self, config=self.config)
        with ExitStack() as opened:
            opened.enter_context(_locked(submissions.course))
            store = opened.enter_context(VerdictStore(submissions.course / VERDICTS))
            gradebook = OpenGradebook(self.coursedir.db_url, self.coursedir.course_id)
            opened.callback(gradebook.really_close)
            interrupts = opened.enter_context(Interrupts())
            self._open = _Open(submissions, gradebook, interrupts)
            yield OpenCourse(submissions, store, self)

    def write(self, student: str, graded: Graded) -> None:
        """Write one student's grades, over what may stand there.

        Inside `open_course`. What was written before stays where it is not from us: manual scores,
        comments. raises NbGraderException if it fails; nbgrader's log then says why
        """
        path = self._open.submissions.notebook(student)
        self._writing = graded
        self.assignments = {str(path.parent): [str(path)]}
        self.force = True
        with self._open.interrupts.deferred():
            self.convert_notebooks()

    def has_written(self, student: str) -> bool:
        """Tell whether the graded notebook is there, with this submission's timestamp."""
        name = self._open.submissions.assignment.name
        graded = Path(self._format_dest(name, student))
        if not (graded / f"{name}.ipynb").is_file():
            return False
        return timestamp_of(graded) == timestamp_of(self._open.submissions.notebook(student).parent)

    def doubts(self, student: str) -> tuple[str, ...]:
        """Say that a submission has a time that cannot be read: then it is not late."""
        folder = self._open.submissions.notebook(student).parent
        return (UNREADABLE_TIME,) if hides_its_time(folder) else ()

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Let nbgrader prepare the student, the submission and its folder."""
        with self._open.gradebook.transaction():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Hand one notebook to nbgrader, with its verdicts in the graded cells."""
        resources = self.init_single_notebook_resources(notebook_filename)
        made = graded_notebook(self._open.submissions.assignment, self._writing)
        self._sanitizing = False
        try:
            self._init_preprocessors()
            with self._open.gradebook.transaction():
                output, resources = self.exporter.from_notebook_node(made, resources)
                self._sanitizing = True
                self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True


@dataclass(frozen=True)
class _Open:
    """What is open while a course is graded."""

    submissions: Submissions
    gradebook: OpenGradebook
    interrupts: Interrupts


@contextmanager
def _locked(course: Path) -> Iterator[None]:
    """Keep a second run out while this one goes on, however it ends."""
    with (course / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise NbGraderException(
                f"{course} is being graded by another run; wait for it"
            ) from error
        yield
