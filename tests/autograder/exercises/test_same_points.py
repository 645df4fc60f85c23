"""The same slip earns the same points, whatever cases are drawn: the long way round."""

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Exercise
from autograder.reports.kill_table import rows
from tests.support.chapters import WITH_EXERCISES

DRAWS = 30
EXERCISES = [
    (chapter, known) for chapter in WITH_EXERCISES for known in exercises.load(chapter).values()
]


def groups_lost(known: Exercise, seed: int) -> dict[str, frozenset[str]]:
    """Return by mistake the groups whose points it costs."""
    return {
        row.mistake.name: frozenset(one.group for one in row.groups if one.rejected)
        for row in rows(known, known.cases(np.random.default_rng(seed)))
    }


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "known", [known for _, known in EXERCISES], ids=[f"{c[:2]} {k.name}" for c, k in EXERCISES]
)
def test_a_known_mistake_costs_the_same_groups_in_every_draw(known: Exercise):
    draws = [groups_lost(known, seed) for seed in range(DRAWS)]

    for mistake in known.mistakes:
        lost = {draw[mistake.name] for draw in draws}

        assert len(lost) == 1, mistake.name
        assert lost != {frozenset()}, mistake.name
