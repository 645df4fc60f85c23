"""Answers that start from code: what a student finds where the solution stood.

An answer cell with the option `:starts_as: seeing.broken_loops.loop_1` hands out that function's
body, to be repaired, or to be completed where it raises NotImplementedError. Every other answer
hands out nbgrader's own stub.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from typing import Any

from nbformat import NotebookNode
from nbgrader import converters, preprocessors

OPTION = "starts_as"
REPAIR, COMPLETE = "repair", "complete"  # tags: on the page such a cell has words of its own


class ClearSolutions(preprocessors.ClearSolutions):  # type: ignore[misc]
    """nbgrader's preprocessor, with the cell's own text in place of the stub where it has one."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear one cell; the text leaves its metadata, since it is then in the cell."""
        stub: dict[str, str] = dict(self.code_stub)  # type: ignore[has-type]  # a trait
        if OPTION in cell.metadata:
            text = cell.metadata.pop(OPTION)
            self.code_stub = {**stub, resources["language"]: text}
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), tag_of(text)]
        cleared: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(
            cell, resources, index
        )
        self.code_stub = stub
        return cleared


def tag_of(text: str) -> str:
    """Tell what is to be done with a text that an answer starts from."""
    return COMPLETE if "raise NotImplementedError" in text else REPAIR


def release_preprocessors() -> list[type]:
    """Return what `nbgrader generate_assignment` runs, with ours in place of nbgrader's own."""
    usual = converters.GenerateAssignment.preprocessors.default()
    return [ClearSolutions if kind is preprocessors.ClearSolutions else kind for kind in usual]


def body_of(path: str) -> str:
    """Return the text of a function's body without its docstring, from the margin on.

    path: such as "seeing.broken_loops.loop_1"
    raises LookupError if there is no such function
    """
    module, _, name = path.rpartition(".")
    try:
        function = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupError(f"there is no function {path}") from error
    source = inspect.getsource(function)
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.FunctionDef)  # `function` is one
    statements = definition.body[ast.get_docstring(definition) is not None :]
    lines = source.splitlines()[statements[0].lineno - 1 :]
    return textwrap.dedent("\n".join(lines))
