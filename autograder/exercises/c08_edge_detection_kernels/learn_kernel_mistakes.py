"""What students write for learn_kernel that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.signal import correlate2d

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Step = Callable[[Array, Array], Array]


def slide(image: Any, kernel: Any) -> Array:
    """Slide without a flip, in float64."""
    pixel, weights = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    out: Array = correlate2d(pixel, weights, mode="valid")
    return out


def descended(
    image: Any,
    target: Any,
    size: int,
    steps: int,
    lr: float,
    gradient: Step | None = None,
) -> Array:
    """Take the steps; `gradient` makes of (image, residual) what is subtracted, times lr."""
    pixel, wanted = np.asarray(image, dtype=float), np.asarray(target, dtype=float)
    kernel = np.zeros((size, size))
    for _ in range(steps):
        residual = slide(pixel, kernel) - wanted
        step = gradient or of_the_mean
        kernel = kernel - lr * step(pixel, residual)
    return kernel


def of_the_mean(pixel: Array, residual: Array) -> Array:
    """Return the gradient of the mean squared error."""
    return 2 * slide(pixel, residual) / residual.size


@mistake(
    MISTAKES,
    "uphill",
    "Your kernel runs away from the target: the gradient points to where the error grows.",
)
def uphill(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps, -lr)


@mistake(
    MISTAKES,
    "sum in place of the mean",
    "Your steps are too long by the number of output pixels: the error is a mean.",
)
def summed(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps, lr, lambda x, r: 2 * slide(x, r))


@mistake(
    MISTAKES,
    "factor two missing",
    "Your steps are half as long as they should be: what is the derivative of a square?",
)
def half(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps, lr, lambda x, r: of_the_mean(x, r) / 2)


@mistake(
    MISTAKES,
    "gradient turned by half",
    "Each entry of the kernel gets the gradient of the entry opposite to it: which pixels does the "
    "top left entry meet?",
)
def turned(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    def gradient(x: Array, r: Array) -> Array:
        return of_the_mean(x, r)[::-1, ::-1]

    return descended(image, target, size, steps, lr, gradient)


@mistake(
    MISTAKES,
    "gradient transposed",
    "Rows and columns of the gradient are exchanged.",
)
def transposed(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps, lr, lambda x, r: of_the_mean(x, r).T)


@mistake(
    MISTAKES,
    "strict convolution forward",
    "Your prediction turns the kernel before it slides it, so what you learn is the turned kernel.",
)
def strict(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    pixel = np.asarray(image, dtype=float)[::-1, ::-1]
    wanted = np.asarray(target, dtype=float)[::-1, ::-1]
    return descended(pixel, wanted, size, steps, lr)


@mistake(
    MISTAKES,
    "one number for all entries",
    "All entries take the same step: each has a derivative of its own.",
)
def all_alike(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    def gradient(x: Array, r: Array) -> Array:
        return np.full((size, size), of_the_mean(x, r).mean())

    return descended(image, target, size, steps, lr, gradient)


@mistake(
    MISTAKES,
    "sign of the gradient alone",
    "All your steps are equally long: a step is as long as the gradient is steep.",
)
def sign_alone(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps, lr, lambda x, r: np.sign(of_the_mean(x, r)))


@mistake(
    MISTAKES,
    "absolute error",
    "Your gradient looks at the sign of each pixel's error alone, as for a mean absolute error.",
)
def absolute_error(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    def gradient(x: Array, r: Array) -> Array:
        return slide(x, np.sign(r)) / r.size

    return descended(image, target, size, steps, lr, gradient)


@mistake(
    MISTAKES,
    "one step too few",
    "The last step is missing: as many steps are asked for as the parameter says.",
)
def too_few(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, max(steps - 1, 0), lr)


@mistake(
    MISTAKES,
    "one step too many",
    "There is one step more than asked for; with none at all the kernel stays zero.",
)
def too_many(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, steps + 1, lr)


@mistake(
    MISTAKES,
    "prediction not made again",
    "Every step uses the error of the first one: the kernel has changed, so the prediction has to "
    "be made again.",
)
def stale(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    return descended(image, target, size, min(steps, 1), lr) * steps


@mistake(
    MISTAKES,
    "start from ones",
    "Your descent starts at a kernel of ones: it is to start at zero.",
)
def from_ones(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    pixel, wanted = np.asarray(image, dtype=float), np.asarray(target, dtype=float)
    ones = np.ones((size, size))
    return ones + descended(pixel, wanted - slide(pixel, ones), size, steps, lr)


@mistake(
    MISTAKES,
    "solved in place of descended",
    "You give the kernel at the end of the road: asked is where so many steps lead.",
)
def solved(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    pixel, wanted = np.asarray(image, dtype=float), np.asarray(target, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(pixel, (size, size))
    rows = windows.reshape(-1, size * size)
    return np.linalg.lstsq(rows, wanted.ravel(), rcond=None)[0].reshape(size, size)


@mistake(
    MISTAKES,
    "entries updated one after another",
    "Each entry moves with a prediction in which its neighbours have moved already: all entries "
    "take a step together.",
)
def one_after_another(image: Any, target: Any, size: int, steps: int, lr: float) -> Any:
    pixel, wanted = np.asarray(image, dtype=float), np.asarray(target, dtype=float)
    kernel = np.zeros((size, size))
    for _ in range(steps):
        for i, j in np.ndindex(size, size):
            kernel[i, j] -= lr * of_the_mean(pixel, slide(pixel, kernel) - wanted)[i, j]
    return kernel
