"""receptive_field(layers): how many input pixels an output can see."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"kernels": 0.5, "strides": 0.75, "dilations": 0.75}
MISTAKES: list[Mistake] = []
Layers = list[tuple[int, int, int]]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a layer is (kernel size, stride, dilation), the first nearest the input."""
    kernels, strides, dilations = GROUPS
    a, b, c = (int(v) for v in 3 + rng.permutation(12)[:3])

    def case(group: str, about: str, *layers: tuple[int, int, int]) -> Case:
        return Case(group, about, {"layers": [list(layer) for layer in layers]})

    return [
        case(kernels, "a single layer", (a, 1, 1)),
        case(kernels, "three layers of different kernels", (a, 1, 1), (b, 1, 1), (c, 1, 1)),
        case(kernels, "no layer at all"),
        case(kernels, "a kernel of one pixel between", (a, 1, 1), (1, 1, 1), (b, 1, 1)),
        case(strides, "a stride in the first layer", (a, 2, 1), (b, 1, 1)),
        case(strides, "a stride in the last layer alone", (a, 1, 1), (b, 3, 1)),
        case(strides, "two strides and a layer after them", (a, 2, 1), (2, 3, 1), (c, 1, 1)),
        case(strides, "a pooling between two layers", (b, 1, 1), (2, 2, 1), (a, 1, 1)),
        case(strides, "a stride in a kernel of one pixel", (1, 2, 1), (a, 1, 1)),
        case(dilations, "a dilation", (a, 1, 2)),
        case(dilations, "growing dilations", (3, 1, 1), (3, 1, 2), (3, 1, 4), (b, 1, 1)),
        case(dilations, "a dilation after a stride", (a, 2, 1), (3, 1, 3)),
    ]


def reference(layers: Any) -> Array:
    """Ask torch on which inputs one output depends, and take the distance of the outermost."""
    import torch

    length = 1
    for kernel, stride, dilation in reversed(layers):
        length = (length - 1) * stride + dilation * (kernel - 1) + 1
    x = torch.zeros(1, 1, length, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel, stride, dilation in layers:
        ones = torch.ones(1, 1, kernel, dtype=torch.float64)
        y = torch.nn.functional.conv1d(y, ones, stride=stride, dilation=dilation)
    y[0, 0, 0].backward()
    (seen,) = torch.nonzero(x.grad[0, 0], as_tuple=True)  # type: ignore[index]  # it has one now
    return np.array(int(seen[-1] - seen[0]) + 1)


def grown(layers: Any, own: bool = False, dilated: bool = True, start: int = 1) -> int:
    """Grow layer by layer; own: a layer's own stride counts for itself."""
    field, step = start, 1
    for kernel, stride, dilation in layers:
        step *= stride if own else 1
        field += (kernel - 1) * (dilation if dilated else 1) * step
        step *= 1 if own else stride
    return field


@mistake(
    MISTAKES,
    "strides ignored",
    "Your field grows by the same amount in every layer: after a stride of two, neighbours lie two "
    "pixels apart.",
)
def no_strides(layers: Any) -> int:
    field: int = 1 + sum(dilation * (kernel - 1) for kernel, _, dilation in layers)
    return field


@mistake(
    MISTAKES,
    "own stride counted",
    "A layer's stride changes what the layers after it see, and not what it sees itself.",
)
def own_stride(layers: Any) -> int:
    return grown(layers, own=True)


@mistake(
    MISTAKES,
    "dilations ignored",
    "The dilation does not change your answer: it spreads a kernel's taps.",
)
def no_dilations(layers: Any) -> int:
    return grown(layers, dilated=False)


@mistake(
    MISTAKES,
    "dilation times the whole kernel",
    "Your field is too large where a kernel is dilated: between three taps there are two gaps.",
)
def dilation_times_kernel(layers: Any) -> int:
    return grown([(kernel * dilation, stride, 1) for kernel, stride, dilation in layers])


@mistake(
    MISTAKES,
    "kernel sizes multiplied",
    "You multiply the kernel sizes: two layers of three see five pixels, not nine.",
)
def multiplied(layers: Any) -> int:
    return math.prod(dilation * (kernel - 1) + 1 for kernel, _, dilation in layers)


@mistake(
    MISTAKES,
    "kernel sizes added",
    "You add whole kernel sizes: each further layer adds one pixel less than its kernel has.",
)
def added(layers: Any) -> int:
    field, step = 0, 1
    for kernel, stride, dilation in layers:
        field += (dilation * (kernel - 1) + 1) * step
        step *= stride
    return field


@mistake(
    MISTAKES,
    "first pixel not counted",
    "Your field is one pixel too small: with no layer at all an output sees one pixel.",
)
def from_zero(layers: Any) -> int:
    return grown(layers, start=0)


@mistake(
    MISTAKES,
    "layers in reverse",
    "The strides work in the wrong direction: the first layer is the one nearest the input.",
)
def in_reverse(layers: Any) -> int:
    return grown(list(reversed(layers)))


@mistake(
    MISTAKES,
    "strides added",
    "Strides of two and three in a row make a step of six, and you add them.",
)
def strides_added(layers: Any) -> int:
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += dilation * (kernel - 1) * step
        step += stride - 1
    return field


@mistake(
    MISTAKES,
    "only the last stride",
    "Each layer looks back at the stride of the one before it alone: the strides of all earlier "
    "layers multiply.",
)
def last_stride(layers: Any) -> int:
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += dilation * (kernel - 1) * step
        step = stride
    return field


@mistake(
    MISTAKES,
    "kernels of one pixel skipped",
    "A kernel of one pixel sees nothing new, but its stride counts for all layers after it.",
)
def one_pixel_skipped(layers: Any) -> int:
    return grown([layer for layer in layers if layer[0] > 1])


EXERCISE = Exercise(
    name="receptive_field",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
