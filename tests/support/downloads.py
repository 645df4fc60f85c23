"""What platforms hand out, made small: notebooks of two answers, in archives of each form."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import nbformat

from autograder.collecting.collection import Collected, collect
from autograder.collecting.roster import Roster, Student
from autograder.grading.submissions import Submissions
from autograder.judging.engine import Assignment
from autograder.sandbox.inside.limits import Limits

NAME = "07_convolution_filters"
STUB = "def {0}(x):\n    raise NotImplementedError"
NOON = "2026-10-30 12:00:00"


def released(name: str = NAME) -> nbformat.NotebookNode:
    """Return an assignment of two exercises as it is released."""
    new = nbformat.v4.new_code_cell
    cells = []
    for answer in (f"first_{name[:2]}", f"second_{name[:2]}"):
        solution = {"grade_id": answer, "solution": True, "grade": False}
        check = {"grade_id": f"check_{answer}", "solution": False, "grade": True}
        cells += [
            new(STUB.format(answer), id=answer, metadata={"nbgrader": solution}),
            new(f'check("{answer}", {answer})', id=f"check_{answer}", metadata={"nbgrader": check}),
        ]
    return nbformat.v4.new_notebook(cells=cells)


def notebook(text: str = "", name: str = NAME, marks: bool = True) -> bytes:
    """Return a student's notebook; with a text, the first answer is written."""
    made = released(name)
    if text:
        made.cells[0].source = f"def first_{name[:2]}(x):\n    return {text!r}"
    for number, cell in enumerate(made.cells if not marks else ()):
        cell.id, cell.metadata = f"other-{number}", {}
    return nbformat.writes(made).encode()


def archive(path: Path, files: Mapping[str, bytes], made: str = NOON) -> Path:
    """Write a zip archive that was made at a time of this machine's zone."""
    moment = time.strptime(made, "%Y-%m-%d %H:%M:%S")
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in files.items():
            writer.writestr(zipfile.ZipInfo(name, moment[:6]), data)
    return path


def submissions(folder: Path, name: str = NAME, size_limit_mib: float = 1) -> Submissions:
    return Submissions(
        Assignment(name, released(name)), folder, folder / "submitted", Limits(), size_limit_mib
    )


def people(*students: tuple[str, str, str]) -> Roster:
    """Return a list of students: id, first and last name."""
    roster = Roster()
    roster.add([Student(*student) for student in students])
    return roster


def collected(
    folder: Path, *downloads: Path, roster: Roster | None = None, name: str = NAME
) -> tuple[Collected, dict[str, bytes]]:
    """Collect into a course folder; return what was said, and each student's notebook."""
    said = collect(downloads, submissions(folder, name), roster or Roster())
    found = (folder / "submitted").glob(f"*/{name}/{name}.ipynb")
    return said, {path.parent.parent.name: path.read_bytes() for path in found}
