"""What each trained network is trained on, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from seeing import datasets
from seeing.datasets import Dataset
from seeing.networks.architectures import digit_network, picture_network
from seeing.networks.augmentation import shifted, turned


@dataclass(frozen=True)
class Recipe:
    """How a network comes about.

    build: the network before training
    data: the set, by "train" or "test"
    augment: changes a batch (n, c, h, w) as its labels allow, with draws from a generator
    augmentation: the same in words
    licence: of the data
    mirror: whether each image is seen as it is and mirrored in turn, from epoch to epoch
    whiten: whether the first layer begins with the principal components of the data
    """

    build: Callable[[], nn.Sequential]
    data: Callable[..., Dataset]
    augment: Callable[[torch.Tensor, torch.Generator], torch.Tensor]
    augmentation: str
    licence: str
    epochs: int
    batch_size: int = 256
    learning_rate: float = 0.2
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    seed: int = 0
    mirror: bool = False
    whiten: bool = False


def _digits(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return shifted(turned(batch, rng, degrees=12), rng, most=2)


def _pictures(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return shifted(batch, rng, most=4, mode="reflect")


RECIPES = {
    "mnist": Recipe(
        digit_network,
        datasets.mnist,
        _digits,
        "turned by up to 12°, scaled by up to 10 %, shifted by up to 2 pixels",
        "MNIST: CC BY-SA 3.0, Y. LeCun, C. Cortes, C. Burges",
        epochs=20,
        learning_rate=0.1,
        label_smoothing=0.0,
    ),
    "cifar10": Recipe(
        picture_network,
        datasets.cifar10,
        _pictures,
        "mirrored left to right every other epoch, shifted by up to 4 pixels",
        "CIFAR-10: A. Krizhevsky, 2009, free for research and teaching with that citation",
        epochs=66,
        batch_size=128,
        learning_rate=0.1,
        mirror=True,
        whiten=True,
    ),
}
