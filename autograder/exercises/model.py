"""What an exercise is: its points, its cases, its reference and the mistakes that are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from seeing.probes import Array, Inputs, Measure, Probe


@dataclass(frozen=True)
class Case:
    """One call of the student's code.

    group: which share of the points it decides
    about: what is particular about it, in words that end "this case has …"
    inputs: arrays, lists and numbers by name, in the order of the parameters
    refuses: name of the error that is due, "" where there is a right output
    at_most: how many times as long as the exercise's yardstick it may take; 0 for any time
    unseen: what `Exercise.measure` needs and a student's process never gets
    """

    group: str
    about: str
    inputs: Mapping[str, Any]
    refuses: str = ""
    at_most: float = 0.0
    unseen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """A real wrong implementation.

    name: a short noun phrase, what a student reads first
    help: one sentence that points the way and never holds the answer
    objects: what the student would have written, in the order of `Exercise.objects`
    """

    name: str
    help: str
    objects: tuple[Any, ...]


@dataclass(frozen=True)
class Exercise:
    """What one graded cell asks for.

    name: the grade id, and for most exercises the function's name
    points: the most it gives
    probe: one of `seeing.probes`
    cases: draws the cases; the shapes that break things are fixed, the values are fresh
    reference: an independent oracle in float64, called with a case's inputs by name; where it
        raises, the student's code should raise the same
    mistakes: the more particular first
    groups: points by case group; they add up to `points`
    not_alone: groups that an answer passes which works nothing out, such as one that returns 0 or
        its input; they earn only beside another group
    objects: names of what the student hands to `check`; the exercise's own name if not given
    starts_as: for answers that start from code, to be repaired, or to be completed where it raises
        NotImplementedError: students find the body of this function where the solution stood
    measure: for answers that differ from one right solution to the next, such as trained weights:
        one of `seeing.probes` that makes of (arrays, case.unseen) what is compared in their place
    yardstick: for answers that are to be fast: one of `seeing.probes` that does with a case's
        inputs what a library does; it is timed where the answer cannot reach it
    """

    name: str
    points: float
    probe: Probe
    cases: Callable[[np.random.Generator], list[Case]]
    reference: Callable[..., Array | Mapping[str, Array]]
    mistakes: tuple[Mistake, ...]
    groups: Mapping[str, float]
    not_alone: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    starts_as: Callable[..., Any] | None = None
    measure: Measure | None = None
    yardstick: Callable[[Inputs], object] | None = None

    def __post_init__(self) -> None:
        if not math.isclose(sum(self.groups.values()), self.points):
            raise ValueError(f"{self.name}: the groups' points do not add up to {self.points}")
        if not set(self.not_alone) < set(self.groups):
            raise ValueError(f"{self.name}: {self.not_alone} are not some of its groups")
        if not self.objects:
            object.__setattr__(self, "objects", (self.name,))


def mistake(
    known: list[Mistake], name: str, help: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the wrong function below this line to the known mistakes."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        known.append(Mistake(name, help, (function,)))
        return function

    return add


def oracle(exercise: Exercise) -> Probe:
    """Return the reference as a probe, which needs no objects of a student."""
    return lambda _, inputs: exercise.reference(**inputs)
