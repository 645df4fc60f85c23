"""Hints on one exercise, one at a time, from where to read to the slips that are known.

They are read from what `check` knows, so they say what is true of the exercise, and no solution is
in them: the worked case is one of the visible ones.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from html import escape
from pathlib import Path

from seeing.check import answer_key, html, plain_text, record
from seeing.check.answer_key import Key
from seeing.check.diagnosis import Result, smallest
from seeing.check.panels import Panel, panels
from seeing.home import notebooks
from seeing.home.page import Shown
from seeing.probes import Outcome

MOST_SLIPS = 8  # named in one hint


def hint(name: str, folder: str | Path = ".") -> Shown:
    """Give the next hint on an exercise; after the last, the last again.

    name: the exercise, such as "conv1d"
    folder: where the notebooks lie
    raises UnknownExerciseError with the nearest name

    >>> hint("conv1d")  # doctest: +SKIP
    Hint 1 of 4 on conv1d: where to read
    """
    folder, key = Path(folder), answer_key.find(name)
    known = [one for one in HINTS if one(key, folder)]
    given = record.read(folder).get(name, {}).get("hints", 0)
    number = min(given + 1 if isinstance(given, int) else 1, len(known))
    with contextlib.suppress(OSError):
        record.change(folder, name, {"hints": number})
    title, lines, shown = known[number - 1](key, folder) or ("", [], [])
    more = "" if number < len(known) else "This is the last one."
    head = f"Hint {number} of {len(known)} on {name}: {title}"
    return Shown(
        _html(head, lines, shown, more),
        "\n".join([head, *lines, *([plain_text.together(shown)] if shown else []), more]).rstrip(),
        f"Hint on {name}",
    )


# A title, lines, and arrays to show; None where there is nothing to say.
Said = tuple[str, list[str], list[Panel]] | None


def _where_to_read(key: Key, folder: Path) -> Said:
    for chapter, exercises in answer_key.chapters().items():
        notebook = notebooks.of_chapter(folder, chapter) if key.name in exercises else None
        for cell in notebook.answers(key.name) if notebook else []:
            above = f"In {chapter}.ipynb read again from “{cell.heading}” down to the answer's cell"
            return (
                "where to read",
                [f"{above}, then the cell's own text: what goes in, and what is to come back."],
                [],
            )
    return None


def _what_is_tried(key: Key, folder: Path) -> Said:
    lines = []
    for group, points in key.groups.items():
        abouts = dict.fromkeys(case.about for case in key.cases if case.group == group)
        lines.append(f"{group} ({points:g} points): {'; '.join(abouts)}.")
    return "what is tried", lines, []


def _a_worked_case(key: Key, folder: Path) -> Said:
    plain = [c for c in key.cases if not c.expected.error and c.expected.arrays]
    if key.measure or not plain:
        return None  # what is compared there is made of the answer's output, and is not the output
    case = smallest([Result(c, Outcome(c.expected.arrays), passed=False) for c in plain]).case
    shown = panels(case.inputs, Outcome(case.expected.arrays), case.expected)
    lines = [f"Work this one out by hand, then let your code do it: {case.about}."]
    return "a case with its right result", lines, [p for p in shown if p.role != "output"]


def _known_slips(key: Key, folder: Path) -> Said:
    if not key.mistakes:
        return None
    names = list(key.mistakes)[:MOST_SLIPS]
    of = f", {len(names)} of {len(key.mistakes)}" if len(names) < len(key.mistakes) else ""
    lines = [f"Slips that are known here by name{of}. Is one of them yours?"]
    return "slips that check knows", [*lines, *(f"– {name}" for name in names)], []


HINTS: tuple[Callable[[Key, Path], Said], ...] = (
    _where_to_read,
    _what_is_tried,
    _a_worked_case,
    _known_slips,
)


def _html(head: str, lines: list[str], shown: list[Panel], more: str) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    tables = f'<div class="sk-check">{_style()}{html.together(shown)}</div>' if shown else ""
    note = f'<p class="sk-note">{more}</p>' if more else ""
    return f"<p><strong>{escape(head)}</strong></p>{said}{tables}{note}"


def _style() -> str:
    return f"<style>{html.STYLE.read_text(encoding='utf-8')}</style>"
