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


def modules_beside(module: Path) -> list[Path]:
    """List the JavaScript modules of a module's folder: they import each other by relative path."""
    return sorted(module.parent.glob("*.js"))


def folder_name(module: Path) -> str:
    """Name the folder that a module and its neighbours are served from, by their contents."""
    files = modules_beside(module)
    return digest(part for file in files for part in (file.name.encode(), file.read_bytes()))


def write_modules(module: Path, folder: Path) -> str:
    """Write a module and its neighbours, as they are, into a hashed folder under `folder`.

    module: such as `seeing/widgets/slide_kernel_1d.js`
    returns the module's path under `folder`, such as `3f2a…/slide_kernel_1d.js`
    """
    name = folder_name(module)
    for file in modules_beside(module):
        write_once(folder / name / file.name, file.read_bytes())
    return f"{name}/{module.name}"


def write_once(path: Path, content: bytes) -> None:
    """Write a file whose name says what it holds, unless it is there already."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
