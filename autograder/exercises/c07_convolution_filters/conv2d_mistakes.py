"""What students write for conv2d that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c07_convolution_filters.fits import correlate, fitting_2d, windows_2d

MISTAKES: list[Mistake] = []


@mistake(
    MISTAKES,
    "kernel turned by half",
    "Your kernel lies on the image the other way up and the other way round: which kernel entry "
    "should meet the window's top left pixel?",
)
def kernel_turned_by_half(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel[::-1, ::-1])


@mistake(
    MISTAKES,
    "kernel upside down",
    "The rows of the kernel meet the rows of the window in the opposite order.",
)
def kernel_upside_down(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel[::-1])


@mistake(
    MISTAKES,
    "kernel mirrored left to right",
    "The columns of the kernel meet the columns of the window in the opposite order.",
)
def kernel_mirrored(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel[:, ::-1])


@mistake(
    MISTAKES,
    "kernel transposed",
    "The kernel's rows run along the image's columns: which of its two indices counts rows?",
)
def kernel_transposed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel.T)


@mistake(
    MISTAKES,
    "output transposed",
    "Your sums are right but stand at exchanged places: which index of the output counts rows?",
)
def output_transposed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel).T


@mistake(
    MISTAKES,
    "image indexed column first",
    "You look up the image with its column first: in which order does NumPy take the two indices?",
)
def image_indexed_column_first(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (h, w), (kh, kw) = image.shape, kernel.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for s, t, i, j in np.ndindex(*y.shape, kh, kw):
        y[s, t] += kernel[i, j] * image[t + j, s + i]
    return y


@mistake(
    MISTAKES,
    "kernel taken for square",
    "One side of the kernel stands in for both: a kernel has a height and a width.",
)
def kernel_taken_for_square(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (h, w), side = image.shape, len(kernel)
    y = np.zeros((h - side + 1, w - side + 1))
    for s, t in np.ndindex(*y.shape):
        y[s, t] = np.sum(image[s : s + side, t : t + side] * kernel)
    return y


@mistake(
    MISTAKES,
    "kernel's height and width exchanged",
    "The output loses as many rows as it should lose columns: which side of the kernel limits "
    "how far it can move down?",
)
def sides_exchanged(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (h, w), (kh, kw) = image.shape, kernel.shape
    padded = np.pad(image, ((0, max(kh - kw, 0)), (0, max(kw - kh, 0))))
    return correlate(padded, kernel)[: h - kw + 1, : w - kh + 1]


@mistake(
    MISTAKES,
    "image taken for square",
    "One side of the image stands in for both: an image has a height and a width.",
)
def image_taken_for_square(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    side, (kh, kw) = len(image), kernel.shape
    y = np.zeros((side - kh + 1, side - kw + 1))
    for s, t, i, j in np.ndindex(*y.shape, kh, kw):
        y[s, t] += kernel[i, j] * image[s + i, t + j]
    return y


@mistake(
    MISTAKES,
    "last row and column dropped",
    "The loops stop one window early: at how many places does a kernel of 3 fit on a side of 5?",
)
def last_windows_dropped(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel)[:-1, :-1]


@mistake(
    MISTAKES,
    "output as large as the image",
    "Some of your sums reach past the border, where there are no pixels; keep only the windows "
    "that lie wholly inside.",
)
def same_size(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (kh, kw) = kernel.shape
    border = ((kh // 2, kh - 1 - kh // 2), (kw // 2, kw - 1 - kw // 2))
    return correlate(np.pad(image, border), kernel)


@mistake(
    MISTAKES,
    "zeros left at the right and the bottom",
    "The array for the result has more entries than there are windows, and the last ones are "
    "never filled.",
)
def zeros_left_over(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    sums = correlate(image, kernel)
    y = np.zeros(image.shape)
    y[: sums.shape[0], : sums.shape[1]] = sums
    return y


@mistake(
    MISTAKES,
    "overhanging windows",
    "You count every place where kernel and image touch at all; count only those where the whole "
    "kernel lies on the image.",
)
def overhanging_windows(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (kh, kw) = kernel.shape
    return correlate(np.pad(image, ((kh - 1, kh - 1), (kw - 1, kw - 1))), kernel)


@mistake(
    MISTAKES,
    "image joined at its borders",
    "Past one border your windows go on at the opposite one, as if the image were a tile.",
)
def tiled(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    (kh, kw) = kernel.shape
    return correlate(np.pad(image, ((0, kh - 1), (0, kw - 1)), mode="wrap"), kernel)


@mistake(
    MISTAKES,
    "windows that do not overlap",
    "After each sum you move on by the kernel's whole side: how far should one step be?",
)
def jumping_windows(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel)[:: kernel.shape[0], :: kernel.shape[1]]


@mistake(
    MISTAKES,
    "only the last product kept",
    "Each product replaces the one before it: what should happen to the products of a window?",
)
def last_product_kept(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return image[kernel.shape[0] - 1 :, kernel.shape[1] - 1 :] * kernel[-1, -1]


@mistake(
    MISTAKES,
    "running total over all windows",
    "Each window goes on from the total of the window before: where must the total start again?",
)
def running_total(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    sums = correlate(image, kernel)
    return np.cumsum(sums).reshape(sums.shape)


@mistake(
    MISTAKES,
    "running total along each row",
    "Within a row each window goes on from the total of the window before: where must the total "
    "start again?",
)
def running_total_in_rows(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return np.cumsum(correlate(image, kernel), axis=1)


@mistake(
    MISTAKES,
    "only the kernel's diagonal used",
    "One index runs for both directions, so only the diagonal of the window is added up.",
)
def only_the_diagonal(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel * np.eye(*kernel.shape))


@mistake(
    MISTAKES,
    "only the kernel's first row used",
    "Only one row of each window is added up: what happens after the loop over columns ends?",
)
def only_the_first_row(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    first = np.zeros_like(kernel)
    first[0] = kernel[0]
    return correlate(image, first)


@mistake(
    MISTAKES,
    "kernel's first row and column left out",
    "The sums begin at the second row and column: at which number does Python count from?",
)
def first_row_and_column_left_out(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    rest = kernel.copy()
    rest[0], rest[:, 0] = 0, 0
    return correlate(image, rest)


@mistake(
    MISTAKES,
    "matrix product for products of entries",
    "You multiply window and kernel as matrices; here each pixel meets only the one entry that "
    "lies on it.",
)
def matrix_product(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return (windows_2d(image, kernel.shape) @ kernel).sum(axis=(2, 3))


@mistake(
    MISTAKES,
    "mean for sum",
    "Your numbers are too small by the number of kernel entries: is a window added up, or "
    "averaged?",
)
def mean_for_sum(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel) / kernel.size


@mistake(
    MISTAKES,
    "kernel normalised first",
    "You scale the kernel so that it sums to one; that is right for a blur, but who asked for it?",
)
def kernel_normalised(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return correlate(image, kernel / (kernel.sum() or 1))


@mistake(
    MISTAKES,
    "window and kernel summed apart",
    "You add up the window and the kernel first and multiply after; the order of the two matters.",
)
def summed_apart(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return windows_2d(image, kernel.shape).sum(axis=(2, 3)) * kernel.sum()


@mistake(
    MISTAKES,
    "sums below zero cut off",
    "Your output has no negative numbers, as if it were a picture already; a filter's answer may "
    "be below zero.",
)
def negatives_cut_off(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return np.maximum(correlate(image, kernel), 0)


@mistake(
    MISTAKES,
    "whole-number result",
    "The array for the result holds only whole numbers of the image's type, and what does not fit "
    "is cut away: which type should it have?",
)
def whole_number_result(image: Any, kernel: Any) -> Any:
    fitting_2d(image, kernel)
    image, kernel = np.asarray(image), np.asarray(kernel)
    sums = (windows_2d(image, kernel.shape) * kernel).sum(axis=(2, 3))
    if image.dtype == np.uint8:
        sums = sums.astype(np.int64)  # float to uint8 out of range is left open by C
    return sums.astype(image.dtype)


@mistake(
    MISTAKES,
    "products that overflow in uint8",
    "A uint8 counts from 0 to 255 and then starts again at 0: of which type are your products?",
)
def overflowing_products(image: Any, kernel: Any) -> Any:
    fitting_2d(image, kernel)
    image, kernel = np.asarray(image), np.asarray(kernel)
    return (windows_2d(image, kernel.shape) * kernel).sum(axis=(2, 3))


@mistake(
    MISTAKES,
    "sides of length 1 dropped",
    "Where the windows make one row, or one column, your output loses a dimension: one row of a "
    "picture is still a picture.",
)
def squeezed(image: Any, kernel: Any) -> Any:
    image, kernel = fitting_2d(image, kernel)
    return np.squeeze(correlate(image, kernel))


@mistake(
    MISTAKES,
    "lists not accepted",
    "A list has no shape and cannot be multiplied entry by entry: what makes an array of it?",
)
def lists_not_accepted(image: Any, kernel: Any) -> Any:
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("the kernel is larger than the image")
    return correlate(image.astype(float), kernel.astype(float))


@mistake(
    MISTAKES,
    "kernel too large goes unnoticed",
    "A kernel larger than the image fits nowhere, and an empty result hides it; "
    "the docstring says what should happen.",
)
def empty_when_too_large(image: Any, kernel: Any) -> Any:
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    (h, w), (kh, kw) = image.shape, kernel.shape
    y = np.zeros((max(h - kh + 1, 0), max(w - kw + 1, 0)))
    for s, t in np.ndindex(*y.shape):
        y[s, t] = np.sum(image[s : s + kh, t : t + kw] * kernel)
    return y


@mistake(
    MISTAKES,
    "only the kernel's height compared with the image's",
    "A kernel can be too large in either direction, and you look at one of them.",
)
def only_height_compared(image: Any, kernel: Any) -> Any:
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if kernel.shape[0] > image.shape[0]:
        raise ValueError("the kernel is larger than the image")
    return empty_when_too_large(image, kernel)
