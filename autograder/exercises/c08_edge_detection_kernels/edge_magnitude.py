"""edge_magnitude(gx, gy): how strong an edge is, whatever its direction."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {"both gradients": 0.5, "number types": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; int16 is what some libraries give gradients as, and its squares overflow."""
    both, types = GROUPS

    def case(group: str, about: str, gx: Any, gy: Any) -> Case:
        return Case(group, about, {"gx": gx, "gy": gy})

    a, b = distinct(rng, 4, 5, largest=20), distinct(rng, 4, 5, largest=20)
    large = [(np.sign(a) * (200 + 3 * abs(a))).astype(np.int16) for a in (a, b)]
    return [
        case(both, "gradients of both signs", a, b),
        case(both, "a gradient to the right only", a, np.zeros((4, 5))),
        case(both, "a gradient downwards only", np.zeros((4, 5)), b),
        case(both, "opposite gradients", a, -a),
        case(types, "gradients of int16", *large),
        case(types, "gradients of float32", a.astype("f4"), b.astype("f4")),
        case(types, "nested lists", a.astype(int).tolist(), b.astype(int).tolist()),
        case(types, "gradients of fractions", a / 16, b / 16),
    ]


def reference(gx: Any, gy: Any) -> Array:
    """Take the length of the complex number gx + i gy, in float64."""
    return np.abs(np.asarray(gx, dtype=float) + 1j * np.asarray(gy, dtype=float))


def floats(gx: Any, gy: Any) -> tuple[Array, Array]:
    return np.asarray(gx, dtype=float), np.asarray(gy, dtype=float)


@mistake(
    MISTAKES,
    "gradients added before the absolute value",
    "Gradients of opposite signs cancel each other in your sum, and an edge disappears.",
)
def added_first(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return abs(x + y)


@mistake(
    MISTAKES,
    "absolute values added",
    "You add the two absolute values, which makes slanting edges up to 41 per cent too strong: how "
    "long is the hypotenuse?",
)
def city_blocks(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return abs(x) + abs(y)


@mistake(
    MISTAKES,
    "larger of the two",
    "You keep the larger gradient alone, so slanting edges come out too weak.",
)
def larger(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return np.maximum(abs(x), abs(y))


@mistake(
    MISTAKES,
    "no square root",
    "Your values are squares: the last step of Pythagoras' theorem is missing.",
)
def no_root(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return x**2 + y**2


@mistake(
    MISTAKES,
    "mean of the squares",
    "Your values are too small by the square root of two: the squares are added, not averaged.",
)
def averaged(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return np.sqrt((x**2 + y**2) / 2)


@mistake(
    MISTAKES,
    "root of the sum",
    "You add first and take the root of that: which powers does Pythagoras' theorem add?",
)
def root_of_sum(gx: Any, gy: Any) -> Any:
    x, y = floats(gx, gy)
    return np.sqrt(abs(x) + abs(y))


@mistake(
    MISTAKES,
    "squares overflow",
    "The squares of whole numbers of 16 bits do not fit into 16 bits: turn the gradients into "
    "floats first.",
)
def overflow(gx: Any, gy: Any) -> Any:
    x, y = np.asarray(gx), np.asarray(gy)
    with np.errstate(all="ignore"):
        return np.sqrt(abs((x * x + y * y).astype(float)))


EXERCISE = Exercise(
    name="edge_magnitude",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
