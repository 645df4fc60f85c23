"""Who imports whom among our modules, read from the code itself."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.files import ROOT

# Top package -> the folder it lies in.
PACKAGES = {
    "seeing": ROOT,
    "autograder": ROOT,
    "site_extension": ROOT / "book",
    "benchmarks": ROOT,
    "tools": ROOT,
    "tests": ROOT,
}
FRONT = "__init__"


def modules(*packages: str) -> dict[str, Path]:
    """Return the files of some top packages, by module name; a package's own ends in `__init__`.

    The hostile submissions are no modules of ours: they run in a sandbox.
    """
    found = {}
    for package in packages or PACKAGES:
        for path in sorted((PACKAGES[package] / package).rglob("*.py")):
            name = ".".join(path.relative_to(PACKAGES[package]).with_suffix("").parts)
            if path.name not in ("make.py", "answer.py") and "-" not in path.parent.name:
                found[name] = path
    return found


def imported_names(module: str, source: str) -> set[str]:
    """Return the full names that a module imports from our packages, relative imports resolved."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in PACKAGES}


@cache
def graph(*packages: str) -> dict[str, frozenset[str]]:
    """Return the modules that each module imports, within some top packages."""
    known = modules(*packages)
    return {
        name: frozenset(
            target
            for imported in imported_names(name, path.read_text(encoding="utf-8"))
            if (target := module_of(imported, known)) and target != name
        )
        for name, path in known.items()
    }


def module_of(name: str, known: Iterable[str]) -> str | None:
    """Return the module that an imported name is or comes from, None where it is not known.

    >>> module_of("autograder.exercises.load", ["autograder.exercises.__init__"])
    'autograder.exercises.__init__'
    """
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        prefix = ".".join(parts[:length])
        for candidate in (prefix, f"{prefix}.{FRONT}"):
            if candidate in known:
                return candidate
    return None


def closure(starts: Iterable[str], imports: dict[str, frozenset[str]]) -> set[str]:
    """Return all modules that are loaded by importing these, with the packages around them."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        parents = name.split(".")[:-1]
        fronts = (".".join([*parents[:n], FRONT]) for n in range(1, len(parents) + 1))
        waiting += [*imports[name], *(front for front in fronts if front in imports)]
    return found


def room_of(module: str) -> str:
    """Return the folder that a module lies in; a package's `__init__` and `__main__` stand
    before its rooms.

    >>> room_of("autograder.judging.judge"), room_of("autograder.judging.__init__")
    ('autograder.judging', 'autograder.judging.__init__')
    """
    return module if module.endswith((FRONT, "__main__")) else module.rpartition(".")[0]
