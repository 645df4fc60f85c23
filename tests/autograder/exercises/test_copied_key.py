"""What is copied from the answer key earns next to nothing: hidden cases have other inputs."""

import math
import pickle

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Case, Exercise
from autograder.exercises.outcomes import visible_cases
from tests.support.chapters import WITH_EXERCISES

MOST = 0.1  # of the points, in the mean of some draws: the smallest sizes are few
# Its right answer is a table: of the kernels for four angles.
TABLES = {"line_kernel": 0.75}
EXERCISES = [known for chapter in WITH_EXERCISES for known in exercises.load(chapter).values()]


def asked(case: Case) -> bytes:
    return pickle.dumps(dict(case.inputs))


def points_in(visible: set[bytes], known: Exercise, seed: int) -> float:
    """Return the points of the groups in which the answer key has each hidden case."""
    hidden = known.cases(np.random.default_rng(seed))
    lost = {case.group for case in hidden if asked(case) not in visible}
    return math.fsum(points for name, points in known.groups.items() if name not in lost)


@pytest.mark.parametrize("draws", [6, pytest.param(24, marks=pytest.mark.soak)])
@pytest.mark.parametrize("known", EXERCISES, ids=[known.name for known in EXERCISES])
def test_a_copy_of_the_answer_key_earns_next_to_nothing(known: Exercise, draws: int):
    visible = {asked(case) for case in visible_cases(known)}

    earned = [points_in(visible, known, seed) for seed in range(100, 100 + draws)]

    assert np.mean(earned) <= TABLES.get(known.name, MOST) * known.points
