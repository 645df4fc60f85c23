"""Small convolutional networks, and chapter 10's loop that trains them on the digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from statistics import mean

import torch
from torch import nn
from torch.nn import functional

from benchmarks.shifted_digits.__main__ import moved
from seeing import datasets
from seeing.networks import Residual
from seeing.networks.training import as_tensors

EPOCHS, BATCH, RATE = 20, 64, 0.01  # as in the chapter
MAPS = 8

Change = Callable[[torch.Tensor, torch.Generator], torch.Tensor]
Set = tuple[torch.Tensor, torch.Tensor]  # images (n, 1, 8, 8), labels (n,)


@cache
def digits() -> tuple[Set, Set]:
    """Return the digits to train on and those to test with."""
    return as_tensors(datasets.digits("train")), as_tensors(datasets.digits("test"))


def trained(network: nn.Module, seed: int, change: Change | None = None) -> nn.Module:
    """Train a network in place; return it in evaluation mode.

    change: what is made of a batch's images, with draws from a generator
    """
    (images, labels), _ = digits()
    rng = torch.Generator().manual_seed(seed)
    adam = torch.optim.Adam(network.parameters(), lr=RATE)
    batches = -(-len(images) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, EPOCHS * batches)
    network.train()
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(images), generator=rng).split(BATCH):
            shown = images[batch] if change is None else change(images[batch], rng)
            loss = functional.cross_entropy(network(shown), labels[batch])
            adam.zero_grad()
            loss.backward()
            adam.step()
            schedule.step()
    return network.eval()


@torch.no_grad()
def accuracy(network: nn.Module, down: int = 0, right: int = 0) -> float:
    """Return the share of test digits that are read rightly, moved by whole pixels."""
    _, (images, labels) = digits()
    told = network(moved(images, down, right)).argmax(dim=1)
    return (told == labels).double().mean().item()


def by_distance(network: nn.Module) -> dict[str, float]:
    """Return the accuracy unmoved, and moved by one and by two pixels: means of four directions."""
    found = {"unmoved": accuracy(network)}
    for name, far in (("by one", 1), ("by two", 2)):
        ways = ((far, 0), (-far, 0), (0, far), (0, -far))
        found[name] = mean(accuracy(network, *way) for way in ways)
    return found


def small_cnn(pooling: str = "largest", head: str = "flat") -> nn.Sequential:
    """Return chapter 10's network, or one that pools in another way.

    pooling: "largest", "mean", or "stride": a convolution with a stride of 2, 2 × 2, that learns
    head: "flat" for a linear layer of all numbers; "mean" for one of each last map's mean
    """
    pools: dict[str, Callable[[int], nn.Module]] = {
        "largest": lambda _: nn.MaxPool2d(2),
        "mean": lambda _: nn.AvgPool2d(2),
        "stride": lambda maps: nn.Conv2d(maps, maps, 2, stride=2),
    }
    pool = pools[pooling]
    tops: dict[str, list[nn.Module]] = {
        "flat": [nn.Flatten(), nn.Linear(2 * MAPS * 4, 10)],
        "mean": [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2 * MAPS, 10)],
    }
    first = [nn.Conv2d(1, MAPS, 3, padding=1), nn.ReLU(), pool(MAPS)]
    second = [nn.Conv2d(MAPS, 2 * MAPS, 3, padding=1), nn.ReLU(), pool(2 * MAPS)]
    return nn.Sequential(*first, *second, *tops[head])


def deep_cnn(kind: str, depth: int) -> nn.Sequential:
    """Return a network of `depth` convolutions of one size, then each map's mean, then scores.

    kind: "plain", "batch norm" (one after each convolution), or "residual": batch norm, and what
        went into each pair of convolutions is added to what comes out
    depth: an odd number: the first convolution makes 8 maps of one; the others keep 8
    raises ValueError for an even depth
    """
    if depth % 2 == 0:
        raise ValueError(f"one convolution and then pairs: an odd depth, not {depth}")
    layers = _layer(1, kind)
    for _ in range(depth // 2):
        pair = [*_layer(MAPS, kind), *_layer(MAPS, kind)]
        layers += [Residual(*pair)] if kind == "residual" else pair
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(MAPS, 10))


def _layer(maps_in: int, kind: str) -> list[nn.Module]:
    norm = [] if kind == "plain" else [nn.BatchNorm2d(MAPS)]
    return [nn.Conv2d(maps_in, MAPS, 3, padding=1), *norm, nn.ReLU()]
