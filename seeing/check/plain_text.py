"""A report as plain text: for terminals, nbgrader's messages, and whoever cannot see the rest."""

from __future__ import annotations

import textwrap

from seeing.check.diagnosis import Report
from seeing.check.panels import Panel, panels

WIDTH = 88


def render(report: Report) -> str:
    """Write the report in lines of at most about 88 characters."""
    parts = [f"{'✓' if report.passed else '✗'} {report.headline}"]
    if report.old:
        parts.append(textwrap.fill(report.old, WIDTH))
    if report.finding:
        if report.results:
            parts.append(_groups(report))
        parts.append(_finding(report))
    if report.example:
        parts.append(_example(report))
    if report.printed:
        parts.append(printed(report))
    return "\n\n".join(parts)


def printed(report: Report) -> str:
    """Repeat the first lines that the student's code printed."""
    lines = report.printed.splitlines()[:4]
    return "Your code printed:\n" + textwrap.indent("\n".join(line[:WIDTH] for line in lines), "  ")


def _groups(report: Report) -> str:
    width = max(len(group.name) for group in report.groups)
    return "\n".join(
        f"  {'✓' if g.passed == g.total else '✗'} {g.name:<{width}}  {g.passed} of {g.total} cases"
        for g in report.groups
    )


def _finding(report: Report) -> str:
    assert report.finding is not None  # asked for only where there is one
    lines = [report.finding.title, *textwrap.wrap(report.finding.help, WIDTH)]
    if report.finding.code:
        lines.append(f"  {report.finding.code}")
    return "\n".join(lines)


def _example(report: Report) -> str:
    assert report.example is not None  # asked for only where there is one
    case = report.example.case
    shown = panels(case.inputs, report.example.outcome, case.expected)
    marked = any(any(row) for panel in shown for row in panel.marks)
    legend = "  (* differs)" if marked else ""
    title = f"Smallest counter-example, {case.about}{legend}"
    return f"{title}\n{together(shown)}"


def together(shown: list[Panel]) -> str:
    """Set panels beside each other, as far as the width reaches."""
    return "\n".join(_side_by_side([_block(panel) for panel in shown]))


def _block(panel: Panel) -> list[str]:
    """Write one panel as lines of equal length."""
    if panel.sentence:
        lines = [panel.title, panel.sentence]
    else:
        texts = [
            [f"{entry}*" if mark else f"{entry} " for entry, mark in zip(row, marks, strict=True)]
            for row, marks in zip(panel.entries, panel.marks, strict=True)
        ]
        width = max((len(text) for row in texts for text in row), default=0)
        lines = [f"{panel.title}, {panel.size}" if panel.shape else panel.title]
        lines += ["".join(f"{text:>{width + 1}}" for text in row) for row in texts] or ["(empty)"]
        lines += [_part(panel)] if panel.cut else []
    return [f"{line:<{max(map(len, lines))}}" for line in lines]


def _part(panel: Panel) -> str:
    """Say that this is a part, and where it begins if not at the first entry."""
    begins = [panel.columns[0]] if len(panel.shape) == 1 else [panel.rows[0], panel.columns[0]]
    return f"… begins at {begins}" if any(begins) else "…"


def _side_by_side(blocks: list[list[str]]) -> list[str]:
    """Set blocks beside each other as far as the width reaches, then begin a new line of them."""
    lines: list[str] = []
    row: list[list[str]] = []
    for block in [*blocks, None]:
        room = sum(len(b[0]) + 4 for b in row) + (len(block[0]) if block else 0)
        if row and (block is None or room > WIDTH):
            height = max(map(len, row))
            filled = [b + [" " * len(b[0])] * (height - len(b)) for b in row]
            lines += ["  " + "    ".join(pieces).rstrip() for pieces in zip(*filled, strict=True)]
            row = []
        if block:
            row.append(block)
    return lines
