"""A course folder of its own, made and filled as an instructor and students would."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.files import ROOT
from autograder.release import targets
from autograder.release.chapter import MARKERS
from tests.support import forked

ASSIGNMENT = "07_convolution_filters"
Work = Callable[[NotebookNode, NotebookNode], None]


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


class Course:
    """A course folder of its own, with nbgrader's commands run as an instructor runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exchange = folder.parent / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)  # nbgrader refuses an exchange that students cannot write to

    def nbgrader(
        self, *arguments: str, cwd: Path = ROOT, student: str = "teacher", account: str = ""
    ) -> str:
        """Run a command of nbgrader's, and return what it said; as `account` of the system."""
        where = (
            f"--CourseDirectory.root={self.folder}",
            f"--Exchange.root={self.exchange}",
            f"--Exchange.cache={self.folder.parent / 'cache' / student}",
        )
        env = os.environ | {"JUPYTER_USER": student, "USER": student}
        env |= {"HOME": str(self.folder.parent)} if account else {}
        done = forked.run("nbgrader", [*arguments, *where], cwd, env, account)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stderr

    def release(self) -> tuple[NotebookNode, NotebookNode]:
        """Lay the assignment out as it is released; return what students get, and the solution."""
        shutil.copytree(_released_course(), self.folder, dirs_exist_ok=True)
        source = self.folder / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        released = self.folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(released, as_version=4), nbformat.read(source, as_version=4)

    def submitted(self, student: str) -> Path:
        """Return where a student's notebook is handed in, its folder made."""
        path = self.folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def scores(self) -> dict[str, float]:
        """Return the points by student, as the gradebook has them."""
        with self.gradebook() as gradebook:
            found = gradebook.assignment_submissions(ASSIGNMENT)
            return {one.student.id: float(one.score) for one in found}

    def graded(self, student: str) -> NotebookNode:
        """Return a student's notebook as it was graded."""
        path = self.folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, as_version=4)

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}")

    def feedback(self, student: str) -> str:
        page = self.folder / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return page.read_text(encoding="utf-8")


@functools.cache
def _released_course() -> Path:
    """Return a course folder with the assignment, made once in a process: it takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="released-course-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    course = Course(folder / "course")
    targets.to_course(course.folder)
    course.nbgrader("generate_assignment", ASSIGNMENT, "--create")
    return course.folder


FLIPPED = """
import numpy as np
def conv2d(image, kernel):
    from scipy.signal import convolve2d
    return convolve2d(np.asarray(image, float), np.asarray(kernel, float), mode="valid")
"""


def solved_but_flipped(nb: NotebookNode, solution: NotebookNode) -> None:
    solved(nb, solution)
    answer_cell(nb, "conv2d").source = FLIPPED


def blank(nb: NotebookNode, solution: NotebookNode) -> None:
    """Hand in what was released."""
