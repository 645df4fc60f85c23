"""What students write for conv1d that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c07_convolution_filters.fits import fitting_1d, windows_1d

MISTAKES: list[Mistake] = []


@mistake(
    MISTAKES,
    "flipped kernel",
    "Each window meets the kernel back to front: which kernel entry should meet the window's "
    "first number?",
)
def flipped_kernel(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return np.convolve(x, k, mode="valid")


@mistake(
    MISTAKES,
    "reversed input",
    "The windows come out from the far end of the input to the near one: in which direction "
    "should t move?",
)
def reversed_input(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return windows_1d(x[::-1], len(k)) @ k


@mistake(
    MISTAKES,
    "last window dropped",
    "The loop stops one window early: at how many places does a kernel of 3 fit on an input of 5?",
)
def last_window_dropped(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return (windows_1d(x, len(k)) @ k)[:-1]


@mistake(
    MISTAKES,
    "first window skipped",
    "The loop starts one window late: which numbers lie under the kernel before it has moved?",
)
def first_window_skipped(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return (windows_1d(x, len(k)) @ k)[1:]


@mistake(
    MISTAKES,
    "output as long as the input",
    "Some of your sums reach past an end of the input, where there are no numbers; keep only the "
    "windows that lie wholly inside.",
)
def same_length(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    before = len(k) // 2
    return windows_1d(np.pad(x, (before, len(k) - 1 - before)), len(k)) @ k


@mistake(
    MISTAKES,
    "zeros left at the end",
    "The array for the result is longer than the number of windows, and its last entries are "
    "never filled.",
)
def zeros_left_at_the_end(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    y = np.zeros(len(x))
    y[: len(x) - len(k) + 1] = windows_1d(x, len(k)) @ k
    return y


@mistake(
    MISTAKES,
    "overhanging windows",
    "You count every place where kernel and input touch at all; count only those where the whole "
    "kernel lies on the input.",
)
def overhanging_windows(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return np.correlate(x, k, mode="full")


@mistake(
    MISTAKES,
    "input joined end to end",
    "Past the last number your windows begin again at the first, as if the input were a ring.",
)
def ring(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return np.array([sum(k[i] * x[(t + i) % len(x)] for i in range(len(k))) for t in range(len(x))])


@mistake(
    MISTAKES,
    "windows that do not overlap",
    "After each sum you move on by the kernel's whole length: how far should one step be?",
)
def jumping_windows(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return windows_1d(x, len(k))[:: len(k)] @ k


@mistake(
    MISTAKES,
    "only the last product kept",
    "Each product replaces the one before it: what should happen to the products of a window?",
)
def last_product_kept(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return x[len(k) - 1 :] * k[-1]


@mistake(
    MISTAKES,
    "running total over all windows",
    "Each window goes on from the total of the window before: where must the total start again?",
)
def running_total(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return np.cumsum(windows_1d(x, len(k)) @ k)


@mistake(
    MISTAKES,
    "first kernel entry left out",
    "The sum over the kernel begins at its second entry: at which number does Python count from?",
)
def first_entry_left_out(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return windows_1d(x, len(k))[:, 1:] @ k[1:]


@mistake(
    MISTAKES,
    "last kernel entry left out",
    "The sum over the kernel ends one entry early: where does a Python range stop?",
)
def last_entry_left_out(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return windows_1d(x, len(k))[:, :-1] @ k[:-1]


@mistake(
    MISTAKES,
    "mean for sum",
    "Your numbers are too small by the kernel's length: is a window added up, or averaged?",
)
def mean_for_sum(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return (windows_1d(x, len(k)) * k).mean(axis=1)


@mistake(
    MISTAKES,
    "window and kernel summed apart",
    "You add up the window and the kernel first and multiply after; the order of the two matters.",
)
def summed_apart(x: Any, k: Any) -> Any:
    x, k = fitting_1d(x, k)
    return windows_1d(x, len(k)).sum(axis=1) * k.sum()


@mistake(
    MISTAKES,
    "whole-number result",
    "The array for the result holds only whole numbers of the input's type, and what does not fit "
    "is cut away: which type should it have?",
)
def whole_number_result(x: Any, k: Any) -> Any:
    fitting_1d(x, k)
    x, k = np.asarray(x), np.asarray(k)
    y = np.zeros(len(x) - len(k) + 1, dtype=x.dtype)
    for t in range(len(y)):
        y[t] = np.sum(x[t : t + len(k)] * k)
    return y


@mistake(
    MISTAKES,
    "products that overflow in uint8",
    "A uint8 counts from 0 to 255 and then starts again at 0: of which type are your products?",
)
def overflowing_products(x: Any, k: Any) -> Any:
    fitting_1d(x, k)
    x, k = np.asarray(x), np.asarray(k)
    return (windows_1d(x, len(k)) * k).sum(axis=1)


@mistake(
    MISTAKES,
    "lists not accepted",
    "A list has no shape and cannot be multiplied entry by entry: what makes an array of it?",
)
def lists_not_accepted(x: Any, k: Any) -> Any:
    if k.shape[0] > x.shape[0]:
        raise ValueError("the kernel is longer than the input")
    return np.correlate(x.astype(float), k.astype(float), mode="valid")


@mistake(
    MISTAKES,
    "kernel too long goes unnoticed",
    "A kernel longer than the input fits nowhere, yet your function returns numbers; "
    "the docstring says what should happen.",
)
def swapped_when_too_long(x: Any, k: Any) -> Any:
    # np.correlate exchanges its arguments without a word when the second is the longer.
    return np.correlate(np.asarray(x, dtype=float), np.asarray(k, dtype=float), mode="valid")


@mistake(
    MISTAKES,
    "empty result for a kernel too long",
    "A kernel longer than the input fits nowhere, and an empty result hides it; "
    "the docstring says what should happen.",
)
def empty_when_too_long(x: Any, k: Any) -> Any:
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    return np.array([x[t : t + len(k)] @ k for t in range(len(x) - len(k) + 1)])
