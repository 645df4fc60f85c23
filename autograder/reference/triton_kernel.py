"""The Triton kernel itself, its blocks, and how it is launched."""

from __future__ import annotations

import os
from typing import Any

import torch
import triton
from triton import language as tl

from autograder.reference.layer import Layer

# What is tried for each kind of layer: the block's sides, warps, and loads ahead of the product.
BLOCKS = [
    (64, 32, 32, 4, 4),
    (64, 64, 32, 4, 4),
    (64, 64, 64, 4, 3),
    (128, 32, 32, 4, 4),
    (128, 64, 32, 4, 4),
    (128, 64, 64, 4, 3),
    (128, 128, 32, 8, 3),
    (128, 128, 64, 8, 3),
    (256, 64, 32, 8, 3),
    (256, 64, 64, 8, 3),
    (256, 128, 64, 8, 3),
    (128, 256, 64, 8, 3),
]
# A block when nothing is tuned, as in the interpreter: (places, maps, numbers of a window).
SMALL_BLOCK = {"BLOCK_M": 32, "BLOCK_N": 32, "BLOCK_K": 16}
# A block is tuned anew when one of these changes.
KEY = ["M", "CG", "OG", "KH", "KW", "stride_down", "x_channel", "PRECISION"]


def convolve(  # type: ignore[no-untyped-def]  # Triton compiles it
    x, w, b, y,
    M, H, W, P, Q,
    x_image, x_channel, x_row, x_column,
    w_map, w_channel, w_row, w_column,
    y_image, y_map, y_row, y_column,
    stride_down, stride_across, pad_down, pad_across, dilate_down, dilate_across,
    CG: tl.constexpr, OG: tl.constexpr, KH: tl.constexpr, KW: tl.constexpr,
    HAS_BIAS: tl.constexpr, PRECISION: tl.constexpr, WHOLE_TAPS: tl.constexpr, WIDEN: tl.constexpr,
    BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr, BAND: tl.constexpr,
):  # fmt: skip
    """Compute a block of BLOCK_M places × BLOCK_N maps of one group.

    M = n P Q places in all; CG channels and OG maps a group; the rest are sizes and strides.
    The numbers of a window are counted tap by tap, the channels of a tap together: k = tap CG + c.
    """
    # Programs that run together share their images: BAND rows of blocks, then the next maps.
    program, group = tl.program_id(0), tl.program_id(1)
    blocks_m, blocks_n = tl.cdiv(M, BLOCK_M), tl.cdiv(OG, BLOCK_N)
    first = program // (BAND * blocks_n) * BAND
    height = tl.minimum(blocks_m - first, BAND)
    block_m = first + program % (BAND * blocks_n) % height
    block_n = program % (BAND * blocks_n) // height

    place = block_m * BLOCK_M + tl.arange(0, BLOCK_M)
    image, inside = place // (P * Q), place % (P * Q)
    top = inside // Q * stride_down - pad_down
    left = inside % Q * stride_across - pad_across
    map_ = block_n * BLOCK_N + tl.arange(0, BLOCK_N)
    is_place, is_map = place < M, map_ < OG

    # 64 bits: a large batch has more than 2³¹ numbers.
    x_of = x + image.to(tl.int64) * x_image + group * CG * x_channel
    w_of = w + (group * OG + map_).to(tl.int64) * w_map
    total = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    for k0 in range(0, KH * KW * CG, BLOCK_K):
        k = k0 + tl.arange(0, BLOCK_K)
        if WHOLE_TAPS:  # CG is a multiple of BLOCK_K: a block of k has one tap
            tap, channel = k0 // CG, k % CG
            row = top + tap // KW * dilate_down
            column = left + tap % KW * dilate_across
            lies = is_place & (row >= 0) & (row < H) & (column >= 0) & (column < W)
            x_at = (x_of + row * x_row + column * x_column)[:, None] + (channel * x_channel)[
                None, :
            ]
            known = lies[:, None]
            w_tap = tap // KW * w_row + tap % KW * w_column
            w_at = (w_of + w_tap)[None, :] + (channel * w_channel)[:, None]
            weighs = is_map[None, :]
        else:
            tap, channel = k // CG, k % CG
            row = top[:, None] + (tap // KW * dilate_down)[None, :]
            column = left[:, None] + (tap % KW * dilate_across)[None, :]
            known = is_place[:, None] & (k < KH * KW * CG)[None, :]
            known = known & (row >= 0) & (row < H) & (column >= 0) & (column < W)
            x_at = x_of[:, None] + row * x_row + column * x_column + (channel * x_channel)[None, :]
            w_tap = tap // KW * w_row + tap % KW * w_column + channel * w_channel
            w_at = w_of[None, :] + w_tap[:, None]
            weighs = is_map[None, :] & (k < KH * KW * CG)[:, None]
        seen = tl.load(x_at, mask=known, other=0.0)
        weights = tl.load(w_at, mask=weighs, other=0.0)
        if WIDEN:
            seen, weights = seen.to(tl.float32), weights.to(tl.float32)
        total = tl.dot(seen, weights, total, input_precision=PRECISION)
    if HAS_BIAS:
        total += tl.load(b + group * OG + map_, mask=is_map, other=0.0).to(tl.float32)[None, :]
    y_of = y + image.to(tl.int64) * y_image + inside // Q * y_row + inside % Q * y_column
    y_at = y_of[:, None] + ((group * OG + map_).to(tl.int64) * y_map)[None, :]
    tl.store(y_at, total.to(y.dtype.element_ty), mask=is_place[:, None] & is_map[None, :])


class Kernel:
    """Launches `convolve`: tuned on a GPU, with one small block in the interpreter."""

    def __init__(self) -> None:
        self.interpreted = os.environ.get("TRITON_INTERPRET") == "1"
        plain = triton.jit(convolve)
        self._run: Any = plain if self.interpreted else _tuned(plain)

    def __call__(
        self,
        layer: Layer,
        x: torch.Tensor,
        w: torch.Tensor,
        b: torch.Tensor | None,
        y: torch.Tensor,
        precision: str,
    ) -> None:
        """Write the layer's output into y."""
        channels, maps = layer.c // layer.groups, layer.o // layer.groups
        places = layer.n * layer.rows * layer.columns
        sizes = (places, layer.h, layer.w, layer.rows, layer.columns)
        strides = (*x.stride(), *w.stride(), *y.stride())
        options = (*layer.stride, *layer.padding, *layer.dilation)
        shape = {"CG": channels, "OG": maps, "KH": layer.kh, "KW": layer.kw}
        # The interpreter multiplies the bits of bfloat16 as if they were whole numbers.
        widen = self.interpreted and x.dtype == torch.bfloat16
        how = {"HAS_BIAS": b is not None, "PRECISION": precision, "WIDEN": widen}
        tensors = (x, w, x if b is None else b, y)

        def grid(block: dict[str, int]) -> tuple[int, int]:
            tiles = triton.cdiv(places, block["BLOCK_M"]) * triton.cdiv(maps, block["BLOCK_N"])
            return tiles, layer.groups

        if self.interpreted:
            fixed = {**SMALL_BLOCK, "BAND": 2}
            fixed["WHOLE_TAPS"] = channels % fixed["BLOCK_K"] == 0
            self._run[grid](*tensors, *sizes, *strides, *options, **shape, **how, **fixed)
        else:
            with torch.cuda.device(x.device):
                self._run[grid](*tensors, *sizes, *strides, *options, **shape, **how)


def _tuned(plain: Any) -> Any:
    configs = [
        triton.Config(
            {"BLOCK_M": m, "BLOCK_N": n, "BLOCK_K": k, "BAND": 8},
            num_warps=warps,
            num_stages=stages,
        )
        for m, n, k, warps, stages in BLOCKS
    ]
    whole = triton.heuristics({"WHOLE_TAPS": lambda given: given["CG"] % given["BLOCK_K"] == 0})
    return triton.autotune(configs, KEY)(whole(plain))
