"""harris_response(gx, gy, sigma, k): positive at corners, negative along edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c06_seeing_before_deep_learning.harris_response_mistakes import (
    MISTAKES,
    right,
)
from seeing.probes import Array, call_function

if TYPE_CHECKING:
    import torch

GROUPS = {"response": 1.0, "window and k": 0.5, "number types": 0.5}
RIM = 4  # pixels that a window of deviation 1 reaches
EDGE = 0.01  # the least that an edge is to have, as a share of the strongest corner


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; inside of a rim of zeros no rule for what lies outside can be told.

    Where the window's width is not the question it is 1, and its square is 1 as well.
    """
    response, window, types = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        *options: float,
        rim: int = 0,
        largest: int = 4,
        kind: Callable[[Array], Any] = np.array,
    ) -> Case:
        while True:
            gx, gy = _leaning(rng, sides, largest)
            inputs: dict[str, Any] = {"gx": kind(np.pad(gx, rim)), "gy": kind(np.pad(gy, rim))}
            inputs |= dict(zip(("sigma", "k"), options, strict=False))
            due = right(**({"sigma": 1.0, "k": 0.05} | inputs))
            if due.min() < -EDGE * due.max():  # so that it shows where nothing is negative
                return Case(group, about, inputs)

    def fractions(values: Array) -> Array:
        return np.asarray(values / 4)  # at most 1, so that float32 is near enough

    return [
        case(response, "gradients in a few pixels", (2, 2), rim=RIM),
        case(response, "gradients in a few pixels of a wide picture", (1, 4), 1.0, 0.05, rim=RIM),
        case(response, "gradients that are fractions", (3, 2), 1.0, 0.05, rim=RIM, kind=fractions),
        case(window, "a narrow window", (3, 4), 0.6, 0.05, kind=fractions),
        case(window, "a wide window", (5, 4), 1.4, 0.05, kind=fractions),
        case(window, "a smaller k", (4, 3), 0.7, 0.02, kind=fractions),
        case(window, "a larger k", (3, 5), 1.2, 0.2, kind=fractions),
        case(types, "whole numbers", (2, 3), 1.0, 0.05, rim=RIM, kind=_whole("int64")),
        case(types, "gradients of 8 bits", (2, 2), 1.0, rim=RIM, largest=60, kind=_whole("int8")),
        case(types, "float32", (2, 2), 1.0, 0.05, rim=RIM, kind=_whole("float32")),
        case(types, "nested lists", (2, 2), 1.0, 0.05, rim=RIM, kind=np.ndarray.tolist),
    ]


def _whole(dtype: str) -> Callable[[Array], Array]:
    return lambda values: values.astype(dtype)


def _leaning(rng: np.random.Generator, sides: tuple[int, int], largest: int) -> tuple[Array, Array]:
    """Draw gradients that lean to one side more than to the other, in no pixel level or upright."""
    while True:
        signs = rng.choice([-1, 1], (2, *sides))
        gx, gy = signs * rng.integers(max(largest // 3, 1), largest + 1, (2, *sides))
        lean = (gx * gy).mean() / np.sqrt((gx**2).mean() * (gy**2).mean())
        if 0.3 < abs(lean) < 0.8 and len(set(signs[0].ravel() * signs[1].ravel())) == 2:
            return gx.astype(float), gy.astype(float)


def reference(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Array:
    """Sum the products by torch's convolutions, and take R from the eigenvalues."""
    import torch

    gx, gy = (torch.tensor(np.asarray(g, dtype=float)) for g in (gx, gy))
    a, b, c = (_blurred(product, sigma) for product in (gx**2, gy**2, gx * gy))
    matrices = torch.stack([a, c, c, b], dim=-1).unflatten(-1, (2, 2))
    sizes = torch.linalg.eigvalsh(matrices)
    response: Array = (sizes.prod(-1) - k * sizes.sum(-1) ** 2).numpy(force=True)
    return response


def _blurred(picture: torch.Tensor, sigma: float) -> torch.Tensor:
    import torch

    reach = int(4 * sigma + 0.5)  # as far as SciPy's window goes
    taps = torch.exp(-(torch.arange(-reach, reach + 1).double() ** 2) / (2 * sigma**2))
    taps = taps / taps.sum()
    padded = torch.nn.functional.pad(picture[None, None], (reach,) * 4, mode="replicate")
    down = torch.nn.functional.conv2d(padded, taps[None, None, :, None])
    return torch.nn.functional.conv2d(down, taps[None, None, None, :])[0, 0]


EXERCISE = Exercise(
    name="harris_response",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
