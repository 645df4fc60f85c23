"""The Triton kernel itself, its blocks, and how it is launched."""

from __future__ import annotations

from typing import Any

import torch
import triton
from triton import language as tl

from autograder.reference.layer import Layer
from autograder.reference.tiles import TILES, TileShape, promising, vector

# A block when nothing is tuned, as in the interpreter: (places, maps, numbers of a window).
SMALL_TILE = TileShape(32, 32, 16, 4, 2)
# A block is tuned anew when one of these changes; batches of about one size share it.
KEY = ["M_BUCKET", "CG", "OG", "KH", "KW", "stride_down", "VEC", "w_channel", "PRECISION"]


def convolve(  # type: ignore[no-untyped-def]  # Triton compiles it
    x, w, b, y,
    M, M_BUCKET, H, W, P, Q,
    x_image, x_channel, x_row, x_column,
    w_map, w_channel, w_row, w_column,
    y_image, y_map, y_row, y_column,
    stride_down, stride_across, pad_down, pad_across, dilate_down, dilate_across,
    CG: tl.constexpr, OG: tl.constexpr, KH: tl.constexpr, KW: tl.constexpr,
    HAS_BIAS: tl.constexpr, RELU: tl.constexpr, PRECISION: tl.constexpr, WIDEN: tl.constexpr,
    VEC: tl.constexpr, WHOLE_TAPS: tl.constexpr,
    BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr, BAND: tl.constexpr,
):  # fmt: skip
    """Compute a block of BLOCK_M places × BLOCK_N maps of one group.

    M = n P Q places in all; CG channels and OG maps a group; the rest are sizes and strides.
    The numbers of a window are counted tap by tap, the channels of a tap together: k = tap CG + c.
    VEC numbers that lie side by side are read at once: all strides but a channel's are multiples.
    """
    # Triton itself tells only multiples of 16 from others: 24 channels would be read one by one.
    x_image, x_row, x_column = x_image // VEC * VEC, x_row // VEC * VEC, x_column // VEC * VEC
    w_map, w_row, w_column = w_map // VEC * VEC, w_row // VEC * VEC, w_column // VEC * VEC
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
    if RELU:
        total = tl.maximum(total, 0.0)
    y_of = y + image.to(tl.int64) * y_image + inside // Q * y_row + inside % Q * y_column
    y_at = y_of[:, None] + ((group * OG + map_).to(tl.int64) * y_map)[None, :]
    tl.store(y_at, total.to(y.dtype.element_ty), mask=is_place[:, None] & is_map[None, :])


class Kernel:
    """Launches `convolve`: tuned on a GPU, with one small block in the interpreter."""

    def __init__(self) -> None:
        self.interpreted = bool(triton.knobs.runtime.interpret)
        self.plain: Any = triton.jit(convolve)
        self._tuned: Any = None if self.interpreted else _tuned(self.plain)

    def __call__(
        self,
        layer: Layer,
        x: torch.Tensor,
        w: torch.Tensor,
        b: torch.Tensor | None,
        y: torch.Tensor,
        precision: str,
        relu: bool = False,
        tile: TileShape | None = None,
    ) -> None:
        """Write the layer's output into y; tile: by default the fastest that is found."""
        given, options = arguments(layer, x, w, b, y, precision, relu)
        # The interpreter multiplies the bits of bfloat16 as if they were whole numbers.
        options["WIDEN"] = self.interpreted and x.dtype == torch.bfloat16
        if self.interpreted:
            tile = tile or SMALL_TILE
            self.plain[grid(layer)](*given, **options, **fixed(layer, tile, band=2))
            return
        with torch.cuda.device(x.device):
            if tile is None:
                self._tuned[grid(layer)](*given, **options)
            else:
                self.plain[grid(layer)](*given, **options, **fixed(layer, tile))


def grid(layer: Layer) -> Any:
    """Return the function that says how many programs a block asks for."""

    def programs(block: dict[str, int]) -> tuple[int, int]:
        maps = triton.cdiv(layer.o // layer.groups, block["BLOCK_N"])
        return triton.cdiv(layer.places, block["BLOCK_M"]) * maps, layer.groups

    return programs


def arguments(
    layer: Layer,
    x: torch.Tensor,
    w: torch.Tensor,
    b: torch.Tensor | None,
    y: torch.Tensor,
    precision: str,
    relu: bool,
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what `convolve` is called with, but for the block: in their order, and by name."""
    bucket = triton.next_power_of_2(layer.places)
    sizes = (layer.places, bucket, layer.h, layer.w, layer.rows, layer.columns)
    strides = (*x.stride(), *w.stride(), *y.stride())
    ways = (*layer.stride, *layer.padding, *layer.dilation)
    shape = {"CG": layer.c // layer.groups, "OG": layer.o // layer.groups}
    how = {"HAS_BIAS": b is not None, "RELU": relu, "PRECISION": precision, "WIDEN": False}
    given = (x, w, x if b is None else b, y, *sizes, *strides, *ways)
    window = {"KH": layer.kh, "KW": layer.kw, "VEC": vector(layer, x, w)}
    return given, {**shape, **window, **how}


def fixed(layer: Layer, tile: TileShape, band: int = 8) -> dict[str, Any]:
    """Return a block as `convolve` and Triton's launcher take it; band: see there."""
    block = {"BLOCK_M": tile.places, "BLOCK_N": tile.maps, "BLOCK_K": tile.depth, "BAND": band}
    whole = layer.c // layer.groups % tile.depth == 0
    return {**block, "WHOLE_TAPS": whole, "num_warps": tile.warps, "num_stages": tile.stages}


def _tuned(plain: Any) -> Any:
    configs = {
        triton.Config(
            {"BLOCK_M": tile.places, "BLOCK_N": tile.maps, "BLOCK_K": tile.depth, "BAND": 8},
            num_warps=tile.warps,
            num_stages=tile.stages,
        ): tile
        for tile in TILES
    }

    def pruned(_: Any, named: dict[str, Any], **given: Any) -> list[Any]:
        known = {**named, **given}
        size = known["x"].element_size()
        kept = promising(
            known["M"],
            known["OG"],
            known["CG"] * known["KH"] * known["KW"],
            size,
            hard=(known["PRECISION"] == "ieee" and size == 4) or known["VEC"] * size < 16,
        )
        return [config for config, tile in configs.items() if tile in kept]

    whole = triton.heuristics({"WHOLE_TAPS": lambda given: given["CG"] % given["BLOCK_K"] == 0})
    # By CUDA graphs: else what Python needs to launch is timed where a kernel is shorter than that.
    tune = triton.autotune(
        list(configs),
        KEY,
        prune_configs_by={"early_config_prune": pruned},
        do_bench=triton.testing.do_bench_cudagraph,
        cache_results=True,
    )
    return tune(whole(plain))
