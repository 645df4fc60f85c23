"""The same slip earns the same points, whatever cases are drawn: the long way round."""

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Exercise, Mistake
from autograder.exercises.outcomes import right_outcome, wrong_outcome
from autograder.release.chapter import chapters
from seeing.comparison import passes
from seeing.probes import Outcome

DRAWS = 30
EXERCISES = [
    (chapter.stem, known)
    for chapter in chapters()
    for known in exercises.load(chapter.stem).values()
]


def groups_lost(known: Exercise, mistake: Mistake, seed: int) -> frozenset[str]:
    """Return the groups whose points a mistake costs."""
    cases = known.cases(np.random.default_rng(seed))
    expected = [right_outcome(known, case) for case in cases]
    wrong = [wrong_outcome(known, mistake, case) for case in cases]
    marks = passes(expected, [Outcome(one.arrays, one.error) for one in wrong])
    return frozenset(case.group for case, ok in zip(cases, marks, strict=True) if not ok)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "known", [known for _, known in EXERCISES], ids=[f"{c[:2]} {k.name}" for c, k in EXERCISES]
)
def test_a_known_mistake_costs_the_same_groups_in_every_draw(known: Exercise):
    for mistake in known.mistakes:
        lost = {groups_lost(known, mistake, seed) for seed in range(DRAWS)}

        assert len(lost) == 1, mistake.name
        assert lost != {frozenset()}, mistake.name
