"""Every submission in `tests/submissions/` becomes what its `expected.json` says."""

import copy
import json
import runpy
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.intake import Intake, RefusedSubmissionError, rebuild
from autograder.release import MARKERS, NOTEBOOKS, derive

CASES = sorted(
    path.parent for path in Path(__file__).parents[1].glob("submissions/*/expected.json")
)
CHAPTER = NOTEBOOKS / "07_convolution_filters.md"
SIZE_LIMIT_MIB = 8


@pytest.fixture(scope="module")
def released() -> NotebookNode:
    return derive(CHAPTER).student


@pytest.fixture(scope="module")
def solved(released: NotebookNode) -> NotebookNode:
    """What a student hands in who has every answer right."""
    nb = copy.deepcopy(released)
    for cell, solution in zip(nb.cells, derive(CHAPTER).solution.cells, strict=True):
        if is_answer(cell):
            cell.source = MARKERS.sub("", solution.source).rstrip("\n")
    return nb


def is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def texts(nb: NotebookNode) -> dict[str, str]:
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in nb.cells if is_answer(cell)}


def submission(case: Path, folder: Path, released: NotebookNode, solved: NotebookNode) -> Path:
    """Return where the case's submission lies; made in `folder` if a program makes it."""
    if (case / "submission.ipynb").exists():
        return case / "submission.ipynb"
    path = folder / "07_convolution_filters.ipynb"
    program = runpy.run_path(str(case / "make.py"))
    program["make"](path, copy.deepcopy(released), copy.deepcopy(solved))
    return path


def expected_parts(
    wanted: dict[str, Any], released: NotebookNode, solved: NotebookNode
) -> dict[str, tuple[str, ...]]:
    words = {f"STUB {name}": text for name, text in texts(released).items()}
    words |= {f"SOLVED {name}": text for name, text in texts(solved).items()}
    parts = {}
    for name in texts(released):
        said = wanted.get(name, wanted["*"])
        said = [f"{said.upper()} {name}"] if isinstance(said, str) else said
        parts[name] = tuple(words.get(text, text) for text in said)
    return parts


@pytest.fixture(autouse=True)
def _never_waiting() -> Iterator[None]:
    """Turn waiting for ever, as for a writer of a pipe, into a failure."""

    def give_up(*_: object) -> None:
        raise TimeoutError("the intake waits for something that never comes")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=CASES, ids=[case.name for case in CASES])
def case(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_a_submission_becomes_what_its_case_says(
    case: Path, tmp_path: Path, released: NotebookNode, solved: NotebookNode
):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    path = submission(case, tmp_path, released, solved)
    if "refused" in expected:
        with pytest.raises(RefusedSubmissionError, match=expected["refused"]):
            rebuild(path, released, size_limit_mib=SIZE_LIMIT_MIB)
        return

    intake = rebuild(path, released, size_limit_mib=SIZE_LIMIT_MIB)

    assert intake.parts == expected_parts(expected["answers"], released, solved)
    assert [
        (wanted, said)
        for wanted, said in zip(expected["notes"], intake.notes, strict=True)
        if wanted not in said
    ] == []
    assert_only_answers_are_the_students(intake, released)


def assert_only_answers_are_the_students(intake: Intake, released: NotebookNode) -> None:
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
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))

    assert expected["about"].endswith(".")
    assert set(expected) - {"verdict"} in ({"about", "refused"}, {"about", "answers", "notes"})
