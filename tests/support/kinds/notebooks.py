"""The released notebook of each assignment here, and a submission of it."""

import nbformat
from nbformat import NotebookNode

from autograder.judging.engine import Assignment

STUB = "raise NotImplementedError()"
# What the answers may use of the notebook's own lines.
IMPORTS = "import numpy as np"
ANSWERS = {"autodiff": "engine", "autodiff_with_torch": "engine", "training": "training"}


def marks(grade_id: str, points: float | None = None) -> dict[str, object]:
    """Return nbgrader's metadata of an answer, or with `points` of a graded cell."""
    graded = points is not None
    common = {"schema_version": 3, "grade_id": grade_id, "task": False, "cell_type": "code"}
    return common | {
        "solution": not graded,
        "grade": graded,
        "locked": graded,
        **({"points": points} if graded else {}),
    }


def released(assignment: str) -> NotebookNode:
    """Return the students' version: an import, a stub and a check."""
    name = ANSWERS[assignment]
    new = nbformat.v4.new_code_cell
    cells = [
        new(IMPORTS, id="imports"),
        new(STUB, id="answer", metadata={"nbgrader": marks(name)}),
        new("check()", id="check", metadata={"nbgrader": marks(f"check_{name}", 1)}),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def submission(assignment: str, answer: str) -> bytes:
    """Return a submitted file with this answer."""
    notebook = released(assignment)
    notebook.cells[1].source = answer
    return nbformat.writes(notebook).encode()


def of(assignment: str) -> Assignment:
    """Return what a worker knows of an assignment."""
    return Assignment(assignment, released(assignment), package="tests.support.kinds")
