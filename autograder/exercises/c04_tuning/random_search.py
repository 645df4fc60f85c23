"""random_search(objective, draw, budget, rng): as many runs as are paid for, drawn by chance."""

from __future__ import annotations

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c04_tuning.random_search_mistakes import MISTAKES
from seeing.probes import Array, Arrays, outputs_asked_for, search_by_chance

GROUPS = {"trials": 1.0, "best": 0.5, "chance": 0.5}
NAN = np.nan


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: the losses in the order of the runs are fixed, the settings are drawn."""
    trials, best, chance = GROUPS
    asked = {
        trials: "trials are draws, losses, times drawn, times asked",
        best: "best is draw",
        chance: "same again, new next",
    }

    def case(group: str, about: str, losses: list[float], settings: int = 2) -> Case:
        inputs = {
            "losses": np.array(losses) + float(rng.integers(20)),
            "settings": settings,
            "seed": int(rng.integers(1_000_000)),
        }
        return Case(group, about, inputs, unseen={"asked": asked[group]})

    return [
        case(trials, "five trials", [13, 15, 11, 14, 12]),
        case(trials, "a loss that rises in the second trial", [13, 16, 11, 15]),
        case(trials, "as many settings as trials", [14, 12, 13], 3),
        case(trials, "one setting", [12, 15, 11, 13], 1),
        case(trials, "a budget of one", [12]),
        case(trials, "a run that diverged", [14, 12, NAN, 13]),
        case(best, "the best in the middle", [13, 15, 11, 14, 12]),
        case(best, "the best first", [11, 15, 13, 12]),
        case(best, "the best last", [14, 15, 13, 11], 3),
        case(best, "one setting", [13, 15, 11, 14], 1),
        case(best, "losses above a thousand", [1400, 1200, 1300]),
        case(best, "losses above and below 0", [-44, 15, -48, -42]),
        case(best, "the least loss twice", [14, 11, 13, 11, 12]),
        case(best, "a run that diverged, among others", [14, 13, NAN, 12, 15]),
        case(best, "a first run that diverged", [NAN, 15, 13, 14]),
        case(chance, "a search made twice", [13, 15, 11, 14, 12]),
        case(chance, "one setting, and a search made twice", [13, 15, 14, 11], 1),
    ]


def reference(losses: Array, settings: int, seed: int) -> Arrays:
    """Count the draws, and look for the best by Python's own sorting, which is stable."""
    numbers = [run for run in range(len(losses)) if losses[run] == losses[run]]
    count = np.array(len(losses))
    return {
        "best is draw": np.array(sorted(numbers, key=lambda run: losses[run])[0]),
        "trials are draws": np.arange(len(losses)),
        "losses": losses,
        "times drawn": count,
        "times asked": count,
        "same again": np.array(1),
        "new next": np.array(1),
    }


EXERCISE = Exercise(
    name="random_search",
    points=2,
    probe=search_by_chance,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
