"""A chapter's released notebook, solved but for some answers, through intake, sandbox and judge."""

import contextlib
from collections.abc import Callable, Iterator

import nbformat

from autograder import exercises
from autograder.judging.engine import Assignment, Graded, Grader, Task
from autograder.judging.provenance import seed_of
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive

Grade = Callable[..., Graded]


@contextlib.contextmanager
def grading(name: str) -> Iterator[Grade]:
    """Start a grader for a chapter.

    yields a function of solved (whether the other answers are right or as they are handed out) and
        of answers by name; an answer of None is left as it was handed out
    """
    chapter, known = derive(NOTEBOOKS / f"{name}.md"), exercises.load(name)
    with Grader(Assignment(name, chapter.student)) as grader:

        def graded(solved: bool = True, **answers: str | None) -> Graded:
            notebook = nbformat.from_dict(chapter.student)
            for cell, right in zip(notebook.cells, chapter.solution.cells, strict=True):
                marks = cell.metadata.get("nbgrader", {})
                if marks.get("solution"):
                    own = MARKERS.sub("", right.source) if solved else cell.source
                    answer = answers.get(marks["grade_id"], own)
                    cell.source = cell.source if answer is None else answer
            seeds = {exercise: seed_of(bytes(32), name, exercise, "k") for exercise in known}
            return grader.grade(Task("k", nbformat.writes(notebook).encode(), seeds))

        yield graded
