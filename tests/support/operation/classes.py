"""Make a course folder with a small class, run the grade command on it, and read the gradebook."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.exercises import load
from autograder.files import ROOT
from autograder.grading.nbgrader_bridge.converter import VERDICTS
from tests.support import forked

PROGRAMS = Path(sys.executable).parent  # where nbgrader looks for alembic
ENVIRONMENT = os.environ | {
    "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
    "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
}
OUR_SETTINGS = f"load_subconfig('{ROOT / 'nbgrader_config.py'}')\n"
PACKAGE = "tests.support.operation.exercises"
SMALL = "small"
STUB = "### BEGIN SOLUTION\npass\n### END SOLUTION"
PASSES = "pass"  # nbgrader's own run gives full marks for it
RIGHT = "def doubled(x):\n    return x * 2"
RIGHT_TOTAL = "def running_total(x):\n    return np.cumsum(x)"
WRONG_TOTAL = "def running_total(x):\n    return np.full(len(x), np.sum(x))"
Answers = Mapping[str, str]
Row = tuple[str, str, float | None, float | None, bool]
CHANGES_WITH_TIME = ("*.db*", "*.log", "reports")


class Course:
    """A course folder with one assignment, graded by commands as an instructor gives them.

    settings: text of an nbgrader_config.py to give the commands beside; else they are given here
    database: nbgrader's db_url, if the settings name one
    """

    def __init__(
        self, folder: Path, assignment: str = SMALL, settings: str = "", database: str = ""
    ) -> None:
        self.folder, self.assignment = folder, assignment
        self.home = folder.parent if settings else ROOT
        self.gradebook_url = database or f"sqlite:///{folder / 'gradebook.db'}"
        if settings:
            (self.home / "nbgrader_config.py").write_text(settings)

    def release(self) -> None:
        """Make the assignment, with `nbgrader generate_assignment`."""
        source = self.folder / "source" / self.assignment / f"{self.assignment}.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(_source(self.assignment), source)
        self.nbgrader("generate_assignment", self.assignment, "--create")

    def copy(self, folder: Path, settings: str = "") -> Course:
        shutil.copytree(self.folder, folder)
        return Course(folder, self.assignment, settings)

    def submitted(self, student: str) -> Path:
        name = self.assignment
        return self.folder / "submitted" / student / name / f"{name}.ipynb"

    def autograded(self, student: str) -> Path:
        name = self.assignment
        return self.folder / "autograded" / student / name / f"{name}.ipynb"

    def hand_in(self, student: str, answers: Answers) -> None:
        """Write what a student handed in; an exercise without an answer keeps its stub."""
        name = self.assignment
        path = self.folder / "release" / name / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            if marks.get("solution") and marks["grade_id"] in answers:
                cell.source = answers[marks["grade_id"]]
        submitted = self.submitted(student)
        submitted.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, submitted)

    def command(self, *arguments: str) -> list[str]:
        """Return the grade command, with the course folder and the exercises of this package."""
        where = (f"--course={self.folder}", f"--exercises={PACKAGE}")
        return [sys.executable, "-m", "autograder", "grade", self.assignment, *where, *arguments]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the grade command in a process group of its own."""
        return self._started(self.command(*arguments))

    def start_nbgrader(self, *arguments: str) -> subprocess.Popen[str]:
        """Start one of nbgrader's own commands in a process group of its own."""
        return self._started(self._nbgrader(*arguments))

    def _started(self, command: list[str]) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command,
            cwd=self.home,
            env=ENVIRONMENT,
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
            preexec_fn=_hears_ctrl_c,
        )

    def grade(self, *arguments: str) -> dict[str, Any]:
        """Grade to the end, and return the results that the command gives as JSON."""
        results: dict[str, Any] = json.loads(self._said(self.command("--json", *arguments)))
        return results

    def nbgrader(self, *arguments: str) -> None:
        """Run one of nbgrader's own commands."""
        self._said(self._nbgrader(*arguments))

    def _nbgrader(self, *arguments: str) -> list[str]:
        root = f"--CourseDirectory.root={self.folder}"
        return [sys.executable, "-m", "nbgrader", *arguments, root]

    def _said(self, command: list[str]) -> str:
        _, _, module, *arguments = command
        done = forked.run(module, arguments, self.home, ENVIRONMENT)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def grades(self) -> list[Row]:
        """Return each grade: student, cell, automatic and manual score, whether to look at it."""
        with Gradebook(self.gradebook_url) as gradebook:
            return sorted(
                (
                    one.student.id,
                    grade.name,
                    grade.auto_score,
                    grade.manual_score,
                    grade.needs_manual_grade,
                )
                for one in gradebook.assignment_submissions(self.assignment)
                for notebook in one.notebooks
                for grade in notebook.grades
            )

    def verdicts(self) -> dict[str, str]:
        """Return the verdicts as JSON by key."""
        with closing(sqlite3.connect(self.folder / VERDICTS)) as file:
            return dict(file.execute("SELECT key, graded FROM verdict"))

    def files(self) -> dict[str, bytes]:
        """Return the bytes of all files but databases, logs and the report, by path."""
        left_out = {path for pattern in CHANGES_WITH_TIME for path in self.folder.glob(pattern)}
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not left_out & {path, *path.parents}
        }


def _hears_ctrl_c() -> None:
    """Undo what a shell does to what it runs in the background, which children inherit."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _source(assignment: str) -> NotebookNode:
    """Return the instructor's notebook: an import, and for each exercise an answer and a check."""
    new = nbformat.v4.new_code_cell
    cells = [new("import numpy as np", id="imports")]
    for name, exercise in load(assignment, PACKAGE).items():
        common = {"schema_version": 3, "task": False, "cell_type": "code"}
        answer = common | {"grade_id": name, "solution": True, "grade": False, "locked": False}
        check = common | {"grade_id": f"check_{name}", "solution": False, "grade": True}
        check |= {"locked": True, "points": exercise.points}
        cells += [
            new(STUB, id=f"answer-{name}", metadata={"nbgrader": answer}),
            new(PASSES, id=f"check-{name}", metadata={"nbgrader": check}),
        ]
    return nbformat.v4.new_notebook(cells=cells)


def small_class(course: Course, number: int) -> list[str]:
    """Hand in so many different submissions, of a few kinds; return the students' names."""
    raises = "raise NotImplementedError()"
    kinds: list[Answers] = [
        {"doubled": RIGHT, "running_total": RIGHT_TOTAL},
        {"doubled": RIGHT, "running_total": WRONG_TOTAL},
        {"doubled": "def doubled(x):\n    raise ValueError", "running_total": RIGHT_TOTAL},
        {"doubled": raises, "running_total": raises},
    ]
    students = [f"student{n:04}" for n in range(number)]
    for n, student in enumerate(students):
        answers = kinds[n % len(kinds)]
        course.hand_in(student, {name: f"{text}\n# {student}" for name, text in answers.items()})
    # Two hand in the same file.
    course.submitted(students[-1]).write_bytes(course.submitted(students[0]).read_bytes())
    return students
