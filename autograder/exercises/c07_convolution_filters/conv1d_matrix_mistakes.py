"""What students write for conv1d_matrix that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.linalg

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def _banded(k: Array, rows: int, columns: int, start: int = 0, step: int = 1) -> Array:
    """Write k into each row, `step` further right than in the row above, cut at the borders."""
    matrix = np.zeros((rows, columns))
    for row in range(rows):
        for i, entry in enumerate(k):
            column = start + step * row + i
            if 0 <= column < columns:
                matrix[row, column] = entry
    return matrix


def _right(k: Any, n: int) -> Array:
    return _banded(np.asarray(k), n - len(k) + 1, n)


@mistake(
    MISTAKES,
    "matrix transposed",
    "Your kernel runs down the columns: on which side of the matrix does x stand?",
)
def transposed(k: Any, n: int) -> Any:
    return _right(k, n).T


@mistake(
    MISTAKES,
    "kernel reversed in the rows",
    "Each row holds the kernel back to front: which entry should meet the window's first number?",
)
def kernel_reversed(k: Any, n: int) -> Any:
    return _banded(np.asarray(k)[::-1], n - len(k) + 1, n)


@mistake(
    MISTAKES,
    "rows shifted to the left",
    "From one row to the next your kernel moves left: where does the window go as t grows?",
)
def shifted_left(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n - len(k) + 1, n, start=n - len(k), step=-1)


@mistake(
    MISTAKES,
    "rows not shifted",
    "Every row looks at the same place: where should the second window lie?",
)
def not_shifted(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n - len(k) + 1, n, step=0)


@mistake(
    MISTAKES,
    "rows shifted by the kernel's length",
    "From one row to the next your kernel jumps too far: by how much does the window move?",
)
def shifted_too_far(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n - len(k) + 1, n, step=len(k))


@mistake(
    MISTAKES,
    "rows shifted one step too soon",
    "Already your first row starts one step to the right: what does the first window cover?",
)
def shifted_too_soon(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n - len(k) + 1, n, start=1)


@mistake(
    MISTAKES,
    "wrap-around in a square matrix",
    "In your last rows the kernel leaves on the right and comes back on the left, as if x were a "
    "ring.",
)
def wrapped_around(k: Any, n: int) -> Any:
    padded = np.zeros(n)
    padded[: len(k)] = k
    return np.stack([np.roll(padded, row) for row in range(n)])


@mistake(
    MISTAKES,
    "cut-off kernels in the last rows",
    "Your matrix has a row for every number of x, and in the last rows the kernel is cut off: how "
    "many windows fit?",
)
def cut_off_at_the_end(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n, n)


@mistake(
    MISTAKES,
    "square matrix centred on the diagonal",
    "Your matrix has a row for every number of x, with the kernel cut off at both ends: how many "
    "windows fit?",
)
def centred_square(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n, n, start=-(len(k) // 2))


@mistake(
    MISTAKES,
    "overhanging rows",
    "You give a row to every place where the kernel touches x at all; count only those where all "
    "of it lies on x.",
)
def overhanging_rows(k: Any, n: int) -> Any:
    return _banded(np.asarray(k), n + len(k) - 1, n, start=1 - len(k))


@mistake(
    MISTAKES,
    "Toeplitz matrix of a column",
    "Your first column holds the kernel; the first window is a row.",
)
def toeplitz_of_a_column(k: Any, n: int) -> Any:
    column = np.zeros(n)
    column[: len(k)] = k
    return scipy.linalg.toeplitz(column, np.zeros(n))


@mistake(
    MISTAKES,
    "last row missing",
    "The loop stops one window early: at how many places does a kernel of 3 fit on an input of 5?",
)
def last_row_missing(k: Any, n: int) -> Any:
    return _right(k, n)[:-1]


@mistake(
    MISTAKES,
    "one column too few",
    "Your matrix cannot be multiplied with x: how many columns does it take to meet n numbers?",
)
def one_column_too_few(k: Any, n: int) -> Any:
    return _right(k, n)[:, :-1]


@mistake(
    MISTAKES,
    "only the first kernel entry placed",
    "Only one entry of the kernel is in each row: what about the others?",
)
def first_entry_only(k: Any, n: int) -> Any:
    return _banded(np.asarray(k)[:1], n - len(k) + 1, n)


@mistake(
    MISTAKES,
    "kernel entries added up in each row",
    "Each row holds the kernel's sum at one place; every entry needs its own column.",
)
def entries_added_up(k: Any, n: int) -> Any:
    return np.sum(k) * np.eye(n - len(k) + 1, n)


@mistake(
    MISTAKES,
    "whole-number matrix",
    "Your matrix holds only whole numbers, and fractions are cut away: which type should it have?",
)
def whole_number_matrix(k: Any, n: int) -> Any:
    return _right(k, n).astype(int)


@mistake(
    MISTAKES,
    "lists not accepted",
    "A list has no shape: what makes an array of it?",
)
def lists_not_accepted(k: Any, n: int) -> Any:
    return _banded(k, n - k.shape[0] + 1, n)
