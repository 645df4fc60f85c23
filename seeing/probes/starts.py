"""A probe for random starts of weights, and how they are judged: by scale, shape and chance.

The draws of two right solutions differ. What they have in common is measured on many weights, and
rounded so far that chance does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, Inputs, OutputError, as_array, in_turn

KURTOSIS_OF_EVEN, KURTOSIS_STEP = 1.8, 0.6  # so that a normal distribution's 3 is a step, too


def draw_weights(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function draw weights twice from one generator, and once from its equal.

    objects: the function of (shape, rng)
    inputs: "shape", handed over as a tuple; "seed"
    returns "weights", "next" and "again", each of that shape if the function is right
    """
    (function,) = objects
    shape = tuple(int(side) for side in inputs["shape"])
    found = in_turn(lambda rng: as_array(function(shape, rng)), int(inputs["seed"]))
    return dict(zip(("weights", "next", "again"), found, strict=True))


def judge_chance(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Tell where weights come from: from the generator handed in, and each from a draw of its own.

    returns "same again": 1 if equal generators give equal weights; "new next": 1 if the generator
        gives others when it is asked once more; "different": the share of different numbers, to a
        tenth
    """
    weights = arrays["weights"]
    return {
        "same again": np.array(float(np.array_equal(weights, arrays["again"]))),
        "new next": np.array(float(not np.array_equal(weights, arrays["next"]))),
        "different": np.array(round(np.unique(weights).size / weights.size, 1)),
    }


def judge_weights(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Measure the distribution of weights, or where they come from.

    arrays: from `draw_weights`
    unseen: "shape"; "deviation" that is due, or 0 to judge by `judge_chance`
    returns the "shape"; and, where that is right,
        "rounded mean": to a quarter of the deviation that is due
        "rounded deviation": what is due, times the ratio to it that is found, to a quarter of an
            octave
        "kurtosis": the mean fourth power over the square of the variance, in steps of 0.6:
            3 for normal numbers, 1.8 for numbers that are spread evenly, 0 for equal ones
        and −1 for each, or minus what is due, where fewer than half of the weights differ
    """
    weights, due = arrays["weights"].astype(float), float(unseen["deviation"])
    if any(list(array.shape) != list(unseen["shape"]) for array in arrays.values()):
        return {"shape": np.array((*weights.shape, -1))}
    if not np.isfinite(weights).all():
        raise OutputError("weights that are no numbers")
    if not due:
        return judge_chance(arrays, unseen)
    mean, deviation = (_rounded(weights.mean() / due, 0.25), _octaves(weights.std() / due))
    kurtosis = _kurtosis(weights)
    if 1 < np.unique(weights).size < weights.size / 2:
        # What is repeated is too little to be measured (test_repeated_rows_are_not_measured).
        mean = deviation = kurtosis = -1.0
    return {
        "shape": np.array(weights.shape),
        "rounded mean": np.array(due * mean),
        "rounded deviation": np.array(due * deviation),
        "kurtosis": np.array(kurtosis),
    }


def _octaves(ratio: float) -> float:
    """Round a ratio to the next power of 2 to a quarter."""
    return float(2 ** _rounded(np.log2(ratio), 0.25)) if ratio else 0.0


def _kurtosis(weights: Array) -> float:
    if not (deviation := float(weights.std())):
        return 0.0
    found = float((((weights - weights.mean()) / deviation) ** 4).mean())
    return KURTOSIS_OF_EVEN + _rounded(found - KURTOSIS_OF_EVEN, KURTOSIS_STEP)


def _rounded(value: float, step: float) -> float:
    return float(round(value / step)) * step + 0.0
