"""max_pool2d(x, size, stride): the largest number of each window, channel by channel."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c09_convolution_layers.windows import windows
from seeing.probes import Array, call_function

GROUPS = {
    "windows side by side": 0.75,
    "overlapping windows": 0.5,
    "negative numbers": 0.5,
    "remainders": 0.5,
    "batches and channels": 0.75,
}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two numbers of one are alike, and none is below 0 outside its group."""
    side_by_side, overlapping, negative, remainders, many = GROUPS

    def case(
        group: str, about: str, shape: tuple[int, ...], size: int, stride: int, sign: int = 1
    ) -> Case:
        x = sign * (1.0 + rng.permutation(200)[: np.prod(shape)].reshape(shape)) + 0.25
        return Case(group, about, {"x": x, "size": size, "stride": stride})

    return [
        case(side_by_side, "a single window", (1, 1, 2, 2), 2, 2),
        case(side_by_side, "windows of 2 × 2", (1, 1, 4, 6), 2, 2),
        case(side_by_side, "windows of 3 × 3", (1, 1, 6, 3), 3, 3),
        case(overlapping, "a stride smaller than the window", (1, 1, 5, 7), 3, 2),
        case(overlapping, "a stride of 1", (1, 1, 4, 3), 2, 1),
        case(negative, "negative numbers only", (1, 1, 4, 4), 2, 2, sign=-1),
        case(negative, "negative numbers only, and two channels", (1, 2, 2, 4), 2, 2, sign=-1),
        case(remainders, "a row and a column left over", (1, 1, 5, 7), 2, 2),
        case(remainders, "a stride larger than the window", (1, 1, 6, 9), 2, 3),
        case(many, "three channels", (1, 3, 4, 4), 2, 2),
        case(many, "a batch of three images", (3, 1, 2, 4), 2, 2),
        case(many, "all of it at once", (2, 3, 5, 6), 3, 2),
    ]


def reference(x: Any, size: int, stride: int) -> Array:
    """Let torch compute it in float64."""
    images = torch.tensor(np.asarray(x, dtype=float))
    pooled: Array = torch.nn.functional.max_pool2d(images, size, stride).numpy(force=True)
    return pooled


def seen(x: Any, size: int, stride: int) -> Array:
    """Return every window, its numbers in one row: (n, c, rows, columns, size²)."""
    found = windows(x, (size, size), stride, 0)
    rows: Array = found.reshape(*found.shape[:4], -1)
    return rows


@mistake(
    MISTAKES,
    "maximum begun at zero",
    "A window of negative numbers gives 0, which is not in it: with what does your search for the "
    "largest begin?",
)
def begun_at_zero(x: Any, size: int, stride: int) -> Any:
    return np.maximum(seen(x, size, stride).max(axis=-1), 0)


@mistake(
    MISTAKES,
    "largest in absolute value",
    "Your largest number is the one farthest from zero: −7 is smaller than 2.",
)
def largest_size(x: Any, size: int, stride: int) -> Any:
    found = seen(x, size, stride)
    return np.take_along_axis(found, abs(found).argmax(-1)[..., None], axis=-1)[..., 0]


@mistake(
    MISTAKES,
    "maximum over the channels",
    "The largest is taken over all channels at once: pooling leaves the channels apart.",
)
def over_channels(x: Any, size: int, stride: int) -> Any:
    largest = seen(x, size, stride).max(axis=-1)
    return np.broadcast_to(largest.max(axis=1, keepdims=True), largest.shape)


@mistake(
    MISTAKES,
    "channels pooled away",
    "The output has one channel: pooling leaves as many as there were.",
)
def channels_away(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, stride).max(axis=-1).max(axis=1, keepdims=True)


@mistake(
    MISTAKES,
    "maximum over the batch",
    "The images of a batch are mixed: each has largest numbers of its own.",
)
def over_batch(x: Any, size: int, stride: int) -> Any:
    largest = seen(x, size, stride).max(axis=-1)
    return np.broadcast_to(largest.max(axis=0, keepdims=True), largest.shape)


@mistake(
    MISTAKES,
    "mean in place of maximum",
    "You average each window: max pooling keeps its largest number alone.",
)
def mean(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, stride).mean(axis=-1)


@mistake(
    MISTAKES,
    "smallest in place of largest",
    "You keep the smallest number of each window.",
)
def smallest(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, stride).min(axis=-1)


@mistake(
    MISTAKES,
    "place in place of value",
    "Your output says where in its window the largest number stands: the number itself is asked "
    "for.",
)
def place(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, stride).argmax(axis=-1)


@mistake(
    MISTAKES,
    "stride taken from the window's size",
    "Your windows always lie side by side: they begin so many pixels apart as the stride says.",
)
def size_as_stride(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, size).max(axis=-1)


@mistake(
    MISTAKES,
    "stride of 1",
    "Your window stops at every pixel: the stride says how far apart the windows begin.",
)
def stride_one(x: Any, size: int, stride: int) -> Any:
    return seen(x, size, 1).max(axis=-1)


@mistake(
    MISTAKES,
    "a window of what is left over",
    "At the border you pool windows that are cut off: only whole windows count.",
)
def cut_off(x: Any, size: int, stride: int) -> Any:
    x = np.asarray(x, dtype=float)
    rows, columns = (-(-(n - size) // stride) + 1 for n in x.shape[2:])
    more = [
        max((count - 1) * stride + size - n, 0)
        for count, n in zip((rows, columns), x.shape[2:], strict=True)
    ]
    rim = ((0, 0), (0, 0), (0, more[0]), (0, more[1]))
    return seen(np.pad(x, rim, constant_values=-np.inf), size, stride).max(axis=-1)


@mistake(
    MISTAKES,
    "last window forgotten",
    "The windows that end exactly at the border are missing.",
)
def last_forgotten(x: Any, size: int, stride: int) -> Any:
    x = np.asarray(x, dtype=float)
    rows, columns = ((n - size - 1) // stride + 1 for n in x.shape[2:])
    return seen(x, size, stride).max(axis=-1)[:, :, : max(rows, 0), : max(columns, 0)]


@mistake(
    MISTAKES,
    "window a pixel too small",
    "The last row and the last column of each window are not looked at: where does a slice end?",
)
def too_small(x: Any, size: int, stride: int) -> Any:
    found = windows(x, (size, size), stride, 0)[..., : size - 1, : size - 1]
    return found.max(axis=(-1, -2))


EXERCISE = Exercise(
    name="max_pool2d",
    points=3,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
