"""SmallCNN: two convolutions, each with ReLU and max pooling, and a linear layer."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from autograder.exercises import Case, Exercise
from autograder.exercises.c10_pooling_and_convolutional_networks.small_cnn_mistakes import MISTAKES
from seeing.probes import Array
from seeing.probes.networks import run_convolutional_network

GROUPS = {"scores": 1.5, "several channels": 0.5, "images that are not square": 0.5, "sizes": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two layers have the same shape, so weights are told apart by it."""

    def case(group: str, about: str, shape: tuple[int, ...], maps: int, classes: int) -> Case:
        n, c, h, w = shape
        last = 2 * maps * (h // 2 // 2) * (w // 2 // 2)
        shapes = {
            "w1": (maps, c, 3, 3),
            "b1": (maps,),
            "w2": (2 * maps, maps, 3, 3),
            "b2": (2 * maps,),
            "w3": (classes, last),
            "b3": (classes,),
        }
        labels = rng.integers(1, classes, n)
        scores = np.zeros(1)
        while (scores >= 0).all():  # some score is one that a third ReLU would stop
            weights = {name: rng.integers(-2, 3, size) + 0.005 for name, size in shapes.items()}
            # Most hidden units are on for some images and off for others.
            images = rng.uniform(0, 1, shape).round(2)
            scores = reference(images, labels, **weights)["scores"]
        return Case(group, about, {"images": images, "labels": labels, **weights})

    scores, channels, oblong, sizes = GROUPS
    return [
        case(scores, "images of 8 × 8 pixels", (4, 1, 8, 8), 3, 5),
        case(scores, "a batch of one image", (1, 1, 8, 8), 3, 5),
        case(channels, "three channels", (3, 3, 8, 8), 4, 5),
        case(oblong, "images wider than tall", (3, 1, 4, 12), 3, 4),
        case(oblong, "sides that 4 does not divide", (3, 1, 10, 7), 3, 5),
        case(sizes, "8 maps and 10 classes", (2, 1, 8, 8), 8, 10),
        case(sizes, "28 × 28 pixels", (2, 1, 28, 28), 3, 7),
    ]


def reference(images: Array, labels: Array, **weights: Array) -> dict[str, Any]:
    """Let torch compute it in float64, by functions alone."""
    w1, b1, w2, b2, w3, b3 = (torch.tensor(value) for value in weights.values())
    b1.requires_grad_()
    x = torch.tensor(images)
    for kernels, biases in ((w1, b1), (w2, b2)):
        maps = functional.conv2d(x, kernels, biases, padding=1)
        x = functional.max_pool2d(functional.relu(maps), 2)
    output = x.flatten(1) @ w3.T + b3
    told = -output.gather(1, torch.tensor(labels)[:, None]).mean()
    (gradient,) = torch.autograd.grad(told, b1)
    return {
        "parameters": np.array(sum(value.size for value in weights.values())),
        "scores": output.numpy(force=True),
        "gradient": gradient.numpy(force=True),
    }


EXERCISE = Exercise(
    name="SmallCNN",
    points=3,
    probe=run_convolutional_network,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
