"""What a wrong answer costs the grader: a mistake runs only until the cases rule it out."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.judging.judge import judge
from autograder.judging.verdict import Verdict
from seeing.probes import call_function, observe

CASES = 10
SEED = "5eed" * 8


def doubled(x: Any) -> Any:
    return 2 * x


def verdict_and_runs(answer: Callable[..., Any]) -> tuple[Verdict, int]:
    """Judge an answer that is to give 2x; return how often the mistake was run, too."""
    runs = []

    def absolute(x: Any) -> Any:
        runs.append(x)
        return 2 * np.abs(x)

    def cases(rng: np.random.Generator) -> list[Case]:
        return [Case("all", f"x of {i - 5}", {"x": np.array([i - 5.0])}) for i in range(CASES)]

    known = Mistake("absolute", "And below 0?", (absolute,))
    exercise = Exercise("doubled", 1, call_function, cases, doubled, (known,), {"all": 1.0})
    verdict = judge(exercise, lambda inputs: observe(call_function, (answer,), inputs), SEED)
    return verdict, len(runs)


def test_a_right_case_that_a_mistake_would_get_wrong_ends_its_runs():
    _, runs = verdict_and_runs(lambda x: 2 * x + (x == 4))

    assert runs == 1


def test_a_mistake_that_explains_less_than_half_is_not_run_to_the_end():
    verdict, runs = verdict_and_runs(lambda x: 7 * x - 1)

    assert verdict.mistake == ""
    assert runs == CASES // 2 + 1


def test_a_mistake_that_explains_all_is_named():
    verdict, _ = verdict_and_runs(lambda x: 2 * np.abs(x))

    assert verdict.mistake == "absolute"
