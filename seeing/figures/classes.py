"""What a classifier makes of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.figure import Figure

from seeing.figures.card import FONT, LEVELS, WIDTH_IN, Card, colours


def class_bars(
    images: npt.ArrayLike, probabilities: npt.ArrayLike, titles: Sequence[str]
) -> Figure:
    """Draw pictures, each above the probabilities that it was given; the largest stands out.

    images: (n, rows, columns), 0 black to 1 white
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
