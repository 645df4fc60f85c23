"""Execute a notebook, and cache its outputs under a digest of its code."""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode, from_dict

from autograder.files import ROOT, write_atomically

CACHE = ROOT / "_build" / "executed"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
# What an output may depend on besides the cell: the course's code and the versions under it.
# JavaScript and styles are not here: they draw in the reader's browser, not in the kernel.
INFLUENCES = (
    "seeing/**/*.py",
    "seeing/widgets/kit/palette.css",
    "autograder/exercises/**/*.py",
    "constraints.txt",
)
CELL_TIME_LIMIT_S = 60


class CellFailedError(RuntimeError):
    """A cell of a chapter raised, or wrote to stderr; the build stops here."""


def execute(nb: NotebookNode, name: str) -> NotebookNode:
    """Return a copy of `nb` with outputs, from the cache where the same code has run before.

    nb: the notebook with its solutions in place
    name: the chapter's name, for messages and for the names of widget models
    raises CellFailedError, naming the chapter and the cell
    """
    executed = copy.deepcopy(nb)
    entry = CACHE / f"{name}-{_digest(nb)}.json"
    if not entry.exists():
        write_atomically(entry, json.dumps(_run(copy.deepcopy(nb), name)))
    record = json.loads(entry.read_text(encoding="utf-8"))
    for cell, shown in zip(_code_cells(executed), record["cells"], strict=True):
        cell.outputs = from_dict(shown["outputs"])
        cell.execution_count = shown["execution_count"]
    executed.metadata["widgets"] = {WIDGET_STATE: record["widgets"]}
    return executed


def _code_cells(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def _digest(nb: NotebookNode) -> str:
    digest = hashlib.sha256()
    for cell in _code_cells(nb):
        digest.update(cell.source.encode() + b"\0")
    for pattern in INFLUENCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _run(nb: NotebookNode, name: str) -> dict[str, Any]:
    client = NotebookClient(
        nb,
        timeout=CELL_TIME_LIMIT_S,
        store_widget_state=True,
        kernel_name="python3",
        extra_arguments=["--Application.log_level=40"],  # errors; not that a local kernel uses TCP
    )
    try:
        client.execute(cwd=str(ROOT / "notebooks"))
    except CellExecutionError as error:
        raise CellFailedError(
            f"{name}: {_where(nb)} raised {error.ename}: {error.evalue}\n\n{error}"
        ) from error
    for number, cell in enumerate(nb.cells):
        noise = [o.text for o in cell.get("outputs", []) if o.get("name") == "stderr"]
        if noise:
            raise CellFailedError(f"{name}: cell {number} wrote to stderr:\n{''.join(noise)}")
    state = nb.metadata.get("widgets", {}).get(WIDGET_STATE, {"state": {}})
    record = {
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
