"""cell_histogram(magnitude, orientation, bins): how much gradient there is in each direction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c06_seeing_before_deep_learning.cell_histogram_mistakes import MISTAKES
from seeing.probes import Array, call_function

GROUPS = {"votes": 1.0, "angles": 0.75, "number types": 0.25}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; angles are multiples of a quarter, and no sum is like another."""
    votes, angles, types = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        degrees: Array,
        *bins: int,
        kind: Callable[[Array], Any] = np.array,
        part: float = 0.5,
        largest: int = 30,
    ) -> Case:
        drawn = rng.permutation(np.arange(largest // 2, largest + 1))[: degrees.size]
        magnitude = (drawn + part).reshape(sides)
        mixed = rng.permutation(degrees).reshape(sides)
        inputs: dict[str, Any] = {"magnitude": kind(magnitude), "orientation": kind(mixed)}
        return Case(group, about, inputs | dict(zip(("bins",), bins, strict=False)))

    def within(bins: int, *chosen: int) -> Array:
        """Draw an angle in each of these bins, in the half of it that lies further on."""
        width = 180 / bins
        shares = rng.integers(11, 19, len(chosen)) / 20
        return np.round((np.array(chosen) + shares) * width * 4) / 4

    def edges(bins: int, *chosen: int) -> Array:
        return np.array(chosen) * 180 / bins

    def whole(values: Array) -> Array:
        made: Array = np.asarray(values).astype(int)
        return made

    turned = np.array([0, 0, -180, 180, -180, 360])
    dull = case(votes, "no gradient at all", (2, 2), within(9, 0, 3, 5, 8))
    dull.inputs["magnitude"][:] = 0
    return [
        case(votes, "several angles in one bin", (2, 3), within(9, 1, 1, 1, 4, 4, 7)),
        case(votes, "bins that stay empty", (2, 2), within(9, 2, 3, 3, 5), 9),
        case(votes, "four bins", (2, 4), within(4, 0, 0, 1, 2, 2, 2, 3, 3), 4),
        case(votes, "as many bins as six", (3, 2), within(6, 0, 1, 1, 3, 4, 4), 6),
        dull,
        case(votes, "fifty bins", (2, 2), np.array([38, 88.5, 110, 160.5]), 50),
        case(votes, "a single bin", (1, 3), within(1, 0, 0, 0), 1),
        case(angles, "angles of either sign", (2, 3), within(9, 0, 2, 3, 5, 6, 8) + turned),
        case(angles, "angles below 0", (2, 2), within(6, 0, 1, 2, 4) - 180, 6),
        case(angles, "angles of more than a turn", (2, 2), within(9, 1, 4, 5, 8) + 540),
        case(angles, "angles where two bins meet", (2, 3), edges(9, 1, 2, 4, 5, 7, 8)),
        case(
            angles,
            "angles just below where two bins meet",
            (2, 3),
            edges(9, 0, 1, 3, 4, 6, 8) - 0.25,
        ),
        case(angles, "angles of 0 and half a turn", (2, 2), np.array([0.0, 180, -180, 100])),
        case(types, "whole numbers", (2, 2), whole(within(9, 0, 2, 2, 6)), kind=whole),
        case(types, "nested lists", (2, 2), within(9, 1, 3, 3, 8), kind=np.ndarray.tolist),
        case(types, "float32", (2, 2), within(4, 0, 1, 1, 3), 4, kind=lambda a: a.astype("f4")),
    ]


def reference(magnitude: Any, orientation: Any, bins: int = 9) -> Array:
    """Let NumPy's histogram count, after whole half turns are taken away one by one."""
    angles = np.array(orientation, dtype=float).ravel()
    while (below := angles < 0).any():
        angles[below] += 180
    while (above := angles >= 180).any():
        angles[above] -= 180
    weights = np.asarray(magnitude, dtype=float).ravel()
    return np.histogram(angles, bins=bins, range=(0, 180), weights=weights)[0]


EXERCISE = Exercise(
    name="cell_histogram",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
