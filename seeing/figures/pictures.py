"""Pictures side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.figure import Figure

from seeing.figures.card import FONT, LEVELS, WIDTH_IN, Card, colours, signed_colormap


def pictures(
    images: Mapping[str, npt.ArrayLike],
    limits: tuple[float, float] = (0, 255),
    signed: Sequence[str] = (),
) -> Figure:
    """Draw pictures side by side, all on one grey scale.

    images: title -> (rows, columns) grey, or (rows, columns, 3) in colour
    limits: the values drawn black and white, or as none and all of a colour; what lies outside is
        clipped
    signed: titles of pictures drawn with a diverging map, 0 in the middle; the strongest one
        in a hundred pixels are clipped, or they alone would be seen
    """
    ink = colours()
    side = WIDTH_IN / max(len(images), 2)
    arrays = {title: np.asarray(image, dtype=float) for title, image in images.items()}
    ratio = max(a.shape[0] / a.shape[1] for a in arrays.values())
    figure = Card(figsize=(side * len(arrays), (side - 0.1) * ratio + 0.4), facecolor=ink["paper"])
    figure.set_layout_engine("constrained", w_pad=0.05, h_pad=0.08)
    row = np.atleast_1d(figure.subplots(1, len(arrays)))
    for axes, (title, image) in zip(row, arrays.items(), strict=True):
        low, high = limits
        if title in signed:
            high = float(np.percentile(np.abs(image), 99)) or 1.0
            low = -high
        if image.ndim == 3:
            image = np.clip((image - low) / (high - low), 0, 1)
        # interpolation "none" keeps the pixels: nothing but the filter may blur a picture here.
        axes.imshow(
            image,
            cmap=signed_colormap() if title in signed else colormaps["gray"].resampled(LEVELS),
            vmin=low,
            vmax=high,
            interpolation="none",
        )
        axes.set_title(title, fontsize=9.5, color=ink["ink"], fontfamily=FONT)
        axes.set_axis_off()
    return figure


def marked_pictures(
    images: Mapping[str, npt.ArrayLike],
    points: Mapping[str, npt.ArrayLike] | None = None,
    boxes: Mapping[str, npt.ArrayLike] | None = None,
    limits: tuple[float, float] = (0, 255),
) -> Figure:
    """Draw pictures side by side, with crosses at points and frames around boxes.

    images, limits: as in `pictures`
    points: title -> (n, 2), row and column of each
    boxes: title -> (n, 4), row and column of the upper left pixel, height and width of each
    """
    points, boxes, ink = points or {}, boxes or {}, colours()
    figure = pictures(images, limits)
    for axes, title in zip(figure.axes, images, strict=True):
        marked = np.reshape(points.get(title, []), (-1, 2))
        framed = np.reshape(boxes.get(title, []), (-1, 4))
        # Dark below light: a mark is seen on both.
        for colour, width in ((ink["ink"], 2.6), (ink["kernel-soft"], 1.2)):
            axes.plot(
                marked[:, 1], marked[:, 0], "+", color=colour, markersize=7, markeredgewidth=width
            )
            axes.plot(*_outlines(framed), color=colour, linewidth=width)
    return figure


def _outlines(boxes: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return x and y of the outlines of boxes (n, 4), as one line with gaps: it is drawn once."""
    top, left, height, width = boxes.T - [[0.5], [0.5], [0], [0]]
    gap = np.full(len(boxes), np.nan)
    x = np.stack([left, left + width, left + width, left, left, gap], axis=1)
    y = np.stack([top, top, top + height, top + height, top, gap], axis=1)
    return x.ravel(), y.ravel()
