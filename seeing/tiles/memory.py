"""The memory that a kernel reads and writes through pointers, watched at each access."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


class TileError(ValueError):
    """The language has no such thing; says what it has."""


class OutOfBoundsError(IndexError):
    """A kernel reads or writes beyond an array: on a GPU, numbers of somebody else's."""


@dataclass
class Memory:
    """An array as a GPU sees it: numbers in a row.

    name: what the kernel calls it, for errors
    numbers: (size,)
    read, written: how many numbers went out and in so far
    """

    name: str
    numbers: Numbers
    read: int = 0
    written: int = 0

    def places(self, at: Numbers, mask: Numbers, doing: str) -> Numbers:
        """Return the places that the mask allows; raises OutOfBoundsError if one is outside."""
        allowed = at[mask]
        wild = allowed[(allowed < 0) | (allowed >= self.numbers.size)]
        if wild.size:
            raise OutOfBoundsError(
                f"the kernel {doing} number {wild[0]} of {self.name}, which has "
                f"{self.numbers.size} (0 to {self.numbers.size - 1})"
            )
        return allowed


@dataclass(frozen=True)
class Pointer:
    """Places in a memory: one, or an array of them of any shape."""

    memory: Memory
    at: Numbers

    def __add__(self, offset: Any) -> Self:
        return type(self)(self.memory, self.at + whole(offset, "a pointer is moved by"))

    __radd__ = __add__

    def __sub__(self, offset: Any) -> Self:
        return self + -whole(offset, "a pointer is moved by")

    def __getitem__(self, index: Any) -> Self:
        return type(self)(self.memory, self.at[index])


def whole(value: Any, what: str) -> Numbers:
    """Return whole numbers as an array; raises TileError for anything else."""
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "iu":
        raise TileError(f"{what} whole numbers, not {numbers.dtype}")
    return numbers
