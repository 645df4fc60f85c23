"""grid_search(objective, values): every combination of settings, once."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c04_tuning.grid_search_mistakes import MISTAKES
from seeing.probes import Array, Arrays, outputs_asked_for, search_grid

GROUPS = {"every combination": 1.0, "order": 0.5, "NaN": 0.5}
NAN = np.nan


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: the order of the losses is fixed where it matters, the values are drawn."""
    every, order, diverged = GROUPS

    def case(group: str, about: str, losses: Any, asked: str, rising: bool = True) -> Case:
        table = np.array(losses, dtype=float)
        # Small, and none of them a place in a list, a loss or a value of another setting.
        values = iter(rng.permutation(np.arange(1, 32)) / 32)
        inputs: dict[str, Any] = {}
        for number, count in enumerate(table.shape):
            some = np.sort([next(values) for _ in range(count)])
            inputs[f"values[{number}]"] = (some if rising else np.roll(some, 1)).tolist()
        return Case(group, about, inputs | {"losses": table}, unseen={"asked": asked})

    def mixed(*shape: int) -> Array:
        """Draw losses from 11 on, no two alike; neither the first nor the last is the least."""
        while True:
            losses: Array = 11 + rng.permutation(int(np.prod(shape))).reshape(shape)
            if 0 < losses.argmin() < losses.size - 1:
                return losses

    best, both, runs = "best", "best, losses", "best, times asked"
    return [
        case(every, "two settings of as many values", mixed(3, 3), runs),
        case(every, "two settings, the second of more values", mixed(3, 4), runs),
        case(every, "a valley that slants", SLANTING, runs),
        case(every, "one setting", [14, 12, 15, 11, 13], runs),
        case(every, "three settings", mixed(3, 4, 3), runs),
        case(
            every,
            "a loss that rises before it falls to the least",
            [[13, 15], [14, 11], [12, 16]],
            runs,
        ),
        case(every, "losses above and below 0", mixed(3, 4) - 20.25, runs),
        case(every, "losses above a thousand", [1400, 1200, 1300], runs),
        case(order, "two settings, the second of more values", mixed(3, 4), both),
        case(order, "three settings", mixed(2, 4, 3), both),
        case(order, "a setting of a single value", mixed(3, 1, 2), both),
        case(order, "values in no order", [[15, 13, 16], [11, 14, 12]], both, rising=False),
        case(order, "equal losses in a row", [[15, 13, 16], [14, 11, 11]], best),
        case(order, "equal losses in different rows", [[15, 13, 11], [11, 14, 12]], best),
        case(diverged, "a run that diverged, among others", [[15, NAN, 16], [14, 11, 12]], best),
        case(diverged, "a first run that diverged", [[NAN, 15, 16], [14, 12, 11]], best),
        case(diverged, "a last run that diverged", [[15, 14, 16], [12, 11, NAN]], best),
        case(diverged, "more runs that diverged than others", [NAN, NAN, 12, 11, NAN], both),
    ]


SLANTING = [
    [12, 14, 18, 22],
    [13, 15, 16, 20],
    [17, 19, 21, 11],
]  # best in its row and column, the first is not the best of all


def reference(losses: Array, **values: Any) -> Arrays:
    """Take the table as it is, and rank its places by Python's own sorting, which is stable."""
    numbers = [(loss, place) for place, loss in np.ndenumerate(losses) if loss == loss]
    _, least = min(numbers, key=lambda pair: pair[0])
    by_place = dict(zip(product(*map(range, losses.shape)), product(*values.values()), strict=True))
    return {
        "best": np.array(by_place[least]),
        "losses": losses,
        "times asked": np.ones(losses.shape),
    }


EXERCISE = Exercise(
    name="grid_search",
    points=2,
    probe=search_grid,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
