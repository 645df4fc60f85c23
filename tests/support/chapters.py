"""The chapters as parsed text, for the tests beside this module."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path
from typing import Any, NamedTuple

import jupytext

from autograder import exercises as packages
from autograder.files import ROOT
from autograder.intake.course_code import steps
from autograder.release.chapter import derive

PATHS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.md"))
# By their packages, since exercises can be there before the text around them.
WITH_EXERCISES = sorted(
    found.name.removeprefix("c")
    for found in pkgutil.iter_modules(packages.__path__)
    if re.match(r"c\d\d_", found.name)
)


class Cell(NamedTuple):
    """One cell of a chapter: its kind, its source and its options (`:exercise:`, `:alt:` …)."""

    kind: str
    source: str
    options: dict[str, object]


def read(path: Path) -> list[Cell]:
    """Parse a text notebook."""
    notebook = jupytext.read(path)
    return [Cell(c.cell_type, c.source, dict(c.metadata)) for c in notebook.cells]


def code(cells: list[Cell]) -> list[Cell]:
    """Keep the code cells."""
    return [cell for cell in cells if cell.kind == "code"]


def prose(cells: list[Cell]) -> str:
    """Join the Markdown cells."""
    return "\n\n".join(cell.source for cell in cells if cell.kind == "markdown")


def exercises(cells: list[Cell]) -> dict[str, str]:
    """Return {name: source with its solution}."""
    return {str(c.options["exercise"]): c.source for c in code(cells) if "exercise" in c.options}


def formulas(text: str) -> list[str]:
    """Return what stands between $…$ and $$…$$."""
    return [a or b for a, b in re.findall(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", text, flags=re.S)]


def answered(path: Path) -> dict[str, Any]:
    """Run a chapter's solutions, after the lines of the course that they use; return the names."""
    solution = derive(path).solution
    parts = {c.metadata["exercise"]: [c.source] for c in solution.cells if "exercise" in c.metadata}
    namespace: dict[str, Any] = {"__name__": path.stem}
    for step in steps(solution, parts):
        exec(compile(step.source, str(path), "exec"), namespace)
    return namespace
