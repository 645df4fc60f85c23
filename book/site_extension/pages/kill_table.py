"""`{kill-table}`: the mistakes of a chapter's exercises, and the case groups that reject each."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder import exercises
from autograder.exercises import Exercise
from autograder.reports import kill_table

SOURCES = Path(exercises.__file__).parent


class KillTable(SphinxDirective):
    """A section with a table for each exercise; it stands last in its own section.

    argument: the chapter, such as 07_convolution_filters
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Run the mistakes, and lay out what rejects them."""
        for source in sorted(SOURCES.rglob("*.py")):  # a changed exercise makes the page anew
            self.env.note_dependency(str(source))
        tables = kill_table.tables(self.arguments[0])
        if not tables:
            raise self.error(f"no exercises in chapter {self.arguments[0]!r}")
        return [_section(exercise, rows) for exercise, rows in tables.values()]


def _section(exercise: Exercise, rows: list[kill_table.Row]) -> nodes.section:
    section = nodes.section(ids=[nodes.make_id(f"kill-table-{exercise.name}")])
    title = nodes.title()
    title += nodes.literal(text=exercise.name)
    title += nodes.Text(f": {len(rows)} mistakes, {exercise.points:g} points")
    section += [title, _table(exercise, rows)]
    return section


def _table(exercise: Exercise, rows: list[kill_table.Row]) -> nodes.table:
    worth = [f"{group} ({points:g})" for group, points in exercise.groups.items()]
    body = nodes.tbody()
    for row in rows:
        said = [f"{kill.rejected} of {kill.total}" if kill.rejected else "–" for kill in row.groups]
        body += _row([row.mistake.name, *said, f"{row.cost:g}"])
    headers = ["mistake", *worth, "costs"]
    group = nodes.tgroup(cols=len(headers))
    for width in (30, *[10] * (len(headers) - 1)):
        group += nodes.colspec(colwidth=width)
    group[0]["stub"] = 1  # the mistake's name is its row's header
    head = nodes.thead()
    head += _row(headers)
    group += [head, body]
    table = nodes.table(classes=["kill-table"])
    table += group
    return table


def _row(texts: list[str]) -> nodes.row:
    row = nodes.row()
    for text in texts:
        entry = nodes.entry()
        entry += nodes.paragraph(text=text)
        row += entry
    return row


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("kill-table", KillTable)
