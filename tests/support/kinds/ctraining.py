"""A training loop, judged by what its weights make of data that it never saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.exercises import Case
from tests.support.other_kinds import TRAINING

DRAWS = 8


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases several times over, each turned by an angle of its own.

    Random weights part two classes right about one time in three, so one draw would pay for luck.
    """
    return [_turned(case, rng) for _ in range(DRAWS) for case in TRAINING.cases(rng)]


def _turned(case: Case, rng: np.random.Generator) -> Case:
    cos, sin = np.cos(angle := rng.uniform(0, 2 * np.pi)), np.sin(angle)
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    inputs = {**case.inputs, "x": case.inputs["x"] @ turn}
    return replace(case, inputs=inputs, unseen={"x": case.unseen["x"] @ turn})


EXERCISES = (replace(TRAINING, cases=cases),)
