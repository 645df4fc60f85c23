"""What is not worked out earns nothing, in any exercise: zeros, ones, NaN, the input, no code."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Case, Exercise
from autograder.exercises.outcomes import as_wanted, right_outcome
from autograder.judging.judge import hidden_cases
from seeing.comparison import Wanted, by_group, passes
from seeing.probes import Inputs, Outcome, observe
from tests.support.chapters import WITH_EXERCISES

EXERCISES = [known for chapter in WITH_EXERCISES for known in exercises.load(chapter).values()]
SEED = "5eed" * 8


def the_first_input(right: Any, inputs: Inputs) -> Any:
    first = np.asarray(next(iter(inputs.values())))
    return first if first.dtype.kind in "biuf" else np.zeros_like(right)


# What knows even the names and the shapes of what is due.
CHEAP: dict[str, Callable[[Any, Inputs], Any]] = {
    "zeros": lambda right, inputs: np.zeros_like(right),
    "ones": lambda right, inputs: np.ones_like(right),
    "NaN": lambda right, inputs: np.full(np.shape(right), np.nan),
    "the first input": the_first_input,
}


class DoesNothing:
    """A class that has whatever method is asked for, and none does anything."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __call__(self, *_: Any, **__: Any) -> None:
        pass

    backpropagate = step = zero_grad = forward = __call__


def its_first_argument(*given: Any, **named: Any) -> Any:
    return [*given, *named.values(), None][0]


def zeros_like_it(*given: Any, **named: Any) -> Any:
    return np.zeros(np.shape(its_first_argument(*given, **named)))


# What can be written without a look at the exercise.
WRITTEN: dict[str, Any] = {
    "a class that does nothing": DoesNothing,
    "its first argument": its_first_argument,
    "zeros like it": zeros_like_it,
    "no result": lambda *_, **__: None,
    "0": lambda *_, **__: 0.0,
    "0, 0": lambda *_, **__: (0.0, 0.0),
    "1, 1": lambda *_, **__: (1.0, 1.0),
}


@cache
def due(name: str) -> tuple[Exercise, list[Case], list[Wanted]]:
    (known,) = (known for known in EXERCISES if known.name == name)
    cases = hidden_cases(known, SEED)
    return known, cases, [right_outcome(known, case) for case in cases]


@cache
def passed(name: str) -> dict[str, set[str]]:
    """Return the groups that pass, by what was handed in for the exercise of a name."""
    known, cases, right = due(name)
    asked = {
        way: [observe(known.probe, (written,) * len(known.objects), c.inputs) for c in cases]
        for way, written in WRITTEN.items()
    }
    outcomes = {way: list(map(partial(judged, known), cases, came)) for way, came in asked.items()}
    # What is judged by what it does on unseen data has no output to guess.
    for way, made in CHEAP.items() if known.measure is None else ():
        outcomes[way] = [
            Outcome({n: np.asarray(made(due, case.inputs)) for n, due in arrays.items()})
            for case, arrays in zip(cases, (w.arrays or NO_ARRAYS for w in right), strict=True)
        ]
    groups = [case.group for case in cases]
    marks = {way: by_group(known.groups, groups, passes(right, outcomes[way])) for way in outcomes}
    return {way: {name for name, ok in by.items() if all(ok)} for way, by in marks.items()}


NO_ARRAYS = {"output": np.zeros(1)}


def judged(known: Exercise, case: Case, outcome: Outcome) -> Outcome:
    wanted = as_wanted(known, case, outcome)
    return Outcome(wanted.arrays, wanted.error)


@pytest.mark.parametrize("name", [known.name for known in EXERCISES])
def test_what_is_not_worked_out_earns_nothing(name: str):
    alone = set(due(name)[0].not_alone)

    assert {way: groups for way, groups in passed(name).items() if not groups <= alone} == {}
    assert not passed(name).get("NaN")


def test_a_group_counts_alone_unless_it_passes_so():
    needless = {
        (known.name, group)
        for known in EXERCISES
        if known.not_alone
        for group in set(known.not_alone) - set().union(*passed(known.name).values())
    }

    assert needless == set()
