"""Probes for training loops, which are judged by what they have learned."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Arrays, Inputs, NothingReturnedError, OutputError, as_array


def train(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call a training loop that returns its weights and the loss of each step.

    objects: the loop alone
    inputs: by position, as for `call_function`
    returns "weights" and "losses"
    """
    (loop,) = objects
    returned = loop(*copy.deepcopy(list(inputs.values())))
    if returned is None:
        raise NothingReturnedError("the function returned None")
    try:
        weights, losses = returned
    except (TypeError, ValueError) as error:
        raise OutputError("the function returns two things: weights and losses") from error
    return {"weights": as_array(weights), "losses": as_array(losses)}


def classify_linearly(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge trained weights by the classes that they give to data which was not trained on.

    arrays: "weights" (d, c) and "losses" (steps,), of a linear classifier
    unseen: "x" (n, d)
    returns "classes" (n,), and whether the losses "fell"; NaN where the weights or losses have one
    """
    weights, losses = arrays["weights"].astype(float), arrays["losses"].astype(float)
    scores = unseen["x"] @ weights
    classes = np.where(np.isfinite(scores).all(axis=1), scores.argmax(axis=1), np.nan)
    fell = float(losses[-1] < losses[0]) if np.isfinite(losses).all() else np.nan
    return {"classes": classes, "fell": np.array(fell)}
