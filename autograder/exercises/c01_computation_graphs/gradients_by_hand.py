"""gradients_by_hand(x, y): the gradients of (x + y) · (x · y), walked back node by node."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c01_computation_graphs.by_torch import gradients, tensor
from seeing.probes import Array, call_function

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw numbers that differ, times signs, 0 or a fraction, so that no two wrong ways agree."""

    def case(group: str, about: str, *times: float) -> Case:
        x, y = (float(n) for n in times * rng.permutation(np.arange(2, 12))[:2])
        return Case(group, about, {"x": x, "y": y})

    above, below = "numbers above 0", "0 and below"
    return [
        case(above, "two numbers", 1, 1),
        case(above, "two fractions", 1.25, 0.25),
        case(below, "x below 0", -1, 1),
        case(below, "y below 0", 1, -1),
        case(below, "both below 0", -1, -1),
        case(below, "an x of 0", 0, 1),
    ]


def reference(x: Any, y: Any) -> Array:
    """Let torch differentiate x²y + xy², which is the same number."""
    leaves = {"x": tensor(x), "y": tensor(y)}
    output = leaves["x"] ** 2 * leaves["y"] + leaves["x"] * leaves["y"] ** 2
    return np.array([*gradients(output, leaves, 1.0).values()])


@mistake(
    MISTAKES,
    "way through the sum left out",
    "Your gradients have the way through the product alone: x and y also go into the sum.",
)
def product_alone(x: Any, y: Any) -> Any:
    s = x + y
    return s * y, s * x


@mistake(
    MISTAKES,
    "way through the product left out",
    "Your gradients have the way through the sum alone: x and y also go into the product.",
)
def sum_alone(x: Any, y: Any) -> Any:
    return x * y, x * y


@mistake(
    MISTAKES,
    "local derivative of the product left out",
    "On the way through x times y you pass the gradient on as it is, as if this node were a sum.",
)
def without_local(x: Any, y: Any) -> Any:
    s, m = x + y, x * y
    return m + s, m + s


@mistake(
    MISTAKES,
    "own value for the other's",
    "On the way through x times y each factor gets its own value where it should get the other.",
)
def own_value(x: Any, y: Any) -> Any:
    s, m = x + y, x * y
    return m + s * x, m + s * y


@mistake(
    MISTAKES,
    "ways multiplied",
    "You multiply what comes over the two ways: along a way derivatives are multiplied, and over "
    "the ways they are added.",
)
def multiplied(x: Any, y: Any) -> Any:
    s, m = x + y, x * y
    return m * s * y, m * s * x


@mistake(
    MISTAKES,
    "own value at the last product",
    "The last product gives the sum its own value and the other factor its own: each of the two "
    "should get the other.",
)
def last_turned(x: Any, y: Any) -> Any:
    s, m = x + y, x * y
    return s + m * y, s + m * x


EXERCISE = Exercise(
    name="gradients_by_hand",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"numbers above 0": 0.5, "0 and below": 0.5},
)
