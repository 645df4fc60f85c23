"""Curves, and the numbers that they are measured by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from seeing.figures.card import FONT, WIDTH_IN, Card, axes_card, colours

MOST_TICKS = 15  # more run into each other
# The colour's role and the line of each curve: told apart without colour too.
LOOKS = (("input", "o-"), ("kernel", "s--"), ("output", "^-."), ("gradient", "d:"), ("ink", "x-"))


def samples_on_curve(panels: Mapping[str, Sequence[npt.ArrayLike]]) -> Figure:
    """Draw the entries of a kernel as stems on the curve that they sample.

    panels: title -> (positions (n,), samples (n,), curve positions (m,), curve (m,))
    """
    ink = colours()
    figure = Card(figsize=(WIDTH_IN, 1.8), facecolor=ink["paper"])
    figure.set_layout_engine("constrained", w_pad=0.08, h_pad=0.05)
    row = np.atleast_1d(figure.subplots(1, len(panels)))
    for axes, (title, arrays) in zip(row, panels.items(), strict=True):
        positions, samples, curve_positions, curve = (np.asarray(a) for a in arrays)
        axes.fill_between(curve_positions, curve, color=ink["input-soft"])
        axes.plot(curve_positions, curve, color=ink["input"], linewidth=1.2)
        axes.vlines(positions, 0, samples, color=ink["kernel"], linewidth=2.5)
        axes.plot(positions, samples, "o", color=ink["kernel"], markersize=5)
        axes.set_title(title, fontsize=9.5, color=ink["ink"], fontfamily=FONT)
        axes.set_xticks(positions[:: -(-len(positions) // MOST_TICKS)])
        axes.set_yticks([])
        axes.tick_params(labelsize=8, colors=ink["ink"], length=0)
        axes.set_facecolor(ink["paper"])
        axes.spines[:].set_visible(False)
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_color(ink["line"])
        axes.set_ylim(bottom=1.25 * min(0, samples.min(), curve.min()))
        if samples.min() < 0:
            axes.axhline(0, color=ink["line"], linewidth=0.8, zorder=0)
    return figure


def errors_by_step(steps: npt.ArrayLike, errors: Mapping[str, npt.ArrayLike]) -> Figure:
    """Draw how far off each way of differentiating is, on logarithmic scales.

    steps: (n,) the step, > 0
    errors: name -> (n,) absolute errors; zeros, which have no logarithm, are left out
    """
    ink = colours()
    figure, axes = axes_card(3.0)
    axes.set(xscale="log", yscale="log")
    for (name, values), (role, look) in zip(errors.items(), LOOKS, strict=False):
        shown = np.where(np.asarray(values) > 0, values, np.nan)
        axes.plot(steps, shown, look, color=ink[role], markersize=3, linewidth=1.4, label=name)
    _explain(axes, ("step", "error"))
    return figure


def lines(
    x: npt.ArrayLike,
    curves: Mapping[str, npt.ArrayLike],
    labels: tuple[str, str],
    log: str = "",
) -> Figure:
    """Draw curves over one axis, with a band where a curve comes with its spread.

    x: (n,)
    curves: name -> (n,), or (2, n): the values, and their standard deviations
    labels: of the axis to the right and of the one upwards
    log: the axes with a logarithmic scale, "", "x", "y" or "xy"
    raises ValueError for more curves than can be told apart
    """
    if len(curves) > len(LOOKS):
        raise ValueError(f"at most {len(LOOKS)} curves can be told apart, not {len(curves)}")
    ink = colours()
    figure, axes = axes_card(2.8)
    for (name, values), (role, look) in zip(curves.items(), LOOKS, strict=False):
        middle, *spread = np.atleast_2d(np.asarray(values, dtype=float))
        axes.plot(x, middle, look, color=ink[role], markersize=4, linewidth=1.4, label=name)
        for deviation in spread:
            low, high = middle - deviation, middle + deviation
            axes.fill_between(np.asarray(x), low, high, color=ink[role], alpha=0.15, linewidth=0)
    axes.set(xscale="log" if "x" in log else "linear", yscale="log" if "y" in log else "linear")
    _explain(axes, labels)
    return figure


def _explain(axes: Axes, labels: tuple[str, str]) -> None:
    """Write to the axes what they are, draw a grid, and name the curves."""
    ink = colours()
    axes.set_xlabel(labels[0], fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.set_ylabel(labels[1], fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.grid(color=ink["line"], linewidth=0.6)
    axes.legend(prop={"family": FONT, "size": 9}, frameon=False, labelcolor=ink["ink"])
