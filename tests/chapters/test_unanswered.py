"""A chapter with nothing filled in: a cell that cannot run yet says which answer it needs."""

import contextlib
import io
import linecache
import re
from typing import Any

import pytest

from autograder.release import answer_key, starter_code
from autograder.release.chapter import derive
from tests.support.chapters import PATHS

NEEDS = re.compile(r"\bneeds?\b[^.]*\byour\b")


def run(source: str, namespace: dict[str, Any]) -> Exception | None:
    """Run a cell in silence, and return what it raises."""
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, name, "exec"), namespace)
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_cell_that_cannot_run_before_an_answer_stands_in_a_section_that_says_so(path):
    answer_key.write(path.stem)
    namespace: dict[str, Any] = {}
    section = verdict = ""
    for cell in derive(path).student.cells:
        if cell.cell_type == "markdown":
            begun = cell.source.split("\n## ")
            section = section + cell.source if len(begun) == 1 else begun[-1]
        elif cell.cell_type == "code":
            error = run(cell.source, namespace)
            marked = cell.metadata.get("nbgrader", {})
            if marked.get("grade"):
                assert verdict in str(error), cell.source
            elif marked.get("solution"):
                assert error is None, cell.source
                # What starts from code that runs is not diagnosed before anybody changed it.
                repair = starter_code.REPAIR in cell.metadata.get("tags", [])
                verdict = "Nothing is changed yet" if repair else "Not written yet"
            elif error is not None:
                assert NEEDS.search(section), (cell.source, error)
