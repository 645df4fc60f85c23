"""batch_norm(x, gamma, beta, …): each unit rescaled by its batch, and a record for later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c03_training_that_works.batch_norm_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, Arrays, normalize_batch, outputs_asked_for

GROUPS = {"training": 1.0, "record": 1.0, "evaluation": 0.75, "number types": 0.25}
RECORD = "running_mean, running_var"
ALL = f"out, {RECORD}"
ASKED = dict(zip(GROUPS, ("out", RECORD, ALL, ALL), strict=True))


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; numbers are small, since the tolerance grows with their product."""
    training, record, evaluation, types = GROUPS

    def case(
        group: str,
        about: str,
        n: int,
        d: int,
        *options: float,
        trains: bool = True,
        kind: Callable[[Array], Any] = np.array,
        refuses: str = "",
        dead: bool = False,
    ) -> Case:
        x = _spread(rng, n, d)
        if dead:
            x[:, 1] = 0
        inputs: dict[str, Any] = {
            "x": x,
            "gamma": (abs(distinct(rng, d)) / 8 + 0.5) * (-1.0) ** np.arange(d),
            "beta": distinct(rng, d) / 8,
            "running_mean": distinct(rng, d) / 8,
            "running_var": abs(distinct(rng, d)) / 8 + 0.5,
        }
        inputs = {name: kind(value) for name, value in inputs.items()} | {"training": trains}
        inputs |= dict(zip(("momentum", "eps"), options, strict=False))
        return Case(group, about, inputs, refuses, unseen={"asked": ASKED[group]})

    def whole(values: Array) -> Array:
        made: Array = np.rint(2 * values).astype(int)
        return made

    return [
        case(training, "a batch of four in training", 4, 3, 0.1, 1e-3),
        case(training, "more units than images in training", 3, 5, 0.1, 1e-3),
        case(training, "a batch of two in training", 2, 4, 0.1, 0.01),
        case(training, "a large eps in training", 6, 3, 0.1, 0.5),
        case(training, "a unit that is 0 in all images", 8, 6, dead=True),
        case(training, "a batch of one in training", 1, 3, 0.1, 1e-3, refuses="ValueError"),
        case(record, "a record and a momentum of 0.1", 4, 3, 0.1, 1e-3),
        case(record, "a record and a momentum of 0.25", 3, 5, 0.25, 1e-3),
        case(record, "a record and a momentum of 1", 5, 3, 1.0, 1e-3),
        case(record, "a record with the usual momentum and eps", 8, 3),
        case(evaluation, "a batch of three in evaluation", 3, 4, 0.1, 1e-3, trains=False),
        case(evaluation, "a batch of one in evaluation", 1, 5, 0.25, 0.25, trains=False),
        case(evaluation, "a large eps in evaluation", 5, 3, 0.1, 0.5, trains=False),
        case(types, "lists in training", 4, 3, 0.1, 0.25, kind=np.ndarray.tolist),
        case(types, "lists in evaluation", 3, 4, 0.1, 0.25, kind=np.ndarray.tolist, trains=False),
        case(types, "whole numbers", 5, 3, 0.25, 0.25, kind=whole),
        case(types, "float32", 4, 3, 0.1, 0.25, kind=lambda value: value.astype("float32")),
    ]


def _spread(rng: np.random.Generator, n: int, d: int) -> Array:
    """Draw a batch in which no unit's numbers lie close together."""
    while True:
        x: Array = rng.integers(-16, 17, (n, d)) / 8
        if n == 1 or (x.std(axis=0) > 0.5).all():
            return x


def reference(
    x: Any,
    gamma: Any,
    beta: Any,
    running_mean: Any,
    running_var: Any,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Arrays:
    """Let torch normalize, in float64; it writes into the record."""
    import torch

    x, gamma, beta, mean, variance = (
        torch.tensor(np.asarray(value, dtype=float))
        for value in (x, gamma, beta, running_mean, running_var)
    )
    out = torch.nn.functional.batch_norm(x, mean, variance, gamma, beta, training, momentum, eps)
    named = {"out": out, "running_mean": mean, "running_var": variance}
    return {name: value.numpy(force=True) for name, value in named.items()}


EXERCISE = Exercise(
    name="batch_norm",
    points=3,
    probe=normalize_batch,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
