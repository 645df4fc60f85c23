"""Packages that answers have to do without: graded without them, and so refused by `check`."""

from __future__ import annotations

import dis
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from seeing.check.answer_key import Key
from seeing.check.built_on import codes_of, functions_of, global_names
from seeing.check.findings import Finding


def uses_what_is_withheld(key: Key, objects: Sequence[Any]) -> Finding | None:
    """Name a package that the answer uses and that is not there when it is graded."""
    used = (
        name for one in objects for function in functions_of(one) for name in _packages(function)
    )
    package = next((name for name in used if name in key.withheld), None)
    if package is None:
        return None
    return Finding(
        f"{package} is not there when this is graded",
        f"Your `{key.name}` uses `{package}`, which would do what you are to write yourself.",
    )


def _packages(function: Any) -> Iterator[str]:
    """Give the packages that a function imports, or that the names it uses come from."""
    for code in codes_of(function):
        for step in dis.get_instructions(code):
            if step.opname == "IMPORT_NAME":
                yield str(step.argval).split(".")[0]
        for name in global_names(code):
            value = function.__globals__.get(name)
            module = value.__name__ if isinstance(value, ModuleType) else value.__class__.__module__
            yield str(getattr(value, "__module__", None) or module).split(".")[0]
