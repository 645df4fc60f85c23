"""The part of Triton's language that a convolution needs, computed by NumPy.

Import it as `tl`, as one imports triton.language; the same kernel then runs in Triton
(tests/seeing/test_tiles.py holds the two together). Names, parameters and rules are Triton's; see
https://triton-lang.org/main/python-api/triton.language.html. Two things differ, for learners:
what is read or written outside an array is an error that says where, and what a mask leaves out
without an `other` is NaN, where Triton promises nothing.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import numpy as np

from seeing.tiles.memory import Numbers, Pointer, TileError

float32 = np.float32
int32 = np.int32
FEWEST_IN_A_DOT = 16  # Triton 3.7.1: "M >= 1, N >= 1 and K >= 16" (test_tiles)
constexpr = int  # for annotations: a number that is known when the kernel is compiled

running: ContextVar[tuple[int, ...]] = ContextVar("running")  # which program this is, by axis


def program_id(axis: int) -> int:
    """Return which program this is along an axis of the grid."""
    try:
        program = running.get()
    except LookupError:
        raise TileError("a kernel is not called but launched: launch(kernel, …)") from None
    if not 0 <= axis < len(program):
        raise TileError(f"the grid has {len(program)} axes, and no axis {axis}")
    return program[axis]


def cdiv(a: int, b: int) -> int:
    """Divide and round up."""
    return -(-a // b)


def arange(start: int, end: int) -> Numbers:
    """Return start, …, end − 1; as many as a power of two."""
    _power_of_two(end - start, "arange")
    return np.arange(start, end)


def zeros(shape: tuple[int, ...], dtype: Any) -> Numbers:
    """Return a block of zeros, whose sides are powers of two."""
    for side in shape:
        _power_of_two(side, "zeros")
    return np.zeros(shape, dtype)


def _power_of_two(size: int, name: str) -> None:
    if size < 1 or size & (size - 1):
        raise TileError(f"tl.{name} makes blocks with a power of two on each side, not {size}")


def load(pointer: Pointer, mask: Any = None, other: Any = None) -> Numbers:
    """Read the numbers that pointers point to.

    mask: which of them to read; broadcast with the pointer
    other: what stands for the rest
    raises OutOfBoundsError where it would read outside
    """
    at, known = _places("load", pointer, mask)
    memory = pointer.memory
    out = np.full(at.shape, np.nan if other is None else other, memory.numbers.dtype)
    places = memory.places(at, known, "reads")
    out[known] = memory.numbers[places]
    memory.read += places.size
    return out


def store(pointer: Pointer, value: Any, mask: Any = None) -> None:
    """Write numbers to where pointers point; as `load` otherwise."""
    at, known = _places("store", pointer, mask)
    memory = pointer.memory
    places = memory.places(at, known, "writes")
    memory.numbers[places] = np.broadcast_to(value, at.shape)[known]
    memory.written += places.size


def _places(name: str, pointer: Any, mask: Any) -> tuple[Numbers, Numbers]:
    if not isinstance(pointer, Pointer):
        raise TileError(
            f"tl.{name} takes a pointer plus whole numbers, such as x + place, not "
            f"{type(pointer).__name__}"
        )
    at, known = np.broadcast_arrays(pointer.at, True if mask is None else mask)
    if known.dtype != bool:
        raise TileError(f"a mask is made by comparisons, such as place < size, not {known.dtype}")
    return at, known


def dot(a: Numbers, b: Numbers, acc: Numbers | None = None, **_: Any) -> Numbers:
    """Multiply blocks as matrices: (m, k) by (k, n), in float32; added to acc where there is one.

    `input_precision` is accepted, and makes no difference here.
    raises TileError for k < 16, which Triton refuses when it compiles for a GPU
    """
    if np.ndim(a) != 2 or np.ndim(b) != 2 or a.shape[1] != b.shape[0]:
        raise TileError(f"tl.dot multiplies (m, k) by (k, n), not {np.shape(a)} by {np.shape(b)}")
    if a.shape[1] < FEWEST_IN_A_DOT:
        raise TileError(
            f"tl.dot takes at least {FEWEST_IN_A_DOT} numbers in each sum, not {a.shape[1]}: "
            "so do a GPU's tensor cores"
        )
    product: Numbers = np.matmul(a, b, dtype=np.float32)
    return product if acc is None else acc + product


def where(condition: Any, x: Any, y: Any) -> Numbers:
    """Take x where the condition holds, y elsewhere."""
    chosen: Numbers = np.where(condition, x, y)
    return chosen


def sum(input: Numbers, axis: int | None = None) -> Numbers:
    """Add up along an axis, or everything."""
    total: Numbers = np.sum(input, axis=axis)
    return total


__all__ = [
    "arange", "cdiv", "constexpr", "dot", "float32", "int32", "load", "program_id", "store", "sum",
    "where", "zeros",
]  # fmt: skip
