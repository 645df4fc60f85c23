"""Answers that start from code: what was given, and whether it still stands there unchanged."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from seeing.check.answer_key import Key
from seeing.check.findings import Finding

UNCHANGED = Finding(
    "Nothing is changed yet",
    "The cell above holds the code as you were given it, and something in it is wrong. Find out "
    "what, change it, run that cell, then run this one again.",
)


def body_of(function: Callable[..., Any]) -> str:
    """Return the text of a function's body without its docstring, from the margin on.

    raises OSError where its text cannot be found
    """
    source = textwrap.dedent(inspect.getsource(function))
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.FunctionDef)  # `function` is one
    statements = definition.body[ast.get_docstring(definition) is not None :]
    lines = source.splitlines()[statements[0].lineno - 1 :]
    return textwrap.dedent("\n".join(lines))


def still_as_given(key: Key, objects: Sequence[Any]) -> Finding | None:
    """Say so if the student's function still is the code that the exercise starts from."""
    if not key.starts_as or not inspect.isfunction(objects[0]):
        return None
    try:
        body = body_of(objects[0])
    except (OSError, SyntaxError, AssertionError, ValueError):  # it was not typed into a cell
        return None
    is_same = ast.dump(ast.parse(body)) == ast.dump(ast.parse(key.starts_as))
    return UNCHANGED if is_same else None
