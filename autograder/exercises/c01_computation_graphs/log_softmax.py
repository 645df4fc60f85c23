"""LogSoftmax: scores to log-probabilities, row by row."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import log_softmax, softmax

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import (
    kept_by_the_class,
    of_every_layer,
    wrong,
)
from autograder.exercises.c01_computation_graphs.singles import case
from seeing.probes import Array, pass_back

if TYPE_CHECKING:
    import torch

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; upstream gradients do not add up to 1, so no short formula fits."""

    def draw(*shape: int) -> Any:
        return rng.uniform(-2, 2, shape).round(2)

    one, many, large, adds = "one row", "several rows", "large scores", "contributions add"
    return [
        case(rng, one, "two scores", draw(2)),
        case(rng, one, "three scores", draw(3)),
        case(rng, one, "a table of one row", draw(1, 4)),
        case(rng, many, "two rows of three scores", draw(2, 3)),
        case(rng, many, "a square of scores", draw(3, 3)),
        case(rng, many, "a pile of two tables", draw(2, 3, 2)),
        case(
            rng,
            large,
            "scores whose exponential overflows",
            draw(3) + np.array([1000.0, 998.0, 999.0]),
        ),
        case(rng, large, "scores whose exponentials are all 0", draw(2, 2) - 900.0),
        case(rng, adds, "a parent with a gradient already", draw(2, 2), before=50.0),
    ]


def rule(grad: Array, a: Array) -> Any:
    """Take from the gradient the row's sum times the probabilities."""
    return (grad - softmax(a, axis=-1) * grad.sum(axis=-1, keepdims=True),)


def _log_softmax(a: torch.Tensor) -> torch.Tensor:
    import torch

    return torch.log_softmax(a, dim=-1)


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch take the logarithm of the softmax."""
    return passed_back(_log_softmax, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), kept_by_the_class(rule)]


@wrong(
    MISTAKES,
    "formula of the loss for that of the layer",
    "Your formula holds only where the row of the gradient adds up to 1; the layer must be right "
    "for any gradient.",
)
def as_if_the_row_summed_to_one(grad: Array, a: Array) -> Any:
    return (grad - softmax(a, axis=-1),)


@wrong(
    MISTAKES,
    "other scores' share left out",
    "You look at each score by itself, but each log-probability depends on all scores of its row.",
)
def diagonal_only(grad: Array, a: Array) -> Any:
    return (grad * (1 - softmax(a, axis=-1)),)


@wrong(
    MISTAKES,
    "derivative of the softmax",
    "Yours is the derivative of the probabilities, and the node holds their logarithms.",
)
def of_the_softmax(grad: Array, a: Array) -> Any:
    p = softmax(a, axis=-1)
    return (p * (grad - (p * grad).sum(axis=-1, keepdims=True)),)


@wrong(
    MISTAKES,
    "sum over all rows",
    "You add up the gradient of all rows, but the rows have nothing to do with each other.",
)
def summed_over_all(grad: Array, a: Array) -> Any:
    return (grad - softmax(a, axis=-1) * grad.sum(),)


@wrong(
    MISTAKES,
    "sum down the columns",
    "You add up the gradient along the first axis; a row of scores runs along the last.",
)
def summed_down(grad: Array, a: Array) -> Any:
    return (grad - softmax(a, axis=-1) * grad.sum(axis=0, keepdims=True),)


@wrong(
    MISTAKES,
    "log-probabilities for probabilities",
    "The formula asks for probabilities, and what the node holds are their logarithms.",
)
def logs_for_probabilities(grad: Array, a: Array) -> Any:
    return (grad - log_softmax(a, axis=-1) * grad.sum(axis=-1, keepdims=True),)


@wrong(
    MISTAKES,
    "exponential of the raw scores",
    "With large scores your exponential overflows, with very low ones it is 0/0: which node holds "
    "numbers that are safe to exponentiate?",
)
def overflows(grad: Array, a: Array) -> Any:
    with np.errstate(all="ignore"):
        p = np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)
        return (grad - p * grad.sum(axis=-1, keepdims=True),)


EXERCISE = Exercise(
    name="LogSoftmax",
    points=2,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"one row": 0.5, "several rows": 0.75, "large scores": 0.25, "contributions add": 0.5},
)
