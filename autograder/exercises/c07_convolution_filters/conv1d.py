"""conv1d(x, k): slide a short list of numbers along a longer one."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c07_convolution_filters.conv1d_mistakes import MISTAKES
from autograder.exercises.c07_convolution_filters.fits import fitting_1d
from autograder.exercises.random_arrays import distinct, mirrored, pixels
from seeing.probes import Array, call_function

GROUPS = {
    "window sums": 0.75,
    "kernel order": 0.5,
    "ends": 0.25,
    "number types": 0.25,
    "too large": 0.25,
}
REFUSES = {"too large": "ValueError"}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; outside "kernel order" every kernel reads the same from both ends."""

    def case(group: str, about: str, x: Any, k: Any) -> Case:
        return Case(group, about, {"x": x, "k": k}, refuses=REFUSES.get(group, ""))

    return [
        case("window sums", "a kernel of 3", distinct(rng, 5), mirrored(rng, 3)),
        case("window sums", "a kernel of 5", distinct(rng, 9), mirrored(rng, 5)),
        case("window sums", "a longer input", distinct(rng, 40, largest=30), mirrored(rng, 3)),
        case("window sums", "an input below zero", -abs(distinct(rng, 6)), abs(mirrored(rng, 3))),
        case("kernel order", "a kernel of 2", distinct(rng, 3), distinct(rng, 2)),
        case("kernel order", "a kernel of 3", distinct(rng, 6), distinct(rng, 3)),
        case("kernel order", "a kernel of 4", distinct(rng, 12), distinct(rng, 4)),
        case("ends", "a kernel of 1", distinct(rng, 4), distinct(rng, 1)),
        case("ends", "a kernel as long as the input", distinct(rng, 3), mirrored(rng, 3)),
        case("ends", "a kernel one shorter than the input", distinct(rng, 4), mirrored(rng, 3)),
        case("number types", "an input of uint8", pixels(rng, 6), np.array([2, 3, 2], np.uint8)),
        case(
            "number types",
            "a whole-number input and a kernel of fractions",
            distinct(rng, 6).astype(int),
            mirrored(rng, 3) + 0.25,
        ),
        case(
            "number types",
            "lists",
            [int(v) for v in distinct(rng, 5)],
            [int(v) for v in mirrored(rng, 3)],
        ),
        case("too large", "a kernel longer than the input", distinct(rng, 2), distinct(rng, 3)),
        case("too large", "a much longer kernel", distinct(rng, 3), distinct(rng, 8)),
        case(
            "number types",
            "an input of fractions and a whole-number kernel",
            abs(distinct(rng, 6)) + 0.25,
            np.array([2, 3, 2]),
        ),
    ]


def reference(x: Any, k: Any) -> Array:
    """Let torch slide the kernel, in float64."""
    import torch

    x, k = fitting_1d(x, k)
    windows = torch.nn.functional.conv1d(torch.tensor(x)[None, None], torch.tensor(k)[None, None])
    return windows[0, 0].numpy(force=True)


EXERCISE = Exercise(
    name="conv1d",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
