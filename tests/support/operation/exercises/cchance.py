"""An exercise of many cases, so that an answer that is right by chance shows."""

import numpy as np

from autograder.exercises import Case, Exercise, call_function
from tests.support.operation.exercises.csmall import double

GROUPS = tuple("abcdefgh")


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw one row of numbers for each group."""
    return [Case(group, "ten numbers", {"x": rng.normal(size=10)}) for group in GROUPS]


EXERCISES = (Exercise("doubled", 8, call_function, cases, double, (), dict.fromkeys(GROUPS, 1.0)),)
