"""im2col(x, kernel_size, stride, padding): every window as a column of a matrix."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c09_convolution_layers.windows import windows, without_last
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {"order": 1.0, "stride and padding": 0.5, "shapes": 0.25, "number types": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; all pixels differ, so that every place can be told."""
    order, steps, shapes, types = GROUPS

    def case(
        group: str,
        about: str,
        x: tuple[int, ...],
        k: tuple[int, int],
        s: int = 1,
        p: int = 0,
        dtype: str = "float",
    ) -> Case:
        image = distinct(rng, *x, largest=90) + (0.25 if group == types else 0)
        inputs = {"x": image.astype(dtype), "kernel_size": k, "stride": s, "padding": p}
        return Case(group, about, inputs)

    return [
        case(order, "one channel", (1, 3, 3), (2, 2)),
        case(order, "two channels", (2, 3, 4), (2, 2)),
        case(order, "three channels and a kernel of 3", (3, 4, 5), (3, 3)),
        case(steps, "a stride of 2", (1, 5, 5), (3, 3), 2),
        case(steps, "a stride of 2 and a remainder", (2, 6, 6), (3, 3), 2),
        case(steps, "a padding of 1", (1, 3, 3), (3, 3), 1, 1),
        case(steps, "a stride of 3 and a padding of 2", (2, 5, 4), (2, 2), 3, 2),
        case(shapes, "a kernel wider than tall", (2, 4, 5), (1, 3)),
        case(shapes, "a kernel taller than wide", (1, 6, 4), (3, 2), 2),
        case(shapes, "a kernel of one pixel", (3, 2, 3), (1, 1)),
        case(shapes, "a kernel as large as the image", (2, 3, 4), (3, 4)),
        case(types, "fractions", (2, 3, 4), (2, 3), 1, 1),
        case(types, "fractions of float32", (1, 4, 4), (2, 2), dtype="float32"),
    ]


def reference(x: Any, kernel_size: Any, stride: int, padding: int) -> Array:
    """Let torch unfold the image, in float64."""
    import torch

    image = torch.tensor(np.asarray(x, dtype=float))[None]
    unfolded = torch.nn.functional.unfold(image, tuple(kernel_size), padding=padding, stride=stride)
    return unfolded[0].numpy(force=True)


def each(x: Any, kernel_size: Any, stride: int, padding: int) -> Array:
    """Return the windows of one image: (c, rows, columns, kh, kw)."""
    found: Array = windows(np.asarray(x)[None], tuple(kernel_size), stride, padding)[0]
    return found


def columns(found: Array) -> Array:
    c, rows, cols, kh, kw = found.shape
    matrix: Array = found.transpose(0, 3, 4, 1, 2).reshape(c * kh * kw, rows * cols)
    return matrix


@mistake(
    MISTAKES,
    "windows as rows",
    "Your matrix lies on its side: each window is to be a column.",
)
def as_rows(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return columns(each(x, kernel_size, stride, padding)).T


@mistake(
    MISTAKES,
    "channels change fastest",
    "Down a column, your numbers go from channel to channel: all of the first channel's window "
    "comes first.",
)
def channels_fastest(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    found = each(x, kernel_size, stride, padding)
    return found.transpose(3, 4, 0, 1, 2).reshape(len(columns(found)), -1)


@mistake(
    MISTAKES,
    "windows column by column",
    "Your windows are listed down the image first: they go along each row, as one reads.",
)
def down_first(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    found = each(x, kernel_size, stride, padding)
    return found.transpose(0, 3, 4, 2, 1).reshape(len(columns(found)), -1)


@mistake(
    MISTAKES,
    "window read column by column",
    "The numbers of a window go down its columns: they go along its rows.",
)
def window_transposed(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    found = each(x, kernel_size, stride, padding)
    return found.transpose(0, 4, 3, 1, 2).reshape(len(columns(found)), -1)


@mistake(
    MISTAKES,
    "window back to front",
    "The numbers of a window stand in the opposite order.",
)
def back_to_front(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return columns(each(x, kernel_size, stride, padding)[..., ::-1, ::-1])


@mistake(
    MISTAKES,
    "reshaped without moving the axes",
    "The numbers are of the right windows and have the wrong places: the axes have to be put in "
    "order before they are joined.",
)
def only_reshaped(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    found = each(x, kernel_size, stride, padding)
    return np.ascontiguousarray(found).reshape(columns(found).shape)


@mistake(
    MISTAKES,
    "first channel only",
    "Only the first channel's windows are there.",
)
def first_channel(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return columns(each(x, kernel_size, stride, padding)[:1])


@mistake(
    MISTAKES,
    "stride ignored",
    "There are too many windows: they are to begin so many pixels apart as the stride says.",
)
def no_stride(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return columns(each(x, kernel_size, 1, padding))


@mistake(
    MISTAKES,
    "last window dropped",
    "A window that ends just where the image with its rim ends is missing, on the right and at the "
    "bottom: it still fits.",
)
def last_dropped(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    rows, cols = without_last(x, tuple(kernel_size), stride, padding)
    return columns(each(x, kernel_size, stride, padding)[:, :rows, :cols])


@mistake(
    MISTAKES,
    "padding ignored",
    "There are too few windows: zeros are to be put round the image first.",
)
def no_padding(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return columns(each(x, kernel_size, stride, 0))


@mistake(
    MISTAKES,
    "height and width exchanged",
    "The kernel's height comes first, and your windows are as wide as they should be tall.",
)
def sides_exchanged(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    kh, kw = kernel_size
    if kw > np.shape(x)[1] + 2 * padding or kh > np.shape(x)[2] + 2 * padding:
        raise ValueError
    return columns(each(x, (kw, kh), stride, padding))


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def cut_off(x: Any, kernel_size: Any, stride: int, padding: int) -> Any:
    return np.trunc(columns(each(x, kernel_size, stride, padding)))


EXERCISE = Exercise(
    name="im2col",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
