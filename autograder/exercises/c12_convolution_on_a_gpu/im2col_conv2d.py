"""im2col_conv2d(x, w, b, stride, padding): a layer as one product of matrices, and in time."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c09_convolution_layers import conv2d_layer_mistakes
from autograder.exercises.c09_convolution_layers.windows import windows
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, convolve_tiled, sums_of_large
from seeing.probes.networks import convolve_by_torch

GROUPS = {
    "layers": 1.0,
    "stride and padding": 0.75,
    "shapes": 0.25,
    "pace": 0.75,
    "number types": 0.25,
}
# One product of matrices takes 2 to 10 times torch's time, a product for each window 25 times, and
# a sum for each output number 350 times and more: far enough on both sides for a busy machine.
AT_MOST = 120
MISTAKES: list[Mistake] = []
ONE_IMAGE = (1, 1, 1, 1)


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a square output and as many channels as maps occur once each."""
    layers, steps, shapes, pace, types = GROUPS

    def case(
        group: str,
        about: str,
        x: tuple[int, ...],
        w: tuple[int, ...],
        s: int = 1,
        p: int = 0,
        tiled: tuple[int, ...] = ONE_IMAGE,
    ) -> Case:
        inputs = {
            "x": distinct(rng, *x),
            "tiled": tiled,
            "w": distinct(rng, *w),
            "b": distinct(rng, w[0]) * 10,
            "stride": s,
            "padding": p,
        }
        large = tiled != ONE_IMAGE
        return Case(
            group, about, inputs, at_most=AT_MOST if large else 0, unseen={"large": int(large)}
        )

    return [
        case(layers, "one channel and one map", (1, 1, 3, 4), (1, 1, 2, 2)),
        case(layers, "three channels and two maps", (1, 3, 4, 5), (2, 3, 3, 3)),
        case(layers, "as many channels as maps", (1, 2, 3, 4), (2, 2, 2, 2)),
        case(layers, "a batch of three images", (3, 2, 3, 4), (4, 2, 2, 2)),
        case(steps, "a stride of 2", (1, 2, 5, 7), (3, 2, 3, 3), 2),
        case(steps, "a stride of 2 and a remainder", (2, 1, 6, 8), (2, 1, 3, 3), 2),
        case(steps, "a padding of 1", (1, 2, 3, 4), (3, 2, 3, 3), 1, 1),
        case(steps, "a padding of 2 and a stride", (2, 2, 4, 5), (3, 2, 3, 3), 2, 2),
        case(shapes, "a kernel wider than tall", (1, 3, 3, 6), (2, 3, 2, 3)),
        case(shapes, "a kernel taller than wide", (2, 2, 6, 4), (3, 2, 4, 2), 2, 1),
        case(shapes, "a kernel as large as the image", (1, 2, 3, 4), (5, 2, 3, 4)),
        case(shapes, "a kernel of one pixel", (2, 3, 2, 3), (4, 3, 1, 1)),
        case(pace, "four images of 40 × 40", (1, 8, 5, 5), (16, 8, 3, 3), 1, 1, tiled=(4, 1, 8, 8)),
        Case(types, "fractions", _fractions(rng), unseen={"large": 0}),
    ]


def _fractions(rng: np.random.Generator) -> dict[str, Any]:
    """Draw a small layer of which no output is whole, nor is anything that goes in."""
    return {
        "x": abs(distinct(rng, 1, 2, 3, 4)) + 0.25,
        "tiled": ONE_IMAGE,
        "w": abs(distinct(rng, 3, 2, 2, 2)) + 0.5,
        "b": distinct(rng, 3) + 0.0625,
        "stride": 1,
        "padding": 0,
    }


def reference(x: Any, tiled: Any, w: Any, b: Any, stride: int, padding: int) -> Array:
    """Let torch do it in float64."""
    given = {"x": x, "tiled": tiled, "w": w, "b": b, "stride": stride, "padding": padding}
    return convolve_by_torch(given).numpy(force=True)


def places_first(product: Array, n: int, o: int, p: int, q: int) -> Array:
    """Bring a product of places by maps into an output's order."""
    return product.reshape(n, p, q, o).transpose(0, 3, 1, 2)


def product_of(
    given: tuple[Any, ...],
    order: tuple[int, ...] = (0, 2, 3, 1, 4, 5),
    columns: Callable[[Array], Array] = np.transpose,
    arrange: Callable[[Array, int, int, int, int], Array] = places_first,
) -> Array:
    """Compute a layer as one product; each mistake changes one thing of it.

    given: x, w, b, stride, padding
    order: in which the axes (n, c, p, q, kh, kw) of the windows become a matrix
    columns: makes a matrix of kernels, (window, o), of one of (o, window)
    arrange: makes an output of the product and the sizes n, o, p, q
    """
    x, w, b, stride, padding = given
    found = windows(x, np.shape(w)[2:], stride, padding)
    n, _, p, q, *_ = found.shape
    o = len(w)
    matrix = found.transpose(order).reshape(n * p * q, -1)
    return arrange(matrix @ columns(np.asarray(w).reshape(o, -1)) + b, n, o, p, q)


@mistake(
    MISTAKES,
    "windows with their channels last",
    "A window's numbers and a kernel's lie in different orders: which axis comes first in each?",
)
def channels_last(*given: Any) -> Any:
    return product_of(given, order=(0, 2, 3, 4, 5, 1))


@mistake(
    MISTAKES,
    "product reshaped, axes not moved",
    "Your product has the places first and the maps last: reshape cannot change that order.",
)
def not_moved(*given: Any) -> Any:
    return product_of(given, arrange=lambda product, *sizes: product.reshape(sizes))


@mistake(
    MISTAKES,
    "maps reshaped to images, axes not moved",
    "Your product has the maps first, each over all images, and the output has the images first: "
    "reshape cannot exchange the two.",
)
def maps_not_moved(*given: Any) -> Any:
    def arrange(product: Array, n: int, o: int, p: int, q: int) -> Array:
        return product.T.reshape(n, o, p, q)

    return product_of(given, arrange=arrange)


@mistake(
    MISTAKES,
    "kernels reshaped in place of transposed",
    "A matrix of kernels with a kernel in each row is to be transposed: reshape cuts the kernels "
    "into pieces.",
)
def kernels_reshaped(*given: Any) -> Any:
    return product_of(given, columns=lambda rows: rows.reshape(rows.shape[::-1]))


@mistake(
    MISTAKES,
    "windows reshaped, axes not moved",
    "Before you reshape the windows, a row must hold one window: bring the axes of places to the "
    "front.",
)
def windows_not_moved(*given: Any) -> Any:
    return product_of(given, order=(0, 1, 2, 3, 4, 5))


@mistake(
    MISTAKES,
    "images and places exchanged",
    "The outputs of different images are mixed: which axis did your matrix have first?",
)
def images_exchanged(*given: Any) -> Any:
    return product_of(given, order=(2, 3, 0, 1, 4, 5))


# What is wrong with a layer is wrong with it however it is computed.
NOT_HERE = ("channels last", "uint8 arithmetic")
MISTAKES += [m for m in conv2d_layer_mistakes.MISTAKES if m.name not in NOT_HERE]

EXERCISE = Exercise(
    name="im2col_conv2d",
    points=3,
    probe=convolve_tiled,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=sums_of_large,
    yardstick=convolve_by_torch,
)
