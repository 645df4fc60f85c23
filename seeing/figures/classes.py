"""What a classifier makes of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from seeing.figures.card import FONT, LEVELS, WIDTH_IN, Card, colours, label


def class_bars(
    images: npt.ArrayLike, probabilities: npt.ArrayLike, titles: Sequence[str]
) -> Figure:
    """Draw pictures, each above the probabilities that it was given; the largest stands out.

    images: (n, rows, columns) grey or (n, rows, columns, 3) in colour, 0 black to 1 white
    probabilities: (n, classes)
    titles: n of them
    """
    ink, shown, bars = colours(), np.asarray(images), np.asarray(probabilities)
    figure = Card(figsize=(WIDTH_IN, 2.5), facecolor=ink["paper"])
    figure.set_layout_engine("constrained", w_pad=0.05, h_pad=0.05)
    pictures, charts = figure.subplots(2, len(titles), squeeze=False, height_ratios=(3, 2))
    for place, title in enumerate(titles):
        above, below = pictures[place], charts[place]
        grey = colormaps["gray"].resampled(LEVELS)
        above.imshow(shown[place], cmap=grey, vmin=0, vmax=1, interpolation="none")
        above.set_title(title, fontsize=9.5, color=ink["ink"], fontfamily=FONT)
        above.set_axis_off()
        classes = np.arange(bars.shape[1])
        largest = classes == bars[place].argmax()
        faces = np.where(largest, ink["output"], ink["output-soft"])
        below.bar(classes, bars[place], color=faces, edgecolor=ink["output"], linewidth=0.6)
        below.set(ylim=(0, 1), yticks=[], xticks=classes, facecolor=ink["paper"])
        below.tick_params(labelsize=7, colors=ink["ink"], length=0)
        below.spines[:].set_visible(False)
        below.spines["bottom"].set_visible(True)
        below.spines["bottom"].set_color(ink["line"])
    return figure


def confusion(counts: npt.ArrayLike, classes: Sequence[str]) -> Figure:
    """Draw how often each class was taken for each: truth in rows, answers in columns.

    Right answers lie on the diagonal and are shaded lightly; wrong ones by their number.

    counts: (k, k) whole numbers
    classes: k names
    """
    ink, table = colours(), np.asarray(counts)
    figure = Card(figsize=(WIDTH_IN * 0.62, WIDTH_IN * 0.62), facecolor=ink["paper"])
    figure.set_layout_engine("constrained", w_pad=0.05, h_pad=0.05)
    axes = figure.subplots()
    right = np.eye(len(table), dtype=bool)
    most = max(int(table[~right].max(initial=0)), 1)
    for (row, column), count in np.ndenumerate(table):
        if not count:
            continue
        face = ink["output-soft"] if row == column else ink["positive"]
        share = 1.0 if row == column else 0.15 + 0.35 * count / most  # ink reads on either
        corner = (column - 0.5, row - 0.5)
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=face, alpha=share, linewidth=0))
        label(axes, column, row, str(count), size=8.5)
    places = np.arange(len(table))
    axes.set(xticks=places, yticks=places, xticklabels=classes, yticklabels=classes)
    axes.set(xlim=(-0.5, len(table) - 0.5), ylim=(len(table) - 0.5, -0.5), aspect="equal")
    axes.set_facecolor(ink["paper"])
    axes.set_xlabel("taken for", color=ink["ink"], fontfamily=FONT, fontsize=9.5)
    axes.set_ylabel("is", color=ink["ink"], fontfamily=FONT, fontsize=9.5)
    axes.tick_params(labelsize=8.5, colors=ink["ink"], length=0)
    axes.spines[:].set_color(ink["line"])
    return figure
