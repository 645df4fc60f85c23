"""Two exercises that take no time."""

import numpy as np

from autograder.exercises import Case, Exercise, call_function, mistake

HIDE = ("torch", "scipy")  # what is not there takes no time to import
MISTAKES: list = []


@mistake(MISTAKES, "sum of all", "Each entry adds up only what stands before it, and itself.")
def total(x):
    """Add up everything."""
    return np.full(len(x), np.sum(x))


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw a short and a long row of numbers."""
    return [
        Case("short", "three numbers", {"x": rng.integers(1, 9, 3).astype(float)}),
        Case("long", "many numbers", {"x": rng.normal(size=50)}),
    ]


def double(x):
    """Return twice the numbers."""
    return 2 * x


def running_total(x):
    """Return the sums of what stands before each number, and itself."""
    return np.cumsum(x)


POINTS = {"short": 1.0, "long": 2.0}
EXERCISES = (
    Exercise("doubled", 3, call_function, cases, double, (), POINTS),
    Exercise("running_total", 3, call_function, cases, running_total, tuple(MISTAKES), POINTS),
)
