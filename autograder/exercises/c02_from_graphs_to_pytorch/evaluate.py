"""evaluate(model, loader, device): mean loss and accuracy, and nothing changed."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c02_from_graphs_to_pytorch.evaluate_mistakes import MISTAKES
from autograder.exercises.c02_from_graphs_to_pytorch.small_network import State, draw, tensors
from seeing.probes import Array
from seeing.probes.networks import evaluate_network

GROUPS = {
    "loss and accuracy": 1.0,
    "smaller last batch": 0.5,
    "evaluation mode": 0.5,
    "mode afterwards": 0.25,
    "no graph": 0.25,
    "device": 0.5,
}
LOOKS_AT = {"mode afterwards": "watch_mode", "no graph": "watch_graphs"}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; but for the group's own question everything is as a function would wish it.

    How many images of each batch are told right is fixed, so that no two ways to count agree; one
    of these has less than half of the probability.
    """

    def case(group: str, about: str, size: int, right: list[int], training: bool = False) -> Case:
        is_right, unsure, unlikely = np.array(right, bool), False, sum(right)
        while not unsure or unlikely == sum(right):
            inputs = draw(rng, len(right), training)
            images, _ = tensors(inputs["x"], inputs["y"])
            state = State.of(*(inputs[name] for name in ("weight_1", "weight_2", "running_mean")))
            likely = state.log_probabilities(images).exp().numpy(force=True)
            told = likely.argmax(axis=1)
            labels = np.where(is_right, told, (told + rng.integers(1, 3, len(right))) % 3)
            unsure = bool((likely.max(axis=1)[is_right] < 0.49).any())
            unlikely = int((likely.argmin(axis=1) == labels).sum())
        inputs["y"] = labels
        watch = {name: int(LOOKS_AT.get(group) == name) for name in LOOKS_AT.values()}
        rest = {"batch_size": size, "elsewhere": int(group == "device")}
        return Case(group, about, {**inputs, **rest, **watch})

    train = "a model that comes in training mode"
    return [
        case("loss and accuracy", "two batches of 4", 4, [1, 0, 1, 1, 0, 1, 0, 0]),
        case("loss and accuracy", "one batch of 5", 5, [1, 1, 0, 1, 1]),
        case("smaller last batch", "batches of 4 and 2", 4, [1, 1, 0, 1, 0, 0]),
        case("smaller last batch", "batches of 5 and 1", 5, [0, 1, 0, 0, 1, 1]),
        case("evaluation mode", train, 3, [1, 0, 1, 0, 0, 1], training=True),
        case("mode afterwards", train, 3, [1, 0, 1], training=True),
        case("mode afterwards", "a model that comes in evaluation mode", 3, [1, 0, 1]),
        case("no graph", "a network that notes whether a graph is built", 3, [1, 0, 1]),
        case("device", "batches on another device", 4, [1, 0, 1, 1, 0, 1, 0, 0]),
    ]


def reference(
    x: Array, y: Array, watch_mode: int, watch_graphs: int, training: int, **given: Any
) -> dict[str, Array]:
    """Let all images through at once, by torch's autograd-free tensors."""
    if watch_mode:
        return {"training mode afterwards": np.array(float(training))}
    if watch_graphs:
        return {"graphs were built": np.array(0.0), "recorded afterwards": np.array(1.0)}
    images, labels = tensors(x, y)
    state = State.of(given["weight_1"], given["weight_2"], given["running_mean"])
    told = state.log_probabilities(images)
    return {
        "loss": (-told.gather(1, labels[:, None]).mean()).numpy(force=True),
        "accuracy": (told.argmax(dim=1) == labels).double().mean().numpy(force=True),
        "running_mean": given["running_mean"],
    }


EXERCISE = Exercise(
    name="evaluate",
    points=3,
    probe=evaluate_network,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=tuple(LOOKS_AT),
)
