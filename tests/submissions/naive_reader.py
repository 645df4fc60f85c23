"""Naive readers of a notebook: each takes one thing from the file at its word.

A reader tells whether somebody who grades by it is fooled: gives points that are not due, or takes
for an answer, shows or starts what says HOSTILE.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode, from_dict

KERNELS = "/usr/share/jupyter/kernels"


@dataclass(frozen=True)
class Truth:
    """What an honest reader knows: by exercise the points due, and its answer's cell id."""

    due: Mapping[str, float]
    ids: Mapping[str, str]


def gives_points_where_nothing_raises(nb: NotebookNode, truth: Truth) -> bool:
    """Run what is marked as nbgrader's, and add up what the graded cells say they are worth."""
    worth = {m["grade_id"]: m["points"] for _, m in _marked(nb.cells) if "points" in m}
    earned: dict[str, float] = defaultdict(float)
    names: dict[str, Any] = {}
    for cell, marks in _marked(nb.cells):
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            exec(cell.source, names)
            if marks["grade"]:
                name = marks["grade_id"]
                earned[name.removeprefix("check_")] += float(worth[name])
    return any(points > truth.due.get(name, 0) for name, points in earned.items())


def takes_the_first_cell(nb: NotebookNode, truth: Truth) -> bool:
    """Take the first cell of each grade id for the answer."""
    return _is_hostile(
        {m["grade_id"]: c.source for c, m in reversed([*_marked(nb.cells)])}, truth.due
    )


def takes_the_last_cell(nb: NotebookNode, truth: Truth) -> bool:
    """Take the last cell of each grade id for the answer."""
    return _is_hostile({m["grade_id"]: c.source for c, m in _marked(nb.cells)}, truth.due)


def takes_a_similar_grade_id(nb: NotebookNode, truth: Truth) -> bool:
    """Let case and odd characters of a grade id be."""
    alike = {re.sub(r"\W", "", m["grade_id"]).lower(): c.source for c, m in _marked(nb.cells)}
    return _is_hostile(alike, truth.due)


def goes_by_cell_ids(nb: NotebookNode, truth: Truth) -> bool:
    """Take the last cell with the id that the course gave the answer's."""
    sources = {cell.get("id"): cell.source for cell in nb.cells}
    answers = {name: sources.get(cell_id, "") for name, cell_id in truth.ids.items()}
    return _is_hostile(answers, truth.due)


def believes_outputs(nb: NotebookNode, _: Truth) -> bool:
    """Read the points from what stands under the cells."""
    return bool(re.search(r"HOSTILE \d+", json.dumps([c.get("outputs") for c in nb.cells])))


def joins_text_to_a_page(nb: NotebookNode, _: Truth) -> bool:
    """Show the cells in a page without escapes."""
    return "<script>HOSTILE" in "".join(f"<pre>{cell.source}</pre>" for cell in nb.cells)


def starts_the_kernel_it_names(nb: NotebookNode, _: Truth) -> bool:
    """Look for the kernel where its name leads."""
    folder = os.path.normpath(f"{KERNELS}/{nb.metadata.kernelspec.name}")
    return not folder.startswith(KERNELS)


def obeys_tags(nb: NotebookNode, _: Truth) -> bool:
    """Let nbconvert take away what tags ask it to."""
    obedient = TagRemovePreprocessor(enabled=True, remove_cell_tags={"remove-cell"})
    return not obedient.preprocess(nb, {})[0].cells


READERS: dict[str, Callable[[NotebookNode, Truth], bool]] = {
    read.__name__.replace("_", " "): read
    for read in (
        gives_points_where_nothing_raises,
        takes_the_first_cell,
        takes_the_last_cell,
        takes_a_similar_grade_id,
        goes_by_cell_ids,
        believes_outputs,
        joins_text_to_a_page,
        starts_the_kernel_it_names,
        obeys_tags,
    )
}
PLAIN_JSON = "reads plain JSON"


def readers_fooled(path: Path, truth: Truth) -> set[str]:
    """Return which readers the file fools."""
    try:
        nb = from_dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError:  # it has no answer to the file, and so none to the class
        return {PLAIN_JSON}
    return {name for name, fooled in READERS.items() if fooled(nb, truth)}


def _marked(cells: Iterable[NotebookNode]) -> Iterable[tuple[NotebookNode, Mapping[str, Any]]]:
    return ((c, m) for c in cells if "grade_id" in (m := c.metadata.get("nbgrader", {})))


def _is_hostile(answers: Mapping[str, str], names: Iterable[str]) -> bool:
    return any("HOSTILE" in answers.get(name, "") for name in names)
