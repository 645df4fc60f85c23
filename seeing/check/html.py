"""A report as HTML that stands by itself: in JupyterLab and on the site, in light and dark."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from seeing.check.diagnosis import Report
from seeing.check.panels import Panel, panels

STYLE = Path(__file__).with_name("report.css")


def render(report: Report) -> str:
    """Write the report as one element; arrays are tables with headers, marks are words too."""
    old = f'<p class="sk-old">{_prose(report.old)}</p>' if report.old else ""
    parts = [_head(report), old, _groups(report)]
    if report.finding:
        parts.append(_finding(report))
    if report.example:
        parts.append(_example(report))
    if report.printed:
        parts.append(_printed(report))
    if report.passed:
        parts.append('<p class="sk-note">Grading tries the same kinds of case.</p>')
    # An inline <style>, because a notebook's output must not depend on anything beside it.
    kind = "sk-check" if report.passed else "sk-check sk-wrong"
    return (
        f'<div class="{kind}" role="group" aria-label="Check of {escape(report.key.name)}">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>{''.join(parts)}</div>"
    )


def _head(report: Report) -> str:
    sign, kind = ("✓", " sk-right") if report.passed else ("✗", "")
    return (
        f'<p class="sk-head"><span class="sk-sign{kind}" aria-hidden="true">{sign}</span>'
        f"<span>{escape(report.headline)}</span></p>"
    )


def _groups(report: Report) -> str:
    if not report.results:
        return ""
    items = []
    for group in report.groups:
        right = group.passed == group.total
        sign, word, kind = ("✓", "passes", "sk-met") if right else ("✗", "fails", "sk-missed")
        items.append(
            f'<li class="{kind}"><span aria-hidden="true">{sign}</span> '
            f'{escape(group.name)} <span class="sk-unseen">{word}, </span>'
            f"{group.passed} of {group.total}</li>"
        )
    return f"<ul>{''.join(items)}</ul>"


def _finding(report: Report) -> str:
    assert report.finding is not None  # asked for only where there is one
    finding = report.finding
    code = f"<pre><code>{escape(finding.code)}</code></pre>" if finding.code else ""
    return (
        f'<div class="sk-finding"><p class="sk-title">{_prose(finding.title)}</p>'
        f"<p>{_prose(finding.help)}</p>{code}</div>"
    )


def _prose(text: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _example(report: Report) -> str:
    assert report.example is not None  # asked for only where there is one
    case = report.example.case
    shown = panels(case.inputs, report.example.outcome, case.expected)
    given = [panel for panel in shown if panel.role in ("input", "kernel")]
    compared = [panel for panel in shown if panel not in given]
    return (
        f'<p class="sk-note">Smallest counter-example: {escape(case.about)}</p>'
        f'<div class="sk-panels">{together(given)}{together(compared)}</div>'
    )


def together(panels: list[Panel]) -> str:
    """Keep panels beside each other before any of them moves to the next line."""
    return f'<div class="sk-panels">{"".join(map(_panel, panels))}</div>'


def _printed(report: Report) -> str:
    lines = "\n".join(line[:200] for line in report.printed.splitlines()[:4])
    return f'<p class="sk-note">Your code printed:</p><pre>{escape(lines)}</pre>'


def _panel(panel: Panel) -> str:
    name = escape(panel.title)
    if panel.sentence or not panel.entries:
        said = escape(panel.sentence or f"empty, {panel.size}")
        return (
            f'<div class="sk-panel sk-{panel.role}"><p class="sk-name">{name}</p>'
            f'<p class="sk-said">{said}</p></div>'
        )
    size = f" <small>{panel.size}{', in part' if panel.cut else ''}</small>" if panel.shape else ""
    label = f"{name}, {panel.size}"
    # A table that scrolls must be reachable by keyboard.
    return (
        f'<div class="sk-panel sk-{panel.role}" role="group" aria-label="{label}" tabindex="0">'
        f"<table><caption>{name}{size}</caption>{_column_headers(panel)}"
        f"<tbody>{''.join(_row(panel, r) for r in range(len(panel.rows)))}</tbody></table></div>"
    )


def _column_headers(panel: Panel) -> str:
    if not panel.shape:
        return ""
    corner = "<td></td>" if len(panel.shape) > 1 else ""
    cells = "".join(f'<th scope="col">{column}</th>' for column in panel.columns)
    return f"<thead><tr>{corner}{cells}</tr></thead>"


def _row(panel: Panel, r: int) -> str:
    header = f'<th scope="row">{panel.rows[r]}</th>' if len(panel.shape) > 1 else ""
    return f"<tr>{header}{''.join(map(_entry, panel.entries[r], panel.marks[r]))}</tr>"


def _entry(text: str, differs: bool) -> str:
    text = escape(text.replace("-", "−"))
    if not differs:
        return f"<td>{text}</td>"
    return f'<td class="sk-differs">{text}<span class="sk-unseen"> differs</span></td>'
