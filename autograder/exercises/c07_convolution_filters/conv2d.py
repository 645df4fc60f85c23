"""conv2d(image, kernel): slide a small grid of numbers over a picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c07_convolution_filters.conv2d_mistakes import MISTAKES
from autograder.exercises.c07_convolution_filters.fits import fitting_2d
from autograder.exercises.random_arrays import distinct, mirrored, pixels
from seeing.probes import Array, call_function

GROUPS = {
    "window sums": 1.25,
    "kernel orientation": 0.75,
    "rectangles": 0.75,
    "edges": 0.5,
    "number types": 0.5,
    "too large": 0.25,
}
REFUSES = {"too large": "ValueError"}


def case(group: str, about: str, image: Any, kernel: Any) -> Case:
    """Make a case of this exercise."""
    inputs = {"image": image, "kernel": kernel}
    return Case(group, about, inputs, refuses=REFUSES.get(group, ""))


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; outside "kernel orientation" every kernel equals its mirror images.

    So a kernel that is turned or transposed costs what orientation is worth, and no more.
    """
    return [*_sums(rng), *_shapes(rng), *_types(rng)]


def _sums(rng: np.random.Generator) -> list[Case]:
    sums, turns = "window sums", "kernel orientation"
    image = distinct(rng, 4, 4, largest=20)
    return [
        case(sums, "a 2×2 kernel", distinct(rng, 3, 3), mirrored(rng, 2, 2)),
        case(sums, "a 3×3 kernel", distinct(rng, 5, 5, largest=20), mirrored(rng, 3, 3)),
        case(sums, "a 4×4 kernel", distinct(rng, 6, 6, largest=30), mirrored(rng, 4, 4)),
        case(sums, "an image below zero", -abs(image), abs(mirrored(rng, 3, 3))),
        case(turns, "a 2×2 kernel", distinct(rng, 3, 3), distinct(rng, 2, 2)),
        case(turns, "a 3×3 kernel", distinct(rng, 4, 4), distinct(rng, 3, 3)),
        case(turns, "a larger image", distinct(rng, 9, 9, largest=60), distinct(rng, 3, 3)),
    ]


def _shapes(rng: np.random.Generator) -> list[Case]:
    rect, edges, large = "rectangles", "edges", "too large"
    wide, tall = distinct(rng, 4, 7, largest=20), distinct(rng, 7, 4, largest=20)
    return [
        case(rect, "a kernel wider than tall", distinct(rng, 3, 3), mirrored(rng, 1, 2)),
        case(rect, "a kernel taller than wide", distinct(rng, 4, 4), mirrored(rng, 3, 2)),
        case(rect, "an image wider than tall", wide, mirrored(rng, 3, 3)),
        case(rect, "an image taller than wide", tall, mirrored(rng, 2, 2)),
        case(rect, "a wide kernel on a tall image", tall, mirrored(rng, 2, 3)),
        case(edges, "a 1×1 kernel", distinct(rng, 3, 3), distinct(rng, 1, 1)),
        case(edges, "a kernel as large as the image", distinct(rng, 3, 3), mirrored(rng, 3, 3)),
        case(edges, "a kernel as wide as the image", distinct(rng, 4, 4), mirrored(rng, 2, 4)),
        case(edges, "a kernel as tall as the image", distinct(rng, 4, 4), mirrored(rng, 4, 3)),
        case(large, "a kernel larger than the image", distinct(rng, 2, 2), distinct(rng, 3, 3)),
        case(large, "a kernel too tall", distinct(rng, 2, 4), distinct(rng, 3, 2)),
        case(large, "a kernel too wide", distinct(rng, 4, 2), distinct(rng, 2, 3)),
    ]


def _types(rng: np.random.Generator) -> list[Case]:
    types = "number types"
    blur = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], np.uint8)
    whole = distinct(rng, 4, 4).astype(int)
    nested = [[int(v) for v in row] for row in distinct(rng, 3, 3)]
    return [
        case(types, "a picture and a kernel of uint8", pixels(rng, 4, 4), blur),
        case(types, "a picture of uint8", pixels(rng, 5, 5), mirrored(rng, 3, 3) + 0.25),
        case(types, "whole numbers and fractions", whole, mirrored(rng, 3, 3) + 0.25),
        case(types, "a picture of float32", distinct(rng, 4, 4).astype("f4"), mirrored(rng, 3, 3)),
        case(types, "nested lists", nested, [[2, 2], [2, 2]]),
        case(
            types, "a picture of fractions", abs(distinct(rng, 4, 4)) + 0.25, blur.astype(int) - 1
        ),
    ]


def reference(image: Any, kernel: Any) -> Array:
    """Let torch slide the kernel, in float64."""
    import torch

    image, kernel = fitting_2d(image, kernel)
    windows = torch.nn.functional.conv2d(
        torch.tensor(image)[None, None], torch.tensor(kernel)[None, None]
    )
    return windows[0, 0].numpy(force=True)


EXERCISE = Exercise(
    name="conv2d",
    points=4,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
