"""Train a linear classifier of MNIST's 784 pixels by the recipe of the network for digits.

python -m benchmarks.shifted_digits

Both have then seen the same pictures, turned, scaled and shifted alike, in as many epochs, so that
what tells them apart at a shift is how they are built. Writes the classifier's weights, in 16 bits,
and the record of both, to where the course keeps its networks: ShiftLab shows them. Takes the full
set as `seeing.datasets` finds it; stop it at any time, and it goes on after the last whole epoch.
"""

from __future__ import annotations

import platform
from collections import OrderedDict
from dataclasses import replace
from importlib.metadata import version
from statistics import mean

import torch
from torch import nn
from torch.nn import functional

from seeing import networks
from seeing.datasets import Dataset
from seeing.networks.recipes import RECIPES
from seeing.networks.train import CHECKPOINTS, FULL
from seeing.networks.trained import save
from seeing.networks.training import Training, accuracy

NAME, PEER = "mnist_linear", "mnist"
FARTHEST = 8  # pixels


def main() -> None:
    """Train, measure beside the network at each shift, and write the weights with their record."""
    recipe = replace(RECIPES[PEER], build=linear_classifier)
    train, test = recipe.data("train"), recipe.data("test")
    if (len(train), len(test)) != FULL[PEER]:
        raise SystemExit(f"the full set is needed, and this is {train!r}")
    CHECKPOINTS.mkdir(exist_ok=True)
    checkpoint = CHECKPOINTS / f"{NAME}.pt"
    classifier = Training(recipe, train, checkpoint).run().half().float()  # as it is shipped
    shifts = range(FARTHEST + 1)
    facts = {
        "accuracy": accuracy(classifier, test),
        "accuracy_by_shift": [_shifted_accuracy(classifier, test, shift) for shift in shifts],
        "accuracy_of_the_network_by_shift": [
            _shifted_accuracy(networks.load(PEER), test, shift) for shift in shifts
        ],
        "test_images": len(test),
        "test_set": test.source,
        "parameters": networks.count(classifier),
        "recipe": f"that of {PEER}: the same pictures, augmentation, epochs and optimizer",
        "epochs": [cycle.epochs for cycle in recipe.cycles],
        "augmentation": [cycle.augmentation for cycle in recipe.cycles],
        "seed": recipe.seed,
        "arithmetic": "float32",
        "weights": "float16",
        "versions": {"python": platform.python_version(), "torch": version("torch")},
        "data": recipe.licence,
    }
    save(NAME, classifier, facts)
    checkpoint.unlink()
    for shift, ours, peer in zip(
        shifts, facts["accuracy_by_shift"], facts["accuracy_of_the_network_by_shift"], strict=True
    ):
        print(f"shifted by {shift}: linear {ours:.1%}, network {peer:.1%}")


def linear_classifier() -> nn.Sequential:
    """Return ten weighted sums of all pixels: (n, 1, 28, 28) -> (n, 10) scores."""
    return nn.Sequential(OrderedDict(flatten=nn.Flatten(), scores=nn.Linear(784, 10)))


def moved(images: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """Return (n, h, w) images moved; what leaves is gone, zeros come in. Negative: up, left."""
    height, width = images.shape[-2:]
    far = max(abs(down), abs(right))
    wide = functional.pad(images, (far, far, far, far))
    top, left = far - down, far - right
    return wide[..., top : top + height, left : left + width]


def _shifted_accuracy(network: nn.Module, test: Dataset, shift: int) -> float:
    """Return the accuracy on the test set moved down, up, right and left, the mean of the four."""
    images = torch.from_numpy(test.images)
    ways = [(shift, 0), (-shift, 0), (0, shift), (0, -shift)]
    found = [accuracy(network, replace(test, images=moved(images, *way).numpy())) for way in ways]
    return round(mean(found), 4)


if __name__ == "__main__":
    main()
