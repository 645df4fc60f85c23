"""product_shares(upstream, a, b): what a product of two numbers hands to each factor."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from seeing.probes import Array, call_function

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw two numbers that differ; upstream is 1, or larger than both."""

    def case(group: str, about: str, upstream: float, times: tuple[float, float] = (1, 1)) -> Case:
        a, b = (float(n) for n in times * rng.permutation(np.arange(3, 20))[:2])
        return Case(group, about, {"upstream": upstream, "a": a, "b": b})

    def drawn() -> float:
        return float(rng.integers(20, 60))

    local, above = "local derivative", "upstream gradient"
    return [
        case(local, "two numbers, 1 upstream", 1.0),
        case(local, "a factor below 0, 1 upstream", 1.0, (-1, 1)),
        case(above, "two numbers", drawn()),
        case(above, "two factors below 0", drawn(), (-1, -1)),
        case(above, "a gradient below 0", -drawn()),
        case(above, "a factor of 0", drawn(), (1, 0)),
        case(above, "fractions", drawn() + 0.25, (0.25, 1)),
    ]


def reference(upstream: Any, a: Any, b: Any) -> Array:
    """Let torch multiply."""
    import torch

    shares = passed_back(torch.mul, upstream, 0.0, a=a, b=b)
    return np.array([shares["a.grad"], shares["b.grad"]])


@mistake(
    MISTAKES,
    "own value for the other's",
    "You give each factor its own value: if a grows by 1, by how much does a times b grow?",
)
def own_value(upstream: Any, a: Any, b: Any) -> Any:
    return upstream * a, upstream * b


@mistake(
    MISTAKES,
    "upstream gradient left out",
    "You return the local derivatives alone, which say how the product changes; how much does the "
    "output change when the product does?",
)
def without_upstream(upstream: Any, a: Any, b: Any) -> Any:
    return b, a


@mistake(
    MISTAKES,
    "rule of the sum used for the product",
    "You hand the gradient on as it is, as a sum does; a product changes by more than one when a "
    "factor grows by one.",
)
def as_a_sum(upstream: Any, a: Any, b: Any) -> Any:
    return upstream, upstream


@mistake(
    MISTAKES,
    "upstream gradient added",
    "You add the upstream gradient to the local derivative; along a way derivatives are "
    "multiplied.",
)
def added(upstream: Any, a: Any, b: Any) -> Any:
    return upstream + b, upstream + a


@mistake(
    MISTAKES,
    "whole product for the other factor",
    "You multiply by the whole product, which still holds the factor that changes.",
)
def whole_product(upstream: Any, a: Any, b: Any) -> Any:
    return upstream * a * b, upstream * a * b


EXERCISE = Exercise(
    name="product_shares",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"local derivative": 0.5, "upstream gradient": 0.5},
)
