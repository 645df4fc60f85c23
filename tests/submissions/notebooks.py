"""What programs that make submissions share."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4


def cell(nb: NotebookNode, grade_id: str) -> NotebookNode:
    """Return the cell with a grade id."""
    return nb.cells[place(nb, grade_id)]


def place(nb: NotebookNode, grade_id: str) -> int:
    """Return where the cell with a grade id stands."""
    return next(
        number
        for number, cell in enumerate(nb.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def code(source: str, grade_id: str | None = None) -> NotebookNode:
    """Return a new code cell, marked as an answer where a grade id is given."""
    marks = {"schema_version": 3, "solution": True, "grade": False, "locked": False, "task": False}
    made = v4.new_code_cell(source)
    if grade_id:
        made.metadata.nbgrader = NotebookNode(marks | {"grade_id": grade_id, "cell_type": "code"})
    return made


def below(nb: NotebookNode, grade_id: str, *cells: NotebookNode) -> None:
    """Put cells below the cell with a grade id."""
    after = place(nb, grade_id) + 1
    nb.cells[after:after] = cells


def above(nb: NotebookNode, grade_id: str, *cells: NotebookNode) -> None:
    """Put cells above the cell with a grade id."""
    before = place(nb, grade_id)
    nb.cells[before:before] = cells


def write(nb: Any, path: Path) -> None:
    """Write a notebook as JSON without looking whether it is one."""
    path.write_text(json.dumps(nb), encoding="utf-8")


def answered(nb: NotebookNode, answers: Mapping[str, str | Sequence[str]], path: Path) -> None:
    """Write a notebook with other answers; of several texts each becomes a cell of its own."""
    for grade_id, texts in answers.items():
        first, *more = [texts] if isinstance(texts, str) else texts
        cell(nb, grade_id).source = first
        below(nb, grade_id, *map(code, more))
    write(nb, path)
