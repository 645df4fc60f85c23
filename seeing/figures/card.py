"""The card of paper that every still figure is drawn on, and the words and colours on it.

Colours come from `widgets/kit/palette.css`, so a still figure and a living one speak one language.
A figure reads the same on a white page, on a dark one and in print.
"""

from __future__ import annotations

import io
import re
from fractions import Fraction
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

PALETTE = Path(__file__).parents[1] / "widgets" / "kit" / "palette.css"
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


def blank_card(
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


def axes_card(height_in: float) -> tuple[Figure, Axes]:
    """Return a card as wide as a row of pictures, and axes on it that have no frame."""
    ink = colours()
    figure = Card(figsize=(WIDTH_IN, height_in), facecolor=ink["paper"])
    figure.set_layout_engine("constrained", w_pad=0.08, h_pad=0.05)
    axes = figure.subplots()
    axes.set_facecolor(ink["paper"])
    axes.tick_params(labelsize=8, colors=ink["ink"], which="both", length=0)
    axes.spines[:].set_visible(False)
    return figure, axes


def label(axes: Axes, x: float, y: float, text: str, size: float = 9.5) -> None:
    """Write centred text."""
    drawn = axes.text(x, y, text, fontsize=size, fontfamily=FONT, color=colours()["ink"])
    drawn.set(ha="center", va="center_baseline")
