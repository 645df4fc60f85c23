"""Add: hands its gradient on to both parents."""
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
    """Give both parents all of it."""
    return grad, grad


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch add."""
    import torch

    return passed_back(torch.add, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), *not_summed(rule), once_per_node(rule)]


@wrong(
    MISTAKES,
    "gradient shared out",
    "You split the gradient between the parents: if one of them grows by 1, by how much does the "
    "sum grow?",
)
def halves(grad: Array, a: Array, b: Array) -> Any:
    return grad / 2, grad / 2


@wrong(
    MISTAKES,
    "rule of the product used for the sum",
    "You multiply by the other parent's value, but how does a sum change with one of its terms?",
)
def as_a_product(grad: Array, a: Array, b: Array) -> Any:
    return grad * b, grad * a


@wrong(
    MISTAKES,
    "only one parent served",
    "One of the two parents gets nothing, though the sum depends on both.",
)
def first_only(grad: Array, a: Array, b: Array) -> Any:
    return (grad,)


EXERCISE = Exercise(
    name="Add",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"same shape": 0.5, "contributions add": 0.25, "broadcasting": 0.25},
)
