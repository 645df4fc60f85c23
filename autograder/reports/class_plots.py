"""A class in pictures: SVG to be set into a page, in the page's own colours, light or dark.

matplotlib draws with the palette's light colours; afterwards each becomes a reference to its role.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from textwrap import shorten

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from autograder.reports.class_tally import ExerciseTally, GroupTally
from autograder.reports.result_card import number
from seeing.figures import colours

TEXT_PT = 9.5
ROLES = ("input", "output", "kernel", "kernel-soft", "ink", "muted", "paper", "edge", "line")
COLOURS = {role: colours()[role] for role in ROLES}
BINS = 20  # at most
STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)  # points
# Below this width, in inches, a group's name stands above its bar.
BESIDE_IN = 5.0


def histogram(totals: Sequence[float], possible: float, median: float, width_in: float) -> str:
    """Draw how many submissions have how many points."""
    step = next((s for s in STEPS if possible / s <= BINS), possible / BINS)
    count = max(1, round(possible / step + 0.499))
    heights = [0] * count
    for total in totals:
        heights[min(count - 1, int(total / step + 1e-9))] += 1
    figure = Figure(figsize=(width_in, 2.5))
    axes = figure.add_axes((0.42 / width_in, 0.2, 1 - 0.54 / width_in, 0.66))
    starts = [i * step for i in range(count)]
    axes.bar(starts, heights, width=step * 0.92, align="edge", color=COLOURS["input"])
    axes.axvline(median, color=COLOURS["ink"], linewidth=1.5, linestyle=(0, (4, 2)))
    end = count * step
    side = "left" if median < end / 2 else "right"
    axes.text(
        *(median, 1.04, f" median {number(median)} "),
        transform=axes.get_xaxis_transform(),
        ha=side,
        color=COLOURS["ink"],
    )
    axes.set_xlim(0, end)
    axes.set_ylim(0, max([*heights, 1]) * 1.05)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(6 if width_in < BESIDE_IN else 12, integer=True))
    axes.set_xlabel("points", color=COLOURS["muted"])
    axes.tick_params(length=0, labelcolor=COLOURS["muted"])
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(COLOURS["edge"])
    most = f"{number(max([*totals, 0.0]))} of {number(possible)} points at most"
    return _svg(figure, f"Histogram of {len(totals)} submissions, median {number(median)}, {most}")


def shares(exercises: Sequence[ExerciseTally], width_in: float) -> str:
    """Draw for each case group the share of answers that passed it, tried it, left it out."""
    beside = width_in >= BESIDE_IN
    row, title = (0.27 if beside else 0.44), 0.38
    height = 0.34 + sum(title + row * len(exercise.groups) for exercise in exercises) + 0.05
    figure = Figure(figsize=(width_in, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width_in), ylim=(height, 0))
    axes.set_axis_off()
    _legend(axes)
    y = 0.34
    for exercise in exercises:
        axes.text(0, y + title - 0.12, exercise.name, weight="bold", color=COLOURS["ink"])
        y += title
        for group in exercise.groups.values():
            _bar(axes, group, y, width_in, beside)
            y += row
    return _svg(figure, "Share of answers that passed each case group; the table below says it all")


def _legend(axes: Axes) -> None:
    x = 0.0
    for kind, text in (("passed", "passed"), ("missed", "not passed"), ("left", "not written")):
        axes.add_patch(_box(kind, x, 0.08, 0.14, 0.14))
        axes.text(x + 0.2, 0.15, text, va="center", color=COLOURS["muted"])
        x += 0.38 + 0.082 * len(text)


def _bar(axes: Axes, group: GroupTally, y: float, width_in: float, beside: bool) -> None:
    """Draw one group's row, `y` inches from the top."""
    answers = max(group.answers, 1)
    share = f"{100 * group.passed / answers:.0f} %"
    name = shorten(group.name, 30, placeholder="…")
    left, length = (2.0, width_in - 2.55) if beside else (0.0, width_in)
    top = y + (0.04 if beside else 0.2)
    if beside:
        middle = top + 0.095
        axes.text(left - 0.12, middle, name, ha="right", va="center", color=COLOURS["ink"])
        axes.text(width_in, middle, share, ha="right", va="center", color=COLOURS["ink"])
    else:
        axes.text(0, top - 0.045, name, color=COLOURS["ink"])
        axes.text(width_in, top - 0.045, share, ha="right", color=COLOURS["ink"])
    # Right to left, so that the line around a part is never covered by the next one's.
    counts = {"left": group.not_written, "missed": group.missed, "passed": group.passed}
    end = left + length
    for kind, count in counts.items():
        part = length * count / answers
        if count:
            axes.add_patch(_box(kind, end - part, top, part, 0.19))
        end -= part


def _box(kind: str, x: float, y: float, width: float, height: float) -> Rectangle:
    """Return a part of a bar: full, tinted or empty, so that no one depends on its hue."""
    face, line = {
        "passed": ("output", "output"),
        "missed": ("kernel-soft", "kernel"),
        "left": ("paper", "edge"),
    }[kind]
    return Rectangle(
        *((x + 0.008, y), max(width - 0.016, 0.004), height),
        facecolor=COLOURS[face],
        edgecolor=COLOURS[line],
        linewidth=0.8,
    )


def _svg(figure: Figure, label: str) -> str:
    """Write a figure as one element, the same bytes each time, with text as text."""
    out = io.StringIO()
    figure.patch.set_visible(False)
    for axes in figure.axes:
        axes.patch.set_visible(False)
    with rc_context({"svg.hashsalt": "class", "svg.fonttype": "none"}):
        for artist in figure.findobj():
            artist.set_clip_on(False)  # a clip refers to an id, which may stand once in a page
        for text in figure.findobj(Text):
            text.set(fontsize=TEXT_PT, parse_math=False)
        figure.savefig(out, format="svg", metadata={"Date": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<(metadata|defs)>.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (id|xmlns:xlink|version|width|height)="[^"]*"', "", svg)
    svg = re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), svg)
    for role, colour in COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"var(--sk-{role})"')
    width, height = (72 * side for side in figure.get_size_inches())
    head = f'<svg role="img" aria-label="{escape(label)}" width="{width:g}pt" height="{height:g}pt"'
    return svg.replace("<svg", head, 1).strip()


def _attributes(style: str) -> str:
    """Write declarations as attributes, which a page's policy need not allow as it must styles."""
    pairs = (part.strip().split(": ", 1) for part in style.split(";") if ":" in part)
    kept = ((name, value) for name, value in pairs if name != "font-family")  # the page's
    return "".join(f' {name}="{escape(value)}"' for name, value in kept)
