"""What a notebook imports, and whether the machine that grades has it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata, util
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

COURSE = "seeing-with-kernels"
EXTRAS = ("lab", "grade")  # what a grader installs of the course
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
EXTRA = re.compile(r"extra\s*==\s*[\"']([\w-]+)[\"']")


def of_cell(text: str) -> set[str]:
    """Return the packages that a cell imports; raises SyntaxError where it is no Python."""
    magics: Any = TransformerManager()  # type: ignore[no-untyped-call]  # IPython's
    tree = ast.parse(magics.transform_cell(text))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def lacking(packages: Iterable[str], withheld: Iterable[str]) -> dict[str, str]:
    """Return the packages that grading does not have, each with why.

    withheld: what the chapter takes away
    """
    said, withheld = {}, set(withheld)
    for package in sorted(packages):
        if package in withheld:
            said[package] = "is taken away when this chapter is graded"
        elif package in sys.stdlib_module_names or package in ("seeing", "IPython"):
            continue
        elif util.find_spec(package) is None:
            said[package] = "is not installed here, so the cell fails here too"
        elif (ours := _of_the_course()) and package not in ours:
            said[package] = "does not come with the course, so a grader need not have it"
    return said


@cache
def _of_the_course() -> frozenset[str]:
    """Return what can be imported of the course and all that it requires; none if not known."""
    wanted, known = [COURSE], set()
    while wanted:
        name = wanted.pop()
        if _plain(name) in known:
            continue
        try:
            required = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        known.add(_plain(name))
        for line in required:
            extra = EXTRA.search(line)
            if extra is None or (name == COURSE and extra[1] in EXTRAS):
                wanted += NAME.findall(line)[:1]
    by_import = metadata.packages_distributions().items()
    return frozenset(
        package for package, names in by_import if any(_plain(name) in known for name in names)
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
