"""What the Triton kernels share: a layer's constants, the order of blocks, storing a block."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"
# Triton compiles these functions, and gives their arguments types of its own.
from __future__ import annotations

from typing import NamedTuple

import triton
from triton import language as tl

INTERPRETED = bool(triton.knobs.runtime.interpret)


class Sizes(NamedTuple):
    """The constants of a layer, as a kernel takes them.

    h, w: of the images; c, o: channels and maps of a group; rows, columns: of the output
    y_image, y_map, y_row, y_column: strides of the output, and of what is added to it
    precision: of float32 products, as `tl.dot` names it; band: see `block_of`
    widen: 16-bit numbers become float32 before they are multiplied, as the interpreter needs it
    """

    h: int
    w: int
    c: int
    groups: int
    o: int
    kh: int
    kw: int
    stride_down: int
    stride_across: int
    pad_down: int
    pad_across: int
    dilate_down: int
    dilate_across: int
    rows: int
    columns: int
    y_image: int
    y_map: int
    y_row: int
    y_column: int
    relu: bool
    precision: str
    band: int
    widen: bool


@triton.jit
def block_of(program, rows, columns, tile: tl.constexpr, band: tl.constexpr):
    """Return which block of a product's rows and which of its columns a program has.

    Programs that run together share their images: `band` blocks of rows, then the next columns.
    """
    blocks, across = tl.cdiv(rows, tile.places), tl.cdiv(columns, tile.maps)
    first = program // (band * across) * band
    height = tl.minimum(blocks - first, band)
    inside = program % (band * across)
    return first + inside % height, inside // height


@triton.jit
def corner_of(place, s: tl.constexpr):
    """Return the image of each place, and the row and column where its window begins."""
    inside = place % (s.rows * s.columns)
    top = inside // s.columns * s.stride_down - s.pad_down
    left = inside % s.columns * s.stride_across - s.pad_across
    # 64 bits: a large batch has more than 2³¹ numbers.
    return (place // (s.rows * s.columns)).to(tl.int64), top, left


@triton.jit
def finish(total, place, map_, group, b, add, y, places, s: tl.constexpr):
    """Add the bias and the block of `add`, apply ReLU, and store what comes out into y."""
    known = (place < places)[:, None] & (map_ < s.o)[None, :]
    mine = group * s.o + map_
    if b is not None:
        total += tl.load(b + mine, mask=map_ < s.o, other=0.0).to(tl.float32)[None, :]
    inside = place % (s.rows * s.columns)
    at = (place // (s.rows * s.columns)).to(tl.int64) * s.y_image
    at += inside // s.columns * s.y_row + inside % s.columns * s.y_column
    at = at[:, None] + (mine.to(tl.int64) * s.y_map)[None, :]
    if add is not None:
        total += tl.load(add + at, mask=known, other=0.0).to(tl.float32)
    if s.relu:
        total = tl.maximum(total, 0.0)
    tl.store(y + at, total.to(y.dtype.element_ty), mask=known)


@triton.jit
def at_of(sums, part, group, groups, row, column, rows, columns):
    """Return where the block of a part lies in `sums`: (parts, groups, rows, columns)."""
    first = ((part * groups + group).to(tl.int64) * rows + row) * columns
    return sums + first[:, None] + column[None, :]


@triton.jit
def store(total, place, map_, group, part, b, add, y, sums, places, s: tl.constexpr):
    """Store a block: into y if its sums are whole, into `sums` if they are one of several parts."""
    if sums is None:
        finish(total, place, map_, group, b, add, y, places, s)
    else:
        at = at_of(sums, part, group, s.groups, place, map_, places, s.o)
        tl.store(at, total, mask=(place < places)[:, None] & (map_ < s.o)[None, :])


@triton.jit
def nothing(tile: tl.constexpr):
    """Return a block of sums with nothing added up."""
    height: tl.constexpr = tile.places
    width: tl.constexpr = tile.maps
    return tl.zeros((height, width), dtype=tl.float32)


@triton.jit
def multiplied(left, right, total, s: tl.constexpr):
    """Return total and the product of two blocks."""
    if s.widen:
        left, right = left.to(tl.float32), right.to(tl.float32)
    return tl.dot(left, right, total, input_precision=s.precision)
