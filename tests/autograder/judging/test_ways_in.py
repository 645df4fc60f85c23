"""What honest work has for a lost mark or a helper far above is no way in for a hostile answer."""

import runpy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.judging.engine import Assignment, Grader, Task
from autograder.judging.provenance import seed_of
from autograder.release.chapter import derive
from tests.submissions.canary import Canary
from tests.submissions.cases import (
    CASES,
    CHAPTER,
    TIGHT,
    expected_of,
    expected_points,
    is_answer,
    solved_notebook,
)
from tests.submissions.notebooks import answered, code, write


def hostile_answers(case: Path) -> dict[str, str]:
    """Return the texts that are one cell each; a hostile file is refused or mended before."""
    program = case / "make.py"
    if expected_of(case)["kind"] != "hostile" or not program.exists():
        return {}
    answers = runpy.run_path(str(program)).get("ANSWERS", {})
    return {name: text for name, text in answers.items() if isinstance(text, str)}


HOSTILE = [case for case in CASES if hostile_answers(case)]
Way = Callable[[NotebookNode, Mapping[str, str], Path], None]


def without_marks(solved: NotebookNode, answers: Mapping[str, str], path: Path) -> None:
    answered(solved, answers, path)
    solved.cells = [code(cell.source) if is_answer(cell) else cell for cell in solved.cells]
    write(solved, path)


def from_early_cells(solved: NotebookNode, answers: Mapping[str, str], path: Path) -> None:
    calls = {name: f"def {name}(*given):\n    return early_{name}(*given)" for name in answers}
    answered(solved, calls, path)
    early = [f"{text}\nearly_{name} = {name}" for name, text in answers.items()]
    solved.cells[1:1] = map(code, early)
    write(solved, path)


@pytest.fixture(scope="module")
def grader(canary: Canary) -> Iterator[Grader]:
    with Grader(Assignment(CHAPTER.stem, derive(CHAPTER).student), TIGHT) as started:
        yield started


@pytest.mark.soak
@pytest.mark.parametrize("way", [without_marks, from_early_cells])
@pytest.mark.parametrize("case", HOSTILE, ids=[case.name for case in HOSTILE])
def test_a_hostile_answer_earns_no_more_by_it(
    case: Path, way: Way, tmp_path: Path, grader: Grader, canary: Canary
):
    assignment, path = grader.assignment, tmp_path / "submission.ipynb"
    way(solved_notebook(assignment.released), hostile_answers(case), path)
    seeds = {n: seed_of(bytes(32), assignment.name, n, case.name) for n in assignment.exercises}

    graded = grader.grade(Task(case.name, path.read_bytes(), seeds))

    possible = {name: float(known.points) for name, known in assignment.exercises.items()}
    expected = expected_points(case, possible)
    # Beside the hostile answers stand right ones, which may earn what they are worth.
    gained = {n: graded.verdicts[n].earned - expected[n] for n in hostile_answers(case)}
    assert {name: more for name, more in gained.items() if more > 0} == {}
    assert canary.is_untouched()
    assert canary.visitors() == 0
