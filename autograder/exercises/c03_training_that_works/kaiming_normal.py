"""kaiming_normal(shape, rng): a start that keeps the size of signals through ReLU layers."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, Arrays, draw_weights, judge_weights

GROUPS = {"layers": 0.75, "convolutions": 0.75, "chance": 0.5}
MISTAKES: list[Mistake] = []
Rng = np.random.Generator
Shape = tuple[int, ...]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: no two sides of a shape are alike, and each has 20,000 weights or more."""
    layers, convolutions, chance = GROUPS

    def case(group: str, about: str, *shape: int) -> Case:
        inputs = {"shape": list(shape), "seed": int(rng.integers(1_000_000))}
        deviation = 0.0 if group == chance else math.sqrt(2 / math.prod(shape[1:]))
        return Case(group, about, inputs, unseen={"shape": list(shape), "deviation": deviation})

    return [
        case(layers, "more outputs than inputs", 256, 128),
        case(layers, "more inputs than outputs", 100, 400),
        case(layers, "many inputs", 16, 2048),
        case(convolutions, "a kernel of 3 × 3", 64, 32, 3, 3),
        case(convolutions, "a kernel wider than tall", 32, 128, 1, 8),
        case(convolutions, "a kernel of 5 × 5 and few channels", 256, 4, 5, 5),
        case(chance, "a layer drawn twice", 30, 20),
        case(chance, "a convolution drawn twice", 10, 6, 3, 2),
        case(chance, "a single weight drawn twice", 1, 1),
    ]


def reference(shape: Any, seed: int) -> Arrays:
    """Let torch draw, in float64."""
    import torch

    generator, equal = (torch.Generator("cpu").manual_seed(seed) for _ in range(2))

    def draw(source: Any) -> Array:
        weights = torch.empty(tuple(shape), dtype=torch.float64, device="cpu")
        torch.nn.init.kaiming_normal_(weights, nonlinearity="relu", generator=source)
        return weights.numpy(force=True)

    return {"weights": draw(generator), "next": draw(generator), "again": draw(equal)}


def fan_in(shape: Shape) -> int:
    return math.prod(shape[1:])


def right(shape: Shape, rng: Rng) -> Array:
    return rng.normal(0, math.sqrt(2 / fan_in(shape)), shape)


@mistake(
    MISTAKES,
    "√(1/fan-in)",
    "Half of the signal is lost in each ReLU: your weights are √2 too small.",
)
def without_two(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(1 / fan_in(shape)), shape)


@mistake(
    MISTAKES,
    "fan-out",
    "You count the units that a weight's unit feeds, not the inputs that it sums.",
)
def fan_out(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 / (shape[0] * math.prod(shape[2:]))), shape)


@mistake(
    MISTAKES,
    "mean of both fans",
    "That is Glorot's start, made for activations that keep the whole signal.",
)
def glorot(shape: Shape, rng: Rng) -> Any:
    area = math.prod(shape[2:])
    return rng.normal(0, math.sqrt(2 / ((shape[0] + shape[1]) * area)), shape)


@mistake(
    MISTAKES,
    "kernel's area left out",
    "An output of a convolution sums over all places of its kernel: are they in your fan-in?",
)
def channels_alone(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 / shape[1]), shape)


@mistake(
    MISTAKES,
    "kernel's area alone",
    "An output of a convolution sums over all channels of its input: are they in your fan-in?",
)
def area_alone(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 / math.prod(shape[2:] or shape[1:])), shape)


@mistake(
    MISTAKES,
    "outputs on the last axis",
    "You leave the last axis out of your product: which axis counts the outputs?",
)
def outputs_last(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 / math.prod(shape[:-1])), shape)


@mistake(
    MISTAKES,
    "whole size",
    "You divide by the number of all weights: how many of them does one output sum over?",
)
def whole_size(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 / math.prod(shape)), shape)


@mistake(
    MISTAKES,
    "variance taken for the deviation",
    "You hand the variance to a generator that wants the standard deviation.",
)
def variance(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, 2 / fan_in(shape), shape)


@mistake(
    MISTAKES,
    "root of the fan-in alone",
    "You take the root of the fan-in and not of the 2: what is under the root?",
)
def two_outside(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, 2 / math.sqrt(fan_in(shape)), shape)


@mistake(
    MISTAKES,
    "multiplied by the fan-in",
    "The more inputs a unit sums, the larger your weights: what keeps the sum's size?",
)
def multiplied(shape: Shape, rng: Rng) -> Any:
    return rng.normal(0, math.sqrt(2 * fan_in(shape)), shape)


@mistake(
    MISTAKES,
    "uniform",
    "Your numbers are spread evenly between two limits: a normal distribution is asked.",
)
def uniform(shape: Shape, rng: Rng) -> Any:
    limit = math.sqrt(6 / fan_in(shape))
    return rng.uniform(-limit, limit, shape)


@mistake(
    MISTAKES,
    "deviation taken for the limits",
    "Your numbers are spread evenly between minus and plus the deviation: which distribution is "
    "asked, and what is its deviation?",
)
def within_deviation(shape: Shape, rng: Rng) -> Any:
    limit = math.sqrt(2 / fan_in(shape))
    return rng.uniform(-limit, limit, shape)


@mistake(
    MISTAKES,
    "numbers from 0 to 1 scaled",
    "None of your weights is negative: around which number are they to lie?",
)
def none_negative(shape: Shape, rng: Rng) -> Any:
    return rng.random(shape) * math.sqrt(2 / fan_in(shape))


@mistake(
    MISTAKES,
    "not scaled",
    "All layers get the same spread of 1, however many inputs they sum.",
)
def not_scaled(shape: Shape, rng: Rng) -> Any:
    return rng.standard_normal(shape)


@mistake(
    MISTAKES,
    "a hundredth for every layer",
    "All layers get the same small spread, however many inputs they sum.",
)
def hundredth(shape: Shape, rng: Rng) -> Any:
    return 0.01 * rng.standard_normal(shape)


@mistake(
    MISTAKES,
    "own generator",
    "Equal generators give different weights: take all draws from rng.",
)
def own_generator(shape: Shape, rng: Rng) -> Any:
    return right(shape, np.random.default_rng())


@mistake(
    MISTAKES,
    "the same numbers each time",
    "Two calls give the same weights: you make a new generator inside.",
)
def same_numbers(shape: Shape, rng: Rng) -> Any:
    return right(shape, np.random.default_rng(0))


@mistake(
    MISTAKES,
    "one row for all units",
    "All units start with the same weights, and stay alike: each weight needs a draw of its own.",
)
def one_row(shape: Shape, rng: Rng) -> Any:
    return np.repeat(rng.normal(0, math.sqrt(2 / fan_in(shape)), (1, *shape[1:])), shape[0], axis=0)


@mistake(
    MISTAKES,
    "one number for all weights",
    "Every weight is the deviation itself: where does chance come in?",
)
def one_number(shape: Shape, rng: Rng) -> Any:
    return np.full(shape, math.sqrt(2 / fan_in(shape)))


@mistake(MISTAKES, "zeros", "All units are alike, and stay alike.")
def zeros(shape: Shape, rng: Rng) -> Any:
    return np.zeros(shape)


@mistake(
    MISTAKES,
    "axes exchanged",
    "Your array has the first two axes in the other order: the outputs come first.",
)
def axes_exchanged(shape: Shape, rng: Rng) -> Any:
    return right(shape, rng).swapaxes(0, 1)


EXERCISE = Exercise(
    name="kaiming_normal",
    points=2,
    probe=draw_weights,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_weights,
)
