"""The experiments: each takes settings and a seed, and returns what came of them as numbers.

`EXPERIMENTS` names for each the settings to try. A run depends on its settings and its seed alone.
"""

from __future__ import annotations

import math

import numpy as np

from benchmarks.record import Experiment, Found, Settings
from benchmarks.tuning.objective import Chosen, Result, data, divided_anew, trained
from benchmarks.tuning.searches import WAYS
from seeing.measurements import RATES

DECAYS = tuple(float(f"{decay:.4g}") for decay in np.logspace(-6, -1, 13))
LANDSCAPE_SEEDS, LUCK_SEEDS, PAIRS = 3, 100, 200
FEW, JUDGES = 300, 100  # images to train on, and to validate, where luck is measured


def landscape(settings: Settings, seed: int) -> Found:
    """One weight decay, all rates: the validation loss of each."""
    split = data(settings["labels"], seed)
    chosen = (Chosen(rate=rate, decay=settings["decay"]) for rate in RATES)
    return {"loss": [trained(one, split, seed).loss for one in chosen]}


def five_settings(settings: Settings, seed: int) -> Found:
    """Search, and keep after each trial the least loss so far; report the test of the winner."""
    results: list[Result] = []

    def objective(chosen: Chosen) -> float:
        result = trained(chosen, data("right", seed), seed)
        results.append(result._replace(loss=result.loss if math.isfinite(result.loss) else 1e9))
        return results[-1].loss

    WAYS[settings["way"]](objective, seed)
    losses = [result.loss for result in results]
    return {
        "least loss": np.minimum.accumulate(losses).tolist(),
        "test accuracy": min(results).test_accuracy,
    }


def luck(settings: Settings, seed: int) -> Found:
    """One configuration, one split: what the seed alone does to few images' validation."""
    result = trained(Chosen(), divided_anew(0, FEW, JUDGES), seed)
    return {"accuracy": result.accuracy, "fresh accuracy": result.test_accuracy}


def pairs(settings: Settings, seed: int) -> Found:
    """Two rates compared: the difference of their accuracies, by what the two runs share."""
    kind = settings["shared"]
    other = seed + (0 if kind == "split and seed" else PAIRS)
    splits = seed, seed if kind.startswith("split") else other
    one, two = (
        trained(Chosen(rate=rate), divided_anew(split, FEW, JUDGES), begin)
        for rate, split, begin in zip((0.1, 0.05), splits, (seed, other), strict=True)
    )
    return {"difference": one.accuracy - two.accuracy}


EXPERIMENTS = {
    "landscape": Experiment(
        landscape, {"labels": ("right", "wrong"), "decay": DECAYS}, LANDSCAPE_SEEDS
    ),
    "five settings": Experiment(five_settings, {"way": tuple(WAYS)}, seeds=10),
    "luck": Experiment(luck, {"rate": (0.1,)}, LUCK_SEEDS),
    "pairs": Experiment(pairs, {"shared": ("split and seed", "split", "nothing")}, PAIRS),
}
