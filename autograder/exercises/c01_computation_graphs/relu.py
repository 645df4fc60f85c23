"""ReLU: lets through what is above zero."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import (
    kept_by_the_class,
    of_every_layer,
    wrong,
)
from autograder.exercises.c01_computation_graphs.singles import case
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; zeros have a group of their own, since the value there is a convention."""
    signs, zero, adds = "above and below zero", "zero", "contributions add"
    mixed = np.array([3.0, -2.0, 5.0, -7.0]) + rng.uniform(-1, 1, 4).round(2)

    def downhill(group: str, about: str, a: Array, before: float = 0.0) -> Case:
        """Let a negative gradient come to a number above zero."""
        made = case(rng, group, about, a, before)
        upstream = np.where(a > 0, -abs(made.inputs["upstream"]), made.inputs["upstream"])
        return replace(made, inputs={**made.inputs, "upstream": upstream})

    return [
        case(rng, signs, "a number above zero", abs(distinct(rng))),
        case(rng, signs, "a number below zero", -abs(distinct(rng))),
        downhill(signs, "a row of both signs", rng.permutation(mixed)),
        case(rng, signs, "a table of both signs", rng.permutation(mixed).reshape(2, 2)),
        case(rng, signs, "small fractions", rng.permutation([0.25, -0.25, 1e-9, -1e-9])),
        case(rng, zero, "a zero", np.array([0.0])),
        downhill(zero, "zeros among others", rng.permutation([0.0, 4.0, 0.0, -3.0])),
        downhill(adds, "a parent with a gradient already", rng.permutation(mixed), before=100.0),
    ]


def rule(grad: Array, a: Array) -> Any:
    """Let the gradient through where the value was let through."""
    return (grad * (a > 0),)


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch cut off."""
    import torch

    return passed_back(torch.relu, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), kept_by_the_class(rule)]


@wrong(
    MISTAKES,
    "slope 1 at zero",
    "At exactly zero ReLU has a corner and no slope; the docstring says which value is taken "
    "there.",
)
def one_at_zero(grad: Array, a: Array) -> Any:
    return (grad * (a >= 0),)


@wrong(
    MISTAKES,
    "slope 1/2 at zero",
    "At exactly zero ReLU has a corner and no slope, and the mean of both sides is not what the "
    "docstring asks for.",
)
def half_at_zero(grad: Array, a: Array) -> Any:
    return (grad * np.heaviside(a, 0.5),)


@wrong(
    MISTAKES,
    "gradient cut off in place of the value",
    "You stop gradients that are below zero, but it is the value that decides whether a change "
    "gets through.",
)
def gradient_cut_off(grad: Array, a: Array) -> Any:
    return (np.maximum(grad, 0),)


@wrong(
    MISTAKES,
    "gradient let through everywhere",
    "Below zero the output stays 0 whatever the input does.",
)
def let_through(grad: Array, a: Array) -> Any:
    return (grad,)


@wrong(
    MISTAKES,
    "value for slope",
    "You multiply by the output itself; how much does it grow when the input grows by 1?",
)
def value_for_slope(grad: Array, a: Array) -> Any:
    return (grad * np.maximum(a, 0),)


@wrong(
    MISTAKES,
    "sign for slope",
    "Below zero your slope is −1, as if the line went down there: which way does it go?",
)
def sign_for_slope(grad: Array, a: Array) -> Any:
    return (grad * np.sign(a),)


@wrong(
    MISTAKES,
    "node's own gradient overwritten",
    "You set entries of the node's own gradient to zero, and it should still say how the output "
    "depends on the node: where else can the product be kept?",
)
def own_gradient_overwritten(grad: Array, a: Array) -> Any:
    grad[a <= 0] = 0
    return (grad,)


EXERCISE = Exercise(
    name="ReLU",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"above and below zero": 0.5, "zero": 0.25, "contributions add": 0.25},
)
