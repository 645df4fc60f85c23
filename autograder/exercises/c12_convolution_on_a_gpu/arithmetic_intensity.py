"""arithmetic_intensity(…): operations that a layer computes for each byte that it must move."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"one channel": 0.5, "several channels": 0.5, "stride and padding": 0.5, "batches": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a number has 4 bytes in some, 2 in the others."""

    def case(group: str, about: str, sizes: tuple[int, ...], steps: tuple[int, int]) -> Case:
        n, c, h, w, o, kh, kw = sizes
        inputs = {
            "images": [n, c, h + int(rng.integers(0, 6)), w + int(rng.integers(0, 6))],
            "kernels": [o, c, kh, kw],
            "stride": steps[0],
            "padding": steps[1],
            "number_bytes": 2 if about.startswith("half") else 4,
        }
        return Case(group, about, inputs)

    one, several, steps, batches = GROUPS
    return [
        case(one, "one map", (1, 1, 9, 12, 1, 3, 3), (1, 0)),
        case(one, "half precision and a kernel that is not square", (1, 1, 10, 8, 1, 2, 5), (1, 0)),
        case(several, "more maps than channels", (1, 3, 9, 9, 8, 3, 3), (1, 0)),
        case(several, "half precision and a 1 × 1 kernel", (1, 6, 7, 5, 4, 1, 1), (1, 0)),
        case(steps, "a padding of 1", (1, 3, 8, 6, 5, 3, 3), (1, 1)),
        case(steps, "a stride of 3", (1, 2, 11, 14, 5, 3, 3), (3, 0)),
        case(steps, "half precision, a stride and a padding", (1, 3, 15, 12, 4, 5, 3), (2, 2)),
        case(batches, "a batch of 8", (8, 3, 9, 8, 5, 3, 3), (1, 0)),
        case(batches, "half precision and all at once", (16, 4, 10, 12, 6, 3, 3), (2, 1)),
    ]


def reference(
    images: list[int], kernels: list[int], stride: int, padding: int, number_bytes: int
) -> Array:
    """Let torch make the output, of nothing but its size, and count."""
    x, w = (torch.empty(sizes, device="meta") for sizes in (images, kernels))
    y = torch.nn.functional.conv2d(x, w, stride=stride, padding=padding)
    operations = 2 * y.numel() * w[0].numel()
    return np.array(operations / (number_bytes * (x.numel() + w.numel() + y.numel())))


class Count:
    """A layer's numbers, to be put together wrongly."""

    def __init__(self, images: Any, kernels: Any, stride: int, padding: int) -> None:
        self.n, self.c, h, w = (int(size) for size in images)
        self.o, _, self.kh, self.kw = (int(size) for size in kernels)
        self.places = self.n
        for side, k in ((h, self.kh), (w, self.kw)):
            self.places *= (side + 2 * padding - k) // stride + 1
        self.window = self.c * self.kh * self.kw
        self.x, self.w, self.y = math.prod(images), self.o * self.window, self.o * self.places
        self.operations = 2 * self.y * self.window
        self.numbers = self.x + self.w + self.y


Sizes = list[int]


@mistake(
    MISTAKES,
    "a product and an addition counted as one",
    "Each product is also added to a sum: how many operations are that?",
)
def halved(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / 2 / (number_bytes * count.numbers)


@mistake(
    MISTAKES,
    "numbers in place of bytes",
    "You divide by numbers: how many bytes has each?",
)
def numbers(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / count.numbers


@mistake(
    MISTAKES,
    "four bytes, whatever the number",
    "You take four bytes for each number: the last parameter says how many there are.",
)
def four(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / (4 * count.numbers)


@mistake(
    MISTAKES,
    "output not counted",
    "The outputs have to be written, and that takes bytes too.",
)
def no_output(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / (number_bytes * (count.x + count.w))


@mistake(
    MISTAKES,
    "kernels not counted",
    "The kernels have to be read, and that takes bytes too.",
)
def no_kernels(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / (number_bytes * (count.x + count.y))


@mistake(
    MISTAKES,
    "images not counted",
    "The images have to be read, and that takes bytes too.",
)
def no_images(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / (number_bytes * (count.w + count.y))


@mistake(
    MISTAKES,
    "bytes for each operation",
    "Your fraction stands upside down: it is operations for each byte.",
)
def inverse(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return number_bytes * count.numbers / count.operations


@mistake(
    MISTAKES,
    "each window read anew",
    "You let every window be read for itself: here each number crosses once, however many windows "
    "share it.",
)
def windows(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    moved = count.places * count.window + count.w + count.y
    return count.operations / (number_bytes * moved)


@mistake(
    MISTAKES,
    "kernels read for each image",
    "You count the kernels once for each image: a batch shares them.",
)
def kernels_anew(
    images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int
) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / (number_bytes * (count.x + count.n * count.w + count.y))


@mistake(
    MISTAKES,
    "outputs as many as pixels",
    "Your output is as large as the image: how many places have the windows?",
)
def as_many(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    y = count.x // count.c * count.o
    return 2 * y * count.window / (number_bytes * (count.x + count.w + y))


@mistake(
    MISTAKES,
    "stride forgotten",
    "Your outputs stand as close as pixels: with a stride there are fewer.",
)
def no_stride(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, 1, padding)
    return count.operations / (number_bytes * count.numbers)


@mistake(
    MISTAKES,
    "padding forgotten",
    "With a padding there are more outputs than you count.",
)
def no_padding(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, 0)
    return count.operations / (number_bytes * count.numbers)


@mistake(
    MISTAKES,
    "padding read from memory",
    "You count the rim of zeros as read: nobody has to fetch it.",
)
def rim_read(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    n, c, h, w = images
    x = n * c * (h + 2 * padding) * (w + 2 * padding)
    return count.operations / (number_bytes * (x + count.w + count.y))


@mistake(
    MISTAKES,
    "channels counted as one",
    "An output sums over all channels: your count of operations has only one.",
)
def one_channel(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / count.c / (number_bytes * count.numbers)


@mistake(
    MISTAKES,
    "batch counted as one image",
    "Your operations are those of a single image.",
)
def one_image(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations / count.n / (number_bytes * count.numbers)


@mistake(
    MISTAKES,
    "whole numbers only",
    "Your result has lost its fraction: // rounds down.",
)
def floor(images: Sizes, kernels: Sizes, stride: int, padding: int, number_bytes: int) -> Any:
    count = Count(images, kernels, stride, padding)
    return count.operations // (number_bytes * count.numbers)


EXERCISE = Exercise(
    name="arithmetic_intensity",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
