"""What the cases of an exercise come out as: by the reference, and by each known mistake."""

from __future__ import annotations

import numpy as np

from autograder.exercises.model import Case, Exercise, Mistake, oracle
from seeing.comparison import Wanted
from seeing.probes import Outcome, measured, observe

VISIBLE_SEED = 7  # of the cases that students see; those that grade have other seeds


def visible_cases(exercise: Exercise) -> list[Case]:
    """Draw the cases that students see."""
    return exercise.cases(np.random.default_rng(VISIBLE_SEED))


def right_outcome(exercise: Exercise, case: Case) -> Wanted:
    """Return what the reference makes of a case, with tolerances."""
    return as_wanted(exercise, case, observe(oracle(exercise), (), case.inputs))


def wrong_outcome(exercise: Exercise, mistake: Mistake, case: Case) -> Wanted:
    """Return what a mistake makes of a case, with tolerances."""
    return as_wanted(exercise, case, observe(exercise.probe, mistake.objects, case.inputs))


def as_wanted(exercise: Exercise, case: Case, outcome: Outcome) -> Wanted:
    """Make of an outcome what others are compared with."""
    return Wanted.of(measured(exercise.measure, outcome, case.unseen), case.inputs)
