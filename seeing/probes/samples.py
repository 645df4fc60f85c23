"""A probe for numbers drawn by chance, and how they are judged: by limits, shares and chance.

The draws of two right solutions differ. What they have in common is counted, and rounded so far
that chance does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, Inputs, OutputError, as_array, in_turn

AT_A_LIMIT = 1e-5  # relative; what rounding in float32 may do to a limit is far less
OFTEN_AT_A_LIMIT = 0.01  # the share of draws; without a pile it is next to nothing
NEAR = 0.03  # of a share of 10,000 draws, six standard deviations


def sample_thrice(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function draw numbers twice from one generator, and once from its equal.

    objects: the function of (low, high, size, rng)
    inputs: "low", "high", "size"; "seed"
    returns "first", "next" and "again", each (size,) if the function is right
    """
    (function,) = objects

    def ask(rng: np.random.Generator) -> Array:
        drawn = function(inputs["low"], inputs["high"], int(inputs["size"]), rng)
        return as_array(drawn).copy()  # a function may keep its array, and fill it anew

    first, following, again = in_turn(ask, int(inputs["seed"]))
    return {"first": first, "next": following, "again": again}


def judge_samples(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Measure how numbers are distributed, or where they come from.

    arrays: from `sample_thrice`
    unseen: "size", "low" and "high"; "marks" (k,), numbers between the limits, and "shares" (k,),
        how much of what is drawn should be below each; "asked", one of what follows
    returns the "shape"; where that is right, for "window"
        "below the window", "above the window": 1 if there are draws outside of the limits
        "above 0": 1 if all are
        for "shares"
        "rounded shares" of draws below each mark: those that are due if all are near, else in
            fifths; −1 where all draws are one
        "piled up": 1 if draws are the limits themselves
        "different": the share of different numbers, to a tenth
        and for "chance"
        "different"; "same again": 1 if equal generators give equal draws
        "new next": 1 if the generator gives others when it is asked once more, not only in another
            order
        "in order": 1 if each draw is above the one before, −1 if each is below
    """
    draws = arrays["first"].astype(float)
    if any(array.shape != (int(unseen["size"]),) for array in arrays.values()):
        return {"shape": np.array((*draws.shape, -1))}
    if not np.isfinite(draws).all():
        raise OutputError("draws that are no numbers")
    asked = {"window": _window, "shares": _shares, "chance": _chance}.get(unseen["asked"])
    return {"shape": np.array(draws.shape), **(asked(arrays, unseen) if asked else {})}


def _window(arrays: Arrays, unseen: Inputs) -> Arrays:
    draws = arrays["first"]
    below, above = (
        draws < unseen["low"] * (1 - AT_A_LIMIT),
        draws > unseen["high"] * (1 + AT_A_LIMIT),
    )
    return {
        "below the window": np.array(float(below.any())),
        "above the window": np.array(float(above.any())),
        "above 0": np.array(float((draws > 0).all())),
    }


def _shares(arrays: Arrays, unseen: Inputs) -> Arrays:
    draws = arrays["first"]
    due = np.asarray(unseen["shares"], dtype=float)
    found = (draws[:, None] < np.asarray(unseen["marks"])).mean(axis=0)
    shares = due if (np.abs(found - due) < NEAR).all() else (5 * found).round() / 5
    if (draws == draws[0]).all():
        shares = np.full(due.shape, -1.0)
    at_limits = [
        np.isclose(draws, unseen[name], rtol=AT_A_LIMIT, atol=0) for name in ("low", "high")
    ]
    return {
        "rounded shares": shares,
        "piled up": np.array(float(np.any(at_limits, axis=0).mean() > OFTEN_AT_A_LIMIT)),
        "different": np.array(_different(draws)),
    }


def _chance(arrays: Arrays, unseen: Inputs) -> Arrays:
    draws = arrays["first"]
    steps = np.sign(np.diff(draws))
    return {
        "different": np.array(_different(draws)),
        "same again": np.array(float(np.array_equal(draws, arrays["again"]))),
        "new next": np.array(float(not np.array_equal(np.sort(draws), np.sort(arrays["next"])))),
        "in order": np.array(float(steps[0]) if (steps == steps[0]).all() else 0.0),
    }


def _different(draws: Array) -> float:
    return float(round(np.unique(draws).size / draws.size, 1))
