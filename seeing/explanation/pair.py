"""One result of one case: what came beside what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from seeing.comparison import differing
from seeing.probes import Array

# By the number of axes; of more, only the last two have names that are right in every exercise.
AXES = {1: ("entry",), 2: ("row", "column")}


@dataclass(frozen=True)
class Pair:
    """A wrong result and the right one.

    actual, wanted: float64 arrays of any shapes
    near: how near a right result comes, see `comparison.tolerance`
    inputs: what the case was called with, by name
    """

    actual: Array
    wanted: Array
    near: float
    inputs: Mapping[str, Any]

    @cached_property
    def marks(self) -> Array:
        """Where it is wrong; asked for only where the shapes are the same."""
        return differing(self.actual, self.wanted, self.near)

    @property
    def same_shape(self) -> bool:
        """Tell whether what came has the shape that is due."""
        return self.actual.shape == self.wanted.shape

    def came_as(self, other: Array) -> bool:
        """Tell whether what came is `other`, up to rounding."""
        return self.are_same(self.actual, other)

    def is_due(self, other: Array) -> bool:
        """Tell whether `other` is what is due, up to rounding."""
        return self.are_same(self.wanted, other)

    def are_same(self, one: Array, other: Array) -> bool:
        """Tell whether two arrays are the same, as near as results of this case have to come."""
        if one.shape != other.shape:
            return False
        # What was squared or multiplied is larger, and so is what rounding does to it.
        grown = max(1.0, _largest(other) / (_largest(self.wanted) or 1.0))
        return not differing(one, other, self.near * grown).any()


def as_numbers(value: Any) -> Array | None:
    """Return an input as an array, None if it is none, such as a graph or a list of names."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):  # rows of different lengths, or what raises when it is read
        return None
    return array if array.dtype.kind in "biuf" else None


def axis_name(number: int, ndim: int) -> str:
    """Name an axis of an array, such as "row"."""
    if ndim in AXES:
        return AXES[ndim][number]
    names = {ndim - 2: "row", ndim - 1: "column"}
    return names.get(number, f"index of axis {number}")


def plural(name: str) -> str:
    """Return an axis' name for several: "rows", "entries", "indices of axis 0"."""
    if name.startswith("index"):
        return name.replace("index", "indices", 1)
    return {"entry": "entries"}.get(name, f"{name}s")


def axes_in_words(numbers: list[int], ndim: int) -> str:
    """Name axes as what is exchanged or turned: "rows and columns", "axes 0 and 1"."""
    if ndim == 2 or (ndim > 2 and all(number >= ndim - 2 for number in numbers)):
        return " and ".join(plural(axis_name(number, ndim)) for number in numbers)
    return f"ax{'i' if len(numbers) == 1 else 'e'}s {' and '.join(map(str, numbers))}"


def _largest(array: Array) -> float:
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max(initial=0.0))
