"""What a class has done, counted in one walk over its submissions.

Nothing of a submission is kept but numbers and, where an instructor has to look, its name.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.exercises import Exercise
from autograder.judging.verdict import Status, Verdict

if TYPE_CHECKING:
    from autograder.judging.engine import Graded

# Where the verdict may be unfair, or the student is; the names are listed.
TO_LOOK_AT = (Status.LIMIT_HIT, Status.BROKE_PROTOCOL)


@dataclass
class GroupTally:
    """One case group: in how many answers it passed, was tried and missed, or was not written."""

    name: str
    possible: float
    passed: int = 0
    missed: int = 0
    not_written: int = 0

    @property
    def answers(self) -> int:
        """Return how many answers there are."""
        return self.passed + self.missed + self.not_written


@dataclass
class ExerciseTally:
    """One exercise: how its answers ended.

    right: every case passed; partly: some points; wrong: judged, and none
    names: of the students whose answer ended in one of `TO_LOOK_AT`
    """

    name: str
    points: float
    groups: dict[str, GroupTally]
    right: int = 0
    partly: int = 0
    wrong: int = 0
    ended: Counter[Status] = field(default_factory=Counter)
    names: dict[Status, list[str]] = field(default_factory=lambda: {s: [] for s in TO_LOOK_AT})
    mistakes: Counter[str] = field(default_factory=Counter)
    helps: dict[str, str] = field(default_factory=dict)


@dataclass
class Tally:
    """The class: points of each submission, and what became of each exercise.

    refused: by student, why nothing could be read; their points, 0, are in `totals`
    doubts: by student, what was guessed of the file, or not found in it
    written: by answer in words, how many have written one; a person gives its points
    """

    possible: float
    exercises: dict[str, ExerciseTally]
    totals: list[float] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    limited: int = 0

    @property
    def mean(self) -> float:
        """Return the mean of all points; 0 of none."""
        return statistics.fmean(self.totals) if self.totals else 0.0

    @property
    def median(self) -> float:
        """Return the median of all points; 0 of none."""
        return statistics.median(self.totals) if self.totals else 0.0

    @property
    def full(self) -> int:
        """Return how many have all points."""
        return sum(total >= self.possible - 1e-9 for total in self.totals)


def tally(exercises: Mapping[str, Exercise], graded: Mapping[str, Graded]) -> Tally:
    """Count a class; `graded` is walked through once and may read each submission as it goes."""
    counted = {
        name: ExerciseTally(
            name, known.points, {g: GroupTally(g, points) for g, points in known.groups.items()}
        )
        for name, known in exercises.items()
    }
    whole = Tally(sum(known.points for known in exercises.values()), counted)
    for student, found in graded.items():
        whole.totals.append(found.earned)
        if found.doubts:
            whole.doubts[student] = found.doubts
        if found.refused:
            whole.refused[student] = found.refused
            continue
        whole.written.update(found.written.keys())
        statuses = {verdict.status for verdict in found.verdicts.values()}
        whole.blank += statuses == {Status.NOT_WRITTEN}
        whole.limited += Status.LIMIT_HIT in statuses
        for name, verdict in found.verdicts.items():
            if name in counted:
                _add(counted[name], verdict, student)
    return whole


def _add(exercise: ExerciseTally, verdict: Verdict, student: str) -> None:
    if verdict.status is Status.JUDGED:
        exercise.right += verdict.right
        exercise.partly += not verdict.right and verdict.earned > 0
        exercise.wrong += not verdict.right and verdict.earned == 0
    exercise.ended[verdict.status] += 1
    if verdict.status in TO_LOOK_AT:
        exercise.names[verdict.status].append(student)
    if verdict.mistake:
        exercise.mistakes[verdict.mistake] += 1
        exercise.helps[verdict.mistake] = verdict.help
    for group in verdict.groups:
        if group.name in exercise.groups:
            counted = exercise.groups[group.name]
            counted.passed += group.passed == group.total
            missed = group.passed < group.total
            counted.missed += missed and verdict.status is not Status.NOT_WRITTEN
            counted.not_written += missed and verdict.status is Status.NOT_WRITTEN
