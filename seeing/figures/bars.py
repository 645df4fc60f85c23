"""Numbers as bars, in two kinds."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from seeing.figures.card import FONT, axes_card, colours

BAR_IN = 0.3  # height of a bar with its name
HATCHES = ("", "////")  # told apart without colour too


def bars(values: Mapping[str, Mapping[str, float]], label: str, digits: int = 2) -> Figure:
    """Draw numbers as bars from 0, one below another, in up to two kinds.

    values: kind -> {name: number, 0 or more}; the kinds one after another
    label: what the numbers are
    digits: decimals that are written beside the bars
    raises ValueError for more kinds than can be told apart
    """
    if len(values) > len(HATCHES):
        raise ValueError(f"at most {len(HATCHES)} kinds can be told apart, not {len(values)}")
    ink, row = colours(), 0
    count = sum(map(len, values.values()))
    figure, axes = axes_card(1.1 + BAR_IN * count)
    names: list[str] = []
    for (kind, numbers), hatch, role in zip(
        values.items(), HATCHES, ("input", "kernel"), strict=False
    ):
        rows = range(row, row := row + len(numbers))
        names += numbers
        axes.barh(
            rows,
            list(numbers.values()),
            height=0.62,
            facecolor=ink[f"{role}-soft"],
            edgecolor=ink[role],
            hatch=hatch,
            label=kind,
        )
        for place, value in zip(rows, numbers.values(), strict=True):
            text = axes.text(value, place, f" {value:.{digits}f}", va="center", fontsize=9)
            text.set(color=ink["ink"], fontfamily=FONT)
    axes.set_yticks(range(count), names)
    most = max(max(numbers.values()) for numbers in values.values())
    axes.set(ylim=(count - 0.4, -0.6), xlim=(0, most * 1.15))
    axes.set_xlabel(label, fontsize=9.5, color=ink["ink"], fontfamily=FONT)
    axes.grid(axis="x", color=ink["line"], linewidth=0.5)
    axes.set_axisbelow(True)
    for name in axes.get_yticklabels():
        name.set(fontfamily=FONT, fontsize=9)
    figure.legend(
        loc="outside lower center",
        ncols=len(values),
        prop={"family": FONT, "size": 9},
        frameon=False,
        labelcolor=ink["ink"],
    )
    return figure
