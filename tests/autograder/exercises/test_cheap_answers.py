"""What is not worked out earns next to nothing, in every exercise: zeros, ones, NaN, the input."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Exercise
from autograder.judging.judge import judge
from autograder.judging.reference_process import in_process
from seeing.probes import Inputs, Outcome, observe
from tests.support.chapters import WITH_EXERCISES

MOST = 0.25  # of the points: a group of the smallest sizes may have nothing but ones, say
# Those that are judged by what the answers do on unseen data have no output to guess.
EXERCISES = [
    known
    for chapter in WITH_EXERCISES
    for known in exercises.load(chapter).values()
    if known.measure is None
]


def the_first_input(right: Any, inputs: Inputs) -> Any:
    first = np.asarray(next(iter(inputs.values())))
    return first if first.dtype.kind in "biuf" else np.zeros_like(right)


CHEAP: dict[str, Callable[[Any, Inputs], Any]] = {
    "zeros": lambda right, inputs: np.zeros_like(right),
    "ones": lambda right, inputs: np.ones_like(right),
    "NaN": lambda right, inputs: np.full(np.shape(right), np.nan),
    "the first input": the_first_input,
}


@pytest.mark.parametrize("cheap", CHEAP)
@pytest.mark.parametrize("known", EXERCISES, ids=[known.name for known in EXERCISES])
def test_a_cheap_answer_earns_next_to_nothing(known: Exercise, cheap: str):
    def ask(inputs: Inputs) -> Outcome:
        right = observe(lambda _, given: known.reference(**given), (), inputs)
        arrays: Mapping[str, Any] = right.arrays or {"output": np.zeros(1)}
        return Outcome({name: CHEAP[cheap](value, inputs) for name, value in arrays.items()})

    # Without its mistakes, which only the sentences are looked up in: they take most of the time.
    verdict = judge(replace(known, mistakes=()), ask, "5eed" * 8, in_process)

    assert verdict.earned <= MOST * known.points
    assert not (cheap == "NaN" and verdict.earned)
