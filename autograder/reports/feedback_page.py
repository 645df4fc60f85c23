"""nbgrader's feedback as a page that runs nothing and asks no other host for anything.

In nbgrader_config.py:
    c.GenerateFeedback.exporter_class = "autograder.reports.feedback_page.FeedbackExporter"
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from autograder.reports import page_style, sanitize
from autograder.reports.result_card import points

TEMPLATE = "feedback_page.html.j2"
SHEETS = ("feedback_page.css", "feedback_card.css")


class FeedbackExporter(Exporter):
    """Graded notebook -> HTML; nbgrader's `GetGrades` has put scores and comments into it."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[str, Any]:
        """Return the page, and the resources as the preprocessors left them."""
        nb, resources = super().from_notebook_node(nb, resources, **options)
        grading = resources["nbgrader"]
        style = page_style.style(*SHEETS)
        page = page_style.templates().get_template(TEMPLATE)
        html = page.render(
            title=grading["notebook"],
            score=points(float(grading["score"]), float(grading["max_score"])),
            penalty=points(float(grading["late_penalty"]), 0).split(" of ")[0],
            cells=[_cell(cell, i) for i, cell in enumerate(nb.cells, 1)],
            style=style,
            policy=page_style.policy(style),
        )
        return html, resources


def _cell(cell: NotebookNode, place: int) -> dict[str, Any]:
    """Return what the template says of a cell; all HTML in it is cleaned."""
    marks = cell.metadata.get("nbgrader", {})
    graded = bool(marks.get("grade") or marks.get("task"))
    if cell.cell_type == "markdown":
        source = sanitize.again(cell.source, cell.get("attachments"))
    elif cell.cell_type == "code":
        source = sanitize.code(cell.source)
    else:
        source = sanitize.plain(cell.source)
    comment = marks.get("comment") if marks.get("solution") or marks.get("task") else ""
    return {
        "anchor": f"cell-{place}",
        "kind": cell.cell_type,
        "label": _label(cell.cell_type, marks),
        "name": str(marks.get("grade_id", "")),
        "score": points(float(marks.get("score") or 0), float(marks["points"])) if graded else "",
        "source": source,
        "outputs": [html for o in cell.get("outputs", ()) if (html := sanitize.shown(o))],
        "comment": sanitize.written(comment) if comment else "",
    }


def _label(kind: str, marks: NotebookNode) -> str:
    """Name a cell as nbgrader's own page does, to the student; "" for one that is not theirs."""
    if marks.get("solution"):
        return "Your written answer" if kind == "markdown" else "Your answer"
    if marks.get("task"):
        return "Task"
    return "Check" if marks.get("grade") else ""
