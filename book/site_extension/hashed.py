"""Files named by what they hold: a reader's browser may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(parts: Iterable[bytes]) -> str:
    """Return 16 hex digits that stand for the parts, in their order and each with its length.

    >>> digest([b"ab", b"c"]) == digest([b"a", b"bc"])
    False
    """
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "little") + part)
    return sha.hexdigest()[:16]


def modules_under(tree: Path) -> list[Path]:
    """List the JavaScript modules of a tree of folders: they import each other by relative path."""
    return sorted(tree.rglob("*.js"))


def folder_name(tree: Path) -> str:
    """Name the folder that a tree of modules is served from, by their places and contents."""
    return digest(
        part
        for file in modules_under(tree)
        for part in (file.relative_to(tree).as_posix().encode(), file.read_bytes())
    )


def write_modules(tree: Path, folder: Path) -> str:
    """Write a tree of modules, as they are, into a hashed folder under `folder`.

    tree: such as `seeing/widgets`
    returns the name of the hashed folder, such as `3f2a…`
    """
    name = folder_name(tree)
    for file in modules_under(tree):
        write_once(folder / name / file.relative_to(tree), file.read_bytes())
    return name


def write_once(path: Path, content: bytes) -> None:
    """Write a file whose name says what it holds, unless it is there already."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
