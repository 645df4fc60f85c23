"""max_pool2d_backward(dout, x, size, stride): each window's gradient goes to its largest pixel."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {
    "windows side by side": 0.75,
    "ties": 0.75,
    "overlapping windows": 0.75,
    "remainders": 0.25,
    "batches and channels": 0.5,
}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two upstream gradients of one are alike, and in "ties" many pixels are."""
    side_by_side, ties, overlapping, remainders, many = GROUPS

    def case(
        group: str, about: str, shape: tuple[int, ...], size: int, stride: int, x: Any = None
    ) -> Case:
        room = [(n - size) // stride + 1 for n in shape[2:]]
        inputs = {
            "dout": distinct(rng, *shape[:2], *room, largest=90),
            "x": distinct(rng, *shape, largest=150) if x is None else x,
            "size": size,
            "stride": stride,
        }
        return Case(group, about, inputs)

    flat = np.full((1, 1, 4, 4), float(rng.integers(1, 9)))
    # Two largest pixels in each window of 2 × 2; which comes first depends on how one reads.
    twice = np.kron(np.ones((1, 2)), [[1.0, 5.0], [5.0, 0.0]]) + rng.integers(1, 9)
    # The largest pixel of all lies where four windows meet.
    peak = distinct(rng, 1, 1, 5, 5, largest=40)
    peak[0, 0, 2, 2] = 99.0
    return [
        case(side_by_side, "a single window", (1, 1, 2, 3), 2, 2),
        case(side_by_side, "windows of 2 × 2", (1, 1, 4, 6), 2, 2),
        case(side_by_side, "windows of 3 × 3", (1, 1, 6, 6), 3, 3),
        case(ties, "pixels that are all alike", (1, 1, 4, 4), 2, 2, flat),
        case(ties, "two largest pixels in a window", (1, 1, 2, 4), 2, 2, twice[None, None]),
        case(ties, "ties where windows overlap", (1, 1, 4, 4), 3, 1, flat + 1),
        case(overlapping, "a pixel that is the largest of four windows", (1, 1, 5, 5), 3, 2, peak),
        case(overlapping, "a stride of 1", (1, 1, 4, 5), 2, 1),
        case(overlapping, "overlap and a remainder", (1, 1, 6, 8), 3, 2),
        case(remainders, "a row and a column left over", (1, 1, 5, 7), 2, 2),
        case(remainders, "pixels between the windows", (1, 1, 6, 9), 2, 3),
        case(many, "three channels", (1, 3, 4, 4), 2, 2),
        _of_fractions(case(many, "a batch of three images, in fractions", (3, 1, 2, 4), 2, 2)),
        case(many, "all of it at once", (2, 3, 5, 6), 3, 2),
    ]


def _of_fractions(case: Case) -> Case:
    return replace(case, inputs={**case.inputs, "dout": case.inputs["dout"] + 0.5})


def reference(dout: Any, x: Any, size: int, stride: int) -> Array:
    """Let torch derive, in float64; of equal pixels it takes the first as one reads."""
    image = torch.tensor(np.asarray(x, dtype=float)).requires_grad_(True)
    out = torch.nn.functional.max_pool2d(image, size, stride)
    (dx,) = torch.autograd.grad(out, image, torch.tensor(np.asarray(dout, dtype=float)))
    gradient: Array = dx.numpy(force=True)
    return gradient


Place = tuple[int, int, int, int]
# Of one window: (its upstream gradient, its pixels) -> what it gives to each of its pixels.
Share = Callable[[float, Array], Any]


def places(dout: Array, size: int, stride: int) -> Iterator[tuple[Place, slice, slice]]:
    """Yield each output's place, and where its window's rows and columns are."""
    for n, c, s, t in np.ndindex(*dout.shape):
        rows = slice(s * stride, s * stride + size)
        columns = slice(t * stride, t * stride + size)
        yield (n, c, s, t), rows, columns


def first_largest(upstream: float, window: Array) -> Array:
    """Give everything to the first largest pixel: the right share."""
    share = np.zeros(window.size)
    share[window.argmax()] = upstream
    placed: Array = share.reshape(window.shape)
    return placed


def passed_back(dout: Any, x: Any, size: int, stride: int, share: Share = first_largest) -> Array:
    """Add up what all windows give."""
    x = np.asarray(x, dtype=float)
    dx: Array = np.zeros_like(x)
    for (n, c, s, t), rows, columns in places(dout, size, stride):
        window = x[n, c, rows, columns]
        dx[n, c, rows, columns] += share(dout[n, c, s, t], window)
    return dx


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def cut_off(dout: Any, x: Any, size: int, stride: int) -> Array:
    return np.trunc(passed_back(dout, x, size, stride))


@mistake(
    MISTAKES,
    "gradient to every tie",
    "Where several pixels are the largest, each gets the whole gradient: the window has only one "
    "to give, and the first of them takes it.",
)
def every_tie(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(dout, x, size, stride, lambda up, window: up * (window == window.max()))


@mistake(
    MISTAKES,
    "ties share",
    "Pixels that are equally large share the gradient: here the first of them takes it all.",
)
def shared(dout: Any, x: Any, size: int, stride: int) -> Any:
    def share(upstream: float, window: Array) -> Any:
        largest = window == window.max()
        return upstream * largest / largest.sum()

    return passed_back(dout, x, size, stride, share)


@mistake(
    MISTAKES,
    "last of the ties",
    "Of pixels that are equally large your last one gets the gradient: the first as one reads is "
    "asked for.",
)
def last_tie(dout: Any, x: Any, size: int, stride: int) -> Any:
    def share(upstream: float, window: Array) -> Any:
        return first_largest(upstream, window[::-1, ::-1])[::-1, ::-1]

    return passed_back(dout, x, size, stride, share)


@mistake(
    MISTAKES,
    "first column of the ties",
    "Of pixels that are equally large yours is the first by columns: read row by row.",
)
def first_by_columns(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(dout, x, size, stride, lambda up, window: first_largest(up, window.T).T)


@mistake(
    MISTAKES,
    "gradient replaced where windows overlap",
    "A pixel that is the largest of several windows keeps only the last one's gradient: the "
    "contributions add up.",
)
def replaced(dout: Any, x: Any, size: int, stride: int) -> Any:
    dx = np.zeros_like(np.asarray(x, dtype=float))
    for (n, c, s, t), rows, columns in places(dout, size, stride):
        window = x[n, c, rows, columns]
        i, j = np.unravel_index(window.argmax(), window.shape)
        dx[n, c, s * stride + i, t * stride + j] = dout[n, c, s, t]
    return dx


@mistake(
    MISTAKES,
    "window wiped before it is filled",
    "Each window sets all of its pixels, and wipes out what another window gave before: add to "
    "what is there.",
)
def wiped(dout: Any, x: Any, size: int, stride: int) -> Any:
    dx = np.zeros_like(np.asarray(x, dtype=float))
    for (n, c, s, t), rows, columns in places(dout, size, stride):
        dx[n, c, rows, columns] = first_largest(dout[n, c, s, t], x[n, c, rows, columns])
    return dx


@mistake(
    MISTAKES,
    "place in the window taken for a place in the image",
    "All gradients gather in the top left corner: where in the image does the window begin?",
)
def corner(dout: Any, x: Any, size: int, stride: int) -> Any:
    dx = np.zeros_like(np.asarray(x, dtype=float))
    for (n, c, s, t), rows, columns in places(dout, size, stride):
        window = x[n, c, rows, columns]
        i, j = np.unravel_index(window.argmax(), window.shape)
        dx[n, c, i, j] += dout[n, c, s, t]
    return dx


@mistake(
    MISTAKES,
    "row and column of the largest exchanged",
    "The gradient goes to a place mirrored at the window's diagonal: which of the two indices is "
    "the row?",
)
def exchanged(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(dout, x, size, stride, lambda up, window: first_largest(up, window).T)


@mistake(
    MISTAKES,
    "gradient to the whole window",
    "Every pixel of a window gets its gradient: how does the output change if a pixel does that is "
    "not the largest?",
)
def whole_window(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(dout, x, size, stride, lambda up, window: np.full(window.shape, up))


@mistake(
    MISTAKES,
    "gradient of the mean",
    "The gradient is shared by all pixels of a window: that is the way back of average pooling.",
)
def of_the_mean(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(
        dout, x, size, stride, lambda up, window: np.full(window.shape, up / window.size)
    )


@mistake(
    MISTAKES,
    "upstream gradient forgotten",
    "Every largest pixel gets 1: it gets what comes from above for its window.",
)
def no_upstream(dout: Any, x: Any, size: int, stride: int) -> Any:
    return passed_back(np.ones_like(dout), x, size, stride)


@mistake(
    MISTAKES,
    "pixel in place of the gradient",
    "The places are right and hold the pixels themselves: what comes from above belongs there.",
)
def pixel(dout: Any, x: Any, size: int, stride: int) -> Any:
    def share(upstream: float, window: Array) -> Any:
        return first_largest(window.max(), window)

    return passed_back(dout, x, size, stride, share)


@mistake(
    MISTAKES,
    "gradient times the pixel",
    "The gradient is multiplied by the pixel: the largest pixel passes through unchanged, so its "
    "slope is 1.",
)
def times_pixel(dout: Any, x: Any, size: int, stride: int) -> Any:
    def share(upstream: float, window: Array) -> Any:
        return first_largest(upstream * window.max(), window)

    return passed_back(dout, x, size, stride, share)


@mistake(
    MISTAKES,
    "largest over the channels",
    "One channel gets the gradients of all: each channel has a largest pixel of its own.",
)
def over_channels(dout: Any, x: Any, size: int, stride: int) -> Any:
    x = np.asarray(x, dtype=float)
    dx = np.zeros_like(x)
    for (n, c, s, t), rows, columns in places(dout, size, stride):
        window = x[n, :, rows, columns]
        dx[n, :, rows, columns] += first_largest(dout[n, c, s, t], window)
    return dx


@mistake(
    MISTAKES,
    "stride taken from the window's size",
    "The windows lie side by side on the way back: they begin so many pixels apart as the stride "
    "says.",
)
def size_as_stride(dout: Any, x: Any, size: int, stride: int) -> Any:
    x = np.asarray(x, dtype=float)
    dx = np.zeros_like(x)
    for (n, c, s, t), rows, columns in places(dout, size, size):
        window = x[n, c, rows, columns]
        if window.size:
            dx[n, c, rows, columns] += first_largest(dout[n, c, s, t], window)
    return dx


@mistake(
    MISTAKES,
    "first image only",
    "Only the first image of a batch gets a gradient.",
)
def first_image(dout: Any, x: Any, size: int, stride: int) -> Any:
    dx = passed_back(dout, x, size, stride)
    dx[1:] = 0
    return dx


EXERCISE = Exercise(
    name="max_pool2d_backward",
    points=3,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
