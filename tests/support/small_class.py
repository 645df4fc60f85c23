"""A dozen submissions of a chapter, of every kind that takes another way through the engine."""

import copy
import functools
import inspect

import nbformat
from nbformat import NotebookNode

from autograder.judging.engine import Assignment, Grader, Task
from autograder.judging.provenance import seed_of
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive
from autograder.sandbox.inside.limits import Limits
from tests.right_answers.c07_convolution_filters import (
    conv1d_loops,
    conv2d_plain_python,
)

NAME = "07_convolution_filters"
LIMITS = Limits(cpu_s=2)
SECRET = bytes(32)
FLIPPED = "def conv1d(x, k):\n    import numpy as np\n    return np.convolve(x, k, 'valid')"
ENDLESS = "def conv1d(x, k):\n    while True:\n        pass"

LOOPS = f"{inspect.getsource(conv1d_loops)}\nconv1d = conv1d_loops"
PLAIN = f"{inspect.getsource(conv2d_plain_python)}\nconv2d = conv2d_plain_python"


@functools.cache
def assignment() -> Assignment:
    return Assignment(NAME, derive(NOTEBOOKS / f"{NAME}.md").student)


def notebook(solved: bool = False, **answers: str) -> NotebookNode:
    """Return a submission: the stubs or the solutions, but for these answers."""
    made = copy.deepcopy(assignment().released)
    solution = derive(NOTEBOOKS / f"{NAME}.md").solution
    for cell, right in zip(made.cells, solution.cells, strict=True):
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            own = MARKERS.sub("", right.source).rstrip("\n") if solved else cell.source
            cell.source = answers.get(marks["grade_id"], own)
    return made


def task(key: str, submission: NotebookNode | bytes) -> Task:
    data = submission if isinstance(submission, bytes) else nbformat.writes(submission).encode()
    seeds = {name: seed_of(SECRET, NAME, name, key) for name in assignment().exercises}
    return Task(key, data, seeds)


@functools.cache
def tasks() -> tuple[Task, ...]:
    submissions = {
        "solved": notebook(solved=True),
        "solved again": notebook(solved=True),
        "blank": notebook(),
        "one answer": notebook(conv1d=LOOPS),
        "plain Python": notebook(True, conv2d=PLAIN),
        "flipped": notebook(True, conv1d=FLIPPED),
        "no Python": notebook(True, conv1d="def conv1d(x, k:"),
        "raises": notebook(True, conv2d="raise RuntimeError('oh')"),
        "endless": notebook(True, conv1d=ENDLESS),
        "ends": notebook(True, conv2d="import os; os._exit(0)"),
        "no notebook": b"{",
        "nothing": b"",
    }
    return tuple(task(key, submission) for key, submission in submissions.items())


@functools.cache
def by_one_process() -> dict[str, str]:
    """Return what one grader in this process makes of the class: JSON by key."""
    with Grader(assignment(), LIMITS) as grader:
        return {one.key: grader.grade(one).to_json() for one in tasks()}
