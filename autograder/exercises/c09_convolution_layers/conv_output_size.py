"""conv_output_size(n, k, stride, padding, dilation): at how many places the window stops."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import math

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {
    "stride": 0.5,
    "padding": 0.5,
    "dilation": 0.5,
    "all together": 0.25,
    "does not fit": 0.25,
}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; some strides leave a remainder."""
    stride, padding, dilation, together, large = GROUPS
    extra = [int(v) for v in rng.integers(3, 40, size=6)]

    def case(
        group: str, about: str, n: int, k: int, s: int = 1, p: int = 0, d: int = 1, error: str = ""
    ) -> Case:
        inputs = {"n": n, "k": k, "stride": s, "padding": p, "dilation": d}
        return Case(group, about, inputs, error)

    return [
        case(stride, "a stride of 1", 20 + extra[0], 3),
        case(stride, "a stride that fits", 21, 3, 2),
        case(stride, "a stride that leaves a remainder", 22, 3, 2),
        case(stride, "a stride of 3 that leaves two pixels", 24 + 3 * extra[1], 4, 3),
        case(stride, "a window as large as the input", extra[2], extra[2], 2),
        case(padding, "a padding of 1", 10 + extra[3], 3, 1, 1),
        case(padding, "a padding of 2", 10 + extra[4], 5, 1, 2),
        case(padding, "a window that fits only with padding", 2, 4, 1, 1),
        case(dilation, "a dilation of 2", 20 + extra[5], 3, 1, 0, 2),
        case(dilation, "a dilation of 3 and an even kernel", 19, 4, 1, 0, 3),
        case(dilation, "a kernel of 1 and a dilation", 9, 1, 1, 0, 4),
        # Each slip in one of them shows here: what it changes is not lost in a remainder.
        case(together, "all of them, and no remainder", 27, 3, 2, 1, 2),
        case(together, "all of them and a remainder", 100 + 3 * extra[0], 5, 3, 2, 2),
        case(together, "all of them and a smaller remainder", 60 + 3 * extra[0], 5, 3, 2, 2),
        case(large, "a kernel larger than the input", extra[1], extra[1] + 1, error="ValueError"),
        case(large, "a kernel too large by its dilation", 6, 3, 1, 0, 3, error="ValueError"),
        case(large, "a kernel larger than input and padding", 3, 6, 1, 1, error="ValueError"),
        case(large, "a kernel one pixel too large, and a stride", 4, 5, 3, error="ValueError"),
    ]


def reference(n: int, k: int, stride: int, padding: int, dilation: int) -> Array:
    """Let torch slide over a row of n zeros, and count what comes out."""
    import torch

    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError("the window does not fit")
    row, kernel = torch.zeros(1, 1, n), torch.zeros(1, 1, k)
    slid = torch.nn.functional.conv1d(
        row, kernel, stride=stride, padding=padding, dilation=dilation
    )
    return np.array(slid.shape[-1])


def room(n: int, k: int, padding: int, dilation: int, p: int | None = None) -> int:
    """Return how far the window can move; ValueError where it does not fit."""
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError
    return n + (2 * padding if p is None else p) - dilation * (k - 1) - 1


@mistake(
    MISTAKES,
    "rounded up",
    "A remainder gives you one place too many: a window that would stick out does not count.",
)
def rounded_up(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return math.ceil(room(n, k, padding, dilation) / stride) + 1


@mistake(
    MISTAKES,
    "rounded to the nearest",
    "A large remainder gives you one place too many: division is to round down.",
)
def rounded(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return int(room(n, k, padding, dilation) / stride + 0.5) + 1


@mistake(
    MISTAKES,
    "not rounded",
    "The number of places is whole: division is to round down.",
)
def not_rounded(n: int, k: int, stride: int, padding: int, dilation: int) -> float:
    return room(n, k, padding, dilation) / stride + 1


@mistake(
    MISTAKES,
    "last place not counted",
    "There is one place less than there should be: a window that cannot move has one place, not "
    "none.",
)
def one_less(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return room(n, k, padding, dilation) // stride


@mistake(
    MISTAKES,
    "one added before dividing",
    "The first place is there whatever the stride, so it is counted after the division.",
)
def added_before(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return (room(n, k, padding, dilation) + 1) // stride


@mistake(
    MISTAKES,
    "padding on one side",
    "The padding is counted once: it is put on both sides.",
)
def one_side(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return room(n, k, padding, dilation, p=padding) // stride + 1


@mistake(
    MISTAKES,
    "padding ignored",
    "The padding does not change your answer.",
)
def no_padding(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return room(n, k, padding, dilation, p=0) // stride + 1


@mistake(
    MISTAKES,
    "dilation ignored",
    "The dilation does not change your answer: it makes the window reach farther.",
)
def no_dilation(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    room(n, k, padding, dilation)
    return (n + 2 * padding - k) // stride + 1


@mistake(
    MISTAKES,
    "dilation times the kernel",
    "Your window is too long: between the taps of a kernel of three there are two gaps.",
)
def dilation_times_kernel(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    room(n, k, padding, dilation)
    return (n + 2 * padding - dilation * k) // stride + 1


@mistake(
    MISTAKES,
    "one taken too few",
    "Your window is one pixel too short: it reaches over one pixel more than dilation times "
    "(k - 1).",
)
def one_too_few(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    room(n, k, padding, dilation)
    return (n + 2 * padding - dilation * (k - 1)) // stride + 1


@mistake(
    MISTAKES,
    "stride ignored",
    "The stride does not change your answer.",
)
def no_stride(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return room(n, k, padding, dilation) + 1


@mistake(
    MISTAKES,
    "input divided by the stride",
    "Only the input is divided by the stride: so is the room that the kernel takes.",
)
def input_divided(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    room(n, k, padding, dilation)
    return (n + 2 * padding) // stride - dilation * (k - 1)


@mistake(
    MISTAKES,
    "a window that does not fit",
    "Where the window does not fit at all there is an error to be raised, not a size.",
)
def never_refused(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return max((n + 2 * padding - dilation * (k - 1) - 1) // stride + 1, 0)


EXERCISE = Exercise(
    name="conv_output_size",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
