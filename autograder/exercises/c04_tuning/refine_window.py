"""refine_window(low, high, best, margin): where to look again, from coarse to fine."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c04_tuning.refine_window_mistakes import MISTAKES
from seeing.probes import Array, call_function

GROUPS = {"inside": 0.75, "at an edge": 0.75, "scale and margin": 0.5}
MIDDLE = {"low": 1.0, "high": 100.0, "best": 10.0}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: a window, and how much of its width the best is from its lower limit.

    Inside and at an edge, the best is there on the linear scale too; where scale and margin are
    asked about, it is at an edge on one of the two alone, or just as far from it as the margin.
    """
    inside, edge, scale = GROUPS

    def case(
        group: str, about: str, low: float, powers: float, way: float, margin: Any = None
    ) -> Case:
        low *= float(rng.integers(4, 9)) / 4
        inputs = {"low": low, "high": low * 10**powers, "best": low * 10 ** (powers * way)}
        return Case(group, about, inputs | ({} if margin is None else {"margin": margin}))

    return [
        case(inside, "the best inside, nearer to the upper limit", 0.01, 2.0, 0.75),
        case(inside, "the best inside, and a narrow margin", 0.1, 1.5, 0.87, 0.02),
        case(inside, "the best inside a narrow window", 0.25, 0.5, 0.85),
        case(inside, "the best in the middle of a narrow window", 0.1, 1.0, 0.5),
        case(edge, "the best close to the upper limit", 0.05, 1.0, 0.97),
        case(edge, "the best close to the lower limit", 0.01, 2.0, 0.08),
        case(edge, "the best at the upper limit", 0.02, 1.5, 1.0),
        case(edge, "the best at the lower limit", 0.02, 1.5, 0.0),
        case(edge, "the best close to the upper limit, and a wide margin", 0.25, 0.3, 0.8, 0.3),
        case(edge, "the best close to the lower limit, and a wide margin", 0.02, 1.5, 0.12, 0.3),
        case(scale, "a wide window, and the best below its middle", 0.001, 3.0, 0.35),
        case(scale, "a wide window, and the best just inside", 0.002, 3.0, 0.17, 0.15),
        case(
            scale, "a wide window, and the best at the upper edge by factors", 0.002, 2.5, 0.85, 0.2
        ),
        # The margin's own place: powers that every kind of logarithm counts without rounding.
        Case(scale, "the best just a margin from both limits", MIDDLE | {"margin": 0.5}),
        case(scale, "no margin, and the best at the lower limit", 0.1, 1.0, 0.0, 0.0),
    ]


def reference(low: float, high: float, best: float, margin: float = 0.1) -> Array:
    """Multiply and divide by roots of the factor between the limits."""
    factor = high / low
    at_edge = min(best / low, high / best) < factor**margin
    root = factor ** (1 / 2 if at_edge else 1 / 4)
    return np.array([best / root, best * root])


EXERCISE = Exercise(
    name="refine_window",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
