"""Small arrays as grids of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from seeing.figures.card import CELL_IN, blank_card, colours, label, number, signed_colormap

Box = tuple[int, int, int, int]  # top row, left column, height, width


def pixel_grids(
    grids: Mapping[str, npt.ArrayLike],
    roles: Sequence[str] = ("input", "kernel", "output"),
    signs: Sequence[str] = (),
    outlines: Mapping[str, Box] | None = None,
) -> Figure:
    """Draw small arrays as grids of numbers, side by side.

    grids: title -> (rows, columns); row 0 is on top
    roles: the colour of each grid, "input" | "kernel" | "output" | "gradient" | "signed" (a
        diverging map centred at 0)
    signs: what stands between neighbours, such as ("⋆", "=")
    outlines: title -> the box (top, left, height, width) to outline in that grid
    """
    arrays = {title: np.atleast_2d(np.asarray(grid, dtype=float)) for title, grid in grids.items()}
    gap = 1.0 if signs else 0.8
    width = sum(a.shape[1] for a in arrays.values()) + gap * (len(arrays) - 1)
    height = max(a.shape[0] for a in arrays.values())
    # A title may be wider than its grid, and the last one has nothing to its right to run into.
    figure, axes = blank_card(width, height, top=0.9)
    left = 0.0
    for index, (title, array) in enumerate(arrays.items()):
        top = (height - array.shape[0]) / 2
        _grid(axes, array, roles[index % len(roles)], left, top)
        label(axes, left + array.shape[1] / 2, top - 0.35, title)
        if outlines and title in outlines:
            row, column, rows, columns = outlines[title]
            _outline(axes, left + column, top + row, columns, rows)
        if index < len(signs):
            label(axes, left + array.shape[1] + gap / 2, height / 2, signs[index], size=18)
        left += array.shape[1] + gap
    return figure


def windows_1d(x: npt.ArrayLike, k: npt.ArrayLike, y: npt.ArrayLike) -> Figure:
    """Draw a row of numbers and, below it, the kernel at every place where it fits.

    x: (n,)
    k: (m,)
    y: (n - m + 1,), written at the end of each place's line
    """
    xs, ks, ys = (np.asarray(a, dtype=float) for a in (x, k, y))
    wide = 2.0  # cells are two units wide, to hold five digits
    figure, axes = blank_card(
        wide * (len(xs) + 2), 1.3 * (len(ys) + 1), left=1.0, unit=CELL_IN * 0.8
    )
    label(axes, -0.5, 0.5, "x")
    _grid(axes, xs[None], "input", 0, 0, wide)
    for t, total in enumerate(ys):
        line = 1.3 * (t + 1)
        label(axes, -0.5, line + 0.5, "k")
        _grid(axes, ks[None], "kernel", wide * t, line, wide)
        label(axes, wide * len(xs) + 0.95, line + 0.5, f"y[{t}] =")
        _grid(axes, np.array([[total]]), "output", wide * (len(xs) + 1), line, wide)
    return figure


def _grid(
    axes: Axes, array: npt.NDArray[np.float64], role: str, left: float, top: float, wide: float = 1
) -> None:
    ink = colours()
    extreme = float(np.abs(array).max()) or 1.0
    for (row, column), value in np.ndenumerate(array):
        corner = (left + wide * column, top + row)
        # Not the whole range: the strongest colour still leaves the number on it legible.
        face = (
            signed_colormap()(0.5 + 0.2 * value / extreme)
            if role == "signed"
            else ink[f"{role}-soft"]
        )
        edge = ink["line"] if role == "signed" else ink[role]
        axes.add_patch(Rectangle(corner, wide, 1, facecolor=face, edgecolor=edge, linewidth=0.6))
        text = number(value)
        size = 9.5 if len(text) < 5 * wide else 7.5
        label(axes, corner[0] + wide / 2, top + row + 0.5, text, size)


def _outline(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    edge = colours()["ink"]
    axes.add_patch(
        Rectangle((left, top), width, height, fill=False, edgecolor=edge, linewidth=2.2, zorder=3)
    )
