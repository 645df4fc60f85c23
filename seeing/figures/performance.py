"""How fast something is, and how fast it can be."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from seeing.figures.card import FONT, axes_card, colours

BAR_IN = 0.3  # height of a bar with its name
MARKERS = "osD^vP*X"  # told apart without colour too


def roofline(
    peak: float, bandwidth: float, points: Mapping[str, float | tuple[float, float]]
) -> Figure:
    """Draw what a machine can reach over arithmetic intensity, on logarithmic scales.

    peak: FLOP/s; bandwidth: bytes/s
    points: name -> arithmetic intensity in FLOP/byte, or (intensity, reached FLOP/s); without a
        speed of its own a point lies on the roof
    raises ValueError for more points than there are markers
    """
    if len(points) > len(MARKERS):
        raise ValueError(f"at most {len(MARKERS)} points, not {len(points)}")
    ink, ridge = colours(), peak / bandwidth
    placed = {
        name: point if isinstance(point, tuple) else (point, min(peak, point * bandwidth))
        for name, point in points.items()
    }
    figure, axes = axes_card(3.4)
    axes.set(xscale="log", yscale="log")
    intensities = [x for x, _ in placed.values()]
    left, right = min([ridge, *intensities]) / 3, max([ridge, *intensities]) * 3
    corner = np.array([left, ridge, right])
    roof = np.minimum(peak, corner * bandwidth)
    lowest = min([roof.min(), peak / 100, *(y for _, y in placed.values())]) / 2
    axes.fill_between(corner, roof, lowest, color=ink["input-soft"], zorder=0)
    axes.plot(corner, roof, color=ink["input"], linewidth=1.8)
    axes.axvline(ridge, color=ink["line"], linewidth=0.8, linestyle="--")
    for (name, (x, y)), marker in zip(placed.items(), MARKERS, strict=False):
        axes.plot(x, y, marker, color=ink["kernel"], markersize=7, label=name, linestyle="none")
    axes.set(xlim=(left, right), ylim=(lowest, peak * 3))
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
    axes.set_xlabel("operations for each byte", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.set_ylabel("operations a second", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.grid(color=ink["line"], linewidth=0.5)
    _legend(figure, columns=2)
    return figure


def times(milliseconds: Mapping[str, float]) -> Figure:
    """Draw how long each of several ways takes, as bars on a logarithmic scale.

    milliseconds: name -> time, > 0
    """
    ink = colours()
    figure, axes = axes_card(0.9 + BAR_IN * len(milliseconds))
    names, values = list(milliseconds), list(milliseconds.values())
    least = min(values) / 3
    axes.set_xscale("log")
    axes.barh(names, values, height=0.62, color=ink["kernel"], left=0)
    for row, value in enumerate(values):
        text = f" {value:,.0f}" if value >= 100 else f" {value:.3g}"
        axes.text(value, row, text, va="center", fontsize=9, color=ink["ink"], fontfamily=FONT)
    axes.set(xlim=(least, max(values) * 6), ylim=(len(names) - 0.4, -0.6))
    axes.set_xlabel("milliseconds", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x", color=ink["line"], linewidth=0.5)
    axes.set_axisbelow(True)
    for name in axes.get_yticklabels():
        name.set(fontfamily=FONT, fontsize=9.5)
    return figure


def ways(milliseconds: Mapping[str, Mapping[str, float]]) -> Figure:
    """Draw how long several ways take for each of several tasks, on a logarithmic scale.

    milliseconds: task -> {way: time, > 0}, the same ways for all
    raises ValueError for more ways than there are markers
    """
    names = list(next(iter(milliseconds.values())))
    if len(names) > len(MARKERS):
        raise ValueError(f"at most {len(MARKERS)} ways, not {len(names)}")
    ink = colours()
    figure, axes = axes_card(1.1 + BAR_IN * len(milliseconds))
    axes.set_xscale("log")
    rows = range(len(milliseconds))
    for way, marker in zip(names, MARKERS, strict=False):
        taken = [times[way] for times in milliseconds.values()]
        last = way == names[-1]  # what the others are compared with
        colour = ink["input"] if last else ink["kernel"]
        axes.plot(taken, rows, marker, color=colour, markersize=6, alpha=0.9, label=way)
    axes.set_yticks(rows, [textwrap.fill(task, 30) for task in milliseconds])
    axes.set(ylim=(len(milliseconds) - 0.5, -0.5))
    axes.set_xlabel("milliseconds", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(color=ink["line"], linewidth=0.5)
    for name in axes.get_yticklabels():
        name.set(fontfamily=FONT, fontsize=8.5)
    _legend(figure, columns=len(names))
    return figure


def _legend(figure: Figure, columns: int) -> None:
    figure.legend(
        loc="outside lower center",
        ncols=columns,
        prop={"family": FONT, "size": 8.5},
        frameon=False,
        labelcolor=colours()["ink"],
        handletextpad=0.2,
        columnspacing=1.2,
    )
