"""An exercise whose cases end the process that draws them, or cannot be drawn, for some seeds."""

import os
import signal
from itertools import count
from pathlib import Path

import nbformat
import numpy as np
from nbformat import v4

from autograder.exercises import Case, Exercise
from autograder.judging.engine import Assignment, Task
from seeing.probes import call_function

NAME = "fates"
MARKS = "FOLDER_OF_FATES"  # variable of the environment: where each attempt leaves a mark
FINE, DIES, DIES_ONCE, FAILS, FAILS_ONCE = range(5)
MARKED = {"schema_version": 3, "grade_id": "double", "solution": True, "cell_type": "code"}


def fate_of(rng: np.random.Generator) -> int:
    return int(rng.integers(5))


def cases(rng: np.random.Generator) -> list[Case]:
    fate = fate_of(rng)
    tries = attempts(fate)
    with (Path(os.environ[MARKS]) / str(fate)).open("a") as file:
        file.write(f"{os.getpid()}\n")
    if fate == DIES or (fate == DIES_ONCE and not tries):
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == FAILS or (fate == FAILS_ONCE and not tries):
        raise OSError("the disk is full")
    return [Case("any", "three numbers", {"x": rng.normal(size=3)})]


def attempts(fate: int) -> list[str]:
    """Return the process of each attempt at a submission of this fate."""
    path = Path(os.environ[MARKS]) / str(fate)
    return path.read_text().splitlines() if path.exists() else []


def reference(x):
    return 2.0 * x


EXERCISES = (Exercise("double", 1.0, call_function, cases, reference, (), {"any": 1.0}),)


def assignment() -> Assignment:
    cell = v4.new_code_cell("def double(x):\n    raise NotImplementedError()")
    cell.metadata.nbgrader = MARKED | {"grade": False, "locked": False, "task": False}
    return Assignment(NAME, v4.new_notebook(cells=[cell]), "tests.support.fates")


def task(fate: int, key: str) -> Task:
    notebook = assignment().released
    notebook.cells[0].source = "def double(x):\n    return 2 * x"
    seed = next(s for s in count() if fate_of(np.random.default_rng(s)) == fate)
    return Task(key, nbformat.writes(notebook).encode(), {"double": f"{seed:032x}"})
