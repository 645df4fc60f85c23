"""Multiply: each parent gets the gradient times the other's value."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

from autograder.exercises import Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import of_every_layer, wrong
from autograder.exercises.c01_computation_graphs.pairs import cases, not_summed, once_per_node
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def rule(grad: Array, a: Array, b: Array) -> Any:
    """Give each parent the other's value times the gradient."""
    return grad * b, grad * a


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch multiply."""
    import torch

    return passed_back(torch.mul, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), *not_summed(rule), once_per_node(rule)]


@wrong(
    MISTAKES,
    "own value for the other's",
    "You multiply each parent's gradient by its own value: if a grows by 1, by how much does a "
    "times b grow?",
)
def own_value(grad: Array, a: Array, b: Array) -> Any:
    return grad * a, grad * b


@wrong(
    MISTAKES,
    "rule of the sum used for the product",
    "You hand the gradient on as it is, but a product changes by more than one when a factor "
    "grows by one.",
)
def as_a_sum(grad: Array, a: Array, b: Array) -> Any:
    return grad, grad


@wrong(
    MISTAKES,
    "whole product for the other factor",
    "You multiply by the node's own value, which still holds the factor that changes.",
)
def whole_product(grad: Array, a: Array, b: Array) -> Any:
    return grad * a * b, grad * a * b


@wrong(
    MISTAKES,
    "only one factor served",
    "One of the two factors gets nothing, though the product depends on both.",
)
def first_only(grad: Array, a: Array, b: Array) -> Any:
    return (grad * b,)


EXERCISE = Exercise(
    name="Multiply",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"same shape": 0.5, "contributions add": 0.25, "broadcasting": 0.25},
)
