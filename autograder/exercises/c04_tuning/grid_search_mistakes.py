"""What students write for grid_search that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Objective = Callable[[Any], float]
Values = Sequence[Sequence[float]]


def table_of(objective: Objective, values: Values) -> Array:
    """Run every combination; return the losses, with an axis for each setting."""
    losses = np.array([objective(settings) for settings in product(*values)])
    return losses.reshape([len(one) for one in values])


def at(place: Any, losses: Array, values: Values) -> list[float]:
    """Return the settings at a place, counted row by row."""
    where = np.unravel_index(place, losses.shape)
    return [one[i] for one, i in zip(values, where, strict=True)]


def least(losses: Array, values: Values) -> list[float]:
    return at(np.nanargmin(losses), losses, values)


@mistake(
    MISTAKES,
    "one by one",
    "The first values meet each other and so do the second, but no others: with how many values of "
    "the second setting is one of the first to be run?",
)
def one_by_one(objective: Objective, values: Values) -> Any:
    runs = list(zip(*values, strict=False))
    losses = np.array([objective(settings) for settings in runs])
    return runs[int(np.nanargmin(losses))], losses


@mistake(
    MISTAKES,
    "one setting at a time",
    "Some combinations are never run: is the best of one setting still the best when the other has "
    "changed?",
)
def one_at_a_time(objective: Objective, values: Values) -> Any:
    losses = np.full([len(one) for one in values], np.nan)
    place = [0] * len(values)
    for axis, one in enumerate(values):
        for i in range(len(one)):
            here = (*place[:axis], i, *place[axis + 1 :])
            if np.isnan(losses[here]):
                losses[here] = objective([v[j] for v, j in zip(values, here, strict=True)])
        row: tuple[Any, ...] = (*place[:axis], slice(None), *place[axis + 1 :])
        line = losses[row]
        place[axis] = int(np.nanargmin(line)) if not np.isnan(line).all() else 0
    return [v[j] for v, j in zip(values, place, strict=True)], losses


@mistake(
    MISTAKES,
    "largest loss",
    "The settings that come back have the largest loss of all: is a loss to be large or small?",
)
def largest(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return at(np.nanargmax(losses), losses, values), losses


@mistake(
    MISTAKES,
    "place in place of settings",
    "What comes back as best says where the least loss stands: which values are these?",
)
def place(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return np.unravel_index(np.nanargmin(losses), losses.shape), losses


@mistake(
    MISTAKES,
    "flat place in place of settings",
    "One number comes back as best, the place of the least loss in a row of all: which settings "
    "are these?",
)
def flat_place(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return np.nanargmin(losses), losses


@mistake(
    MISTAKES,
    "loss in place of settings",
    "One number comes back as best, and it is the least loss: which settings have it?",
)
def loss(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return np.nanmin(losses), losses


@mistake(
    MISTAKES,
    "NaN wins",
    "The settings of a run that diverged come back, wherever there is one: how does NaN compare "
    "with a number?",
)
def nan_wins(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return at(np.argmin(losses), losses, values), losses


@mistake(
    MISTAKES,
    "a first NaN wins",
    "Where the first run diverged, its settings come back: is any number less than NaN?",
)
def first_nan_wins(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    best = 0
    for i in range(losses.size):
        if losses.flat[i] < losses.flat[best]:
            best = i
    return at(best, losses, values), losses


@mistake(
    MISTAKES,
    "NaN taken for 0",
    "A run that diverged has won, and has the loss 0 in your record: what did it return?",
)
def nan_is_zero(objective: Objective, values: Values) -> Any:
    losses = np.nan_to_num(table_of(objective, values))
    return least(losses, values), losses


@mistake(
    MISTAKES,
    "NaN rewritten in the record",
    "The best is right, but the losses that come back have something else where a run diverged: "
    "what did it return?",
)
def rewritten(objective: Objective, values: Values) -> Any:
    losses = np.nan_to_num(table_of(objective, values), nan=np.inf)
    return least(losses, values), losses


@mistake(
    MISTAKES,
    "axes in the opposite order",
    "The last axis of your losses belongs to the first setting: which is to come first?",
)
def axes_reversed(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return least(losses, values), losses.T


@mistake(
    MISTAKES,
    "first two axes exchanged",
    "The first axis of your losses belongs to the second setting, and the second to the first.",
)
def first_axes_exchanged(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return least(losses, values), losses.swapaxes(0, min(1, losses.ndim - 1))


@mistake(
    MISTAKES,
    "flat list",
    "Your losses stand in one row: they are to have an axis for each setting.",
)
def flat(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return least(losses, values), losses.ravel()


@mistake(
    MISTAKES,
    "values sorted",
    "Your losses stand as if the values rose: in which order were the values given?",
)
def values_sorted(objective: Objective, values: Values) -> Any:
    values = [sorted(one) for one in values]
    losses = table_of(objective, values)
    return least(losses, values), losses


@mistake(
    MISTAKES,
    "the first settings always",
    "The first settings come back, whatever the losses above 0 are: what is your best at the "
    "beginning, and can a loss be below it?",
)
def from_zero(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    best, found = 0, 0.0
    for i, value in enumerate(losses.flat):
        if value < found:
            best, found = i, value
    return at(best, losses, values), losses


@mistake(
    MISTAKES,
    "the last settings always",
    "The settings of the last run come back, whatever the losses are: which run was the best?",
)
def last(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return at(losses.size - 1, losses, values), losses


@mistake(
    MISTAKES,
    "last of equals",
    "Of equal losses the last wins: the first is asked for.",
)
def last_of_equals(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return at(np.flatnonzero(losses == np.nanmin(losses))[-1], losses, values), losses


@mistake(
    MISTAKES,
    "equals counted by columns",
    "Of equal losses in different rows yours stands more to the left: row by row, which is the "
    "first?",
)
def by_columns(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    turned = np.argwhere(np.nanmin(losses) == losses.T)[0]
    return [one[int(i)] for one, i in zip(values, turned[::-1], strict=True)], losses


@mistake(
    MISTAKES,
    "every run made twice",
    "Each combination is run twice: a run costs time, so what can be kept of the first?",
)
def twice(objective: Objective, values: Values) -> Any:
    table_of(objective, values)
    losses = table_of(objective, values)
    return least(losses, values), losses


@mistake(
    MISTAKES,
    "best run once more",
    "One combination is run twice, and it is the best: a run costs time, so what can be kept of "
    "the first?",
)
def best_again(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    best = least(losses, values)
    objective(best)
    return best, losses


@mistake(
    MISTAKES,
    "stops at the first rise",
    "No run is made after the first whose loss is above that of the one before: may it fall again?",
)
def stops_at_rise(objective: Objective, values: Values) -> Any:
    losses = np.full([len(one) for one in values], np.nan)
    before = np.inf
    for i, settings in enumerate(product(*values)):
        losses.flat[i] = objective(settings)
        if losses.flat[i] > before:
            break
        before = losses.flat[i]
    return at(0, losses, values) if np.isnan(losses).all() else least(losses, values), losses


@mistake(
    MISTAKES,
    "outputs exchanged",
    "The losses come first and the best settings second: in which order are they to come back?",
)
def outputs_exchanged(objective: Objective, values: Values) -> Any:
    losses = table_of(objective, values)
    return losses, least(losses, values)
