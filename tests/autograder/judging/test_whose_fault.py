"""Feedback on an answer that others stand in the way of, or that was never begun."""

from collections.abc import Iterator

import pytest

from autograder.judging.verdict import Status
from tests.support.solved_chapter import Grade, grading


@pytest.fixture(scope="module")
def graphs() -> Iterator[Grade]:
    with grading("01_computation_graphs") as graded:
        yield graded


@pytest.fixture(scope="module")
def loops() -> Iterator[Grade]:
    with grading("02_from_graphs_to_pytorch") as graded:
        yield graded


def test_an_answer_that_calls_an_unwritten_one_is_told_which(graphs: Grade):
    verdicts = graphs(unbroadcast=None).verdicts

    assert verdicts["Add"].sentences[0] == (
        "unbroadcast, which this answer names, is not written yet: do that one first."
    )
    assert verdicts["Add"].status is not Status.NOT_WRITTEN
    assert verdicts["unbroadcast"].status is Status.NOT_WRITTEN
    assert verdicts["unbroadcast"].sentences == (
        "Not written yet: the cell still raises NotImplementedError.",
    )


def test_an_answer_that_only_names_an_unwritten_one_is_not(graphs: Grade):
    right = graphs().verdicts["topological_order"]
    names = "# not with unbroadcast\ndef topological_order(node):\n    return [node]\n"

    said = graphs(unbroadcast=None, topological_order=names).verdicts["topological_order"]

    assert right.right
    assert "unbroadcast" not in " ".join(said.sentences)


def test_an_answer_that_rests_on_what_is_withheld_is_told(graphs: Grade):
    answer = """
def unbroadcast(grad, shape):
    import torch
    return torch.as_tensor(grad).sum_to_size(shape).numpy()
"""
    verdict = graphs(unbroadcast=answer).verdicts["unbroadcast"]

    assert verdict.earned == 0
    assert verdict.sentences[0] == (
        "torch, which this answer names, is not there when it is graded."
    )


CALLS = "def unbroadcast(grad, shape):\n    return helper(grad, shape)\n"
DECORATED = "@lookup\ndef unbroadcast(grad, shape):\n    return grad\n"
IN_ITS_OWN_WORDS = """
def unbroadcast(grad, shape):
    raise NameError(f"name 'x{grad.size}' is not defined")
"""
BY_THE_CASE = """
one = two = 0
def unbroadcast(grad, shape):
    which = "one" if grad.size > 4 else "two"
    raise NameError(f"name '{which}' is not defined")
"""


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            CALLS,
            "Your code raises NameError in every case: helper is not defined when it is graded.",
        ),
        (
            DECORATED,
            "The cell of this answer raises NameError before it has defined what is asked for: "
            "lookup is not defined when it is graded.",
        ),
        (IN_ITS_OWN_WORDS, "Your code raises NameError in every case."),
        (BY_THE_CASE, "Your code raises NameError in every case."),
    ],
)
def test_a_name_that_is_missing_is_told_if_it_is_the_same_in_every_case(
    graphs: Grade, answer: str, sentence: str
):
    """What the message of an error says besides might be a number of a hidden case."""
    assert graphs(unbroadcast=answer).verdicts["unbroadcast"].sentences[0] == sentence


def test_code_that_was_handed_out_is_not_diagnosed_before_it_is_changed(loops: Grade):
    verdict = loops(loop_1=None).verdicts["loop_1"]

    assert verdict.status is Status.NOT_WRITTEN
    assert (verdict.mistake, verdict.help, verdict.earned) == ("", "", 0)
    assert verdict.sentences == (
        "Nothing is changed yet: the cell holds the code as it was handed out.",
    )
