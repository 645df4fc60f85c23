"""Every submission in `tests/submissions/` becomes what its `expected.json` says."""

import copy
import json
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.intake.read_file import RefusedSubmissionError
from autograder.release.chapter import derive
from tests.submissions.cases import (
    CASES,
    CHAPTER,
    KINDS,
    SIZE_LIMIT_MIB,
    expected_of,
    expected_parts,
    is_answer,
    solved_notebook,
    submission,
    texts,
)
from tests.support.intake import Rebuilt, rebuild

ALWAYS = {"about", "kind", "verdict"}
SOMETIMES = {"brought", "notes_of_grading", "status", "says", "fools"}
# The intake may wait for nothing, such as a writer of a pipe.
pytestmark = pytest.mark.timeout(30, func_only=True)


@pytest.fixture(scope="module")
def released() -> NotebookNode:
    return derive(CHAPTER).student


@pytest.fixture(scope="module")
def solved(released: NotebookNode) -> NotebookNode:
    return solved_notebook(released)


@pytest.fixture(params=CASES, ids=[case.name for case in CASES])
def case(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_a_submission_becomes_what_its_case_says(
    case: Path, tmp_path: Path, released: NotebookNode, solved: NotebookNode
):
    expected = expected_of(case)
    path = submission(case, tmp_path, released, solved)
    if "refused" in expected:
        with pytest.raises(RefusedSubmissionError, match=expected["refused"]):
            rebuild(path, released, size_limit_mib=SIZE_LIMIT_MIB)
        return

    intake = rebuild(path, released, size_limit_mib=SIZE_LIMIT_MIB)

    assert intake.parts == expected_parts(case, released, solved)
    assert [
        (wanted, said)
        for wanted, said in zip(expected["notes"], intake.notes, strict=True)
        if wanted not in said
    ] == []
    assert_only_answers_are_the_students(intake, released)


def assert_only_answers_are_the_students(intake: Rebuilt, released: NotebookNode) -> None:
    """Everything but the text of the answers is the instructor's, to the letter."""
    nbformat.validate(intake.notebook)
    assert texts(intake.notebook) == intake.answers
    rest = copy.deepcopy(intake.notebook)
    for cell, original in zip(rest.cells, released.cells, strict=True):
        if is_answer(original):
            cell.source = original.source
    assert rest == released
    assert "HOSTILE" not in json.dumps(rest) + "".join(intake.notes)


def test_a_case_says_what_it_is_about_in_words_that_are_known(case: Path):
    expected = expected_of(case)

    assert expected["about"].endswith(".")
    assert expected["kind"] in KINDS
    assert set(expected) - ALWAYS - SOMETIMES in ({"refused"}, {"answers", "notes"})
    assert set(expected) >= ALWAYS
