"""The engine of chapter 01 as submissions: each part earns its points whatever the others do."""

from collections.abc import Iterator

import pytest

from autograder.judging.engine import Graded
from autograder.judging.verdict import Status
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive
from tests.support.solved_chapter import Grade, grading

NAME = "01_computation_graphs"
CHAPTER = derive(NOTEBOOKS / f"{NAME}.md")
SOLUTIONS = {
    cell.metadata["exercise"]: MARKERS.sub("", cell.source).rstrip("\n")
    for cell in CHAPTER.solution.cells
    if "exercise" in cell.metadata
}
ALL = 22


@pytest.fixture(scope="module")
def grade() -> Iterator[Grade]:
    """Grade the solutions but for some answers; an answer of None is left as it was released."""
    with grading(NAME) as graded:
        yield graded


def changed(name: str, old: str, new: str) -> str:
    """Return a solution with something else in it."""
    assert old in SOLUTIONS[name]
    return SOLUTIONS[name].replace(old, new)


def lost(graded: Graded) -> dict[str, float]:
    return {n: v.points - v.earned for n, v in graded.verdicts.items() if v.earned < v.points}


def test_the_solutions_earn_every_point_where_torch_is_absent(grade: Grade):
    assert grade().earned == ALL


def test_nothing_written_earns_nothing_and_is_said_to_be_so(grade: Grade):
    verdicts = grade(**dict.fromkeys(SOLUTIONS)).verdicts

    assert sum(verdict.earned for verdict in verdicts.values()) == 0
    assert {verdict.status for verdict in verdicts.values()} == {Status.NOT_WRITTEN}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_a_part_that_is_not_written_costs_the_other_parts_nothing(grade: Grade, name: str):
    """But for the parts that are asked to call it."""
    builds = {"unbroadcast": {"Add", "Multiply"}, "topological_order": {"backward"}}

    assert set(lost(grade(**{name: None}))) == {name} | builds.get(name, set())


def test_replacing_in_place_of_adding_costs_what_contributions_are_worth(grade: Grade):
    graded = grade(Add=changed("Add", "+=", "="))

    assert lost(graded) == {"Add": 0.25}
    assert graded.verdicts["Add"].mistake == "gradient replaced"


def test_an_order_with_repeats_is_named_and_spoils_the_walk_back_alone(grade: Grade):
    repeats = changed("topological_order", "        if node in seen:\n            return\n", "")
    graded = grade(topological_order=repeats)

    assert graded.verdicts["topological_order"].mistake == "shared nodes listed once for each way"
    assert set(lost(graded)) == {"topological_order", "backward"}


def test_swapped_transposes_are_named_though_squares_fit(grade: Grade):
    swapped = changed("MatMul", "self.grad @ b.val.T", "b.val.T @ self.grad")
    swapped = swapped.replace("a.val.T @ self.grad", "self.grad @ a.val.T")
    graded = grade(MatMul=swapped)

    assert graded.verdicts["MatMul"].mistake == "factors from the wrong side"
    assert graded.verdicts["MatMul"].earned == 0


def test_torch_is_not_there_to_do_it(grade: Grade):
    by_torch = "import torch\ndef backward(output):\n    torch.tensor(output.val).backward()"
    graded = grade(backward=by_torch)

    assert graded.verdicts["backward"].earned == 0
    assert graded.verdicts["backward"].status is Status.RAISED
