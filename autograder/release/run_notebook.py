"""Execute a notebook, and keep its outputs until its code or a file that it read changes."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode, from_dict

from autograder.files import ROOT, write_atomically
from autograder.release import noted_reads

CACHE = ROOT / "_build" / "executed"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
# What an output may depend on besides the cells and what `noted_reads` notes: the libraries'
# versions, the colours of plots, and arrays that safetensors reads outside Python.
ALSO_READ = ("constraints.txt", "seeing/widgets/kit/palette.css", "seeing/**/*.safetensors")
IN_A_BROWSER = {".js", ".css"}  # the kernel hands them on; what they draw is no output
CELL_TIME_LIMIT_S = 60


class CellFailedError(RuntimeError):
    """A cell of a chapter raised, or wrote to stderr; the build stops here."""


def execute(nb: NotebookNode, name: str) -> NotebookNode:
    """Return a copy of `nb` with outputs: those of an earlier run where nothing has changed since.

    nb: the notebook with its solutions in place
    name: the chapter's name, for messages and for the names of widget models
    raises CellFailedError, naming the chapter and the cell
    """
    executed = copy.deepcopy(nb)
    record = _kept(nb, name)
    if record is None:
        record = _run(copy.deepcopy(nb), name)
        write_atomically(_entry(nb, name), json.dumps(record))
    for cell, shown in zip(_code_cells(executed), record["cells"], strict=True):
        cell.outputs = from_dict(shown["outputs"])
        cell.execution_count = shown["execution_count"]
    executed.metadata["widgets"] = {WIDGET_STATE: record["widgets"]}
    return executed


def files_read(nb: NotebookNode, name: str) -> list[Path] | None:
    """Return the course's files that the kept run of a notebook read, or None if it has to run."""
    record = _kept(nb, name)
    return [ROOT / path for path in record["read"]] if record else None


def _kept(nb: NotebookNode, name: str) -> dict[str, Any] | None:
    """Return the record of an earlier run, unless it read what is no longer as it was."""
    try:
        record: dict[str, Any] = json.loads(_entry(nb, name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    same = all(_digest_of(ROOT / path) == digest for path, digest in record["read"].items())
    return record if same else None


def _entry(nb: NotebookNode, name: str) -> Path:
    digest = hashlib.sha256()
    for cell in _code_cells(nb):
        digest.update(cell.source.encode() + b"\0")
    return CACHE / f"{name}-{digest.hexdigest()[:16]}.json"


def _digest_of(path: Path) -> str:
    """Return 16 hexadecimal digits of a file, "" where there is none."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return _digest_once(path, stat.st_mtime_ns, stat.st_size)


@cache
def _digest_once(path: Path, _mtime_ns: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _code_cells(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def _run(nb: NotebookNode, name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch, "read")
        client = NotebookClient(
            nb,
            timeout=CELL_TIME_LIMIT_S,
            store_widget_state=True,
            kernel_name="python3",
            extra_arguments=[
                "--Application.log_level=40",  # errors; not that a local kernel uses TCP
                f"--InteractiveShellApp.extensions={noted_reads.__name__}",
            ],
        )
        # One thread: outputs are then the same on any number of processors.
        env = {**os.environ, noted_reads.LOG: str(log), "OMP_NUM_THREADS": "1"}
        try:
            client.execute(cwd=str(ROOT / "notebooks"), env=env)
        except CellExecutionError as error:
            raise CellFailedError(
                f"{name}: {_where(nb)} raised {error.ename}: {error.evalue}\n\n{error}"
            ) from error
        noted = {Path(line) for line in log.read_text(encoding="utf-8").splitlines()}
    read = {path for path in noted if path.suffix not in IN_A_BROWSER and path.is_file()}
    read |= {path for pattern in ALSO_READ for path in ROOT.glob(pattern)}
    for number, cell in enumerate(nb.cells):
        noise = [o.text for o in cell.get("outputs", []) if o.get("name") == "stderr"]
        if noise:
            raise CellFailedError(f"{name}: cell {number} wrote to stderr:\n{''.join(noise)}")
    state = nb.metadata.get("widgets", {}).get(WIDGET_STATE, {"state": {}})
    record = {
        "read": {path.relative_to(ROOT).as_posix(): _digest_of(path) for path in sorted(read)},
        "cells": [
            {"outputs": cell.outputs, "execution_count": cell.execution_count}
            for cell in _code_cells(nb)
        ],
        "widgets": _without_modules(state),
    }
    named: dict[str, Any] = json.loads(
        _stable_model_ids(json.dumps(record), list(state["state"]), name)
    )
    return named


def _where(nb: NotebookNode) -> str:
    """Name the cell that raised: the one with an error among its outputs."""
    for number, cell in enumerate(nb.cells):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            exercise = cell.metadata.get("exercise") or cell.metadata.get("check")
            return f"cell {number}" + (f" (exercise {exercise})" if exercise else "")
    return "a cell"


def _without_modules(state: dict[str, Any]) -> dict[str, Any]:
    """Drop each widget's JavaScript and CSS from its state: the site serves the files."""
    kept = copy.deepcopy(state)
    for model in kept["state"].values():
        for field in ("_esm", "_css"):
            model["state"].pop(field, None)
    return kept


def _stable_model_ids(text: str, model_ids: list[str], name: str) -> str:
    """Replace the random ids of widget models by ones that a second run gives again."""
    for number, model_id in enumerate(model_ids):
        text = text.replace(model_id, hashlib.sha256(f"{name}:{number}".encode()).hexdigest()[:32])
    return text
