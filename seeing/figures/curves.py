"""Curves, and the numbers that they are measured by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from seeing.figures.card import FONT, WIDTH_IN, Card, axes_card, colours

MOST_TICKS = 15  # more run into each other


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
    lines = ("o-", "s--")  # told apart without colour too
    for (name, values), role, line in zip(errors.items(), ("input", "kernel"), lines, strict=False):
        shown = np.where(np.asarray(values) > 0, values, np.nan)
        axes.plot(steps, shown, line, color=ink[role], markersize=3, linewidth=1.4, label=name)
    axes.set_xlabel("step", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.set_ylabel("error", fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.grid(color=ink["line"], linewidth=0.6)
    axes.legend(prop={"family": FONT, "size": 9}, frameon=False, labelcolor=ink["ink"])
    return figure
