"""unbroadcast(grad, shape): sum a gradient where broadcasting has copied a value."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c01_computation_graphs.by_torch import tensor
from autograder.exercises.c01_computation_graphs.layers import fitted
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, sum_to_shape

GROUPS = {"nothing stretched": 0.25, "new axes": 0.75, "stretched axes": 0.75, "both": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two axes of a gradient are equally long, but where a square is meant."""

    def case(group: str, about: str, shape: tuple[int, ...], *grad: int) -> Case:
        values = distinct(rng, *grad, largest=60) + (0.3125 if group == "both" else 0)
        return Case(group, about, {"grad": values, "shape": np.array(shape, dtype=int)})

    same, new, stretched = "nothing stretched", "new axes", "stretched axes"
    return [
        case(same, "a gradient of the right shape", (2, 3), 2, 3),
        case(same, "a row of the right length", (3,), 3),
        case(same, "a single number", ()),
        case(new, "a row that was added to every row", (3,), 2, 3),
        case(new, "a row that was added to a square", (3,), 3, 3),
        case(new, "a row that was added to a table of one row", (3,), 1, 3),
        case(new, "a number that was added to a row", (), 4),
        case(new, "a number that was added to a table", (), 2, 3),
        case(new, "a table that was added to every table", (2, 3), 4, 2, 3),
        case(stretched, "a column that was stretched", (3, 1), 3, 2),
        case(stretched, "a row of one row that was stretched", (1, 3), 2, 3),
        case(stretched, "a single entry that was stretched both ways", (1, 1), 2, 3),
        case(stretched, "a side of 1 that stayed a 1", (1, 3), 1, 3),
        case(stretched, "a middle axis that was stretched", (2, 1, 3), 2, 4, 3),
        case("both", "a column in a table of a pile", (3, 1), 2, 3, 4),
        case("both", "one number in a row of one", (1,), 2, 3),
    ]


def reference(grad: Any, shape: Any) -> Array:
    """Let torch broadcast zeros to the gradient's shape, and differentiate."""
    import torch

    small = tensor(np.zeros(tuple(int(n) for n in shape)))
    upstream = torch.tensor(grad, dtype=torch.float64)
    (summed,) = torch.autograd.grad(small.broadcast_to(upstream.shape), small, upstream)
    return summed.numpy(force=True)


@mistake(
    MISTAKES,
    "only new axes summed",
    "The axes that broadcasting put in front are dealt with, and an axis of length 1 that it "
    "stretched is not.",
)
def leading_axes_only(grad: Any, shape: Any) -> Any:
    return grad.sum(axis=tuple(range(grad.ndim - len(shape))))


@mistake(
    MISTAKES,
    "only stretched axes summed",
    "An axis of length 1 that was stretched is dealt with, and the axes that broadcasting put in "
    "front are still there.",
)
def stretched_axes_only(grad: Any, shape: Any) -> Any:
    missing = grad.ndim - len(shape)
    axes = tuple(missing + i for i, n in enumerate(shape) if n == 1)
    return grad.sum(axis=axes, keepdims=True)


@mistake(
    MISTAKES,
    "gradient returned as it came",
    "Your output has the shape of the gradient that came in: which shape should it have?",
)
def as_it_came(grad: Any, shape: Any) -> Any:
    return grad


@mistake(
    MISTAKES,
    "mean for sum",
    "Your numbers are too small by the number of copies: does each copy count in full?",
)
def mean_for_sum(grad: Any, shape: Any) -> Any:
    return fitted(grad, shape) * max(np.prod(shape), 1) / grad.size


@mistake(
    MISTAKES,
    "one copy taken for all",
    "You keep the gradient of one copy and drop those of the others.",
)
def one_copy(grad: Any, shape: Any) -> Any:
    grad = grad[(0,) * (grad.ndim - len(shape))]
    return np.asarray(grad)[tuple(slice(0, n) for n in shape)]


@mistake(
    MISTAKES,
    "everything summed to one number",
    "You add up all entries, but only those that come from the same number belong together.",
)
def summed_to_a_number(grad: Any, shape: Any) -> Any:
    return grad.sum()


@mistake(
    MISTAKES,
    "summed axes dropped",
    "After your sum an axis of length 1 is gone: a column of three numbers is not a row of three.",
)
def axes_dropped(grad: Any, shape: Any) -> Any:
    grad = leading_axes_only(grad, shape)
    return grad.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1))


@mistake(
    MISTAKES,
    "new axes taken from the back",
    "Broadcasting lines shapes up at their last axis and puts new axes in front.",
)
def trailing_axes(grad: Any, shape: Any) -> Any:
    grad = grad.sum(axis=tuple(range(len(shape), grad.ndim)))
    return grad.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


@mistake(
    MISTAKES,
    "last axis forgotten",
    "Your loop over the axes stops one short: any axis can be one that was stretched.",
)
def last_axis_forgotten(grad: Any, shape: Any) -> Any:
    grad = leading_axes_only(grad, shape)
    return grad.sum(axis=tuple(i for i, n in enumerate(shape[:-1]) if n == 1), keepdims=True)


EXERCISE = Exercise(
    name="unbroadcast",
    points=2,
    probe=sum_to_shape,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=("nothing stretched",),
)
