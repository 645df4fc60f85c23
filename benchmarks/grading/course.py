"""Course folders for the two graders, and one timed run of each over a class."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.release.run_notebook import ROOT
from benchmarks.grading.memory import Peaks, watched
from benchmarks.grading.notebook import ASSIGNMENT, PACKAGE, source
from benchmarks.grading.submissions import Answers, signed

STOCK_SETTINGS = """\
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = "benchmark"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
"""
OUR_SETTINGS = f"""\
from autograder.grading.nbgrader_bridge import converter
{STOCK_SETTINGS}
c.Autograde.exercises_package = "{PACKAGE}"
converter.install()
"""
NBGRADER = (sys.executable, "-m", "nbgrader")
NATIVE = (*NBGRADER, "autograde", ASSIGNMENT)
BULK = (sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--workers", "1", "--json")


@dataclass
class Run:
    """One class graded.

    seconds: the whole command's, by the clock
    cpu_s: processor time of the command and of all that it started
    peaks: its memory, if it was watched
    """

    seconds: float
    cpu_s: float
    scores: Mapping[str, float]
    peaks: Peaks | None = None


class Course:
    """A released assignment, copied afresh for each class that is graded."""

    def __init__(self, folder: Path, stock: bool) -> None:
        self.folder, self.stock = folder, stock
        path = folder / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(source(stock), path)
        settings = STOCK_SETTINGS if stock else OUR_SETTINGS
        (folder / "nbgrader_config.py").write_text(settings, encoding="utf-8")
        _run([*NBGRADER, "generate_assignment", ASSIGNMENT, "--create"], folder)

    def grade(
        self, students: Mapping[str, Answers], command: Sequence[str] = NATIVE, watch: bool = False
    ) -> Run:
        """Hand in, grade, and read the gradebook; only the grading is timed."""
        course = self.folder.with_name(f"{self.folder.name}-run")
        shutil.copytree(self.folder, course)
        try:
            self._hand_in(course, students)
            os.sync()  # what is written now is not to be waited for in the measurement
            began, cpu_began = time.monotonic(), _cpu_s()
            peaks = _run(command, course, watch)
            seconds, cpu_s = time.monotonic() - began, _cpu_s() - cpu_began
            return Run(seconds, cpu_s, _scores(course, students), peaks)
        finally:
            shutil.rmtree(course)

    def _hand_in(self, course: Path, students: Mapping[str, Answers]) -> None:
        released = (course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()
        for student, answers in students.items():
            notebook = json.loads(released)
            own = signed(answers, student)
            for cell in notebook["cells"]:
                grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
                if grade_id in own:
                    cell["source"] = own[grade_id]
            path = course / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(notebook), encoding="utf-8")


def _run(command: Sequence[str], folder: Path, watch: bool = False) -> Peaks | None:
    """Run a command as a user would: their own environment activated, in the course folder."""
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(ROOT),
    }
    log = folder.parent / "last-command.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        with process, watched(process.pid if watch else None) as peaks:
            process.wait()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{log.read_text()[-4000:]}")
    return peaks


def _cpu_s() -> float:
    """Return the processor time of all processes that this one has seen end, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _scores(course: Path, students: Mapping[str, Answers]) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        graded = {s: gradebook.find_submission(ASSIGNMENT, s) for s in students}
        return {student: float(found.score) for student, found in graded.items()}
