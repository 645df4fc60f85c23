"""The network of `seeing.probes.networks` once more, without modules: plain tensors and autograd.

The references rest on this, so that they share neither layers nor optimizer with what they judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from seeing.probes import Array

EPS, MOMENTUM = 1e-5, 0.1  # batch norm's own, as PyTorch has them


@dataclass
class State:
    """Weights of both layers, (h, d) and (c, h); what batch norm multiplies by, adds and keeps."""

    first: Tensor
    second: Tensor
    scale: Tensor
    shift: Tensor
    mean: Tensor
    variance: Tensor

    @classmethod
    def of(cls, first: Array, second: Array, mean: Array) -> State:
        """Start as the probe's network does."""
        w1, w2, m = (torch.tensor(a, dtype=torch.float64) for a in (first, second, mean))
        return cls(w1, w2, torch.ones_like(m), torch.zeros_like(m), m, torch.ones_like(m))

    def train(self, x: Tensor, y: Tensor, lr: float) -> float:
        """Take one step of gradient descent, in training mode; return the loss before it."""
        learnt = [self.first, self.second, self.scale, self.shift]
        learnt = [value.requires_grad_() for value in learnt]
        features = x @ self.first.T
        centred = features - features.mean(dim=0)
        spread = centred.square().mean(dim=0)
        normal = centred / torch.sqrt(spread + EPS) * self.scale + self.shift
        scores = torch.relu(normal) / 2 @ self.second.T
        loss = -torch.log_softmax(scores, dim=1)[torch.arange(len(y)), y].mean()
        moved = [
            (value - lr * gradient).detach()
            for value, gradient in zip(learnt, torch.autograd.grad(loss, learnt), strict=True)
        ]
        self.first, self.second, self.scale, self.shift = moved
        unbiased = spread.detach() * len(x) / (len(x) - 1)
        self.mean = (1 - MOMENTUM) * self.mean + MOMENTUM * features.detach().mean(dim=0)
        self.variance = (1 - MOMENTUM) * self.variance + MOMENTUM * unbiased
        return loss.item()

    def log_probabilities(self, x: Tensor) -> Tensor:
        """Let images (n, d) through in evaluation mode."""
        normal = (x @ self.first.T - self.mean) / torch.sqrt(self.variance + EPS)
        scores = torch.relu(normal * self.scale + self.shift) @ self.second.T
        return F.log_softmax(scores, dim=1)

    def epoch(self, x: Array, y: Array, size: int, lr: float) -> list[float]:
        """Train on every batch in its order; return the loss of each."""
        batches = zip(*(part.split(size) for part in tensors(x, y)), strict=True)
        return [self.train(images, labels, lr) for images, labels in batches]


def tensors(x: Array, y: Array) -> tuple[Tensor, Tensor]:
    """Return images in float64 and their labels."""
    return torch.tensor(x, dtype=torch.float64), torch.tensor(y)


def draw(rng: np.random.Generator, n: int, training: bool) -> dict[str, Any]:
    """Draw a network of 3 inputs, 4 hidden units and 3 classes, with n images and labels."""
    return {
        "x": _numbers(rng, n, 3),
        "y": rng.integers(0, 3, n),
        "weight_1": _numbers(rng, 4, 3),
        "weight_2": _numbers(rng, 3, 4),
        "running_mean": _numbers(rng, 4),
        "training": int(training),
    }


def _numbers(rng: np.random.Generator, *shape: int) -> Array:
    return rng.uniform(-2, 2, shape).round(2)
