"""numerical_gradient(f, x, eps): derivatives by small steps."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, step_and_compare

GROUPS = {"one number": 0.5, "several numbers": 0.75, "tables": 0.5, "number types": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a step as large as 1/2 shows which of two formulas was used."""

    def case(
        group: str, about: str, eps: float, *shape: int, dtype: str = "f8", by_columns: int = 0
    ) -> Case:
        x, c = distinct(rng, *shape, largest=8), distinct(rng, *shape, largest=8)
        given = {"x": x.astype(dtype), "c": c, "eps": eps, "by_columns": by_columns}
        return Case(group, f"{about}, and f(x) = sum(c x³) + (sum(c x))²", given)

    one, row, table, types = GROUPS
    return [
        case(one, "a single number and a large step", 0.5),
        case(one, "a row of one number", 0.25, 1),
        case(row, "two numbers and a large step", 0.5, 2),
        case(row, "four numbers and a small step", 1e-3, 4),
        case(row, "three numbers and a step of a hundred-thousandth", 1e-5, 3),
        case(table, "a table", 0.5, 2, 2),
        case(table, "a wide table", 1e-3, 2, 3),
        case(table, "a table that lies in memory by columns", 0.5, 2, 3, by_columns=1),
        case(table, "a pile of tables", 0.25, 2, 1, 3),
        case(types, "whole numbers", 0.25, 3, dtype="i8"),
        case(types, "numbers in float32, which a small step would drown in", 1e-5, 2, dtype="f4"),
    ]


def reference(x: Any, c: Any, eps: float, by_columns: int) -> Array:
    """Work out the difference quotient of sum(c x³) + (sum(c x))² by hand.

    ((x + e)³ - (x - e)³) / 2e = 3x² + e², and for the square of a sum it is the derivative.
    """
    x = np.asarray(x, dtype=float)
    return np.asarray(c * (3 * x**2 + eps**2) + 2 * (c * x).sum() * c)


def _each(x: Any, quotient: Any) -> Array:
    """Fill an array like x with the quotient at each place."""
    x = np.array(x, dtype=float)
    out: Array = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = 1.0
        out[place] = quotient(x, step)
    return out


def right(f: Any, x: Any, eps: float) -> Array:
    """Take the step to both sides."""
    return _each(x, lambda at, step: (f(at + eps * step) - f(at - eps * step)) / (2 * eps))


@mistake(
    MISTAKES,
    "step to one side only",
    "You compare with the value at x itself; a step to both sides comes much nearer to the slope.",
)
def forward_difference(f: Any, x: Any, eps: float) -> Any:
    return _each(x, lambda at, step: (f(at + eps * step) - f(at)) / eps)


@mistake(
    MISTAKES,
    "step backwards only",
    "You compare the value at x with the one before it; a step to both sides comes much nearer to "
    "the slope.",
)
def backward_difference(f: Any, x: Any, eps: float) -> Any:
    return _each(x, lambda at, step: (f(at) - f(at - eps * step)) / eps)


@mistake(
    MISTAKES,
    "divided by half the distance",
    "Your numbers are twice too large: how far apart are the two points that you compare?",
)
def divided_by_eps(f: Any, x: Any, eps: float) -> Any:
    return 2 * right(f, x, eps)


@mistake(
    MISTAKES,
    "not divided at all",
    "You return a difference of two values, and a slope is a difference for each unit of the way.",
)
def not_divided(f: Any, x: Any, eps: float) -> Any:
    return 2 * eps * right(f, x, eps)


@mistake(
    MISTAKES,
    "all entries moved at once",
    "You move all of x together and get one number: by which entry is the function then "
    "differentiated?",
)
def all_at_once(f: Any, x: Any, eps: float) -> Any:
    x = np.asarray(x, dtype=float)
    return np.full(x.shape, (f(x + eps) - f(x - eps)) / (2 * eps))


@mistake(
    MISTAKES,
    "entry not put back",
    "After an entry has had its turn it stays where the last step left it, and the entries after "
    "it are differentiated at another place.",
)
def not_put_back(f: Any, x: Any, eps: float) -> Any:
    moving = np.array(x, dtype=float)
    out = np.zeros_like(moving)
    for place in np.ndindex(moving.shape):
        moving[place] += eps
        above = f(moving)
        moving[place] -= 2 * eps
        out[place] = (above - f(moving)) / (2 * eps)
    return out


@mistake(
    MISTAKES,
    "result flattened",
    "Your numbers are right but stand in one row: the gradient has the shape of x.",
)
def flattened(f: Any, x: Any, eps: float) -> Any:
    return right(f, x, eps).ravel()


@mistake(
    MISTAKES,
    "step lost in the type of x",
    "In an array of whole numbers, or of few digits, a small step is cut away: which type should "
    "the array have that you move?",
)
def lost_in_the_type(f: Any, x: Any, eps: float) -> Any:
    moving = np.array(x)
    out = np.zeros(moving.shape)
    for place in np.ndindex(moving.shape):
        kept = moving[place]
        moving[place] = kept + eps
        above = f(moving)
        moving[place] = kept - eps
        out[place] = (above - f(moving)) / (2 * eps)
        moving[place] = kept
    return out


@mistake(
    MISTAKES,
    "caller's x moved",
    "After the call the caller's array is no longer what it was: on what should the steps be "
    "taken?",
)
def moves_the_callers(f: Any, x: Any, eps: float) -> Any:
    out = right(f, x, eps)
    x += np.ones_like(x)
    return out


EXERCISE = Exercise(
    name="numerical_gradient",
    points=2,
    probe=step_and_compare,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
