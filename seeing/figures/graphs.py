"""Computation graphs as boxes and arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from seeing.figures.card import blank_card, colours, label, number

Place = tuple[float, float]  # across and down, in cells
Way = tuple[str, ...]  # from a parent to a child, with a stop in each column between them

LINE = 0.56  # height of a line of text, cells
BETWEEN = 1.6  # room for arrows between two columns, cells
ABOVE = 0.5  # room between two boxes of a column, cells


def graph(
    parents: Mapping[str, Sequence[str]],
    values: Mapping[str, npt.ArrayLike] | None = None,
    gradients: Mapping[str, float] | None = None,
) -> Figure:
    """Draw a computation graph from left to right, with an arrow for each use of a parent.

    parents: name -> names of its parents, () for a leaf; a parent stands before its children
    values: name -> number or table, written into the box
    gradients: name -> number, written below the value
    """
    lines = {name: _rows(values[name]) if values and name in values else [] for name in parents}
    slopes = {name: f"grad {number(slope)}" for name, slope in (gradients or {}).items()}
    written = [*parents, *slopes.values(), *(row for rows in lines.values() for row in rows)]
    wide = 0.7 + 0.24 * max(map(len, written))
    high = 0.4 + LINE * (1 + max(map(len, lines.values())) + bool(slopes))
    ways, columns = _layout(parents)
    places = _places(columns, wide, high)
    deepest = max(map(len, columns))
    across = len(columns) * (wide + BETWEEN) - BETWEEN
    figure, axes = blank_card(across, deepest * (high + ABOVE) - ABOVE)
    for way in ways:
        same = [other for other in ways if (other[0], other[-1]) == (way[0], way[-1])]
        bend = 0.5 * high * ([*map(id, same)].index(id(way)) - (len(same) - 1) / 2)
        _arrow(axes, [places[stop] for stop in way], wide, bend)
    for name, rows in lines.items():
        role = "output" if parents[name] else "input"
        _box(axes, places[name], (wide, high), role, [name, *rows], slopes.get(name))
    return figure


def _rows(value: npt.ArrayLike) -> list[str]:
    table = np.atleast_2d(np.asarray(value, dtype=float))
    return ["  ".join(number(entry) for entry in row) for row in table]


def _layout(parents: Mapping[str, Sequence[str]]) -> tuple[list[Way], list[list[str]]]:
    """Put each node a column after its last parent, with stops where an arrow passes a column."""
    column: dict[str, int] = {}
    for name, behind in parents.items():
        column[name] = max((column[parent] + 1 for parent in behind), default=0)
    ways: list[Way] = []
    columns: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for name, behind in parents.items():
        for parent in behind:
            passed = range(column[parent] + 1, column[name])
            stops = [f"{parent} → {name} past {c}" for c in passed]
            ways.append((parent, *stops, name))
            for c, stop in zip(passed, stops, strict=True):
                if stop not in columns[c]:
                    columns[c].append(stop)
        columns[column[name]].append(name)
    for before, after in pairwise(columns):
        # Below what leads to it, which keeps arrows from crossing.
        rows = {name: row for row, name in enumerate(before)}
        after.sort(key=lambda name: _mean_row(name, ways, rows))
    return ways, columns


def _mean_row(name: str, ways: list[Way], rows: Mapping[str, int]) -> float:
    steps = [step for way in ways for step in pairwise(way)]
    return float(np.mean([rows[a] for a, b in steps if b == name and a in rows]))


def _places(columns: list[list[str]], wide: float, high: float) -> dict[str, Place]:
    """Give each node and stop the middle of its box; columns are centred on each other."""
    deepest = max(map(len, columns))
    return {
        name: (
            c * (wide + BETWEEN) + wide / 2,
            ((deepest - len(names)) / 2 + row) * (high + ABOVE) + high / 2,
        )
        for c, names in enumerate(columns)
        for row, name in enumerate(names)
    }


def _arrow(axes: Axes, stops: list[Place], wide: float, bend: float) -> None:
    """Draw a smooth line from the right side of the first box to the left side of the last."""
    (left, start), (right, end) = stops[0], stops[-1]
    points = [(left + wide / 2, start + bend), *stops[1:-1], (right - wide / 2, end + bend)]
    vertices, codes = [points[0]], [Path.MOVETO]
    for (x, y), (to_x, to_y) in pairwise(points):
        reach = (to_x - x) / 2  # level at both ends, so that pieces join without a corner
        vertices += [(x + reach, y), (to_x - reach, to_y), (to_x, to_y)]
        codes += [Path.CURVE4] * 3
    axes.add_patch(
        FancyArrowPatch(
            path=Path(vertices, codes),
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=0,
            shrinkB=0,
            linewidth=1.2,
            color=colours()["edge"],
        )
    )


def _box(
    axes: Axes,
    middle: Place,
    size: tuple[float, float],
    role: str,
    lines: list[str],
    slope: str | None,
) -> None:
    ink, (x, y), (wide, high) = colours(), middle, size
    box = FancyBboxPatch(
        (x - wide / 2, y - high / 2),
        wide,
        high,
        boxstyle="round,pad=0,rounding_size=0.2",
        facecolor=ink[f"{role}-soft"],
        edgecolor=ink[role],
        linewidth=1,
    )
    axes.add_patch(box)
    texts = [*lines, *([slope] if slope else [])]
    for row, text in enumerate(texts):
        label(axes, x, y + LINE * (row - (len(texts) - 1) / 2), text)
    axes.texts[-len(texts)].set_fontweight("bold")
    if slope:
        axes.texts[-1].set_color(ink["gradient"])
