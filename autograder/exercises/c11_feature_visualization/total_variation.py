"""total_variation(image): how much neighbouring pixels differ, as a number that can be derived."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array
from seeing.probes.networks import value_and_gradient

GROUPS = {"one channel": 0.5, "several channels": 0.25, "single rows and columns": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two pixels are alike, so that the absolute value can be derived."""

    def case(group: str, about: str, *shape: int) -> Case:
        return Case(group, about, {"image": distinct(rng, *shape, largest=60)})

    one, several, single = GROUPS
    return [
        case(one, "an image of 3 × 4 pixels", 1, 3, 4),
        case(one, "an image taller than wide", 1, 5, 2),
        case(several, "three channels", 3, 3, 4),
        case(several, "as many channels as rows", 2, 2, 5),
        case(single, "a single row", 1, 1, 5),
        case(single, "a single column", 2, 4, 1),
    ]


def reference(image: Array) -> dict[str, Array]:
    """Add up by NumPy; each pixel's gradient is in how many neighbours it exceeds."""
    gradient = np.zeros_like(image)
    value = 0.0
    for axis in (1, 2):
        steps = np.diff(image, axis=axis)
        value += np.abs(steps).sum()
        first, last = [slice(None)] * 3, [slice(None)] * 3
        first[axis], last[axis] = slice(1, None), slice(None, -1)
        gradient[tuple(first)] += np.sign(steps)
        gradient[tuple(last)] -= np.sign(steps)
    return {"value": np.array(value), "gradient": gradient}


def steps(image: Tensor) -> tuple[Tensor, Tensor]:
    return image.diff(dim=1), image.diff(dim=2)


@mistake(
    MISTAKES,
    "neighbours across the border",
    "The last pixel of a row is compared with the first: they are no neighbours.",
)
def wrapped(image: Tensor) -> Any:
    return sum((image - image.roll(1, dims=axis)).abs().sum() for axis in (1, 2))


@mistake(
    MISTAKES,
    "squares in place of absolute values",
    "You square the differences: one sharp edge then costs more than many soft steps.",
)
def squares(image: Tensor) -> Any:
    return sum(step.square().sum() for step in steps(image))


@mistake(
    MISTAKES,
    "one direction only",
    "Pixels have neighbours below and to the right: you compare in one direction.",
)
def one_direction(image: Tensor) -> Any:
    return steps(image)[1].abs().sum()


@mistake(
    MISTAKES,
    "rows only",
    "Pixels have neighbours to the right too: you compare each with the one below alone.",
)
def rows_only(image: Tensor) -> Any:
    return steps(image)[0].abs().sum()


@mistake(
    MISTAKES,
    "channels compared",
    "The channels of a pixel are compared with each other: they may differ as they like.",
)
def channels(image: Tensor) -> Any:
    return sum(image.diff(dim=axis).abs().sum() for axis in (0, 1, 2))


@mistake(
    MISTAKES,
    "mean in place of sum",
    "You average: add up all differences.",
)
def mean(image: Tensor) -> Any:
    return sum(step.abs().mean() for step in steps(image) if step.numel())


@mistake(
    MISTAKES,
    "no absolute values",
    "Steps up and steps down cancel: what is left is the last pixel minus the first.",
)
def cancelled(image: Tensor) -> Any:
    return sum(step.sum() for step in steps(image))


@mistake(
    MISTAKES,
    "absolute value of the sum",
    "Steps up and steps down cancel before you take the absolute value: take it first.",
)
def too_late(image: Tensor) -> Any:
    return sum(step.sum().abs() for step in steps(image))


@mistake(
    MISTAKES,
    "absolute value of the sums of rows and columns",
    "In each row and column steps up and steps down cancel before you take the absolute value: "
    "take it of every step.",
)
def too_late_in_a_row(image: Tensor) -> Any:
    return sum(step.sum(dim=axis).abs().sum() for axis, step in enumerate(steps(image), 1))


@mistake(
    MISTAKES,
    "rows joined end to end",
    "The last pixel of a row is compared with the first of the next: they are no neighbours.",
)
def joined(image: Tensor) -> Any:
    below, beside = (side.flatten(1) for side in (image, image.mT))
    return sum(line.diff(dim=1).abs().sum() for line in (below, beside))


@mistake(
    MISTAKES,
    "as many columns as rows looked at",
    "You count columns by the number of rows: what a wide image has beyond a square is left out.",
)
def square(image: Tensor) -> Any:
    side = image.shape[1]
    return steps(image)[0][:, :, :side].abs().sum() + steps(image)[1][:, :, : side - 1].abs().sum()


@mistake(
    MISTAKES,
    "each pair twice",
    "Every two neighbours are compared from both sides, and count twice.",
)
def twice(image: Tensor) -> Any:
    return 2 * sum(step.abs().sum() for step in steps(image))


@mistake(
    MISTAKES,
    "a number that is cut off from the graph",
    "Your value is right and remembers nothing of how it came to be, so no gradient can flow back.",
)
def cut_off(image: Tensor) -> Any:
    return float(sum(step.abs().sum() for step in steps(image.detach())))


EXERCISE = Exercise(
    name="total_variation",
    points=1,
    probe=value_and_gradient,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
