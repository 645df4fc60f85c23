"""sobel_gradients(image): how fast the brightness changes to the right and downwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c08_edge_detection_kernels.sobel_gradients_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct, pixels
from seeing.probes import Array, call_function

GROUPS = {"size and sign": 1.5, "rectangles": 0.75, "number types": 0.75}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; the smallest picture has one window."""
    size, rect, types = GROUPS

    def case(group: str, about: str, image: Any) -> Case:
        return Case(group, about, {"image": image})

    step = np.where(np.arange(6) < 3, 1.0, 7.0) + rng.integers(1, 9)
    nested = [[int(v) for v in row] for row in distinct(rng, 4, 4)]
    return [
        case(size, "a single window", distinct(rng, 3, 3)),
        case(size, "4×4 pixels", distinct(rng, 4, 4)),
        case(size, "6×6 pixels", distinct(rng, 6, 6, largest=30)),
        case(size, "a step, brighter on the right", np.tile(step, (5, 1))),
        case(size, "a step, brighter at the bottom", np.tile(step[:, None], (1, 5))),
        case(rect, "an image wider than tall", distinct(rng, 3, 6)),
        case(rect, "an image taller than wide", distinct(rng, 6, 3)),
        case(types, "a picture of uint8", pixels(rng, 4, 5)),
        case(types, "a picture of fractions", pixels(rng, 4, 5) / 256),
        case(types, "whole numbers", distinct(rng, 4, 4).astype(int)),
        case(types, "nested lists", nested),
    ]


def reference(image: Any) -> Array:
    """Let torch slide both kernels, in float64: (2, h - 2, w - 2), gx first."""
    import torch

    smooth, change = torch.tensor([1.0, 2.0, 1.0]).double(), torch.tensor([-1.0, 0.0, 1.0]).double()
    right = torch.outer(smooth, change)
    kernels = torch.stack([right, right.T])[:, None]
    pixel = torch.tensor(np.asarray(image, dtype=float))
    return torch.nn.functional.conv2d(pixel[None, None], kernels)[0].numpy(force=True)


EXERCISE = Exercise(
    name="sobel_gradients",
    points=3,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
