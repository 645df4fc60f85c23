"""Still figures of the course: functions take arrays, only draw, and return the figure.

Colours come from `widgets/palette.css`, so a still figure and a living one speak one language.
A figure is a card of paper: it reads the same on a white page, on a dark one and in print.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib import colormaps, rc_context
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

Box = tuple[int, int, int, int]  # top row, left column, height, width

PALETTE = Path(__file__).parent / "widgets" / "palette.css"
CELL_IN = 0.36  # side of a pixel with a number in it, inches: legible on a phone, where it halves
WIDTH_IN = 6.0  # a row of pictures
LEVELS = 64  # shades in a picture: a page loads in half the bytes, and no eye sees the steps
FONT = "DejaVu Sans"  # ships with matplotlib, so a figure looks the same everywhere


class Card(Figure):
    """A figure that shows itself in a notebook, without pyplot and its hidden current figure."""

    def _repr_svg_(self) -> str:
        svg = io.StringIO()
        # No date, and ids from a fixed salt: the same figure gives the same bytes twice.
        with rc_context({"svg.hashsalt": "seeing", "svg.fonttype": "path"}):
            self.savefig(svg, format="svg", metadata={"Date": None})
        return svg.getvalue()


def colours() -> dict[str, str]:
    """Return the light palette: {"input": "#…", "input-soft": "#…", "ink": "#…", …}.

    raises LookupError if palette.css has no `:root` block to read
    """
    # Comments first: one may mention a brace or another theme's colour.
    css = re.sub(r"/\*.*?\*/", "", PALETTE.read_text(encoding="utf-8"), flags=re.S)
    root = re.search(r":root\b[^{]*\{([^}]*)\}", css)
    if root is None:
        raise LookupError(f"no :root block in {PALETTE}")
    return dict(re.findall(r"--sk-([\w-]+)\s*:\s*(#[0-9a-fA-F]{6})\b", root[1]))


def signed_colormap() -> LinearSegmentedColormap:
    """Return the diverging map of signed pictures: negative, paper at the middle, positive."""
    ink = colours()
    return LinearSegmentedColormap.from_list(
        "signed", [ink["negative"], ink["paper"], ink["positive"]], N=LEVELS + 1
    )


def number(value: float) -> str:
    """Write a number as the widgets do: short, fractions as such, and a true minus sign.

    >>> number(-27000.0), number(2.5), number(1 / 9), number(0.20418), number(-0.0001)
    ('−27000', '2.5', '1/9', '0.204', '0')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    fraction = Fraction(value).limit_denominator(99)
    if float(text) != value and abs(fraction - Fraction(value)) < 1e-9:
        text = str(fraction)
    return "0" if text == "-0" else text.replace("-", "−")


def pixel_grids(
    grids: Mapping[str, npt.ArrayLike],
    roles: Sequence[str] = ("input", "kernel", "output"),
    signs: Sequence[str] = (),
    outlines: Mapping[str, Box] | None = None,
) -> Figure:
    """Draw small arrays as grids of numbers, side by side.

    grids: title -> (rows, columns); row 0 is on top
    roles: the colour of each grid, "input" | "kernel" | "output" | "signed" (a diverging map
        centred at 0)
    signs: what stands between neighbours, such as ("⋆", "=")
    outlines: title -> the box (top, left, height, width) to outline in that grid
    """
    arrays = {title: np.atleast_2d(np.asarray(grid, dtype=float)) for title, grid in grids.items()}
    gap = 1.0 if signs else 0.8
    width = sum(a.shape[1] for a in arrays.values()) + gap * (len(arrays) - 1)
    height = max(a.shape[0] for a in arrays.values())
    # A title may be wider than its grid, and the last one has nothing to its right to run into.
    figure, axes = _card(width, height, top=0.9)
    left = 0.0
    for index, (title, array) in enumerate(arrays.items()):
        top = (height - array.shape[0]) / 2
        _grid(axes, array, roles[index % len(roles)], left, top)
        _label(axes, left + array.shape[1] / 2, top - 0.35, title)
        if outlines and title in outlines:
            row, column, rows, columns = outlines[title]
            _outline(axes, left + column, top + row, columns, rows)
        if index < len(signs):
            _label(axes, left + array.shape[1] + gap / 2, height / 2, signs[index], size=18)
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
    figure, axes = _card(wide * (len(xs) + 2), 1.3 * (len(ys) + 1), left=1.0, unit=CELL_IN * 0.8)
    _label(axes, -0.5, 0.5, "x")
    _grid(axes, xs[None], "input", 0, 0, wide)
    for t, total in enumerate(ys):
        line = 1.3 * (t + 1)
        _label(axes, -0.5, line + 0.5, "k")
        _grid(axes, ks[None], "kernel", wide * t, line, wide)
        _label(axes, wide * len(xs) + 0.95, line + 0.5, f"y[{t}] =")
        _grid(axes, np.array([[total]]), "output", wide * (len(xs) + 1), line, wide)
    return figure


def pictures(
    images: Mapping[str, npt.ArrayLike],
    limits: tuple[float, float] = (0, 255),
    signed: Sequence[str] = (),
) -> Figure:
    """Draw pictures side by side, all on one grey scale.

    images: title -> (rows, columns)
    limits: the values drawn black and white; what lies outside is clipped
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
        axes.set_xticks(positions)
        axes.set_yticks([])
        axes.tick_params(labelsize=8, colors=ink["ink"], length=0)
        axes.set_facecolor(ink["paper"])
        axes.spines[:].set_visible(False)
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_color(ink["line"])
        axes.set_ylim(bottom=0)
    return figure


def _card(
    width: float, height: float, left: float = 0.2, top: float = 0.2, unit: float = CELL_IN
) -> tuple[Figure, Axes]:
    """Return a card and its axes, measured in cells, y down, with margins left and top."""
    spare = 0.2
    across, down = left + width + spare, top + height + spare
    figure = Card(figsize=(across * unit, down * unit), facecolor=colours()["paper"])
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(-left, width + spare), ylim=(height + spare, -top))
    axes.set_axis_off()
    return figure, axes


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
        _label(axes, corner[0] + wide / 2, top + row + 0.5, text, size)


def _outline(axes: Axes, left: float, top: float, width: float, height: float) -> None:
    edge = colours()["ink"]
    axes.add_patch(
        Rectangle((left, top), width, height, fill=False, edgecolor=edge, linewidth=2.2, zorder=3)
    )


def _label(axes: Axes, x: float, y: float, text: str, size: float = 9.5) -> None:
    drawn = axes.text(x, y, text, fontsize=size, fontfamily=FONT, color=colours()["ink"])
    drawn.set(ha="center", va="center_baseline")
