"""Six training loops for a debugging clinic. Each looks right, runs, and has one thing wrong.

The chapter runs them to show their symptoms, and each is what an answer cell starts from. Once
repaired, a loop is as it was but for the one thing.

model: images (n, …) -> scores (n, classes); `cross_entropy` takes the log_softmax itself
loader: gives batches of images and labels (n,), and more than once
optimizer, scheduler: of the model's parameters, for `loop_4` per epoch
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Loader = Iterable[tuple[Tensor, Tensor]]


def loop_1(model: nn.Module, loader: Loader, optimizer: Any, epochs: int) -> list[float]:
    """Train, and return the loss of every step."""
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def loop_2(model: nn.Module, loader: Loader, optimizer: Any, epochs: int) -> list[float]:
    """Train, and return the loss of every step."""
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            losses.append(loss.item())
    return losses


def loop_3(model: nn.Module, loader: Loader, optimizer: Any, epochs: int) -> list[float]:
    """Train, and return the loss of every step."""
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            probabilities = F.softmax(model(images), dim=1)
            loss = F.cross_entropy(probabilities, labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def loop_4(
    model: nn.Module, loader: Loader, optimizer: Any, scheduler: Any, epochs: int
) -> list[float]:
    """Train, let the learning rate fall from epoch to epoch, and return the loss of every step."""
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
    return losses


def loop_5(
    model: nn.Module, loader: Loader, exam: Loader, optimizer: Any, epochs: int
) -> tuple[list[float], list[float]]:
    """Train; return each step's loss, and after each epoch the share of an exam told right."""
    losses, marks = [], []
    for _ in range(epochs):
        model.train()
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        right = asked = 0
        with torch.no_grad():
            for images, labels in exam:
                right += (model(images).argmax(dim=1) == labels).sum().item()
                asked += len(labels)
        marks.append(right / asked)
    return losses, marks


def loop_6(
    model: nn.Module, images: Tensor, labels: Tensor, optimizer: Any, epochs: int, size: int
) -> list[float]:
    """Train on batches of `size`, shuffled anew in each epoch; return the loss of every step."""
    losses = []
    for _ in range(epochs):
        images = images[torch.randperm(len(images))]
        labels = labels[torch.randperm(len(labels))]
        for start in range(0, len(images), size):
            batch = slice(start, start + size)
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


__all__ = ["loop_1", "loop_2", "loop_3", "loop_4", "loop_5", "loop_6"]
