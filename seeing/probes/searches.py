"""Probes for searches, which are handed an objective that counts its calls and knows its losses."""

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
    in_turn,
    is_unchanged,
)
from seeing.probes.several import outputs_by_name

ALIKE = 1e-6  # float32 may round settings, and no two of a case are that near


def search_grid(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function search a grid, by an objective that looks losses up in a table.

    objects: the function of (objective, values) that returns the best settings and all losses
    inputs: "losses", with an axis for each setting; the others are the values of each setting
    returns "best", "losses", and in the table's shape the "times asked" for each loss
    raises InputChangedError if it changes the values
    """
    (function,) = objects
    table = inputs["losses"]
    values = {name: value for name, value in inputs.items() if name != "losses"}
    given = copy.deepcopy(list(values.values()))
    asked = np.zeros(table.shape, dtype=int)

    def objective(settings: Any) -> float:
        place = _place(settings, list(values.values()))
        asked[place] += 1
        return float(table[place])

    found = outputs_by_name(function(objective, given), ("best", "losses"))
    if len(given) != len(values):
        raise InputChangedError("values")
    for (name, before), after in zip(values.items(), given, strict=True):
        if not is_unchanged(np.asarray(before), np.asarray(after)):
            raise InputChangedError(name)
    return {**found, "times asked": asked}


def _place(settings: Any, values: Sequence[Any]) -> tuple[int, ...]:
    """Return where in the table the loss of these settings stands."""
    place = []
    for setting, known in zip(_row(settings, len(values)), values, strict=True):
        near = np.isclose(np.asarray(known, dtype=float), setting, rtol=ALIKE, atol=ALIKE)
        if not near.any():
            raise ValueError(
                f"the objective is asked for {setting}, which no setting's values hold"
            )
        place.append(int(near.argmax()))
    return tuple(place)


def _row(settings: Any, count: int) -> Array:
    row = as_array(settings).astype(float)
    if row.shape != (count,):
        raise ValueError(f"the objective takes the settings of one run: {count} numbers in a row")
    return row


def search_by_chance(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function search by chance; settings count by when they were drawn.

    Whatever is drawn, the first settings that the objective is asked for have the first loss, the
    next others the second, and so on. So right searches agree in all that comes back.

    objects: the function of (objective, draw, budget, rng) that returns the best settings, the
        trials and their losses
    inputs: "losses" (budget,); "settings", how many there are; "seed"
    returns "best is draw" and "trials are draws" (budget,), which draws, counted from 0, these are,
        −1 for settings that were not drawn, or the shape and −1, where it is no one's settings;
        "losses"; "times drawn" and "times asked"; "same again": 1 if an equal generator gives the
        same trials; "new next": 1 if the generator, used once more, gives others
    """
    (function,) = objects
    first, following, again = in_turn(
        lambda rng: _searched(function, inputs, rng), int(inputs["seed"])
    )
    trials = first.pop("trials")
    return {
        **first,
        "same again": np.array(float(np.array_equal(trials, again["trials"], equal_nan=True))),
        "new next": np.array(float(not np.array_equal(trials, following["trials"]))),
    }


def _searched(function: Any, inputs: Inputs, rng: np.random.Generator) -> dict[str, Array]:
    losses, count = np.asarray(inputs["losses"], dtype=float), int(inputs["settings"])
    drawn: list[Array] = []
    runs: list[Array] = []
    asked: list[int] = []

    def draw(source: Any) -> Array:
        drawn.append(source.random(count))
        return drawn[-1].copy()

    def objective(settings: Any) -> float:
        row = _row(settings, count)
        run = _number_of(row, runs)
        if run < 0:
            run = len(runs)
            runs.append(row.copy())
        asked.append(run)
        return float(losses[run]) if run < losses.size else float(np.nanmax(losses)) + 1

    names = ("best", "trials", "losses")
    found = outputs_by_name(function(objective, draw, losses.size, rng), names)
    return {
        "best is draw": _numbers(found["best"], (count,), drawn),
        "trials are draws": _numbers(found["trials"], (-1, count), drawn),
        "losses": found["losses"],
        "times drawn": np.array(len(drawn)),
        "times asked": np.array(len(asked)),
        "trials": found["trials"].copy(),  # a function may keep its array, and fill it anew
    }


def _numbers(settings: Array, shape: tuple[int, ...], drawn: Sequence[Array]) -> Array:
    """Return the number of the draw of each row of settings."""
    if settings.ndim != len(shape) or settings.shape[-1] != shape[-1]:
        return np.array([[*settings.shape, -1]])
    rows = settings.reshape(-1, shape[-1]).astype(float)
    return np.array([_number_of(row, drawn) for row in rows]).reshape(settings.shape[:-1])


def _number_of(row: Array, known: Sequence[Array]) -> int:
    """Return the first place of a row among those that are known, −1 if it is none of them."""
    alike = (np.allclose(row, one, rtol=ALIKE, atol=ALIKE) for one in known)
    return next((number for number, same in enumerate(alike) if same), -1)
