"""Sigmoid: squeezes every number between 0 and 1."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import (
    kept_by_the_class,
    of_every_layer,
    wrong,
)
from autograder.exercises.c01_computation_graphs.singles import case
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; far from 0 the slope is nearly nothing, and must not be NaN."""

    def draw(*shape: int) -> Any:
        return rng.uniform(0.5, 3, shape).round(2) * rng.choice([-1, 1], shape)

    slopes, far, adds = "slopes", "far from zero", "contributions add"
    return [
        case(rng, slopes, "zero, where the curve is steepest", np.zeros(1)),
        case(rng, slopes, "a number", draw()),
        case(rng, slopes, "a row", draw(4)),
        case(rng, slopes, "a table", draw(2, 3)),
        case(rng, far, "large numbers", rng.permutation([30.0, -30.0, 40.0])),
        case(rng, far, "numbers whose exponential overflows", rng.permutation([-900.0, 900.0])),
        case(rng, adds, "a parent with a gradient already", draw(3), before=5.0),
    ]


def rule(grad: Array, a: Array) -> Any:
    """Multiply by s (1 − s)."""
    s = expit(a)
    return (grad * s * (1 - s),)


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch squeeze."""
    import torch

    return passed_back(torch.sigmoid, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), kept_by_the_class(rule)]


@wrong(
    MISTAKES,
    "input in place of the output",
    "In the formula of the slope stands the value of the sigmoid, and you put in what went into "
    "it.",
)
def input_for_output(grad: Array, a: Array) -> Any:
    return (grad * a * (1 - a),)


@wrong(
    MISTAKES,
    "sigmoid taken twice",
    "You squeeze a value that has been squeezed already: what does the node hold?",
)
def taken_twice(grad: Array, a: Array) -> Any:
    s = expit(expit(a))
    return (grad * s * (1 - s),)


@wrong(
    MISTAKES,
    "value for slope",
    "You multiply by the sigmoid itself, which is largest where the curve is nearly flat.",
)
def value_for_slope(grad: Array, a: Array) -> Any:
    return (grad * expit(a),)


@wrong(
    MISTAKES,
    "one factor of the slope",
    "Your slope is 1 minus the value, and so it is largest where the curve is nearly flat: it has "
    "a second factor.",
)
def one_factor(grad: Array, a: Array) -> Any:
    return (grad * (1 - expit(a)),)


@wrong(
    MISTAKES,
    "slope of tanh",
    "Your slope is that of another curve of the same look, which runs from −1 to 1.",
)
def slope_of_tanh(grad: Array, a: Array) -> Any:
    return (grad * (1 - expit(a) ** 2),)


@wrong(
    MISTAKES,
    "sign of the slope turned",
    "The sigmoid rises everywhere and your slope falls.",
)
def falls(grad: Array, a: Array) -> Any:
    s = expit(a)
    return (grad * s * (s - 1),)


@wrong(
    MISTAKES,
    "exponential that overflows",
    "Far below zero your exponential becomes infinite and the slope NaN; the node's own value is "
    "enough to write the slope.",
)
def overflows(grad: Array, a: Array) -> Any:
    with np.errstate(all="ignore"):
        e = np.exp(-a)
        return (grad * e / (1 + e) ** 2,)


EXERCISE = Exercise(
    name="Sigmoid",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"slopes": 0.5, "far from zero": 0.25, "contributions add": 0.25},
    not_alone=("far from zero",),
)
