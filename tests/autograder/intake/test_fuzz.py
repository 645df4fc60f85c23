"""Any bytes become an intake or a refusal, and never anything else."""

import copy
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode, v4

from autograder.intake.read_file import RefusedSubmissionError
from tests.support.intake import Rebuilt, rebuild

NAMES = ("one", "two")
ROUNDS = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def released() -> NotebookNode:
    """Two answers with their checks."""
    cells = []
    for name in NAMES:
        marks = {"schema_version": 3, "locked": False, "task": False}
        answer = {**marks, "grade_id": name, "solution": True, "grade": False}
        check = {**marks, "grade_id": f"check_{name}", "solution": False, "grade": True}
        cells += [
            v4.new_markdown_cell(f"# {name}", id=f"title-{name}"),
            v4.new_code_cell(f"{name} = ...", id=name, metadata={"nbgrader": answer}),
            v4.new_code_cell(f"check({name})", id=f"check-{name}", metadata={"nbgrader": check}),
        ]
    return v4.new_notebook(cells=cells)


RELEASED = released()

text = st.text(max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(text, inside, max_size=4),
    max_leaves=8,
)
grade_ids = st.sampled_from([*NAMES, "check_one", "check_two", "three", ""]) | json_values
sources = (
    st.sampled_from(["one = ...", "# one", "check(one)", "", "one = 1", "\ud83d\x1b\0"]) | text
)


def keyed(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Dictionaries with any of these keys, and now and then something else in a value's place."""
    return st.fixed_dictionaries(
        {},
        optional={
            key: st.one_of(value, value, value, json_values) for key, value in values.items()
        },
    )


proper_cells = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown"]),
        "source": sources,
        "metadata": st.fixed_dictionaries(
            {"nbgrader": st.fixed_dictionaries({"grade_id": st.sampled_from(NAMES)})}
        ),
    }
)
cells = proper_cells | keyed(
    cell_type=st.sampled_from(["code", "code", "markdown", "raw"]),
    source=sources | st.lists(sources, max_size=3),
    input=sources,
    id=st.sampled_from(["one", "two", "title-one", "check-one"]),
    metadata=keyed(nbgrader=keyed(grade_id=grade_ids, solution=st.booleans())),
    outputs=st.lists(json_values, max_size=2),
)
notebooks = st.fixed_dictionaries({"cells": st.lists(cells, max_size=8)}) | keyed(
    cells=st.lists(cells, max_size=8),
    worksheets=st.lists(keyed(cells=st.lists(cells, max_size=3)), max_size=2),
    metadata=keyed(kernelspec=keyed(name=text)),
    nbformat=st.integers(),
)


def taken_in(folder: Path, data: bytes) -> Rebuilt | None:
    """Return the intake, or None for a refusal."""
    path = folder / "any.ipynb"
    path.write_bytes(data)
    try:
        return rebuild(path, RELEASED, size_limit_mib=1)
    except RefusedSubmissionError:
        return None


def assert_sound(intake: Rebuilt, folder: Path) -> None:
    """Only answers differ from the instructor's notebook, and any file can hold the whole."""
    assert list(intake.answers) == list(NAMES)
    rest = copy.deepcopy(intake.notebook)
    untouched = released()
    for cell, original in zip(rest.cells, untouched.cells, strict=True):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert cell.source == intake.answers[cell.metadata.nbgrader.grade_id]
            cell.source = original.source
    assert rest == untouched
    nbformat.write(intake.notebook, folder / "rebuilt.ipynb")
    assert nbformat.read(folder / "rebuilt.ipynb", as_version=4) == intake.notebook
    "".join(intake.notes).encode()


@ROUNDS
@given(data=st.binary(max_size=200) | text.map(lambda t: t.encode("utf-8", "surrogatepass")))
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe[\x00")
@example(data=b"\x00")
@example(data=b"[" * 3000)
@example(data=b'{"cells":' * 3000)
@example(data=b"-")
@example(data=b"9" * 10_000)
@example(data=b'{"cells": [], "cells": []}')
@example(data='{"cells": []}'.encode("utf-32"))
def test_any_bytes_are_an_intake_or_a_refusal(tmp_path: Path, data: bytes):
    intake = taken_in(tmp_path, data)

    if intake is not None:
        assert_sound(intake, tmp_path)


@ROUNDS
@given(notebook=notebooks)
def test_any_notebook_leaves_all_but_the_answers_as_they_were(
    tmp_path: Path, notebook: dict[str, Any]
):
    intake = taken_in(tmp_path, json.dumps(notebook).encode())

    if intake is not None:
        assert_sound(intake, tmp_path)


@ROUNDS
@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5))
def test_any_damage_to_a_notebook_is_an_intake_or_a_refusal(
    tmp_path: Path, places: list[tuple[int, int]]
):
    data = bytearray(json.dumps(RELEASED).encode())
    for place, byte in places:
        data[place % len(data)] = byte
    intake = taken_in(tmp_path, bytes(data))

    if intake is not None:
        assert_sound(intake, tmp_path)


@pytest.mark.parametrize("length", range(0, len(json.dumps(RELEASED)) - 1, 7))
def test_a_notebook_cut_short_is_refused(tmp_path: Path, length: int):
    assert taken_in(tmp_path, json.dumps(RELEASED).encode()[:length]) is None
