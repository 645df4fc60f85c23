"""to_grayscale(image): one grey from three colours, weighed as the eye does."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"weights": 1, "number types": 0.5}
WEIGHTS = np.array([0.2125, 0.7154, 0.0721])
# The corners of the cube of colours, from which every wrong weight is told at once.
CORNERS = np.array([[r, g, b] for r in (0, 1) for g in (0, 1) for b in (0, 1)])[1:]
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; every picture holds magenta, and sums that are too large for uint8."""
    weights, types = GROUPS

    def case(group: str, about: str, image: Any) -> Case:
        return Case(group, about, {"image": image})

    def colours(h: int, w: int) -> Array:
        drawn = rng.integers(100, 251, size=(h, w, 3))
        drawn[rng.integers(h), rng.integers(w)] = (255, rng.integers(5), 255 - rng.integers(5))
        return drawn

    corners = rng.permutation(CORNERS)[None] * int(rng.integers(200, 255))
    return [
        case(weights, "pure colours and white", corners.astype(float)),
        case(weights, "a picture wider than tall", colours(2, 4) + 0.5),
        case(weights, "a picture as tall as there are colours", colours(3, 2) + 0.5),
        case(weights, "a picture of one pixel", colours(1, 1) + 0.5),
        case(types, "a picture of uint8", colours(2, 3).astype(np.uint8)),
        case(types, "a picture of whole numbers", colours(3, 2)),
        case(types, "a picture of 16 bits, up to 65,535", (colours(2, 2) * 257).astype("u2")),
        case(types, "brightness from 0 to 1", colours(2, 3) / 255),
        case(types, "a picture of float32", (colours(3, 2) + 0.5).astype("f4")),
        case(types, "nested lists", colours(2, 2).tolist()),
    ]


def reference(image: Any) -> Array:
    """Let scikit-image weigh the colours; it leaves the scale of fractions as it is."""
    from skimage.color import rgb2gray

    grey: Array = rgb2gray(np.asarray(image, dtype=float))
    return grey


def weighed(image: Any, weights: Any = WEIGHTS) -> Array:
    grey: Array = np.asarray(image, dtype=float) @ np.asarray(weights)
    return grey


@mistake(
    MISTAKES,
    "cut off at 255",
    "No grey of yours is above 255, but a picture of 16 bits goes further: does the scale of the "
    "picture stay?",
)
def cut_at_255(image: Any) -> Any:
    return np.minimum(weighed(image), 255)


@mistake(
    MISTAKES,
    "plain mean",
    "All three channels count alike in yours: which of the three does the eye see best?",
)
def plain_mean(image: Any) -> Any:
    return np.asarray(image, dtype=float).mean(axis=-1)


@mistake(
    MISTAKES,
    "plain mean that overflows in uint8",
    "You take a plain mean, and in a picture of uint8 its sums start again at 0 after 255: which "
    "channel does the eye see best, and of which type are your sums?",
)
def wrapped_mean(image: Any) -> Any:
    image = np.asarray(image)
    return (image[..., 0] + image[..., 1] + image[..., 2]) / 3


@mistake(
    MISTAKES,
    "weights of another standard",
    "Your weights are those of an older standard, which gives red and blue more: which three does "
    "the docstring name?",
)
def older_standard(image: Any) -> Any:
    return weighed(image, [0.299, 0.587, 0.114])


@mistake(
    MISTAKES,
    "weights that differ in the fourth digit",
    "Your weights are nearly those that are asked for, and differ in the fourth digit: which three "
    "does the docstring name?",
)
def fourth_digit(image: Any) -> Any:
    return weighed(image, [0.2126, 0.7152, 0.0722])


@mistake(
    MISTAKES,
    "blue first",
    "Red and blue have changed places: which colour is channel 0?",
)
def blue_first(image: Any) -> Any:
    return weighed(image, WEIGHTS[::-1])


@mistake(
    MISTAKES,
    "channels added up without weights",
    "You add up the three channels as they are: what becomes of white, and what is it to stay?",
)
def added_up(image: Any) -> Any:
    return weighed(image, [1, 1, 1])


@mistake(
    MISTAKES,
    "divided by three after the weights",
    "Your grey is a third of the right one: what do the three weights add up to already?",
)
def divided_twice(image: Any) -> Any:
    return weighed(image) / 3


@mistake(
    MISTAKES,
    "first channel alone",
    "Your grey is the red channel: what becomes of a pixel that is pure green?",
)
def red_alone(image: Any) -> Any:
    return weighed(image, [1, 0, 0])


@mistake(
    MISTAKES,
    "green alone",
    "Your grey is the green channel: what becomes of a pixel that is pure red?",
)
def green_alone(image: Any) -> Any:
    return weighed(image, [0, 1, 0])


@mistake(
    MISTAKES,
    "middle of the largest and the smallest",
    "You take the middle of each pixel's two extremes: what does its third channel count for?",
)
def middle(image: Any) -> Any:
    image = np.asarray(image, dtype=float)
    return (image.max(axis=-1) + image.min(axis=-1)) / 2


@mistake(
    MISTAKES,
    "largest of the three",
    "You keep the brightest channel of each pixel: is pure blue as bright to the eye as white?",
)
def largest(image: Any) -> Any:
    return np.asarray(image, dtype=float).max(axis=-1)


@mistake(
    MISTAKES,
    "rounded",
    "Your greys are whole numbers: what becomes of the greys between two of them?",
)
def rounded(image: Any) -> Any:
    return np.round(weighed(image))


@mistake(
    MISTAKES,
    "greys cut to the picture's type",
    "Where a picture holds whole numbers, so does your result, and the fractions are cut off: of "
    "which type is the array that you fill?",
)
def cut_to_type(image: Any) -> Any:
    return weighed(image).astype(np.asarray(image).dtype)


@mistake(
    MISTAKES,
    "divided by 255",
    "You divide by the largest value of uint8: on which scale is the grey to be?",
)
def divided(image: Any) -> Any:
    return weighed(image) / 255


@mistake(
    MISTAKES,
    "whole numbers put on another scale",
    "Whole numbers come back on another scale, and fractions do not: what does a library's "
    "function do with a picture of whole numbers?",
)
def library_alone(image: Any) -> Any:
    from skimage.color import rgb2gray

    return rgb2gray(np.asarray(image))


@mistake(
    MISTAKES,
    "a third axis left",
    "Your result has a third axis of length 1: how many axes has a grey picture?",
)
def third_axis(image: Any) -> Any:
    return weighed(image)[..., None]


@mistake(
    MISTAKES,
    "three equal channels",
    "Your result still has three channels, all alike: how many numbers does a grey pixel need?",
)
def three_channels(image: Any) -> Any:
    return np.repeat(weighed(image)[..., None], 3, axis=-1)


@mistake(
    MISTAKES,
    "weights along the rows",
    "Your weights meet the rows of the picture: which axis holds the channels?",
)
def along_rows(image: Any) -> Any:
    return np.tensordot(WEIGHTS, np.asarray(image, dtype=float), axes=1)


@mistake(
    MISTAKES,
    "lists not accepted",
    "A list cannot be indexed by channel: what makes an array of it?",
)
def lists_not_accepted(image: Any) -> Any:
    return weighed(image.astype(float))


EXERCISE = Exercise(
    name="to_grayscale",
    points=1.5,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
