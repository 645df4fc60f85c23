"""How a folder of `tests/submissions/` becomes a submission, and what its `expected.json` says."""

import copy
import functools
import json
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.release.chapter import MARKERS, NOTEBOOKS, Chapter, derive
from autograder.sandbox.inside.limits import Limits
from tests.submissions.notebooks import answered

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))
CHAPTER = NOTEBOOKS / "07_convolution_filters.md"
SIZE_LIMIT_MIB = 8
# An attack may wait until it is stopped; honest answers get what they get in a course.
TIGHT = Limits(cpu_s=2, wall_s=8, memory_mib=1500)
KINDS = {"hostile", "broken", "fair"}


def expected_of(case: Path) -> dict[str, Any]:
    """Read what is to become of a case."""
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


@functools.cache
def chapter() -> Chapter:
    """Return the chapter that all cases are made from; its solution is asked for by each."""
    return derive(CHAPTER)


def solved_notebook(released: NotebookNode) -> NotebookNode:
    """Return what a student hands in who has every answer right."""
    nb = copy.deepcopy(released)
    for cell, solution in zip(nb.cells, chapter().solution.cells, strict=True):
        if is_answer(cell):
            cell.source = MARKERS.sub("", solution.source).rstrip("\n")
    return nb


def is_answer(cell: NotebookNode) -> bool:
    """Tell whether a cell is the student's to fill in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def texts(nb: NotebookNode) -> dict[str, str]:
    """Return the text of each answer's cell by grade id."""
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in nb.cells if is_answer(cell)}


def submission(case: Path, folder: Path, released: NotebookNode, solved: NotebookNode) -> Path:
    """Return where the case's submission lies; made in `folder` if a program makes it."""
    if (case / "submission.ipynb").exists():
        return case / "submission.ipynb"
    path = folder / "07_convolution_filters.ipynb"
    program = runpy.run_path(str(case / "make.py"))
    if "make" in program:
        program["make"](path, copy.deepcopy(released), copy.deepcopy(solved))
    else:
        answered(copy.deepcopy(solved), program["ANSWERS"], path)
    return path


def expected_parts(
    case: Path, released: NotebookNode, solved: NotebookNode
) -> dict[str, tuple[str, ...]]:
    """Return the cells that are graded as each answer."""
    wanted = expected_of(case)["answers"]
    words = {f"STUB {name}": text for name, text in texts(released).items()}
    words |= {f"SOLVED {name}": text for name, text in texts(solved).items()}
    words["ALL SOLVED"] = "\n\n\n".join(texts(solved).values())
    parts = {}
    for name in texts(released):
        said = wanted.get(name, wanted["*"])
        if said == "written":
            written = runpy.run_path(str(case / "make.py"))["ANSWERS"][name]
            said = [written] if isinstance(written, str) else written
        said = [f"{said.upper()} {name}"] if isinstance(said, str) else said
        parts[name] = tuple(words.get(text, text) for text in said)
    return parts


def expected_parts_judged(
    case: Path, released: NotebookNode, solved: NotebookNode
) -> dict[str, tuple[str, ...]]:
    """Return the cells of each answer with those apart from it that it needs."""
    brought = expected_of(case).get("brought", {})
    parts = expected_parts(case, released, solved)
    return {name: (*brought.get(name, ()), *texts) for name, texts in parts.items()}


def expected_points(case: Path, possible: Mapping[str, float]) -> dict[str, float]:
    """Return what each exercise earns; "all" is all that it can."""
    wanted = expected_of(case)["verdict"]
    said = {name: wanted.get(name, wanted.get("*")) for name in possible}
    return {name: possible[name] if points == "all" else points for name, points in said.items()}
