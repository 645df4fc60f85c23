"""overfit_tiny_set(model, images, labels, steps, lr): a handful of images learnt by heart."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c04_tuning.overfit_tiny_set_mistakes import MISTAKES
from seeing.probes import Array, Arrays, outputs_asked_for
from seeing.probes.networks import train_on_all

GROUPS = {"descent": 1.5, "old gradients": 0.5, "steps and mode": 0.5}
CLASSES = 3


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw data for a linear layer; its mode matters in its own group alone."""
    descent, old, mode = GROUPS

    def case(group: str, about: str, n: int, steps: int, lr: float, **special: Any) -> Case:
        inputs = {
            "x": rng.uniform(-2, 2, (n, 3)).round(2),
            "y": rng.permutation(np.arange(n) % CLASSES),
            "weight": rng.uniform(-1, 1, (CLASSES, 3)).round(2),
            "bias": rng.uniform(-1, 1, CLASSES).round(2),
            "steps": steps,
            "lr": lr,
            "left_over": 0.0,
            "training": True,
            "halving": False,
        }
        asked = "losses, weight, bias" + (", training mode afterwards" if group == mode else "")
        return Case(group, about, inputs | special, unseen={"asked": asked})

    return [
        case(descent, "five images and three steps", 5, 3, 0.125),
        case(descent, "six images and a large rate", 6, 4, 0.5),
        case(descent, "a single image", 1, 3, 0.25),
        case(descent, "images that have nothing in common", 3, 60, 0.5, x=2 * np.eye(3)),
        case(old, "gradients from before", 5, 3, 0.125, left_over=1.5),
        case(old, "gradients from before, below 0", 4, 2, 0.25, left_over=-0.75),
        case(mode, "a model in training mode", 5, 3, 0.125, halving=True),
        case(mode, "a model in evaluation mode", 5, 3, 0.125, halving=True, training=False),
        case(mode, "a single step", 4, 1, 0.125),
        case(mode, "no step at all", 4, 0, 0.125),
    ]


def reference(
    x: Array, y: Array, weight: Array, bias: Array, steps: int, lr: float, **given: Any
) -> Arrays:
    """Descend by the formulas for the gradient and for Adam, in NumPy."""
    seen = x / 2 if given["halving"] and given["training"] else x
    pixels = np.column_stack([seen, np.ones(len(x))])  # a bias is the weight of a 1
    whole = np.column_stack([weight, bias])
    truth = np.eye(CLASSES)[y]
    mean, square, losses = 0.0, 0.0, []
    for step in range(1, steps + 1):
        scores = pixels @ whole.T
        scores -= scores.max(axis=1, keepdims=True)
        total = np.exp(scores).sum(axis=1, keepdims=True)
        losses.append(float((np.log(total) - (scores * truth).sum(axis=1, keepdims=True)).mean()))
        slope = (np.exp(scores) / total - truth).T @ pixels / len(x)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        root = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        whole -= lr * mean / (1 - 0.9**step) / root
    return {
        "losses": np.array(losses),
        "weight": whole[:, :-1],
        "bias": whole[:, -1],
        "training mode afterwards": np.array(float(given["training"])),
    }


EXERCISE = Exercise(
    name="overfit_tiny_set",
    points=2.5,
    probe=train_on_all,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
