"""A student's notebook as it is saved: its answers, and what stands in the place of one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seeing.check.record import digest

STUB = "stub"  # a cell's metadata, from the release: what stood in it at first
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


class UnreadableNotebookError(ValueError):
    """A file is no notebook; says which."""


@dataclass(frozen=True)
class SavedCell:
    """One cell.

    name: its grade id, "" where it has none
    is_answer: whether it is marked as one
    stub: what stood in it when it was handed out, "" where that is not known
    heading: the nearest one above it
    """

    kind: str
    text: str
    name: str = ""
    is_answer: bool = False
    stub: str = ""
    heading: str = ""

    @property
    def is_untouched(self) -> bool:
        """Tell whether an answer is as it was handed out."""
        if self.stub:
            return self.text.strip() == self.stub.strip()
        return f'raise NotImplementedError("{self.name} is not written yet")' in self.text


@dataclass(frozen=True)
class SavedNotebook:
    """The cells of a file, in their order."""

    path: Path
    cells: tuple[SavedCell, ...]

    def answers(self, name: str) -> list[SavedCell]:
        """Return the cells that are marked as an answer; more than one where it was copied."""
        return [cell for cell in self.cells if cell.is_answer and cell.name == name]

    @property
    def names(self) -> set[str]:
        """The exercises that it has an answer or a check of."""
        return {cell.name.removeprefix("check_") for cell in self.cells if cell.name}

    @property
    def title(self) -> str:
        """The chapter's number and its first heading: "07 Convolution filters"."""
        number, _, name = self.path.stem.partition("_")
        found = (HEADING.search(cell.text) for cell in self.cells if cell.kind == "markdown")
        return f"{number} {next((match[1] for match in found if match), name)}"

    @property
    def digests(self) -> set[str]:
        """Names of the texts of its cells of code."""
        return {digest(cell.text) for cell in self.cells if cell.kind == "code"}


def read(path: Path) -> SavedNotebook:
    """Read a saved notebook; raises UnreadableNotebookError, or FileNotFoundError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        cells, heading = [], ""
        for cell in found["cells"]:
            one = _cell(cell, heading)
            if one.kind == "markdown" and (headings := HEADING.findall(one.text)):
                heading = headings[-1]
            cells.append(one)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableNotebookError(
            f"{path.name} is no notebook that can be read: open it in JupyterLab, and save it."
        ) from error
    return SavedNotebook(path, tuple(cells))


def _cell(cell: dict[str, Any], heading: str) -> SavedCell:
    metadata = cell.get("metadata", {})
    marks = metadata.get("nbgrader", {})
    text = cell["source"]
    return SavedCell(
        kind=cell["cell_type"],
        text=text if isinstance(text, str) else "".join(text),
        name=str(marks.get("grade_id", "")),
        is_answer=bool(marks.get("solution")),
        stub=str(metadata.get(STUB, "")),
        heading=heading,
    )


def of_chapter(folder: Path, chapter: str) -> SavedNotebook | None:
    """Return a chapter's notebook in a folder, None where there is none or none can be read."""
    try:
        return read(folder / f"{chapter}.ipynb")
    except (OSError, UnreadableNotebookError):
        return None
