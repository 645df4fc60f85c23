"""conv2d_layer(x, w, b, stride, padding): images through a convolution layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c09_convolution_layers.conv2d_layer_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct, pixels
from seeing.probes import Array, call_function

GROUPS = {
    "channels": 1.0,
    "output maps and biases": 0.75,
    "stride": 0.75,
    "padding": 0.75,
    "shapes": 0.5,
    "number types": 0.25,
}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; channels in and out are never as many, nor are kernels square, but once."""
    channels, maps, stride, padding, shapes, types = GROUPS

    def case(
        group: str,
        about: str,
        x: tuple[int, ...],
        w: tuple[int, ...],
        s: int = 1,
        p: int = 0,
        images: Array | None = None,
    ) -> Case:
        inputs = {
            "x": distinct(rng, *x, largest=150) if images is None else images,
            "w": distinct(rng, *w, largest=60),
            "b": distinct(rng, w[0]) * 10,
            "stride": s,
            "padding": p,
        }
        return Case(group, about, inputs)

    image = distinct(rng, 1, 2, 4, 4, largest=30)
    return [
        case(channels, "two channels", (1, 2, 3, 3), (1, 2, 2, 2)),
        case(channels, "three channels", (1, 3, 4, 4), (1, 3, 3, 3)),
        case(channels, "as many channels as maps", (1, 2, 3, 4), (2, 2, 2, 2)),
        case(maps, "two maps of one channel", (1, 1, 3, 3), (2, 1, 2, 2)),
        case(maps, "four maps of two channels", (1, 2, 3, 3), (4, 2, 2, 2)),
        case(maps, "a batch of three images", (3, 2, 3, 3), (2, 2, 2, 2)),
        case(stride, "a stride of 2", (1, 1, 5, 5), (1, 1, 3, 3), 2),
        case(stride, "a stride of 2 and a remainder", (1, 1, 6, 8), (1, 1, 3, 3), 2),
        case(stride, "a stride larger than the kernel", (1, 2, 7, 7), (2, 2, 2, 2), 3),
        case(padding, "a padding of 1", (1, 1, 3, 3), (1, 1, 3, 3), 1, 1),
        case(padding, "a padding of 2 and a stride", (1, 2, 4, 5), (3, 2, 3, 3), 2, 2),
        case(padding, "a padding of 1 and a kernel of 1", (2, 1, 2, 3), (2, 1, 1, 1), 1, 1),
        case(shapes, "an image wider than tall", (2, 3, 3, 6), (2, 3, 2, 3)),
        case(shapes, "a kernel taller than wide", (1, 2, 6, 4), (3, 2, 4, 2), 2, 1),
        case(shapes, "a kernel as large as the image", (1, 2, 3, 4), (2, 2, 3, 4)),
        case(
            types, "pictures of uint8", (1, 1, 4, 4), (1, 1, 2, 2), images=pixels(rng, 1, 1, 4, 4)
        ),
        case(types, "whole numbers", (1, 2, 4, 4), (1, 2, 2, 2), images=image.astype(int)),
        case(types, "float32", (1, 2, 4, 4), (1, 2, 2, 2), images=image.astype(np.float32)),
        Case(types, "fractions", _fractions(rng)),
    ]


def _fractions(rng: np.random.Generator) -> dict[str, Any]:
    """Draw small images, kernels and biases of which no output is whole, nor is one of them."""
    return {
        "x": abs(distinct(rng, 1, 2, 3, 4)) + 0.25,
        "w": abs(distinct(rng, 2, 2, 2, 2)) + 0.5,
        "b": distinct(rng, 2) + 0.0625,
        "stride": 1,
        "padding": 0,
    }


def reference(x: Any, w: Any, b: Any, stride: int, padding: int) -> Array:
    """Let torch do it in float64."""
    import torch

    image, kernels, biases = (torch.tensor(np.asarray(a, dtype=float)) for a in (x, w, b))
    out = torch.nn.functional.conv2d(image, kernels, biases, stride=stride, padding=padding)
    return out.numpy(force=True)


EXERCISE = Exercise(
    name="conv2d_layer",
    points=4,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
