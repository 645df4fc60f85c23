"""What a student finds where the solution stood.

Of an exercise that starts from code it is that code, to be repaired, or to be completed where it
raises NotImplementedError; of every other one it is nbgrader's own stub, whose error here says
which exercise is not written: it may be met in a later cell.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import converters, preprocessors

OPTION = "starts_as"  # a cell's metadata, on the way to its place in the cell
STUB = "stub"  # a cell's metadata: what stands in it when it is handed out
BARE = "NotImplementedError()"
REPAIR, COMPLETE = "repair", "complete"  # tags: on the page such a cell has words of its own


class ClearSolutions(preprocessors.ClearSolutions):  # type: ignore[misc]
    """nbgrader's preprocessor, with the cell's own text in place of the stub where it has one."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear one cell; the text leaves its metadata, since it is then in the cell."""
        stub: dict[str, str] = dict(self.code_stub)  # type: ignore[has-type]  # a trait
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        named = f'NotImplementedError("{name} is not written yet")'
        text = stub[resources["language"]].replace(BARE, named)
        if OPTION in cell.metadata:
            text = cell.metadata.pop(OPTION)
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), tag_of(text)]
        self.code_stub = {**stub, resources["language"]: text}
        cleared: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(
            cell, resources, index
        )
        self.code_stub = stub
        if name and cell.metadata["nbgrader"].get("solution"):
            cell.metadata[STUB] = cell.source  # by which `seeing.home` knows it, and sets it back
        return cleared


def tag_of(text: str) -> str:
    """Tell what is to be done with a text that an answer starts from."""
    return COMPLETE if "raise NotImplementedError" in text else REPAIR


def release_preprocessors() -> list[type]:
    """Return what `nbgrader generate_assignment` runs, with ours in place of nbgrader's own."""
    usual = converters.GenerateAssignment.preprocessors.default()
    return [ClearSolutions if kind is preprocessors.ClearSolutions else kind for kind in usual]
