"""overfit_tiny_set of chapter 04, answered rightly in several styles."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional


def tiny_plain(model, images, labels, steps, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = functional.cross_entropy(model(images), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def tiny_module(model, images, labels, steps, lr):
    """Take the loss from torch's modules, and clear by way of the model."""
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(params=model.parameters(), lr=lr)
    losses = np.zeros(steps)
    for i in range(steps):
        model.zero_grad(set_to_none=False)
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        losses[i] = float(loss.detach())
    return losses


def tiny_log_softmax(model, images, labels, steps, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr)
    losses = []
    while len(losses) < steps:
        logs = functional.log_softmax(model(images), dim=1)
        loss = -logs[torch.arange(len(labels)), labels].mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses) if losses else []


def tiny_batches_of_one_set(model, images, labels, steps, lr):
    """Hand the whole set to a loader, as one batch."""
    data = torch.utils.data.TensorDataset(images, labels)
    loader = torch.utils.data.DataLoader(data, batch_size=len(data))
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        for some, truth in loader:
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(some), truth)
            loss.backward()
            optimizer.step()
            losses.append(float(loss.detach()))
    return losses


def tiny_sums(model, images, labels, steps, lr):
    """Sum the losses of single images, and divide."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def step():
        optimizer.zero_grad()
        scores = model(images)
        each = [
            functional.cross_entropy(s[None], y[None]) for s, y in zip(scores, labels, strict=True)
        ]
        loss = sum(each) / len(each)
        loss.backward()
        return loss

    return [optimizer.step(step).item() for _ in range(steps)]


def tiny_by_hand(model, images, labels, steps, lr):
    """Ask for gradients and take Adam's steps oneself."""
    weights = list(model.parameters())
    means = [torch.zeros_like(w) for w in weights]
    squares = [torch.zeros_like(w) for w in weights]
    losses = []
    for t in range(1, steps + 1):
        loss = functional.cross_entropy(model(images), labels)
        losses.append(loss.item())
        with torch.no_grad():
            for w, m, v, g in zip(
                weights, means, squares, torch.autograd.grad(loss, weights), strict=True
            ):
                m.lerp_(g, 0.1)
                v.mul_(0.999).add_(0.001 * g * g)
                w -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
    return losses


OVERFIT_TINY_SET = [
    tiny_plain,
    tiny_module,
    tiny_log_softmax,
    tiny_batches_of_one_set,
    tiny_sums,
    tiny_by_hand,
]
