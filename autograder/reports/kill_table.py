"""Which case groups reject which mistake: what an instructor may trust an exercise to notice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder import exercises
from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.outcomes import right_outcome, visible_cases, wrong_outcome
from seeing.comparison import by_group, passes, points_by_group
from seeing.probes import Outcome


@dataclass(frozen=True)
class GroupKill:
    """How many cases of one group reject a mistake; a single one costs the group's points."""

    group: str
    rejected: int
    total: int


@dataclass(frozen=True)
class Row:
    """One mistake: what each group says of it, and how many points it costs."""

    mistake: Mistake
    groups: tuple[GroupKill, ...]
    cost: float


def rows(exercise: Exercise, cases: Sequence[Case] = ()) -> Iterator[Row]:
    """Run every mistake of an exercise on cases of it, the visible ones if none are given."""
    cases = cases or visible_cases(exercise)
    right = [right_outcome(exercise, case) for case in cases]
    for mistake in exercise.mistakes:
        wrong = [wrong_outcome(exercise, mistake, case) for case in cases]
        passed = passes(right, [Outcome(w.arrays, w.error) for w in wrong])
        marks = by_group(exercise.groups, [case.group for case in cases], passed)
        kills = [GroupKill(name, ok.count(False), len(ok)) for name, ok in marks.items()]
        earned = points_by_group(exercise.groups, marks, exercise.not_alone)
        yield Row(mistake, tuple(kills), exercise.points - math.fsum(earned.values()))


def tables(chapter: str) -> dict[str, tuple[Exercise, list[Row]]]:
    """Return the kill table of each exercise of a chapter, such as "07_convolution_filters"."""
    return {name: (known, list(rows(known))) for name, known in exercises.load(chapter).items()}
