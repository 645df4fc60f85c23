"""Arrays made ready to be shown: cut to a window that holds the difference, entries as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from seeing.comparison import Wanted, differing
from seeing.probes import Array, Outcome
from seeing.probes.meanings import in_words
from seeing.probes.own_errors import OWN_ERRORS

ROWS, COLUMNS = 8, 7  # what fits a telephone held upright
ALIKE = 1e-9  # a share of the largest entry; four digits do not show it


@dataclass(frozen=True)
class Panel:
    """One array, or one sentence where there is no array.

    role: "input", "kernel", "output" or "expected", for its colour
    shape: of the whole array, () for one number
    rows, columns: indices shown
    entries: text, by row and column
    marks: where it differs from what was expected
    """

    title: str
    role: str
    shape: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    entries: tuple[tuple[str, ...], ...] = ()
    marks: tuple[tuple[bool, ...], ...] = ()
    sentence: str = ""
    cut: bool = False

    @property
    def size(self) -> str:
        """Return the shape in words, such as "3 × 2" or "length 3"."""
        if len(self.shape) == 1:
            return f"length {self.shape[0]}"
        return " × ".join(map(str, self.shape)) if self.shape else "a number"


def panels(inputs: Mapping[str, Any], outcome: Outcome, wanted: Wanted) -> list[Panel]:
    """Lay out a counter-example: the inputs, then what came and what was expected."""
    shown = [_of_input(name, value) for name, value in inputs.items()]
    for name in wanted.arrays or outcome.arrays or ("output",):
        yours, expected = "your output", "expected"
        if name != "output":
            yours, expected = f"your {name}", f"expected {name}"
        actual, right = outcome.arrays.get(name), wanted.arrays.get(name)
        near = wanted.tolerances.get(name, 0.0)
        shown.append(_of_output(name, yours, "output", actual, right, near, outcome.error))
        shown.append(_of_output(name, expected, "expected", right, actual, near, wanted.error))
    return shown


def _of_input(name: str, value: Any) -> Panel:
    array = np.asarray(value)
    role = "kernel" if name in ("k", "kernel") else "input"
    if array.dtype.kind not in "biuf":
        return Panel(name, role, sentence=str(value))
    kind = "list" if isinstance(value, list) else ""
    if isinstance(value, np.ndarray) and array.dtype != np.float64:
        kind = str(array.dtype)
    title = f"{name} ({kind})" if kind else name
    return _panel(title, role, array, np.zeros(array.shape, bool), _exactly(array))


def _exactly(array: Array) -> Array:
    """Write entries so that none but 0 reads as 0: what was asked can be asked again."""
    texts = _as_text(array)
    for place in np.argwhere(array != 0):
        at = tuple(place)
        if float(texts[at]) == 0:
            texts[at] = f"{float(array[at]):.3g}"
    return texts


def _of_output(
    name: str,
    title: str,
    role: str,
    array: Array | None,
    other: Array | None,
    near: float,
    error: str,
) -> Panel:
    if array is None:
        return Panel(title, role, sentence=_in_place_of_an_array(error))
    if words := in_words(name, array):
        return Panel(title, role, sentence=words)
    if other is None:
        return _panel(title, role, array, np.zeros(array.shape, bool), _as_text(array))
    marks = differing(array, other, near) if array.shape == other.shape else None
    if marks is None:
        marks = np.zeros(array.shape, bool)
        return _panel(title, role, array, marks, _as_text(array))
    if role == "output":  # what only rounding tells apart reads alike
        rounding = ALIKE * np.abs(other[np.isfinite(other)]).max(initial=0.0)
        array = np.where(np.abs(array - 1.0 * other) <= rounding, other, array)
    return _panel(title, role, array, marks, _as_text(array, other, marks))


def _in_place_of_an_array(error: str) -> str:
    if not error:
        return "nothing"
    return OWN_ERRORS[error].in_place if error in OWN_ERRORS else f"raises {error}"


def _panel(title: str, role: str, array: Array, marks: Array, texts: Array) -> Panel:
    """Cut to the part with the first mark; of more than two axes show the plane that holds it."""
    first = np.argwhere(marks)[0] if marks.any() else np.zeros(array.ndim, int)
    plane = tuple(int(i) for i in first[:-2]) if array.ndim > 2 else ()
    if plane:
        title += f"[{', '.join(map(str, plane))}, :, :]"
    grid, marked = np.atleast_2d(texts[plane]), np.atleast_2d(marks[plane])
    row, column = (0, 0, *first)[-2:]
    rows, columns = _window(grid.shape[0], row, ROWS), _window(grid.shape[1], column, COLUMNS)
    return Panel(
        title=title,
        role=role,
        shape=array.shape,
        rows=rows,
        columns=columns,
        entries=tuple(tuple(str(grid[r, c]) for c in columns) for r in rows),
        marks=tuple(tuple(bool(marked[r, c]) for c in columns) for r in rows),
        cut=len(rows) < grid.shape[0] or len(columns) < grid.shape[1],
    )


def _window(length: int, place: int, room: int) -> tuple[int, ...]:
    start = max(0, min(int(place) - room // 2, length - room))
    return tuple(range(start, min(length, start + room)))


def _as_text(array: Array, other: Array | None = None, marks: Array | None = None) -> Array:
    """Write entries with as few digits as still tell marked ones from what was expected."""
    for digits in (4, 6, 9):
        texts = _texts(array, digits)
        if other is None or marks is None or not (marks & (texts == _texts(other, digits))).any():
            return texts
    return _texts(array, 17)


def _texts(array: Array, digits: int) -> Array:
    """Write all entries with the same number of decimals, as few as `digits` digits need."""
    values = array.astype(float)
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max(initial=0.0))
    if largest and not 1e-4 <= largest < 1e9:
        texts = [f"{value:.{digits}g}" for value in values.ravel()]
    else:
        most = max(0, digits - len(str(int(largest)).lstrip("0")))
        needed = (d for d in range(most) if (finite.round(d) == finite.round(most)).all())
        decimals = next(needed, most)
        texts = [f"{value:.{decimals}f}" for value in values.ravel()]
    return np.array(texts, dtype=object).reshape(array.shape)
