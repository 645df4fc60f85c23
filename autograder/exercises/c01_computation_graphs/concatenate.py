"""Concatenate: nodes laid end to end along an axis."""
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
    """Draw the cases; equal parts cannot show where each of them ends."""

    def case(
        group: str,
        about: str,
        axis: int,
        *shapes: tuple[int, ...],
        before: float = 0.0,
        **again: Any,
    ) -> Case:
        parts = {name: np.zeros(shape) for name, shape in zip("abc", shapes, strict=False)}
        length = sum(parts[again.get(name, name)].shape[axis] for name in [*parts, *again])
        shape = list(shapes[0])
        shape[axis] = length
        upstream = distinct(rng, *shape, largest=60)
        parts = {name: distinct(rng, *part.shape, largest=15) for name, part in parts.items()}
        given = {**parts, **again, "axis": axis, "upstream": upstream, "grad_before": before}
        return Case(group, about, given)

    equal, unequal, other, adds = "equal parts", "unequal parts", "other axes", "contributions add"
    return [
        case(equal, "two rows", 0, (2,), (2,)),
        case(equal, "three tables on top of each other", 0, (2, 2), (2, 2), (2, 2)),
        case(unequal, "a short row and a long one", 0, (1,), (3,)),
        case(unequal, "three rows of three lengths", 0, (3,), (1,), (2,)),
        case(unequal, "a tall table on a flat one", 0, (3, 2), (1, 2)),
        case(unequal, "one part alone", 0, (3,)),
        case(other, "tables side by side", 1, (2, 1), (2, 3)),
        case(other, "squares side by side", 1, (2, 2), (2, 2)),
        case(other, "the last axis, counted from the end", -1, (2, 3), (2, 1)),
        case(other, "the first of two axes, counted from the end", -2, (2, 3), (1, 3)),
        case(other, "the only axis, counted from the end", -1, (2,), (3,)),
        case(other, "the last axis of a pile", 2, (2, 2, 1), (2, 2, 2)),
        case(other, "the middle axis of a pile", 1, (2, 1, 2), (2, 2, 2)),
        case(adds, "parts with a gradient already", 0, (1,), (2,), before=100.0),
        case(adds, "the same row twice", 0, (3,), b="a"),
    ]


def rule(grad: Array, *parts: Any) -> Any:
    """Give each part the piece that lies where it was laid."""
    *arrays, axis = parts
    return _split(grad, [array.shape[axis] for array in arrays], axis)


def _split(grad: Array, lengths: list[int], axis: int) -> Any:
    return np.split(grad, np.cumsum(lengths)[:-1], axis=axis)


def reference(upstream: Any, grad_before: float, axis: int, **parts: Any) -> dict[str, Array]:
    """Let torch lay end to end."""
    import torch

    return passed_back(lambda *t: torch.cat(t, dim=axis), upstream, grad_before, **parts)


MISTAKES += [*of_every_layer(rule), once_per_node(rule)]


@wrong(
    MISTAKES,
    "equal pieces for unequal parts",
    "You cut the gradient into pieces of one length, but the parts may differ in length.",
)
def equal_pieces(grad: Array, *parts: Any) -> Any:
    *arrays, axis = parts
    return np.array_split(grad, len(arrays), axis=axis)


@wrong(
    MISTAKES,
    "every piece from the beginning",
    "Each part gets the first entries of the gradient: where does the second part begin?",
)
def from_the_beginning(grad: Array, *parts: Any) -> Any:
    *arrays, axis = parts
    return [np.take(grad, range(array.shape[axis]), axis=axis) for array in arrays]


@wrong(
    MISTAKES,
    "pieces in the opposite order",
    "The first part gets the last piece: in which order were the parts laid?",
)
def opposite_order(grad: Array, *parts: Any) -> Any:
    *arrays, axis = parts
    return _split(grad, [array.shape[axis] for array in arrays[::-1]], axis)[::-1]


@wrong(
    MISTAKES,
    "always cut along the first axis",
    "You cut from top to bottom whatever the axis; the node remembers along which one it was laid.",
)
def first_axis(grad: Array, *parts: Any) -> Any:
    *arrays, _ = parts
    return _split(grad, [array.shape[0] for array in arrays], 0)


@wrong(
    MISTAKES,
    "whole gradient for every part",
    "You give the whole gradient to each part, but an entry of the result comes from one part "
    "only.",
)
def whole_for_every_part(grad: Array, *parts: Any) -> Any:
    *arrays, axis = parts
    return [np.broadcast_to(grad.sum(axis=axis, keepdims=True), array.shape) for array in arrays]


EXERCISE = Exercise(
    name="Concatenate",
    points=1,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={
        "equal parts": 0.25,
        "unequal parts": 0.25,
        "other axes": 0.25,
        "contributions add": 0.25,
    },
)
