"""What an instructor looks at after grading a class: one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from autograder.exercises import Exercise
from autograder.files import write_atomically
from autograder.judging.verdict import Status
from autograder.reports import page_style
from autograder.reports.class_plots import histogram, shares
from autograder.reports.class_tally import TO_LOOK_AT, Tally, tally
from autograder.reports.result_card import number, prose

if TYPE_CHECKING:
    from autograder.judging.engine import Graded

TEMPLATE = "class_report.html.j2"
SHEET = "class_report.css"
WIDE_IN, NARROW_IN = 7.4, 3.4  # of a plot: on a desk and on paper, and on a telephone
MISTAKES = 15  # named at most
NONE: Mapping[str, str] = MappingProxyType({})


def write(
    folder: Path,
    assignment: str,
    exercises: Mapping[str, Exercise],
    graded: Mapping[str, Graded],
    failed: Mapping[str, str] = NONE,
    written: Iterable[str] = (),
) -> Path:
    """Write the report on a class to `ASSIGNMENT.html` in a folder, and return where it is.

    graded: by student; walked through once, so it may read each submission as it goes
    failed: by student, why nothing was graded, which is our side's fault
    written: names of the answers in words, which a person grades
    """
    html = page(assignment, tally(exercises, graded), failed, written)
    path = folder / f"{assignment}.html"
    write_atomically(path, html)
    return path


def page(
    assignment: str,
    counted: Tally,
    failed: Mapping[str, str] = NONE,
    written: Iterable[str] = (),
) -> str:
    """Return the page; the same class gives the same bytes."""
    style = page_style.style(SHEET)
    template = page_style.templates().get_template(TEMPLATE)
    return template.render(
        assignment=assignment,
        figures=_figures(counted, failed),
        histograms=_both(lambda width: _histogram(counted, width)),
        shares=_both(lambda width: shares(list(counted.exercises.values()), width)),
        exercises=list(counted.exercises.values()),
        mistakes=_mistakes(counted),
        refused=_by_reason(counted.refused.items()),
        failed=_by_reason(failed.items()),
        written=[(name, counted.written[name]) for name in written],
        read=len(counted.totals) - len(counted.refused),
        to_look_at=_to_look_at(counted),
        doubts=_by_reason((who, why) for who, whys in counted.doubts.items() for why in whys),
        Status=Status,
        number=number,
        percent=_percent,
        style=style,
        policy=page_style.policy(style),
    )


def _figures(counted: Tally, failed: Mapping[str, str]) -> list[tuple[str, str]]:
    most = number(counted.possible)
    figures = [
        ("submissions", str(len(counted.totals) + len(failed))),
        ("mean", f"{number(counted.mean)} of {most}"),
        ("median", f"{number(counted.median)} of {most}"),
        ("with all points", str(counted.full)),
        ("blank", str(counted.blank)),
        ("could not be read", str(len(counted.refused))),
        ("stopped at a limit", str(counted.limited)),
    ]
    return [*figures, ("not graded yet", str(len(failed)))] if failed else figures


def _both(draw: Any) -> list[tuple[str, Markup]]:
    """Draw for wide pages and for narrow ones; the style shows one of them."""
    return [("wide", Markup(draw(WIDE_IN))), ("narrow", Markup(draw(NARROW_IN)))]


def _histogram(counted: Tally, width_in: float) -> str:
    return histogram(counted.totals, counted.possible, counted.median, width_in)


def _mistakes(counted: Tally) -> list[tuple[int, str, str, Markup]]:
    """Return (answers, exercise, mistake, help), the commonest first."""
    found = [
        (answers, exercise.name, mistake, Markup(prose(exercise.helps[mistake])))
        for exercise in counted.exercises.values()
        for mistake, answers in exercise.mistakes.items()
    ]
    return sorted(found, key=lambda row: (-row[0], row[1:]))[:MISTAKES]


def _to_look_at(counted: Tally) -> list[tuple[str, str, list[str]]]:
    """Return (exercise, how it ended, students) for what may need a human's eye."""
    return [
        (exercise.name, str(status), sorted(exercise.names[status]))
        for exercise in counted.exercises.values()
        for status in TO_LOOK_AT
        if exercise.names[status]
    ]


def _by_reason(reasons: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return (why, students) of pairs (student, why), the commonest first."""
    students: dict[str, list[str]] = {}
    for student, why in sorted(reasons):
        students.setdefault(why, []).append(student)
    return sorted(students.items(), key=lambda row: (-len(row[1]), row[0]))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
