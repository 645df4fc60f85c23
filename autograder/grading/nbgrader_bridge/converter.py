"""nbgrader's autograding, with our verdicts: what `nbgrader_config.py` puts in place.

nbgrader reads a submission with nbconvert before any of its preprocessors can look at it, and it
copies what else lies in the folder, through links too. Both come before the lists of
preprocessors that its settings offer, so the converter itself is replaced, and what it calls
below it. Gradebook, late penalties, manual scores and comments, writing and permissions are
nbgrader's own.
"""

from __future__ import annotations

import bisect
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbconvert.writers.files import FilesWriter
from nbformat import NotebookNode
from nbgrader import converters
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets import Dict, Float, List, Unicode

from autograder import exercises, feedback, intake, submission_file
from autograder.ctrl_c import CtrlC
from autograder.engine import Assignment, Graded
from autograder.finding import Finder
from autograder.gradebook import OpenGradebook
from autograder.sandbox.bubblewrap import SandboxUnavailableError
from autograder.sandbox.limits import Limits
from autograder.submission_file import RefusedSubmissionError
from autograder.submitted import Submissions
from autograder.verdict import EngineError
from autograder.verdict_store import VerdictStore

TIMESTAMP = "timestamp.txt"
TIMESTAMP_LIMIT_MIB = 2**-10
VERDICTS = "verdicts.db"


def install() -> None:
    """Let every way in to nbgrader's autograding use ours: command, formgrader and API."""
    from nbgrader.apps import api, autogradeapp

    api.Autograde = autogradeapp.Autograde = Autograde
    # nbgrader calls alembic by its bare name, which is found only where the environment is
    # activated, and need not be.
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if (programs := str(Path(sys.executable).parent)) not in path:
        os.environ["PATH"] = os.pathsep.join([programs, *path])


class TimestampOnly(BaseConverter):  # type: ignore[misc]
    """Copies of a student's folder the time of submission, and nothing else.

    (test_a_link_beside_the_notebook_is_not_followed, test_a_pipe_beside_the_notebook_is_not_opened)
    """

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Look whether to grade; first, that what nbgrader reads to know it is a file."""
        timestamp = Path(self._format_source(assignment_id, student_id), TIMESTAMP)
        if timestamp.is_symlink() or (timestamp.exists() and not timestamp.is_file()):
            raise NbGraderException(f"{timestamp} is no ordinary file: remove it, and try again")
        answer: bool = super().init_destination(assignment_id, student_id)
        return answer

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the time of submission, in place of all that lies in the folder."""
        source = Path(self._format_source(assignment_id, student_id), TIMESTAMP)
        destination = Path(self._format_dest(assignment_id, student_id))
        destination.mkdir(parents=True, exist_ok=True)
        try:
            data = submission_file.read(source, size_limit_mib=TIMESTAMP_LIMIT_MIB)
        except RefusedSubmissionError:
            return  # most often there is none
        (destination / TIMESTAMP).write_bytes(data)


class Autograde(converters.Autograde, TimestampOnly):  # type: ignore[misc]
    """nbgrader's converter from submitted/ to autograded/, graded outside the student's process."""

    exercises_package = Unicode(
        exercises.__name__, help="Python package that holds the exercises of each assignment."
    ).tag(config=True)
    limits = Dict(
        value_trait=Float(),
        help="What one submission may use, by the names of autograder.sandbox.limits.Limits.",
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

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._ready: dict[str, Graded] = {}  # by student: found by others, to be written next

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
        return Submissions(
            Assignment(name, nbformat.read(path, as_version=4), self.exercises_package),
            Path(self.coursedir.root).resolve(),
            Path(self.coursedir.root, self.coursedir.submitted_directory).resolve(),
            self._limits(),
            self.size_limit_mib,
        )

    def _limits(self) -> Limits:
        usual = asdict(Limits())
        if unknown := sorted(self.limits.keys() - usual.keys()):
            raise NbGraderException(
                f"Autograde.limits names {', '.join(unknown)}; there are {', '.join(usual)}."
            )
        return Limits(**{name: type(usual[name])(most) for name, most in self.limits.items()})

    def start(self) -> None:
        """Grade all that the settings name, as `nbgrader autograde` does."""
        with self.at_work(), self._ctrl_c.held():
            super().start()

    @contextmanager
    def at_work(self) -> Iterator[Submissions]:
        """Hold open what grading needs; gives the submissions of the assignment."""
        self.work = self.submissions()
        self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
        self.exporter = self.exporter_class(parent=self, config=self.config)
        with ExitStack() as opened:
            self.store = opened.enter_context(VerdictStore(self.work.course / VERDICTS))
            self._gradebook = OpenGradebook(self.coursedir.db_url, self.coursedir.course_id)
            opened.callback(self._gradebook.closed)
            self._ctrl_c = opened.enter_context(CtrlC())
            self._finder = opened.enter_context(Finder(self.work, self.store, self._ctrl_c))
            yield self.work

    def write(self, student: str, graded: Graded) -> None:
        """Write what was found of one student's submission, over what may stand there.

        Inside `at_work`. What was written before stays where it is not from us: manual scores,
        comments. raises NbGraderException if it fails; nbgrader's log then says why
        """
        self._ready = {student: graded}
        notebook = self.work.notebook(student)
        self.assignments = {str(notebook.parent): [str(notebook)]}
        self.force = True
        with self._ctrl_c.held():
            self.convert_notebooks()
        self.store.mark_written(self.work.assignment.name, student, graded.key)

    def has_written(self, student: str) -> bool:
        """Tell whether the graded notebook of a student is there."""
        name = self.work.assignment.name
        return Path(self._format_dest(name, student), f"{name}.ipynb").is_file()

    def convert_notebooks(self) -> None:
        """Let nbgrader go through the students, whose order is wanted to be one ahead."""
        pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
        found = (re.match(pattern, folder) for folder in self.assignments)
        self._order = sorted(match["student"] for match in found if match)
        super().convert_notebooks()

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Let nbgrader prepare the student, the submission and its folder."""
        with self._gradebook.transaction():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one notebook, and hand it to nbgrader with its verdicts in the graded cells."""
        resources = self.init_single_notebook_resources(notebook_filename)
        student = resources["nbgrader"]["student"]
        graded = self._ready.pop(student, None) or self._found(student)
        self._sanitizing = False
        try:
            self._init_preprocessors()
            with self._gradebook.transaction():
                output, resources = self.exporter.from_notebook_node(
                    notebook(self.work.assignment, graded), resources
                )
                self._sanitizing = True
                self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True

    def _found(self, student: str) -> Graded:
        try:
            return self._finder.found(student, self._following(student))
        except (EngineError, SandboxUnavailableError) as error:
            raise NbGraderException(str(error)) from error

    def _following(self, student: str) -> Iterator[str]:
        """Yield whom nbgrader will come to next, as far as can be told."""
        for other in self._order[bisect.bisect_right(self._order, student) :]:
            if self.force or not self.has_written(other):
                yield other


def notebook(assignment: Assignment, graded: Graded) -> NotebookNode:
    """Return the graded notebook: the course's own, with the answers and the verdicts in it."""
    made = intake.splice(assignment.released, graded.parts)
    # Every check gets an explicit result: nbgrader gives full marks to one that has none
    # (test_a_check_without_a_verdict_is_an_error_and_never_full_marks).
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = feedback.outputs(graded.verdicts[name])
    if told := feedback.notes(graded.notes, graded.refused):
        made.cells.insert(0, told)
    return made
