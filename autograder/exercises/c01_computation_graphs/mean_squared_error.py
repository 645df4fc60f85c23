"""MeanSquaredError: the mean of the squared differences."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import (
    kept_by_the_class,
    of_every_layer,
    wrong,
)
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; in tables the number of entries is not that of the rows."""

    def case(group: str, about: str, *shape: int, before: float = 0.0) -> Case:
        prediction, target = distinct(rng, *shape, largest=30), distinct(rng, *shape, largest=30)
        upstream = np.asarray(rng.choice([-3.0, -2.0, 2.0, 3.0]))
        given = {"prediction": prediction, "target": target}
        return Case(group, about, {**given, "upstream": upstream, "grad_before": before})

    row, table, adds = "rows", "tables", "contributions add"
    return [
        case(row, "a single prediction", 1),
        case(row, "two predictions", 2),
        case(row, "five predictions", 5),
        case(table, "a table of two rows", 2, 3),
        case(table, "a table of one column", 4, 1),
        case(table, "a square table", 2, 2),
        case(adds, "parents with a gradient already", 3, before=100.0),
    ]


def rule(grad: Array, prediction: Array, target: Array) -> Any:
    """Give twice the mean difference, with opposite signs."""
    share = grad * 2 * (prediction - target) / prediction.size
    return share, -share


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch take the mean."""
    import torch

    return passed_back(torch.nn.functional.mse_loss, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), kept_by_the_class(rule)]


@wrong(MISTAKES, "factor 2 forgotten", "What is the derivative of a square?")
def without_the_two(grad: Array, prediction: Array, target: Array) -> Any:
    share = grad * (prediction - target) / prediction.size
    return share, -share


@wrong(
    MISTAKES,
    "sum for mean",
    "Your gradient is that of the sum of the squares, and the loss is their mean.",
)
def not_divided(grad: Array, prediction: Array, target: Array) -> Any:
    share = grad * 2 * (prediction - target)
    return share, -share


@wrong(
    MISTAKES,
    "divided by the rows only",
    "The mean is over all entries of the table, and you divide by the number of its rows.",
)
def divided_by_rows(grad: Array, prediction: Array, target: Array) -> Any:
    share = grad * 2 * (prediction - target) / len(prediction)
    return share, -share


@wrong(
    MISTAKES,
    "sign turned",
    "If a prediction is too large, does the loss rise or fall when the prediction grows?",
)
def sign_turned(grad: Array, prediction: Array, target: Array) -> Any:
    share = grad * 2 * (target - prediction) / prediction.size
    return share, -share


@wrong(
    MISTAKES,
    "same sign for both parents",
    "Prediction and target stand on both sides of a minus.",
)
def same_sign(grad: Array, prediction: Array, target: Array) -> Any:
    share = grad * 2 * (prediction - target) / prediction.size
    return share, share


@wrong(
    MISTAKES,
    "target left out",
    "The target is a parent like any other and gets a gradient too, though training makes no use "
    "of it.",
)
def target_left_out(grad: Array, prediction: Array, target: Array) -> Any:
    return (grad * 2 * (prediction - target) / prediction.size,)


EXERCISE = Exercise(
    name="MeanSquaredError",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"rows": 0.25, "tables": 0.5, "contributions add": 0.25},
)
