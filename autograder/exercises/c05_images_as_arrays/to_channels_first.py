"""to_channels_first(images): the order of axes that torch asks for."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"order of the axes": 1, "shapes": 0.25, "number types": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two numbers of one are alike."""
    order, shapes, types = GROUPS

    def case(group: str, about: str, *shape: int, dtype: str = "float", part: float = 0.0) -> Case:
        count = int(np.prod(shape))
        numbers = rng.permutation(250)[:count] + 1 + part
        return Case(group, about, {"images": numbers.reshape(shape).astype(dtype)})

    return [
        case(order, "two colour pictures", 2, 4, 5, 3),
        case(order, "pictures taller than wide", 4, 5, 2, 3),
        case(order, "square pictures", 2, 4, 4, 3),
        case(shapes, "one picture alone", 1, 4, 2, 3),
        case(shapes, "pictures of one channel", 3, 2, 4, 1),
        case(shapes, "pictures of four channels", 2, 3, 5, 4),
        case(shapes, "pictures of one row", 2, 1, 4, 3),
        case(types, "pictures of uint8", 3, 2, 4, 3, dtype="uint8"),
        case(types, "pictures of fractions", 2, 3, 4, 3, part=0.25),
    ]


def reference(images: Any) -> Array:
    """Let torch name the axes in their new order."""
    import torch

    ordered = torch.tensor(np.asarray(images, dtype=float)).permute(0, 3, 1, 2)
    return ordered.contiguous().numpy(force=True)


def right(images: Any) -> Array:
    return np.moveaxis(np.asarray(images), -1, 1)


@mistake(
    MISTAKES,
    "reshaped",
    "The shape is right and the numbers lie elsewhere, so that each channel holds pieces of all: "
    "in which order does a reshape read and write?",
)
def reshaped(images: Any) -> Any:
    n, h, w, c = images.shape
    return images.reshape(n, c, h, w)


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def cut_off(images: Any) -> Any:
    return right(images).astype(int)


@mistake(
    MISTAKES,
    "rows and columns exchanged",
    "Your pictures lie on their sides: which axis comes first of the two that follow the channels?",
)
def on_their_sides(images: Any) -> Any:
    return right(images).swapaxes(2, 3)


@mistake(
    MISTAKES,
    "all axes reversed",
    "The four axes stand in reverse order: which one is to stay where it is?",
)
def all_reversed(images: Any) -> Any:
    return images.T


@mistake(
    MISTAKES,
    "channels before the pictures",
    "The channels have become the first axis: what is the first axis of a batch?",
)
def batch_moved(images: Any) -> Any:
    return np.moveaxis(images, -1, 0)


@mistake(
    MISTAKES,
    "the way back",
    "You move the second axis to the end, as if the channels came first already: where do they "
    "stand in what you are given?",
)
def the_way_back(images: Any) -> Any:
    return np.moveaxis(images, 1, -1)


@mistake(
    MISTAKES,
    "channels still last",
    "The axes stand in the order in which they came: does your function return what it has made?",
)
def still_last(images: Any) -> Any:
    return images


@mistake(
    MISTAKES,
    "channels reversed",
    "The last channel has become the first one: in which order are the channels to be?",
)
def channels_reversed(images: Any) -> Any:
    return right(images)[:, ::-1]


@mistake(
    MISTAKES,
    "first picture alone",
    "One picture comes back, without an axis for the pictures: what about the others?",
)
def first_alone(images: Any) -> Any:
    return right(images)[0]


@mistake(
    MISTAKES,
    "upside down",
    "Your pictures stand on their heads: is row 0 on top, or at the bottom?",
)
def upside_down(images: Any) -> Any:
    return right(images)[:, :, ::-1]


@mistake(
    MISTAKES,
    "mirrored left to right",
    "Left and right have changed places in your pictures: from which side are columns counted?",
)
def mirrored(images: Any) -> Any:
    return right(images)[..., ::-1]


@mistake(
    MISTAKES,
    "channels below each other",
    "The channels of a picture stand below each other in one tall picture: which function puts "
    "arrays along an axis of their own?",
)
def below_each_other(images: Any) -> Any:
    return np.concatenate(list(np.moveaxis(images, -1, 0)), axis=1)


@mistake(
    MISTAKES,
    "pictures and channels on one axis",
    "The channels of all pictures stand in one row of pictures: how many axes are asked for?",
)
def one_axis(images: Any) -> Any:
    return right(images).reshape(-1, *images.shape[1:3])


@mistake(
    MISTAKES,
    "first channel alone",
    "Each of your pictures has one channel: how many had it before?",
)
def first_channel(images: Any) -> Any:
    return right(images)[:, :1]


@mistake(
    MISTAKES,
    "three channels taken for granted",
    "You always take three channels: does the docstring say that there are three?",
)
def always_three(images: Any) -> Any:
    return np.stack([images[..., channel] for channel in range(3)], axis=1)


@mistake(
    MISTAKES,
    "axes of length 1 dropped",
    "An axis of length 1 is missing in your result: is one picture, or one channel, still on an "
    "axis of its own?",
)
def squeezed(images: Any) -> Any:
    return np.squeeze(right(images))


EXERCISE = Exercise(
    name="to_channels_first",
    points=1.5,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
