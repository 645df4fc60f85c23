"""The course's notebook with a student's answers and their verdicts in it."""

from __future__ import annotations

from nbformat import NotebookNode

from autograder.intake.attempts import CHECK
from autograder.intake.extract import splice
from autograder.judging.engine import Assignment, Graded
from autograder.reports import result_card, sanitize


def graded_notebook(assignment: Assignment, graded: Graded) -> NotebookNode:
    """Return the graded notebook: the course's own, with the answers and the verdicts in it."""
    made = splice(assignment.released, graded.parts)
    # Every check gets an explicit result: nbgrader gives full marks to one that has none
    # (test_a_check_without_a_verdict_is_an_error_and_never_full_marks).
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix(CHECK)
        if cell.cell_type == "markdown":
            if name in graded.written:  # else nbgrader sees that it is the stub, and gives 0
                cell.source = sanitize.inert(graded.written[name])
        elif cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = result_card.outputs(graded.verdicts[name])
    if told := result_card.notes(graded.notes, graded.refused):
        made.cells.insert(0, told)
    return made
