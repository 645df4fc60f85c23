"""A probe for dropout, and how it is judged: by what can occur, and how often.

The masks of two right solutions differ. What they have in common is counted over many batches.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import (
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    as_array,
    is_unchanged,
)

BATCHES = 200
ALIKE = 1e-5  # relative; what rounding in float32 may do to a factor is far less
NEAR = 0.04  # of a share of 200 batches of 30 units, six standard deviations


def drop_often(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call a dropout layer many times with one generator, and once with its equal.

    objects: the function of (x, p, training, rng)
    inputs: "x" (n, d), "p", "training"; "seed"
    returns "batches" (200, n, d), or of another shape where the function's is, and "again", the
        output for an equal generator
    raises InputChangedError if it changes x
    """
    (function,) = objects

    def ask(rng: np.random.Generator) -> Array:
        x = copy.deepcopy(inputs["x"])
        output = as_array(function(x, inputs["p"], bool(inputs["training"]), rng))
        if not is_unchanged(np.asarray(x), np.asarray(inputs["x"])):
            raise InputChangedError("x")
        return output.copy()

    rng, equal = (np.random.default_rng(int(inputs["seed"])) for _ in range(2))
    return {"batches": np.stack([ask(rng) for _ in range(BATCHES)]), "again": ask(equal)}


def judge_masks(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Count what is dropped, and find what the rest is multiplied by.

    arrays: "batches" (b, n, d) and "again" (n, d)
    unseen: "x" (n, d), no number 0; "p"
    returns the "shape" of a batch; and, where that is right,
        "factor": what all that is kept has been multiplied by, to three digits; 0 if nothing is
            kept, −1 if it is another factor in each batch, −2 if it is another within a batch
        "dropped": the share of zeros: p, if it is near, or where masks are not drawn one by one;
            else to a tenth
        "drawn for each": 1 if each unit of each image is dropped by a draw of its own, or if all
            or none is; 0 if the same units are missing in every image, −1 if whole images are,
            −2 if the mask is always the same, −3 if always as many are dropped
        "same again": 1 if equal generators give equal outputs
    """
    batches, x = arrays["batches"].astype(float), np.asarray(unseen["x"], dtype=float)
    if batches.shape[1:] != x.shape:
        return {"shape": np.array((*batches.shape[1:], -1))}
    dropped = batches == 0
    drawn = _drawn(dropped)
    return {
        "shape": np.array(x.shape),
        "factor": np.array(_factor(batches / x, ~dropped)),
        "dropped": np.array(_share(dropped, unseen["p"]) if drawn == 1 else float(unseen["p"])),
        "drawn for each": np.array(drawn),
        "same again": np.array(
            float(np.array_equal(arrays["batches"][0], arrays["again"], equal_nan=True))
        ),
    }


def _factor(factors: Array, kept: Array) -> float:
    if not kept.any():
        return 0.0
    if not np.isfinite(factors[kept]).all():
        return float("nan")
    each = [of_one[mask] for of_one, mask in zip(factors, kept, strict=True) if mask.any()]
    if not all(_are_alike(factors) for factors in each):
        return -2.0
    firsts = np.array([factors[0] for factors in each])
    return float(f"{firsts[0]:.3g}") if _are_alike(firsts) else -1.0


def _are_alike(factors: Array) -> bool:
    return bool((abs(factors - factors[0]) <= ALIKE * abs(factors[0])).all())


def _share(dropped: Array, p: float) -> float:
    share = float(dropped.mean())
    if share in (0, 1):
        return share
    if 0 < p < 1 and abs(share - p) < NEAR:
        return float(p)
    return float(np.clip(round(share, 1), 0.1, 0.9))  # neither none nor all


def _drawn(dropped: Array) -> float:
    """Tell how far the draws of a mask reach."""
    _, n, d = dropped.shape
    if dropped.all() or not dropped.any():
        return 1.0
    if (dropped == dropped[0]).all():
        return -2.0
    if d > 1 and (dropped == dropped[:, :, :1]).all():
        return -1.0
    if n > 1 and (dropped == dropped[:, :1]).all():
        return 0.0
    counts = dropped.sum(axis=(1, 2))
    return -3.0 if (counts == counts[0]).all() else 1.0
