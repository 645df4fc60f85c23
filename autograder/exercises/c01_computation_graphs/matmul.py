"""MatMul: the matrix product of two nodes."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import of_every_layer, wrong
from autograder.exercises.c01_computation_graphs.pairs import once_per_node
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; on squares a wrong formula still has the right shape."""

    def case(
        group: str, about: str, m: int, k: int, n: int, again: bool = False, before: float = 0.0
    ) -> Case:
        a, b = distinct(rng, m, k, largest=15), distinct(rng, k, n, largest=15)
        upstream = distinct(rng, m, n, largest=15)
        inputs = {"a": a, "b": "a" if again else b, "upstream": upstream, "grad_before": before}
        return Case(group, about, inputs)

    square, rectangle, adds = "squares", "rectangles", "contributions add"
    return [
        case(square, "two numbers as tables", 1, 1, 1),
        case(square, "two 2×2 tables", 2, 2, 2),
        case(square, "two 3×3 tables", 3, 3, 3),
        case(rectangle, "a row times a column", 1, 3, 1),
        case(rectangle, "a column times a row", 3, 1, 2),
        case(rectangle, "a row times a table", 1, 2, 3),
        case(rectangle, "a batch of four through three weights each", 4, 2, 3),
        case(adds, "parents with a gradient already", 2, 3, 1, before=1000.0),
        case(adds, "a table times itself", 2, 2, 2, again=True),
    ]


def rule(grad: Array, a: Array, b: Array) -> Any:
    """Multiply by the other matrix, turned over, from its own side."""
    return grad @ b.T, a.T @ grad


def reference(upstream: Any, grad_before: float, **parents: Any) -> dict[str, Array]:
    """Let torch multiply."""
    import torch

    return passed_back(torch.matmul, upstream, grad_before, **parents)


MISTAKES += [*of_every_layer(rule), once_per_node(rule)]


@wrong(
    MISTAKES,
    "transposes left out",
    "You multiply by the other matrix as it is, and its rows and columns then count the wrong "
    "things.",
)
def no_transposes(grad: Array, a: Array, b: Array) -> Any:
    return grad @ b, a @ grad


@wrong(
    MISTAKES,
    "factors from the wrong side",
    "The matrices that you multiply are the right ones, and their order is not: which shapes have "
    "to meet?",
)
def wrong_side(grad: Array, a: Array, b: Array) -> Any:
    return b.T @ grad, grad @ a.T


@wrong(
    MISTAKES,
    "gradients of the two factors exchanged",
    "What you give to the left factor belongs to the right one: which of the two has the shape of "
    "the left?",
)
def exchanged(grad: Array, a: Array, b: Array) -> Any:
    return a.T @ grad, grad @ b.T


@wrong(
    MISTAKES,
    "product of entries",
    "You multiply entry by entry, as for the other product: each entry of a matrix product depends "
    "on a whole row and a whole column.",
)
def entry_by_entry(grad: Array, a: Array, b: Array) -> Any:
    return grad * b, grad * a


@wrong(
    MISTAKES,
    "gradient transposed",
    "Your gradient is the right one turned over on its diagonal.",
)
def turned_over(grad: Array, a: Array, b: Array) -> Any:
    return (grad @ b.T).T, (a.T @ grad).T


@wrong(
    MISTAKES,
    "only the left factor served",
    "The right factor gets nothing, and in a layer it holds the weights.",
)
def left_only(grad: Array, a: Array, b: Array) -> Any:
    return (grad @ b.T,)


EXERCISE = Exercise(
    name="MatMul",
    points=2,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"squares": 0.75, "rectangles": 0.75, "contributions add": 0.5},
)
