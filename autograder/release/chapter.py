"""One text notebook -> the book's page, the student's notebook, the solution notebook.

The text notebook in `notebooks/` is the only source. A cell with the option `:exercise: NAME` is an
answer, one with `:check: NAME` is graded; what nbgrader wants to know comes from the exercise. A
Markdown cell below `+++ {"written": NAME, "points": N}` is an answer in words; a person grades it.
Derivation goes one way and gives the same bytes twice.
"""

from __future__ import annotations

import copy
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jupytext
import yaml
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearOutput, ComputeChecksums, LockCells

from autograder import exercises
from autograder.files import ROOT
from autograder.release import answer_key, starter_code
from autograder.release.portable_markdown import portable_markdown
from autograder.release.run_notebook import execute, files_read
from autograder.release.starter_code import ClearSolutions
from seeing.check.starting_code import body_of

NOTEBOOKS = ROOT / "notebooks"
MARKERS = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)
NBGRADER_SCHEMA = 3
# Run All goes on past a cell with this tag that raises: what is not written yet stops no other.
GO_ON = "raises-exception"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
}


class ChapterError(ValueError):
    """A text notebook breaks the rules that derivation rests on."""


def chapters() -> list[Path]:
    """Return the text notebooks in the course's order."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.md"))


def _book_settings() -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return settings


def site_url() -> str:
    """Return where the site is published, from `_config.yml`; empty where it is not said."""
    return str(_book_settings().get("html", {}).get("baseurl") or "")


def repository_url() -> str:
    """Return the address of the students' repository, from `_config.yml`."""
    return str(_book_settings()["repository"]["url"])


@dataclass(frozen=True)
class Chapter:
    """The notebooks that one text notebook becomes; each is made when it is first asked for."""

    path: Path

    @property
    def name(self) -> str:
        """The chapter's and the assignment's name, such as `07_convolution_filters`."""
        return self.path.stem

    @cached_property
    def solution(self) -> NotebookNode:
        """The instructor's notebook: solutions between nbgrader's markers, no outputs."""
        nb = copy.deepcopy(self._marked)
        url = site_url()
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = portable_markdown(cell.source, url)
            elif cell.cell_type == "code":
                cell.metadata["tags"] = [*cell.metadata.get("tags", []), GO_ON]
        nb, _ = ComputeChecksums().preprocess(nb, {})
        return nb

    @cached_property
    def student(self) -> NotebookNode:
        """The student's notebook, as `nbgrader generate_assignment` would make it."""
        nb = copy.deepcopy(self.solution)
        for preprocessor in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
            nb, _ = preprocessor().preprocess(nb, {})
        nb.metadata.pop("celltoolbar", None)  # the toolbar is for who writes assignments
        return nb

    @cached_property
    def page(self) -> NotebookNode:
        """The book's page: the stub of each answer beside the true output of the whole chapter."""
        answer_key.write(self.name)
        nb = execute(self._marked, self.name)
        nb, _ = ClearSolutions().preprocess(nb, {})
        for cell in nb.cells:
            _dress_for_page(cell)
        return nb

    def influences(self) -> list[Path]:
        """Return the files besides the text that the page depends on: once it has been made."""
        own = [p for pattern in answer_key.exercises_of(self.name) for p in ROOT.glob(pattern)]
        return [*own, *(files_read(self._marked, self.name) or [])]

    @cached_property
    def solution_lines(self) -> list[str]:
        """Every line of every solution that stands nowhere else in the chapter, stripped."""
        inside: set[str] = set()
        outside: set[str] = set()
        for cell in self._marked.cells:
            solving = False
            for line in cell.source.splitlines():
                if "### BEGIN SOLUTION" in line or "### END SOLUTION" in line:
                    solving = "BEGIN" in line
                elif line.strip():
                    (inside if solving else outside).add(line.strip())
        return sorted(inside - outside)

    @cached_property
    def _marked(self) -> NotebookNode:
        """The text notebook with nbgrader's metadata and ids that do not change."""
        nb = jupytext.read(self.path)
        nb.metadata = NotebookNode(copy.deepcopy(KERNEL))
        known = exercises.load(self.name)
        seen: dict[str, int] = {}
        for cell in nb.cells:
            _mark(cell, known, self.path)
            cell.id = _cell_id(cell, seen)
        _require_pairs(nb, known, self.path)
        return nb


def derive(path: Path) -> Chapter:
    """Derive the page, student and solution notebooks of one text notebook.

    path: a text notebook, such as `notebooks/07_convolution_filters.md`
    """
    return Chapter(Path(path))


def _mark(cell: NotebookNode, known: dict[str, exercises.Exercise], path: Path) -> None:
    """Add nbgrader's metadata to an answer, a check, or a cell that is neither."""
    if "written" in cell.metadata:
        _mark_written(cell, path)
        return
    answer, check = cell.metadata.get("exercise"), cell.metadata.get("check")
    name = answer or check
    if name is None:
        return
    if name not in known:
        raise ChapterError(
            f"{path.name}: no exercise is called {name!r}; there are {', '.join(known)}"
        )
    if answer and "### BEGIN SOLUTION" not in cell.source:
        raise ChapterError(f"{path.name}: the answer cell of {name} has no ### BEGIN SOLUTION")
    if answer and (start := known[name].starts_as):
        cell.metadata[starter_code.OPTION] = body_of(start)
    cell.metadata["nbgrader"] = {
        "schema_version": NBGRADER_SCHEMA,
        "grade_id": answer or f"check_{check}",
        "solution": bool(answer),
        "grade": bool(check),
        "locked": bool(check),
        "task": False,
        "cell_type": "code",
    }
    if check:
        cell.metadata["nbgrader"]["points"] = known[name].points


def _mark_written(cell: NotebookNode, path: Path) -> None:
    """Add nbgrader's metadata to an answer in words: "manually graded", as nbgrader calls it."""
    name, points = cell.metadata["written"], cell.metadata.get("points")
    if cell.cell_type != "markdown" or not isinstance(points, int | float):
        raise ChapterError(f"{path.name}: the written answer {name} is Markdown, and has points")
    if "### BEGIN SOLUTION" not in cell.source:
        raise ChapterError(f"{path.name}: the written answer {name} has no ### BEGIN SOLUTION")
    cell.metadata["nbgrader"] = {
        "schema_version": NBGRADER_SCHEMA,
        "grade_id": name,
        "solution": True,
        "grade": True,
        "locked": False,
        "task": False,
        "cell_type": "markdown",
        "points": points,
    }


def _require_pairs(nb: NotebookNode, known: dict[str, exercises.Exercise], path: Path) -> None:
    answers = [c.metadata["exercise"] for c in nb.cells if "exercise" in c.metadata]
    checks = [c.metadata["check"] for c in nb.cells if "check" in c.metadata]
    if not (sorted(answers) == sorted(checks) == sorted(known)):
        raise ChapterError(
            f"{path.name}: every exercise has one answer cell and one check; "
            f"exercises {sorted(known)}, answers {sorted(answers)}, checks {sorted(checks)}"
        )


def _cell_id(cell: NotebookNode, seen: dict[str, int]) -> str:
    """Name a cell by what it says, so that a cell put in front of it does not rename it."""
    said = hashlib.sha256(f"{cell.cell_type}\0{cell.source}".encode()).hexdigest()[:10]
    seen[said] = seen.get(said, 0) + 1
    return f"{said}-{seen[said]}"


def _dress_for_page(cell: NotebookNode) -> None:
    """Replace our own options and nbgrader's metadata by what the page's renderer reads."""
    metadata = cell.metadata
    metadata.pop("nbgrader", None)
    metadata.pop(starter_code.STUB, None)
    if metadata.pop("written", None):
        points = metadata.pop("points")
        cell.source = (
            f"*Your answer goes here, in the notebook: a person reads it ({points:g} points).*"
        )
    kind = next((option for option in ("exercise", "check") if metadata.pop(option, None)), None)
    if kind:
        metadata["tags"] = [*metadata.get("tags", []), kind]
    alt = metadata.pop("alt", None)
    if alt:
        metadata["mystnb"] = {"image": {"alt": alt}}
