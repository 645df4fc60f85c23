"""What each trained network is trained on, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from seeing import datasets
from seeing.datasets import Dataset
from seeing.networks.architectures import digit_network, picture_network
from seeing.networks.augmentation import covered, shifted, turned

Augment = Callable[[torch.Tensor, torch.Generator], torch.Tensor]


@dataclass(frozen=True)
class Cycle:
    """Epochs in which the learning rate rises once and falls to 0.

    augment: changes a batch (n, c, h, w) as its labels allow, with draws from a generator
    augmentation: the same in words
    """

    epochs: int
    augment: Augment
    augmentation: str


@dataclass(frozen=True)
class Recipe:
    """How a network comes about.

    build: the network before training
    data: the set, by "train" or "test"
    licence: of the data
    cycles: one after the other; each begins with the network that the one before has made.
        Source: Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017
    mirror: whether each image is seen as it is and mirrored in turn, from epoch to epoch
    whiten: whether the first layer begins with the principal components of the data
    """

    build: Callable[[], nn.Sequential]
    data: Callable[..., Dataset]
    licence: str
    cycles: tuple[Cycle, ...]
    batch_size: int = 256
    learning_rate: float = 0.1
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    seed: int = 0
    mirror: bool = False
    whiten: bool = False


def _turned_and_shifted(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return shifted(turned(batch, rng, degrees=12), rng, most=2)


def _shifted(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return shifted(batch, rng, most=4, mode="reflect")


def _shifted_and_covered(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return covered(_shifted(batch, rng), rng, side=10)


RECIPES = {
    "mnist": Recipe(
        digit_network,
        datasets.mnist,
        "MNIST: CC BY-SA 3.0, Y. LeCun, C. Cortes, C. Burges",
        cycles=(
            Cycle(
                20,
                _turned_and_shifted,
                "turned by up to 12°, scaled by up to 10 %, shifted by up to 2 pixels",
            ),
        ),
        label_smoothing=0.0,
    ),
    "cifar10": Recipe(
        picture_network,
        datasets.cifar10,
        "CIFAR-10: A. Krizhevsky, 2009, free for research and teaching with that citation",
        cycles=(
            Cycle(
                66, _shifted, "mirrored left to right every other epoch, shifted by up to 4 pixels"
            ),
            Cycle(72, _shifted_and_covered, "the same, with a square of 10 × 10 pixels covered"),
        ),
        batch_size=128,
        mirror=True,
        whiten=True,
    ),
}
