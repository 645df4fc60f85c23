"""Net: two linear layers, from images to log-probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.exercises import Case, Exercise
from autograder.exercises.c02_from_graphs_to_pytorch.net_mistakes import MISTAKES
from seeing.probes import Array
from seeing.probes.networks import run_network

GROUPS = {"log-probabilities": 1.25, "flatten": 0.75, "sizes": 0.5, "extreme scores": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two layers have the same size, so weights are told apart by shape."""

    def case(
        group: str,
        about: str,
        shape: tuple[int, ...],
        hidden: int,
        classes: int,
        far: int = 0,
        scale: float = 1.0,
    ) -> Case:
        features = int(np.prod(shape[1:]))
        signs = np.array(False)
        # In each image ReLU lets some unit through and stops another, and would stop some score.
        while not signs.all():
            images = rng.uniform(0, 1, shape).round(2)
            w1 = scale * rng.integers(-2, 3, (hidden, features))
            # Sums of pixels in 400ths: no hidden unit is at 0, where ReLU has no derivative.
            b1 = rng.integers(-1, 3, hidden) + 0.00125
            units = images.reshape(-1, features) @ w1.T + b1
            w2, b2 = _rows(rng, classes, hidden, far), rng.integers(-2, 3, classes)
            scores = np.maximum(units, 0) @ w2.T + b2
            signs = np.hstack([(some < 0).any(axis=1) for some in (units, -units, scores)])
        weights = {"w1": w1, "b1": b1, "w2": w2, "b2": b2}
        labels = rng.integers(1, classes, shape[0])  # all zero, they would leave no tolerance
        floats = {name: value.astype(float) for name, value in weights.items()}
        return Case(group, about, {"images": images, "labels": labels, **floats})

    return [
        case("log-probabilities", "4 images of 2 × 3 pixels", (4, 2, 3), 5, 3),
        case("log-probabilities", "2 images of 1 × 4 pixels", (2, 1, 4), 5, 3),
        case("flatten", "a batch of one image", (1, 2, 3), 5, 4),
        case("flatten", "images with a channel", (3, 1, 2, 2), 6, 3),
        case("flatten", "images with three channels", (2, 3, 2, 2), 5, 3),
        case("sizes", "more classes than hidden units", (3, 2, 2), 3, 5),
        # Scaled, so that no score is extreme.
        case("sizes", "8 × 8 pixels, 32 units and 10 classes", (3, 8, 8), 32, 10, scale=0.25),
        case("extreme scores", "scores in the hundreds", (3, 2, 3), 5, 3, far=300),
    ]


def _rows(rng: np.random.Generator, rows: int, columns: int, far: int) -> Array:
    """Draw weights whose rows lie around multiples of `far`, so that the scores lie far apart.

    One row is around −`far`: its score is below 0.
    """
    return rng.integers(-2, 3, (rows, columns)) + far * (rng.permutation(rows)[:, None] - 1)


def reference(images: Array, labels: Array, **weights: Array) -> dict[str, Any]:
    """Let torch compute it in float64, from tensors alone."""
    pixels = torch.tensor(images).flatten(start_dim=1)
    w1, b1, w2, b2 = (torch.tensor(value) for value in weights.values())
    b1.requires_grad_()
    scores = torch.relu(pixels @ w1.T + b1) @ w2.T + b2
    output = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    loss = -output.gather(1, torch.tensor(labels)[:, None]).mean()
    (gradient,) = torch.autograd.grad(loss, b1)
    return {
        "parameters": np.array(sum(value.size for value in weights.values())),
        "log-probabilities": output.numpy(force=True),
        "gradient": gradient.numpy(force=True),
    }


EXERCISE = Exercise(
    name="Net",
    points=3,
    probe=run_network,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
