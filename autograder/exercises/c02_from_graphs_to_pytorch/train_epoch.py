"""train_epoch(model, loader, optimizer, device): one pass over the data."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c02_from_graphs_to_pytorch.small_network import State, draw
from autograder.exercises.c02_from_graphs_to_pytorch.train_epoch_mistakes import MISTAKES
from seeing.probes import Array
from seeing.probes.networks import train_one_epoch

GROUPS = {
    "steps": 1.25,
    "old gradients": 0.5,
    "training mode": 0.5,
    "smaller last batch": 0.5,
    "device": 0.25,
}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; but for the group's own question everything is as a loop would wish it."""

    def case(group: str, about: str, n: int, size: int, lr: float = 0.5) -> Case:
        inputs = draw(rng, n, training=group != "training mode")
        left_over = 1.5 if group == "old gradients" else 0.0
        rest = {
            "batch_size": size,
            "lr": lr,
            "left_over": left_over,
            "elsewhere": int(group == "device"),
        }
        return Case(group, about, {**inputs, **rest})

    return [
        case("steps", "two batches of 3", 6, 3),
        case("steps", "three batches of 2", 6, 2, lr=0.25),
        case("steps", "four batches of 4", 16, 4),
        case("old gradients", "gradients from before", 6, 3),
        case("training mode", "a model that comes in evaluation mode", 6, 3),
        case("smaller last batch", "batches of 4 and 2", 6, 4),
        case("smaller last batch", "batches of 5, 5 and 3", 13, 5),
        case("device", "batches on another device", 6, 3),
    ]


def reference(
    x: Array, y: Array, batch_size: int, lr: float, weight_1: Array, **given: Any
) -> dict[str, Array]:
    """Descend by torch's autograd alone; mode, old gradients and place make no difference."""
    state = State.of(weight_1, given["weight_2"], given["running_mean"])
    losses = state.epoch(x, y, batch_size, lr)
    starts = range(0, len(x), batch_size)
    sizes = [len(x[start : start + batch_size]) for start in starts]
    return {
        "steps": np.array(len(sizes)),
        "loss": np.array(np.average(losses, weights=sizes)),
        "weight_2": state.second.numpy(force=True),
        "running_mean": state.mean.numpy(force=True),
    }


EXERCISE = Exercise(
    name="train_epoch",
    points=3,
    probe=train_one_epoch,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
