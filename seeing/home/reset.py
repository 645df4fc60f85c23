"""One exercise back to its stub; what stood there is kept."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from seeing.check import answer_key
from seeing.home import notebooks
from seeing.home.notebooks import STUB


class CannotResetError(LookupError):
    """An answer cannot be set back; says why, and what to do."""


def reset(name: str, folder: str | Path = ".") -> None:
    """Set the answer of an exercise back to what was handed out, and keep the text that was there.

    name: the exercise, such as "conv1d"
    folder: where the notebooks lie. Save the notebook first, and afterwards load it anew by
        *File*, *Reload Notebook from Disk*: JupyterLab holds a copy of its own.
    raises CannotResetError where the notebook does not hold what was handed out

    >>> reset("conv1d")  # doctest: +SKIP
    conv1d is as it was handed out. What stood there is in kept/conv1d_2026-05-04_101500.py.
    """
    path, found = _notebook_of(name, Path(folder))
    cells = [cell for cell in found["cells"] if _is_answer(cell, name)]
    if not cells or not all(STUB in cell["metadata"] for cell in cells):
        raise CannotResetError(
            f"{path.name} has no cell that still knows what {name} was handed out as: take that "
            "cell from a fresh copy of the notebook."
        )
    kept = _keep(path.parent, name, ["".join(cell["source"]) for cell in cells])
    for cell in cells:
        cell["source"] = cell["metadata"][STUB]
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
    print(
        f"{name} is as it was handed out. What stood there is in {kept.relative_to(path.parent)}.\n"
        f"If {path.name} is open, load it anew: File, Reload Notebook from Disk."
    )


def _notebook_of(name: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    for chapter, exercises in answer_key.chapters().items():
        if name in exercises:
            path = folder / f"{chapter}.ipynb"
            try:
                notebooks.read(path)
            except OSError as error:
                raise CannotResetError(f"{path.name}, which has {name}, is not here.") from error
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return path, found
    answer_key.find(name)  # raises with the nearest name
    raise CannotResetError(name)


def _is_answer(cell: dict[str, Any], name: str) -> bool:
    marks = cell.get("metadata", {}).get("nbgrader", {})
    return bool(marks.get("solution")) and marks.get("grade_id") == name


def _keep(folder: Path, name: str, texts: list[str]) -> Path:
    """Write texts into a file of their own, beside those kept before."""
    kept = folder / "kept" / f"{name}_{time.strftime('%Y-%m-%d_%H%M%S')}.py"
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_stem(f"{kept.stem.split('-again')[0]}-again{number}")
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("\n\n\n".join(texts) + "\n", encoding="utf-8")
    return kept
