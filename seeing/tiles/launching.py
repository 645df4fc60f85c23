"""Launch a kernel for a convolution layer: one program for each tile of the output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from seeing.tiles import language
from seeing.tiles.memory import Memory, Numbers, Pointer, TileError


@dataclass(frozen=True)
class Launched:
    """What became of a launch.

    output: (m, p, q), float32; NaN where no program has written
    programs: how many programs ran
    read, written: numbers that went between the memory and the programs
    """

    output: Numbers
    programs: int
    read: int
    written: int


def launch(
    kernel: Callable[..., Any],
    x: npt.ArrayLike,
    w: npt.ArrayLike,
    block: tuple[int, int, int] = (16, 16, 16),
) -> Launched:
    """Run a kernel for a layer of stride 1 without padding, one program after another.

    kernel: function of (x, w, y, C, H, W, M, P, Q, KH, KW, BM, BN, BK): pointers, sizes, and the
        tile's: BM places by BN maps, BK numbers of a window at a time
    x: (c, h, w), an image; w: (m, c, kh, kw), kernels
    block: (BM, BN, BK), powers of two
    raises TileError where something does not fit
    """
    image, kernels = (np.ascontiguousarray(a, dtype=np.float32) for a in (x, w))
    if image.ndim != 3 or kernels.ndim != 4 or image.shape[0] != kernels.shape[1]:
        raise TileError(
            f"an image (c, h, w) and kernels (m, c, kh, kw), not {image.shape} and {kernels.shape}"
        )
    (c, h, width), (m, _, kh, kw) = image.shape, kernels.shape
    p, q = h - kh + 1, width - kw + 1
    if min(p, q) < 1:
        raise TileError(f"kernels of {kh} × {kw} do not fit into {h} × {width}")
    y = Memory("y", np.full(m * p * q, np.nan, dtype=np.float32))
    memories = [Memory("x", image.ravel().copy()), Memory("w", kernels.ravel().copy()), y]
    pointers = [Pointer(memory, np.array(0)) for memory in memories]
    grid = (language.cdiv(p * q, block[0]), language.cdiv(m, block[1]))
    for program in product(*map(range, grid)):
        token = language.running.set(program)
        try:
            kernel(*pointers, c, h, width, m, p, q, kh, kw, *block)
        finally:
            language.running.reset(token)
    return Launched(
        output=y.numbers.reshape(m, p, q),
        programs=grid[0] * grid[1],
        read=sum(memory.read for memory in memories),
        written=y.written,
    )
