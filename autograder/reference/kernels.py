"""The Triton kernels of a convolution layer: each program computes a block of places × maps.

All sizes are constants, since a plan is made for one layer; only the batch, and how a sum is cut,
are told at the launch. Images lie as (n, h, w, groups, c), kernels as (o, kh, kw, c), and the c
channels of a group fill whole copies of 16 bytes (`packing`).

`product` is for kernels of 1 × 1, `taps` for many channels, `windows` for few, `depthwise` for one
channel a group. The first three are a product of matrices whose left one is never stored, the
"implicit GEMM" of Chetlur et al., cuDNN: Efficient primitives for deep learning, 2014: its rows are
the output's places, its columns the numbers of a window.

places: of all images together; steps: rounds of a part, where sums are cut; s: the `Sizes`; tile: a
`TileShape`. b, add and sums are None where nothing is added and nothing is cut.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"
# Triton compiles these functions, and gives their arguments types of its own.
from __future__ import annotations

import triton
from triton import language as tl

from autograder.reference.kernel_parts import (
    at_of,
    block_of,
    corner_of,
    finish,
    multiplied,
    nothing,
    store,
)


@triton.jit(do_not_specialize=["steps", "parts"])
def product(x, w, b, add, y, sums, places, steps, parts, s: tl.constexpr, tile: tl.constexpr):
    """A kernel of 1 × 1 at every place: the images are the left matrix as they lie.

    The grid is persistent: as many programs as run at once, each with one block after another.
    """
    blocks = tl.cdiv(places, tile.places) * tl.cdiv(s.o, tile.maps)
    for item in range(tl.program_id(0), blocks * parts, tl.num_programs(0)):
        part = item // blocks
        down, across = block_of(item % blocks, places, s.o, tile, s.band)
        place = down * tile.places + tl.arange(0, tile.places)
        map_ = across * tile.maps + tl.arange(0, tile.maps)
        channel = tl.arange(0, tile.depth)
        x_at = x + (place.to(tl.int64) * s.c)[:, None] + channel[None, :]
        w_at = w + (map_ * s.c)[None, :] + channel[:, None]
        total = nothing(tile)
        last = tl.minimum((part + 1) * steps, tl.cdiv(s.c, tile.depth))
        for step in range(part * steps, last):
            first = step * tile.depth
            known = (place < places)[:, None] & (first + channel < s.c)[None, :]
            weighs = (map_ < s.o)[None, :] & (first + channel < s.c)[:, None]
            seen = tl.load(x_at + first, mask=known, other=0.0)
            weights = tl.load(w_at + first, mask=weighs, other=0.0)
            total = multiplied(seen, weights, total, s)
        store(total, place, map_, 0, part, b, add, y, sums, places, s)


@triton.jit(do_not_specialize=["steps"])
def taps(x, w, b, add, y, sums, places, steps, s: tl.constexpr, tile: tl.constexpr):
    """Many channels: c is a multiple of the tile's depth. A round has one tap and `depth` channels.

    Where a window begins, and which of its taps lie in the image, is found before the loop: bit i
    of `rows_in` says that row i of the window does. All taps of some channels come before the next
    channels, so that neighbouring rounds read nearly the same pixels.
    """
    group, part = tl.program_id(1), tl.program_id(2)
    down, across = block_of(tl.program_id(0), places, s.o, tile, s.band)
    place = down * tile.places + tl.arange(0, tile.places)
    map_ = across * tile.maps + tl.arange(0, tile.maps)
    channel = tl.arange(0, tile.depth)
    image, top, left = corner_of(place, s)
    rows_in = tl.zeros_like(place)
    for i in range(s.kh):
        row = top + i * s.dilate_down
        rows_in |= ((place < places) & (row >= 0) & (row < s.h)).to(tl.int32) << i
    columns_in = tl.zeros_like(place)
    for j in range(s.kw):
        column = left + j * s.dilate_across
        columns_in |= ((column >= 0) & (column < s.w)).to(tl.int32) << j

    corner = (image * (s.h * s.w) + top * s.w + left) * (s.groups * s.c) + group * s.c
    x_at = x + corner[:, None] + channel[None, :]
    w_at = w + ((group * s.o + map_).to(tl.int64) * (s.kh * s.kw * s.c))[None, :] + channel[:, None]
    total = nothing(tile)
    last = tl.minimum((part + 1) * steps, s.c // tile.depth * (s.kh * s.kw))
    for step in range(part * steps, last):
        tap, first = step % (s.kh * s.kw), step // (s.kh * s.kw) * tile.depth
        i, j = tap // s.kw, tap % s.kw
        known = (rows_in >> i) & (columns_in >> j) & 1
        moved = (i * (s.dilate_down * s.w) + j * s.dilate_across) * (s.groups * s.c) + first
        seen = tl.load(x_at + moved, mask=(known != 0)[:, None], other=0.0)
        weights = tl.load(w_at + (tap * s.c + first), mask=(map_ < s.o)[None, :], other=0.0)
        total = multiplied(seen, weights, total, s)
    store(total, place, map_, group, part, b, add, y, sums, places, s)


@triton.jit(do_not_specialize=["steps"])
def windows(x, w, b, add, y, sums, places, steps, s: tl.constexpr, tile: tl.constexpr):
    """Few channels: the numbers of a window are counted tap by tap, and a round has several taps.

    So a round is full also where a tap has 8 channels, but each number's tap is found in the loop.
    """
    group, part = tl.program_id(1), tl.program_id(2)
    down, across = block_of(tl.program_id(0), places, s.o, tile, s.band)
    place = down * tile.places + tl.arange(0, tile.places)
    map_ = across * tile.maps + tl.arange(0, tile.maps)
    image, top, left = corner_of(place, s)
    corner = (image * (s.h * s.w) + top * s.w + left) * (s.groups * s.c) + group * s.c
    window = s.kh * s.kw * s.c
    w_of = w + (group * s.o + map_).to(tl.int64) * window
    total = nothing(tile)
    last = tl.minimum((part + 1) * steps, tl.cdiv(window, tile.depth))
    for step in range(part * steps, last):
        k = step * tile.depth + tl.arange(0, tile.depth)
        tap, channel = k // s.c, k % s.c
        i, j = tap // s.kw * s.dilate_down, tap % s.kw * s.dilate_across
        row, column = top[:, None] + i[None, :], left[:, None] + j[None, :]
        known = (place < places)[:, None] & (k < window)[None, :]
        known = known & (row >= 0) & (row < s.h) & (column >= 0) & (column < s.w)
        moved = (i * s.w + j) * (s.groups * s.c) + channel
        seen = tl.load(x + corner[:, None] + moved[None, :], mask=known, other=0.0)
        weighs = (map_ < s.o)[None, :] & (k < window)[:, None]
        weights = tl.load(w_of[None, :] + k[:, None], mask=weighs, other=0.0)
        total = multiplied(seen, weights, total, s)
    store(total, place, map_, group, part, b, add, y, sums, places, s)


@triton.jit
def depthwise(x, w, b, add, y, places, s: tl.constexpr, tile: tl.constexpr):
    """One channel a group: each map is a sum over its own taps, and no product of matrices.

    The kernels lie as (kh, kw, o), and all channels are one group here: c and o count all of them.
    """
    across = tl.cdiv(s.o, tile.maps)
    place = tl.program_id(0) // across * tile.places + tl.arange(0, tile.places)
    map_ = tl.program_id(0) % across * tile.maps + tl.arange(0, tile.maps)
    image, top, left = corner_of(place, s)
    total = nothing(tile)
    for i in range(s.kh):
        for j in range(s.kw):
            row, column = top + i * s.dilate_down, left + j * s.dilate_across
            known = (place < places) & (row >= 0) & (row < s.h) & (column >= 0) & (column < s.w)
            pixel = (image * (s.h * s.w) + row * s.w + column) * s.c
            x_at = x + pixel[:, None] + (map_ // (s.o // s.c))[None, :]
            seen = tl.load(x_at, mask=known[:, None] & (map_ < s.o)[None, :], other=0.0)
            weights = tl.load(w + (i * s.kw + j) * s.o + map_, mask=map_ < s.o, other=0.0)
            total += seen.to(tl.float32) * weights.to(tl.float32)[None, :]
    finish(total, place, map_, 0, b, add, y, places, s)


@triton.jit(do_not_specialize=["parts"])
def add_parts(sums, b, add, y, places, parts, s: tl.constexpr, tile: tl.constexpr):
    """Add up the parts that a sum was cut into, in their order: each run gives the same digits."""
    across, group = tl.cdiv(s.o, tile.maps), tl.program_id(1)
    place = tl.program_id(0) // across * tile.places + tl.arange(0, tile.places)
    map_ = tl.program_id(0) % across * tile.maps + tl.arange(0, tile.maps)
    known = (place < places)[:, None] & (map_ < s.o)[None, :]
    total = nothing(tile)
    for part in range(parts):
        at = at_of(sums, part, group, s.groups, place, map_, places, s.o)
        total += tl.load(at, mask=known, other=0.0)
    finish(total, place, map_, group, b, add, y, places, s)


@triton.jit(do_not_specialize=["steps"])
def over_places(flowed, x, sums, places, steps, s: tl.constexpr, tile: tl.constexpr):
    """The kernels' gradient: maps × numbers of a window, each a sum over all places.

    flowed: the gradient of the output, as (n, rows, columns, groups, o)
    The sums are stored as (parts, groups, o, kh kw c); `add_parts` makes the gradient of them.
    """
    group, part = tl.program_id(1), tl.program_id(2)
    window = s.kh * s.kw * s.c
    down, across = block_of(tl.program_id(0), s.o, window, tile, s.band)
    map_ = down * tile.places + tl.arange(0, tile.places)
    k = across * tile.maps + tl.arange(0, tile.maps)
    tap, channel = k // s.c, k % s.c
    i, j = tap // s.kw * s.dilate_down, tap % s.kw * s.dilate_across
    moved = (i * s.w + j) * (s.groups * s.c) + group * s.c + channel
    total = nothing(tile)
    last = tl.minimum((part + 1) * steps, tl.cdiv(places, tile.depth))
    for step in range(part * steps, last):
        place = step * tile.depth + tl.arange(0, tile.depth)
        image, top, left = corner_of(place, s)
        row, column = top[:, None] + i[None, :], left[:, None] + j[None, :]
        known = (place < places)[:, None] & (k < window)[None, :]
        known = known & (row >= 0) & (row < s.h) & (column >= 0) & (column < s.w)
        corner = (image * (s.h * s.w) + top * s.w + left) * (s.groups * s.c)
        seen = tl.load(x + corner[:, None] + moved[None, :], mask=known, other=0.0)
        came = (map_ < s.o)[:, None] & (place < places)[None, :]
        at = (place.to(tl.int64) * (s.groups * s.o))[None, :] + (group * s.o + map_)[:, None]
        total = multiplied(tl.load(flowed + at, mask=came, other=0.0), seen, total, s)
    at = at_of(sums, part, group, s.groups, map_, k, s.o, window)
    tl.store(at, total, mask=(map_ < s.o)[:, None] & (k < window)[None, :])
