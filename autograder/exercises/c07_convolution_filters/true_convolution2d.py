"""true_convolution2d(image, kernel): convolution as mathematics defines it."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.signal

from autograder.exercises import Case, Exercise
from autograder.exercises.c07_convolution_filters.conv2d import case
from autograder.exercises.c07_convolution_filters.fits import fitting_2d
from autograder.exercises.c07_convolution_filters.true_convolution2d_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct, mirrored, pixels
from seeing.probes import Array, call_function

GROUPS = {"flip": 1.0, "rectangles": 0.5, "number types": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; only in "number types" does the kernel equal its mirror images."""
    flip, rect, types = "flip", "rectangles", "number types"
    wide, tall = distinct(rng, 3, 5, largest=12), distinct(rng, 6, 4, largest=20)
    blur = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], np.uint8)
    whole, slanting = distinct(rng, 4, 4).astype(int), distinct(rng, 3, 3)
    nested = [[int(v) for v in row] for row in distinct(rng, 3, 3)]
    return [
        case(flip, "a 2×2 kernel", distinct(rng, 3, 3), distinct(rng, 2, 2)),
        case(flip, "a 3×3 kernel", distinct(rng, 5, 5, largest=20), distinct(rng, 3, 3)),
        case(flip, "a kernel as large as the image", distinct(rng, 3, 3), distinct(rng, 3, 3)),
        case(
            flip, "a kernel that equals its transpose", distinct(rng, 4, 4), slanting + slanting.T
        ),
        case(flip, "a larger image", distinct(rng, 8, 8, largest=50), distinct(rng, 4, 4)),
        case(rect, "a kernel of one row", distinct(rng, 3, 3), distinct(rng, 1, 2)),
        case(rect, "a kernel of one column", distinct(rng, 3, 3), distinct(rng, 3, 1)),
        case(rect, "a tall kernel on a wide image", wide, distinct(rng, 3, 2)),
        case(rect, "a wide kernel on a tall image", tall, distinct(rng, 2, 3)),
        case(types, "a 1×1 kernel", distinct(rng, 2, 2), distinct(rng, 1, 1)),
        case(types, "a picture and a kernel of uint8", pixels(rng, 4, 4), blur),
        case(types, "whole numbers and fractions", whole, mirrored(rng, 3, 3) + 0.25),
        case(types, "nested lists", nested, [[2, 2], [2, 2]]),
        case(
            types, "a picture of fractions", abs(distinct(rng, 4, 4)) + 0.25, blur.astype(int) - 1
        ),
    ]


def reference(image: Any, kernel: Any) -> Array:
    """Let SciPy convolve, in float64."""
    image, kernel = fitting_2d(image, kernel)
    result: Array = scipy.signal.convolve2d(image, kernel, mode="valid")
    return result


EXERCISE = Exercise(
    name="true_convolution2d",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
