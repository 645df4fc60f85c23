"""Train small networks on the digits, and measure them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.shifted_digits.__main__ import moved
from seeing import datasets
from seeing.networks.augmentation import shifted

TRAINED_ON = 1200  # of the 1,442 images to train on; the rest validates
CLASSES = 10
WRONG_LABELS = 0.3  # the share, where labels are to be noisy

Change = Callable[[torch.Tensor, torch.Generator], torch.Tensor]
Scheduler = torch.optim.lr_scheduler.LRScheduler


@dataclass(frozen=True)
class Split:
    """Digits as rows of 64 pixels, 0 to 1, and what they are: (n, 64) float32 and (n,) int64."""

    x: torch.Tensor
    y: torch.Tensor
    x_validation: torch.Tensor
    y_validation: torch.Tensor
    x_test: torch.Tensor
    y_test: torch.Tensor

    def first(self, count: int) -> Split:
        """Return the same with fewer images to train on."""
        return replace(self, x=self.x[:count], y=self.y[:count])


@cache
def digits() -> Split:
    """Return the digits, divided as in chapter 02."""
    train, test = datasets.digits("train"), datasets.digits("test")
    x, x_test = (torch.from_numpy(part.images.reshape(-1, 64)) for part in (train, test))
    y, y_test = (torch.from_numpy(part.labels) for part in (train, test))
    mixed = torch.from_numpy(np.random.default_rng(2).permutation(len(train)))
    seen, validation = mixed[:TRAINED_ON], mixed[TRAINED_ON:]
    return Split(x[seen], y[seen], x[validation], y[validation], x_test, y_test)


def with_wrong_labels(split: Split, seed: int) -> Split:
    """Give WRONG_LABELS of the images to train on another label, drawn at random."""
    rng = np.random.default_rng(seed)
    wrong = rng.permutation(len(split.y))[: round(WRONG_LABELS * len(split.y))]
    labels = split.y.clone()
    labels[wrong] = (
        labels[wrong] + torch.from_numpy(rng.integers(1, CLASSES, len(wrong)))
    ) % CLASSES
    return replace(split, y=labels)


def rescaled(split: Split, factors: torch.Tensor) -> Split:
    """Multiply each pixel by a factor of its own, in all images: factors (64,)."""
    return replace(
        split,
        x=split.x * factors,
        x_validation=split.x_validation * factors,
        x_test=split.x_test * factors,
    )


def epochs(
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    split: Split,
    count: int,
    batch: int,
    seed: int,
    change: Change | None = None,
    schedule: Scheduler | None = None,
) -> Iterator[float]:
    """Train, and give after each epoch the mean loss of an image, as it was met.

    change: what is made of a batch's images, (n, 64), with draws from a generator
    schedule: takes a step after each epoch
    """
    rng = torch.Generator().manual_seed(seed)
    for _ in range(count):
        network.train()
        total = 0.0
        for some in torch.randperm(len(split.x), generator=rng).split(batch):
            images = split.x[some] if change is None else change(split.x[some], rng)
            loss = functional.cross_entropy(network(images), split.y[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += len(some) * loss.item()
        if schedule is not None:
            schedule.step()
        yield total / len(split.x)


@torch.no_grad()
def measured(network: nn.Module, x: torch.Tensor, y: torch.Tensor) -> tuple[float, float]:
    """Return the mean loss and the accuracy, in evaluation mode."""
    scores = network.eval()(x)
    return functional.cross_entropy(scores, y).item(), _share(scores.argmax(dim=1) == y)


@torch.no_grad()
def accuracy_in_training_mode(
    network: nn.Module, x: torch.Tensor, y: torch.Tensor, batch: int
) -> float:
    """Return the accuracy when each batch is normalized by itself; the network stays as it was."""
    judged = copy.deepcopy(network).train()
    told = torch.cat([judged(some).argmax(dim=1) for some in x.split(batch) if len(some) > 1])
    return _share(told == y[: len(told)])


def _share(right: torch.Tensor) -> float:
    return right.double().mean().item()


def shifted_by_one(images: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    """Move each image (n, 64) by at most one pixel each way, by chance; zeros come in."""
    return shifted(images.view(-1, 1, 8, 8), rng, most=1).flatten(1)


def moved_by(images: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """Move all images (n, 64) by whole pixels; zeros come in."""
    return moved(images.view(-1, 8, 8), down, right).flatten(1)


def mlp(
    widths: Sequence[int],
    activation: type[nn.Module] = nn.ReLU,
    deviation: float | str = "kaiming",
    batch_norm: bool = False,
    dropout: float = 0.0,
) -> nn.Sequential:
    """Return fully connected layers with biases of 0 at the start.

    widths: hidden units of each layer; 64 pixels come before them and ten scores after
    deviation: of the first weights, or "kaiming", √(2 / fan-in), or "glorot", √(2 / (in + out))
    batch_norm: whether one comes before each activation
    dropout: after each activation, the share that is dropped
    """
    layers: list[nn.Module] = []
    sizes = [64, *widths]
    for fan_in, fan_out in zip(sizes, widths, strict=False):
        layers += [_linear(fan_in, fan_out, deviation)]
        layers += [nn.BatchNorm1d(fan_out)] if batch_norm else []
        layers += [activation()]
        layers += [nn.Dropout(dropout)] if dropout else []
    return nn.Sequential(*layers, _linear(sizes[-1], CLASSES, deviation))


def _linear(fan_in: int, fan_out: int, deviation: float | str) -> nn.Linear:
    layer = nn.Linear(fan_in, fan_out)
    known = {"kaiming": (2 / fan_in) ** 0.5, "glorot": (2 / (fan_in + fan_out)) ** 0.5}
    nn.init.normal_(layer.weight, std=known[deviation] if isinstance(deviation, str) else deviation)
    nn.init.zeros_(layer.bias)
    return layer
