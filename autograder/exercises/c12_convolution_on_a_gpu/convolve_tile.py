"""convolve_tile(…): the inner loop of a GPU kernel, in Triton's language."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, run_tiles
from seeing.tiles import language as tl
from seeing.tiles import unfinished

GROUPS = {"one tile": 1.0, "several tiles": 1.0, "tiles that do not fit": 1.0}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a square image with a square kernel comes once.

    Each tile takes 16 numbers of a window, the fewest that `dot` multiplies on a GPU.
    """

    def case(
        group: str, about: str, x: tuple[int, ...], w: tuple[int, ...], block: tuple[int, ...]
    ) -> Case:
        inputs = {
            "x": distinct(rng, *x, largest=100).astype(np.float32),
            "w": distinct(rng, *w, largest=100).astype(np.float32),
            "block": block,
        }
        return Case(group, about, inputs)

    one, several, rest = GROUPS
    return [
        case(one, "a kernel of one pixel", (16, 2, 4), (4, 16, 1, 1), (8, 4, 16)),
        case(one, "one channel", (1, 5, 7), (2, 1, 4, 4), (8, 2, 16)),
        case(one, "four channels and a square image", (4, 3, 3), (2, 4, 2, 2), (4, 2, 16)),
        case(
            several, "more numbers in a window than in a tile", (8, 3, 5), (2, 8, 2, 2), (8, 2, 16)
        ),
        case(several, "more places than in a tile", (4, 5, 9), (2, 4, 2, 2), (8, 2, 16)),
        case(several, "more maps than in a tile", (4, 3, 5), (8, 4, 2, 2), (8, 4, 16)),
        case(rest, "places left over", (4, 4, 6), (2, 4, 2, 2), (16, 2, 16)),
        case(rest, "maps left over", (4, 3, 5), (3, 4, 2, 2), (8, 2, 16)),
        case(rest, "numbers of a window left over", (3, 4, 6), (2, 3, 3, 3), (8, 2, 16)),
        case(
            rest, "a kernel wider than tall, and all left over", (3, 5, 8), (5, 3, 2, 4), (8, 4, 16)
        ),
        case(rest, "a kernel taller than wide", (2, 7, 4), (3, 2, 4, 2), (8, 2, 16)),
    ]


def reference(x: Any, w: Any, block: Any) -> Array:
    """Let torch do it in float64."""
    image, kernels = (torch.tensor(np.asarray(a, dtype=float)) for a in (x, w))
    return torch.nn.functional.conv2d(image[None], kernels)[0].numpy(force=True)


class Tile:
    """A right program's numbers, step by step; each mistake changes one thing of it."""

    def __init__(self, given: tuple[Any, ...]) -> None:
        (
            self.x, self.w, self.y, self.C, self.H, self.W, self.M, self.P, self.Q,
            self.KH, self.KW, self.BM, self.BN, self.BK,
        ) = given  # fmt: skip
        self.place = tl.program_id(0) * self.BM + tl.arange(0, self.BM)
        self.chosen = tl.program_id(1) * self.BN + tl.arange(0, self.BN)
        self.is_place, self.is_map = self.place < self.P * self.Q, self.chosen < self.M
        self.row, self.column = self.place // self.Q, self.place % self.Q
        self.window = self.C * self.KH * self.KW

    def split(self, k: Any) -> tuple[Any, Any, Any]:
        """Return channel, row and column of the numbers of a window."""
        return k // (self.KH * self.KW), k // self.KW % self.KH, k % self.KW

    def pixel(self, k: Any) -> Any:
        """Return where the pixels lie, (BM, BK)."""
        c, i, j = self.split(k)
        inside = c * self.H * self.W + i * self.W + j
        return (self.row * self.W + self.column)[:, None] + inside[None, :]

    def weight(self, k: Any) -> Any:
        """Return where the weights lie, (BK, BN)."""
        return self.chosen[None, :] * self.window + k[:, None]


def computed(
    given: tuple[Any, ...],
    pixel: Callable[[Tile, Any], Any] = Tile.pixel,
    weight: Callable[[Tile, Any], Any] = Tile.weight,
    begin: Callable[[int], int] = lambda k0: k0,
    add: bool = True,
    mask_k: bool = True,
    mask_place: bool = True,
    mask_map: bool = True,
    other: float = 0.0,
) -> None:
    tile = Tile(given)
    total = tl.zeros((tile.BM, tile.BN), dtype=tl.float32)
    for k0 in range(0, tile.window, tile.BK):
        k = begin(k0) + tl.arange(0, tile.BK)
        is_k = (k < tile.window) | (not mask_k)
        known = (tile.is_place | (not mask_place))[:, None] & is_k[None, :]
        weighs = is_k[:, None] & (tile.is_map | (not mask_map))[None, :]
        seen = tl.load(tile.x + pixel(tile, k), mask=known, other=other)
        weights = tl.load(tile.w + weight(tile, k), mask=weighs, other=other)
        product = tl.dot(seen, weights)
        total = total + product if add else product
    y_at = tile.y + tile.chosen[None, :] * (tile.P * tile.Q) + tile.place[:, None]
    tl.store(y_at, total, mask=tile.is_place[:, None] & tile.is_map[None, :])


@mistake(
    MISTAKES,
    "sum replaced, not added to",
    "Only the last numbers of each window count: each round's product is to be added.",
)
def replaced(*given: Any) -> None:
    computed(given, add=False)


@mistake(
    MISTAKES,
    "the first numbers of a window each time",
    "Each round reads the same numbers: where does the round begin?",
)
def first_each_time(*given: Any) -> None:
    computed(given, begin=lambda k0: 0)


@mistake(
    MISTAKES,
    "rows as wide as the output's",
    "One row down in the image is as many numbers as the image is wide, not the output.",
)
def output_rows(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, i, j = tile.split(k)
        inside = c * tile.H * tile.W + i * tile.Q + j
        return (tile.row * tile.Q + tile.column)[:, None] + inside[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "places counted in the output",
    "You take a place's number in the output for its pixel in the image: the image's rows are "
    "longer.",
)
def place_as_pixel(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, i, j = tile.split(k)
        return tile.place[:, None] + (c * tile.H * tile.W + i * tile.W + j)[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "channels as large as the output",
    "One channel further is as many numbers as an image has pixels, not as the output has places.",
)
def output_channels(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, i, j = tile.split(k)
        inside = c * tile.P * tile.Q + i * tile.W + j
        return (tile.row * tile.W + tile.column)[:, None] + inside[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "window read column by column",
    "Your windows lie on their side: the numbers of a kernel come row by row.",
)
def transposed(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, rest = k // (tile.KH * tile.KW), k % (tile.KH * tile.KW)
        inside = c * tile.H * tile.W + rest % tile.KH * tile.W + rest // tile.KH
        return (tile.row * tile.W + tile.column)[:, None] + inside[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "height and width of the kernel exchanged",
    "In a kernel that is not square your rows have the wrong length.",
)
def exchanged(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, i, j = k // (tile.KH * tile.KW), k // tile.KH % tile.KW, k % tile.KH
        inside = c * tile.H * tile.W + i * tile.W + j
        return (tile.row * tile.W + tile.column)[:, None] + inside[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "channels last in a window",
    "Your windows count their channels fastest, the kernels their columns.",
)
def channels_last(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        c, tap = k % tile.C, k // tile.C
        inside = c * tile.H * tile.W + tap // tile.KW * tile.W + tap % tile.KW
        return (tile.row * tile.W + tile.column)[:, None] + inside[None, :]

    computed(given, pixel)


@mistake(
    MISTAKES,
    "kernels turned by half",
    "Your kernels meet the window with their last weight first: a layer does not flip.",
)
def turned(*given: Any) -> None:
    def weight(tile: Tile, k: Any) -> Any:
        c, i, j = tile.split(k)
        back = (tile.KH - 1 - i) * tile.KW + tile.KW - 1 - j
        return tile.chosen[None, :] * tile.window + (c * tile.KH * tile.KW + back)[:, None]

    computed(given, weight=weight)


@mistake(
    MISTAKES,
    "kernels one channel apart",
    "The next map's kernel begins after all channels of the one before.",
)
def one_channel_apart(*given: Any) -> None:
    def weight(tile: Tile, k: Any) -> Any:
        return tile.chosen[None, :] * (tile.KH * tile.KW) + k[:, None]

    computed(given, weight=weight)


@mistake(
    MISTAKES,
    "kernels one number apart",
    "Your weights are read as if the maps came last: each map's kernel lies together.",
)
def maps_last(*given: Any) -> None:
    def weight(tile: Tile, k: Any) -> Any:
        return k[:, None] * tile.M + tile.chosen[None, :]

    computed(given, weight=weight)


@mistake(
    MISTAKES,
    "one map for all",
    "Every map gets the first one's kernel.",
)
def one_map(*given: Any) -> None:
    def weight(tile: Tile, k: Any) -> Any:
        return 0 * tile.chosen[None, :] + k[:, None]

    computed(given, weight=weight)


@mistake(
    MISTAKES,
    "end of the window not masked",
    "The last round reads beyond the end of the windows and kernels: mask those numbers.",
)
def end_not_masked(*given: Any) -> None:
    computed(given, mask_k=False)


@mistake(
    MISTAKES,
    "places beyond the output read",
    "Your tile reads pixels for places that the output does not have: mask them.",
)
def places_not_masked(*given: Any) -> None:
    computed(given, mask_place=False)


@mistake(
    MISTAKES,
    "maps beyond the last read",
    "Your tile reads weights for maps that there are not: mask them.",
)
def maps_not_masked(*given: Any) -> None:
    computed(given, mask_map=False)


@mistake(
    MISTAKES,
    "masked numbers are not zero",
    "What a mask leaves out takes part in the sum: it has to be zero.",
)
def masked_ones(*given: Any) -> None:
    computed(given, other=1.0)


@mistake(
    MISTAKES,
    "one channel only",
    "Your windows have only the first channel in them.",
)
def one_channel(*given: Any) -> None:
    def pixel(tile: Tile, k: Any) -> Any:
        _, i, j = tile.split(k)
        return (tile.row * tile.W + tile.column)[:, None] + (i * tile.W + j)[None, :]

    computed(given, pixel)


EXERCISE = Exercise(
    name="convolve_tile",
    points=3,
    probe=run_tiles,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    starts_as=unfinished.convolve_tile,
)
