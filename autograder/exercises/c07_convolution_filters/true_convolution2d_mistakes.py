"""What students write for true_convolution2d that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.signal

from autograder.exercises import Mistake, mistake
from autograder.exercises.c07_convolution_filters.fits import correlate, fitting_2d, windows_2d
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def _turned(kernel: Array) -> Array:
    return kernel[::-1, ::-1]


def _right(image: Any, kernel: Any) -> Array:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, _turned(kernel))


@mistake(
    MISTAKES,
    "kernel not turned",
    "This is the sliding sum of `conv2d`: what does the minus sign in the definition do to the "
    "kernel?",
)
def kernel_not_turned(image: Any, kernel: Any) -> Any:
    return correlate(*fitting_2d(image, kernel))


@mistake(
    MISTAKES,
    "only the rows reversed",
    "Up and down are exchanged, left and right are not: how many axes does the definition reverse?",
)
def only_rows_reversed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel[::-1])


@mistake(
    MISTAKES,
    "only the columns reversed",
    "Left and right are exchanged, up and down are not: how many axes does the definition reverse?",
)
def only_columns_reversed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel[:, ::-1])


@mistake(
    MISTAKES,
    "kernel transposed in place of turned",
    "You exchange the kernel's rows and columns: which entry should land in the opposite corner?",
)
def transposed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel.T)


@mistake(
    MISTAKES,
    "kernel turned and transposed",
    "The kernel is turned, and its rows and columns are exchanged besides: one of the two is "
    "enough.",
)
def turned_and_transposed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, _turned(kernel).T)


@mistake(
    MISTAKES,
    "kernel turned by a quarter",
    "The kernel is turned, but not far enough: where should its first entry end up?",
)
def quarter_turn(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, np.rot90(kernel))


@mistake(
    MISTAKES,
    "image turned in place of the kernel",
    "You turn the image, so the windows come out in the opposite order: which of the two should "
    "turn?",
)
def image_turned(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(_turned(image), kernel)


@mistake(
    MISTAKES,
    "output turned in place of the kernel",
    "You turn the result, which only moves the sums about: what should turn before the sums are "
    "made?",
)
def output_turned(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return _turned(correlate(image, kernel))


@mistake(
    MISTAKES,
    "kernel negated in place of turned",
    "You change the signs of the kernel's entries: is the minus sign in the definition on the "
    "entries, or on their indices?",
)
def negated(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, -kernel)


@mistake(
    MISTAKES,
    "kernel turned in place",
    "You turn the caller's own kernel, so a second call with it finds it turned already: work on "
    "something of your own.",
)
def turned_in_place(image: Any, kernel: Any) -> Any:
    result = _right(image, kernel)
    kernel[:] = [row[::-1] for row in kernel[::-1]] if isinstance(kernel, list) else _turned(kernel)
    return result


@mistake(
    MISTAKES,
    "overhanging windows",
    "You count every place where kernel and image touch at all; count only those where the whole "
    "kernel lies on the image.",
)
def overhanging_windows(image: Any, kernel: Any) -> Any:
    return scipy.signal.convolve2d(*fitting_2d(image, kernel), mode="full")


@mistake(
    MISTAKES,
    "output as large as the image",
    "Some of your sums reach past the border, where there are no pixels; keep only the windows "
    "that lie wholly inside.",
)
def same_size(image: Any, kernel: Any) -> Any:
    return scipy.signal.convolve2d(*fitting_2d(image, kernel), mode="same")


@mistake(
    MISTAKES,
    "last row and column dropped",
    "The loops stop one window early: at how many places does a kernel of 3 fit on a side of 5?",
)
def last_windows_dropped(image: Any, kernel: Any) -> Any:
    return _right(image, kernel)[:-1, :-1]


@mistake(
    MISTAKES,
    "whole-number result",
    "The array for the result holds only whole numbers of the image's type, and what does not fit "
    "is cut away: which type should it have?",
)
def whole_number_result(image: Any, kernel: Any) -> Any:
    dtype = np.asarray(image).dtype
    return _right(image, kernel).astype(np.int64).astype(dtype)


@mistake(
    MISTAKES,
    "turned around its first entry",
    "Your kernel's first entry stays where it is, and the others are turned around it: where does "
    "the first one go?",
)
def around_the_first(image: Any, kernel: Any) -> Any:
    return _right(image, np.roll(np.asarray(kernel), (-1, -1), (0, 1)))


@mistake(
    MISTAKES,
    "products that overflow in uint8",
    "A uint8 counts from 0 to 255 and then starts again at 0: of which type are your products?",
)
def overflowing_products(image: Any, kernel: Any) -> Any:
    image, kernel = np.asarray(image), np.asarray(kernel)
    return (windows_2d(image, kernel.shape) * _turned(kernel)).sum(axis=(2, 3))


@mistake(
    MISTAKES,
    "lists not accepted",
    "A list has no shape and cannot be reversed along two axes: what makes an array of it?",
)
def lists_not_accepted(image: Any, kernel: Any) -> Any:
    if kernel.shape > image.shape:
        raise ValueError("the kernel is larger than the image")
    return _right(image, kernel)
