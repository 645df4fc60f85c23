"""Probes for classes that watch a training's losses, told epoch by epoch what they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, InputChangedError, Inputs, OutputError, as_array

AGAIN = " of the second"  # marks what is asked of another object, made and told beside the first
FADING = 0.25  # what each weight loses in an epoch


def schedule_rates(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Tell a scheduler the loss of each epoch, and read the rate that it returns.

    objects: a class, made of what there is of "lr", "factor" and "patience", by position, whose
        method `step` takes a loss and returns a rate
    inputs: "losses" (k,); "losses of the second" (k,), where a second object of the class is
        told its own loss after each of the first's; and what the class is made of
    returns "rates" (k,), and "rates of the second" where there is one
    """
    (scheduler,) = objects
    made_of = [inputs[name] for name in ("lr", "factor", "patience") if name in inputs]
    schedulers = {end: scheduler(*made_of) for end in _ends(inputs)}
    rates: dict[str, list[Array]] = {end: [] for end in schedulers}
    for epoch in range(len(inputs["losses"])):
        for end, one in schedulers.items():
            loss = float(inputs[f"losses{end}"][epoch])
            rates[end].append(_number(one.step(loss), "step is to return one number, the rate"))
    return {f"rates{end}": np.stack(found) for end, found in rates.items()}


def watch_training(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Tell a class the loss of each epoch and the weights, which change in place in between.

    objects: a class, made of "patience", whose method `step` takes a loss and a list of arrays
        and returns whether to stop; it keeps `best_loss` and `best_weights`
    inputs: "losses" (k,); "losses of the second" (k,), as for `schedule_rates`; "patience"; the
        others are the weights' values in the first epoch, any shape
    returns "stop" (k,); "best_loss" and "best_weights[i]" of each weight after the last epoch, if
        the object keeps them; and the same "of the second" where there is one
    raises InputChangedError if `step` changes the weights
    """
    (stopper,) = objects
    stoppers = {end: stopper(inputs["patience"]) for end in _ends(inputs)}
    start = {n: v for n, v in inputs.items() if n != "patience" and not n.startswith("losses")}
    weights = {end: [np.array(value, dtype=float) for value in start.values()] for end in stoppers}
    stop: dict[str, list[Array]] = {end: [] for end in stoppers}
    for epoch in range(len(inputs["losses"])):
        for end, one in stoppers.items():
            before = [value.copy() for value in weights[end]]
            said = one.step(float(inputs[f"losses{end}"][epoch]), weights[end])
            stop[end].append(_number(said, "step is to return True or False"))
            if not all(map(np.array_equal, before, weights[end])):
                raise InputChangedError("weights")
            for value in weights[end]:
                value -= FADING
    returned: dict[str, Array] = {}
    for end, one in stoppers.items():
        returned[f"stop{end}"] = np.stack(stop[end])
        returned |= {f"{name}{end}": array for name, array in _kept(one, len(start)).items()}
    return returned


def _kept(stopper: Any, count: int) -> dict[str, Array]:
    """Read the best loss and the best weights, each of them if there is any."""
    loss, weights = (getattr(stopper, name, None) for name in ("best_loss", "best_weights"))
    kept = {} if loss is None else {"best_loss": as_array(loss)}
    if weights is not None:
        if not isinstance(weights, (list, tuple)) or len(weights) != count:
            raise OutputError(f"best_weights is to be a list of {count} arrays, like the weights")
        kept |= {f"best_weights[{i}]": as_array(value) for i, value in enumerate(weights)}
    return kept


def _ends(inputs: Inputs) -> list[str]:
    return ["", AGAIN] if f"losses{AGAIN}" in inputs else [""]


def _number(value: Any, what: str) -> Array:
    number = as_array(value)
    if number.ndim:
        raise OutputError(what)
    return number
