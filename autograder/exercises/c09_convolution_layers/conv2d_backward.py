"""conv2d_backward(dout, x, w, stride, padding): the three gradients of a convolution layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c09_convolution_layers.conv2d_backward_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, gradients_of_layer

GROUPS = {
    "separate windows": 1.0,
    "overlapping windows": 1.25,
    "padding": 0.75,
    "batches and channels": 0.75,
    "number types": 0.25,
}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two upstream gradients of one are alike."""
    separate, overlapping, padding, many, types = GROUPS

    def case(
        group: str, about: str, x: tuple[int, ...], w: tuple[int, ...], s: int = 1, p: int = 0
    ) -> Case:
        size = [(n + 2 * p - k) // s + 1 for n, k in zip(x[2:], w[2:], strict=True)]
        dout = np.zeros((1, 1, 1, 1))  # a sum near 0 does not show how it is made
        while (abs(dout.sum(axis=(0, 2, 3))) < 5).any():
            dout = distinct(rng, x[0], w[0], *size)
        inputs = {
            "dout": dout,
            "x": distinct(rng, *x),
            "w": distinct(rng, *w),
            "stride": s,
            "padding": p,
        }
        return Case(group, about, inputs)

    return [
        case(separate, "a single window", (1, 1, 2, 3), (1, 1, 2, 3)),
        case(separate, "windows side by side", (1, 1, 4, 4), (1, 1, 2, 2), 2),
        case(separate, "pixels that no window saw", (1, 1, 5, 7), (1, 1, 2, 2), 3),
        case(overlapping, "windows that overlap", (1, 1, 4, 4), (1, 1, 3, 3)),
        case(overlapping, "a wide kernel on a tall image", (1, 1, 6, 4), (1, 1, 2, 3)),
        case(overlapping, "overlap, stride and a remainder", (1, 1, 6, 8), (1, 1, 3, 3), 2),
        case(padding, "a padding of 1", (1, 1, 3, 4), (1, 1, 3, 3), 1, 1),
        case(padding, "a padding of 2 and a stride", (1, 1, 4, 5), (1, 1, 3, 3), 2, 2),
        case(many, "three channels and two maps", (1, 3, 3, 3), (2, 3, 2, 2)),
        case(many, "as many channels as maps", (1, 2, 3, 4), (2, 2, 2, 2)),
        case(many, "a batch of three images", (3, 1, 3, 3), (1, 1, 2, 2)),
        case(many, "all of it at once", (2, 3, 5, 4), (4, 3, 3, 2), 2, 1),
        Case(types, "fractions", _fractions(rng)),
    ]


def _fractions(rng: np.random.Generator) -> dict[str, Any]:
    """Draw a single window of which no gradient is whole, nor is anything that went in."""
    return {
        "dout": abs(distinct(rng, 1, 2, 1, 1)) + 0.25,
        "x": abs(distinct(rng, 1, 2, 2, 3)) + 0.5,
        "w": abs(distinct(rng, 2, 2, 2, 3)) + 0.125,
        "stride": 1,
        "padding": 0,
    }


def reference(dout: Any, x: Any, w: Any, stride: int, padding: int) -> dict[str, Array]:
    """Let torch derive, in float64."""
    import torch

    upstream = torch.tensor(np.asarray(dout, dtype=float))
    image, kernels = (torch.tensor(np.asarray(a, dtype=float)).requires_grad_(True) for a in (x, w))
    bias = torch.zeros_like(kernels[:, 0, 0, 0]).detach().requires_grad_(True)
    out = torch.nn.functional.conv2d(image, kernels, bias, stride=stride, padding=padding)
    found = torch.autograd.grad(out, (image, kernels, bias), upstream)
    return {
        name: gradient.numpy(force=True)
        for name, gradient in zip(("dx", "dw", "db"), found, strict=True)
    }


EXERCISE = Exercise(
    name="conv2d_backward",
    points=4,
    probe=gradients_of_layer,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
