"""count_parameters(...): how many numbers a convolution layer learns."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"with a bias": 0.5, "without a bias": 0.25, "kernels that are not square": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two of the sizes are alike."""
    bias, none, oblong = GROUPS

    def case(group: str, about: str, *sizes: Any) -> Case:
        names = ("in_channels", "out_channels", "kernel_size", "bias")
        return Case(group, about, dict(zip(names, sizes, strict=True)))

    a, b = (int(v) for v in 8 + rng.permutation(40)[:2])
    return [
        case(bias, "three channels and two maps", 3, 2, (3, 3), True),
        case(bias, "many channels", 10 * a, 10 * b, (5, 5), True),
        case(bias, "one channel in", 1, a, (3, 3), True),
        case(bias, "a kernel of one pixel", a, b, (1, 1), True),
        case(none, "no bias", a, b, (3, 3), False),
        case(none, "no bias and one channel in", 1, b, (5, 5), False),
        case(oblong, "a kernel wider than tall", a, b, (1, 7), True),
        case(oblong, "a kernel taller than wide and no bias", b, a, (5, 2), False),
    ]


def reference(
    in_channels: int, out_channels: int, kernel_size: tuple[int, int], bias: bool
) -> Array:
    """Let torch make the layer, and count."""
    import torch

    layer = torch.nn.Conv2d(in_channels, out_channels, sizes(kernel_size), bias=bias)
    return np.array(sum(parameter.numel() for parameter in layer.parameters()))


def sizes(given: Any) -> tuple[int, int]:
    height, width = given
    return int(height), int(width)


@mistake(
    MISTAKES,
    "biases forgotten",
    "The kernels are counted and the biases are not: each output map has one number of its own.",
)
def no_biases(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return h * w * in_channels * out_channels


@mistake(
    MISTAKES,
    "a bias that is not there",
    "Biases are counted although the layer is said to have none.",
)
def always_biases(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return (h * w * in_channels + 1) * out_channels


@mistake(
    MISTAKES,
    "one bias for the whole layer",
    "You count a single bias: every output map adds its own.",
)
def one_bias(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return h * w * in_channels * out_channels + bias


@mistake(
    MISTAKES,
    "a bias for each input channel",
    "You count a bias for every pair of an input channel and an output map: it is added once, "
    "after the sum over the channels.",
)
def bias_each_channel(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return (h * w + bias) * in_channels * out_channels


@mistake(
    MISTAKES,
    "input channels forgotten",
    "Your kernels are flat: each one reaches through all input channels.",
)
def flat_kernels(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return (h * w + bias) * out_channels


@mistake(
    MISTAKES,
    "weights of one kernel",
    "You count a bias for each output map, and the weights of a single kernel: each map has a "
    "kernel of its own.",
)
def weights_of_one_kernel(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return h * w * in_channels + bias * out_channels


@mistake(
    MISTAKES,
    "output maps forgotten",
    "You count one kernel: there is one for each output map.",
)
def one_kernel(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return h * w * in_channels + bias


@mistake(
    MISTAKES,
    "biases of the input",
    "You count as many biases as there are input channels: how many numbers are added to the "
    "output?",
)
def biases_of_the_input(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, w = sizes(kernel_size)
    return h * w * in_channels * out_channels + bias * in_channels


@mistake(
    MISTAKES,
    "kernel taken for square",
    "One side of the kernel stands in for both: a kernel has a height and a width.",
)
def square(in_channels: int, out_channels: int, kernel_size: Any, bias: bool) -> int:
    h, _ = sizes(kernel_size)
    return (h * h * in_channels + bias) * out_channels


EXERCISE = Exercise(
    name="count_parameters",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
