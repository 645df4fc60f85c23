"""Small networks to look into, for the cases of this chapter."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from seeing.probes import Array


def draw(
    rng: np.random.Generator, c: int, h: int, w: int, maps: int, classes: int
) -> dict[str, Array]:
    """Draw weights and an image; no hidden number is at 0, where ReLU has no derivative."""
    return {
        "kernels": rng.integers(-3, 4, (maps, c, 3, 3)).astype(float),
        "biases": rng.integers(-1, 3, maps) + 0.005,
        "weight": rng.integers(-3, 4, (classes, maps * h * w)) / 4,
        "image": rng.integers(0, 21, (c, h, w)) / 20,
    }


def scores_of(images: Tensor, kernels: Array, biases: Array, weight: Array) -> Tensor:
    """Return the scores in evaluation mode, by torch's functions alone: (n, c, h, w) -> (n, k)."""
    made = nn.functional.conv2d(images, torch.tensor(kernels), torch.tensor(biases), padding=1)
    norm = 1 / (1 + 1e-5) ** 0.5  # batch normalization that has seen nothing yet
    return torch.relu(norm * made).flatten(1) @ torch.tensor(weight).T


def left_as_it_was(map_: Any, training: int) -> dict[str, Array]:
    """Add to a map what has to be found of the model afterwards."""
    return {
        "map": np.asarray(map_, dtype=float),
        "training mode afterwards": np.array(float(training)),
        "gradients afterwards": np.array(0.0),
    }
