"""What students write for sobel_gradients that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.signal import correlate2d

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
RIGHT = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
DOWN = RIGHT.T


def slide(image: Any, kernel: Any) -> Array:
    out: Array = correlate2d(np.asarray(image, dtype=float), kernel, mode="valid")
    return out


@mistake(
    MISTAKES,
    "gx and gy exchanged",
    "The first gradient is the one along a row, the change from left to right.",
)
def exchanged(image: Any) -> Any:
    return slide(image, DOWN), slide(image, RIGHT)


@mistake(
    MISTAKES,
    "kernels turned by half",
    "Both gradients have the wrong sign, as a strict convolution gives it: it turns the kernel "
    "before it slides it.",
)
def turned(image: Any) -> Any:
    return slide(image, -RIGHT), slide(image, -DOWN)


@mistake(
    MISTAKES,
    "gy counted upwards",
    "The vertical gradient has the wrong sign: rows are counted from the top, so y points down.",
)
def upwards(image: Any) -> Any:
    return slide(image, RIGHT), slide(image, -DOWN)


@mistake(
    MISTAKES,
    "gx counted leftwards",
    "The horizontal gradient has the wrong sign: it is positive where the picture gets brighter "
    "to the right.",
)
def leftwards(image: Any) -> Any:
    return slide(image, -RIGHT), slide(image, DOWN)


@mistake(
    MISTAKES,
    "sign thrown away",
    "A gradient can be negative: without its sign the direction of the edge is lost.",
)
def unsigned(image: Any) -> Any:
    return abs(slide(image, RIGHT)), abs(slide(image, DOWN))


@mistake(
    MISTAKES,
    "Prewitt's kernels",
    "All three rows count alike in your kernels: Sobel's give the middle one double weight.",
)
def prewitt(image: Any) -> Any:
    return slide(image, np.sign(RIGHT)), slide(image, np.sign(DOWN))


@mistake(
    MISTAKES,
    "Scharr's kernels",
    "Your weights are 3, 10 and 3, which are Scharr's: Sobel's are smaller.",
)
def scharr(image: Any) -> Any:
    kernel = np.outer([3, 10, 3], [-1, 0, 1])
    return slide(image, kernel), slide(image, kernel.T)


@mistake(
    MISTAKES,
    "a difference without smoothing",
    "Only the middle row or column of each kernel is at work: Sobel's kernels also look at the "
    "neighbours on both sides.",
)
def unsmoothed(image: Any) -> Any:
    kernel = np.array([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
    return slide(image, kernel), slide(image, kernel.T)


@mistake(
    MISTAKES,
    "divided by eight",
    "Your gradients are an eighth of those asked for: the kernels are to be taken as they stand.",
)
def divided(image: Any) -> Any:
    return slide(image, RIGHT / 8), slide(image, DOWN / 8)


@mistake(
    MISTAKES,
    "same kernel for both",
    "Both gradients are the same picture: the second kernel is the first one with rows and "
    "columns exchanged.",
)
def same_kernel(image: Any) -> Any:
    return slide(image, RIGHT), slide(image, RIGHT)


@mistake(
    MISTAKES,
    "output as large as the image",
    "Your gradients have values at the border, where the kernel sticks out: keep the windows that "
    "lie wholly inside.",
)
def same_size(image: Any) -> Any:
    pixel = np.asarray(image, dtype=float)
    return [correlate2d(pixel, kernel, mode="same") for kernel in (RIGHT, DOWN)]


@mistake(
    MISTAKES,
    "image taken for square",
    "One side of the image stands in for both: an image has a height and a width.",
)
def taken_for_square(image: Any) -> Any:
    pixel = np.asarray(image, dtype=float)
    side = len(pixel) - 2
    gradients = np.zeros((2, side, side))
    for s, t in np.ndindex(side, side):
        window = pixel[s : s + 3, t : t + 3]
        gradients[:, s, t] = np.sum(window * RIGHT), np.sum(window * DOWN)
    return gradients


@mistake(
    MISTAKES,
    "results cut to the range of a picture",
    "Gradients below 0 or above 255 are cut off: a gradient is no brightness.",
)
def clipped(image: Any) -> Any:
    return [np.clip(slide(image, kernel), 0, 255) for kernel in (RIGHT, DOWN)]


@mistake(
    MISTAKES,
    "uint8 arithmetic",
    "With a picture of uint8 your differences wrap round at 0: turn it into floats first.",
)
def in_bytes(image: Any) -> Any:
    pixel = np.asarray(image)
    if pixel.dtype == np.uint8:
        return [slide(pixel, kernel).astype(int).astype(np.uint8) for kernel in (RIGHT, DOWN)]
    return [slide(pixel, kernel) for kernel in (RIGHT, DOWN)]
