"""Traits that hold numbers as JSON can carry them: a row of them, or rows of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets


def number_row(value: npt.ArrayLike, most: int) -> list[float]:
    """Return `value` as a list of floats, or say what to do to make it one.

    value: (n,) of finite numbers, 1 ≤ n ≤ most, else ValueError
    """
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"expected a list of numbers such as [1, 0, -1], got {value!r}") from None
    if array.ndim != 1 or not 1 <= array.size <= most:
        raise ValueError(
            f"expected 1 to {most} numbers in one list, got shape {array.shape}: "
            "the figure shows each of them"
        )
    _refuse_non_finite(array)
    return [float(number) for number in array]


def number_rows(value: npt.ArrayLike, most: int) -> list[list[float]]:
    """Return `value` as a list of rows of floats, or say what to do to make it one.

    value: (h, w) of finite numbers, 1 ≤ h, w ≤ most, else ValueError
    """
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(_what_is_wrong_with_the_rows(value)) from None
    if array.ndim != 2 or not 1 <= min(array.shape) <= max(array.shape) <= most:
        raise ValueError(
            f"expected rows and columns of 1 to {most} numbers, got shape {array.shape}: "
            "one row is [[1, 2, 1]], one column [[1], [2], [1]]"
        )
    _refuse_non_finite(array)
    return [[float(number) for number in row] for row in array]


def _what_is_wrong_with_the_rows(value: Any) -> str:
    lengths = [len(row) for row in value if isinstance(row, Sequence)] if value else []
    for row, length in enumerate(lengths):
        if length != lengths[0]:
            return (
                f"row {row} has length {length} and row 0 has {lengths[0]}: "
                "give every row the same number of columns"
            )
    return f"expected rows of numbers such as [[1, 2], [3, 4]], got {value!r}"


def _refuse_non_finite(array: npt.NDArray[np.float64]) -> None:
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        where = ", ".join(str(i) for i in bad[0])
        raise ValueError(f"the number at [{where}] is {array[tuple(bad[0])]}: use a finite one")


def refuse_large_kernel(kernel: tuple[int, ...], image: tuple[int, ...]) -> None:
    """Raise TraitError unless a kernel of this shape fits into an image of that one."""
    (kh, kw), (h, w) = kernel, image
    if kh > h or kw > w:
        raise traitlets.TraitError(
            f"kernel: {kh} × {kw} does not fit into an image of {h} × {w}: "
            "make the kernel smaller or the image larger"
        )


class NumberRow(traitlets.TraitType[list[float], npt.ArrayLike]):
    """A list of 1 to `most` finite numbers; takes arrays too."""

    def __init__(self, default: list[float], most: int) -> None:
        super().__init__(default)
        self.most = most

    def validate(self, obj: Any, value: npt.ArrayLike) -> list[float]:
        """Accept what `number_row` accepts; its sentence becomes the TraitError's."""
        try:
            return number_row(value, self.most)
        except ValueError as error:
            raise traitlets.TraitError(f"{self.name}: {error}") from None


class NumberRows(traitlets.TraitType[list[list[float]], npt.ArrayLike]):
    """Equally long rows of finite numbers, up to `most` each way; takes arrays too."""

    def __init__(self, default: list[list[float]], most: int) -> None:
        super().__init__(default)
        self.most = most

    def validate(self, obj: Any, value: npt.ArrayLike) -> list[list[float]]:
        """Accept what `number_rows` accepts; its sentence becomes the TraitError's."""
        try:
            return number_rows(value, self.most)
        except ValueError as error:
            raise traitlets.TraitError(f"{self.name}: {error}") from None
