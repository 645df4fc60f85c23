"""The chapters as parsed text, for the tests beside this module."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import jupytext

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.md"))


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
