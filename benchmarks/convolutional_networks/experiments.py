"""The experiments: each takes settings and a seed, and returns what came of them as numbers."""

from __future__ import annotations

import numpy as np
import torch

from benchmarks.convolutional_networks.fit import (
    Change,
    by_distance,
    deep_cnn,
    small_cnn,
    trained,
)
from benchmarks.record import Experiment, Found, Settings
from seeing import networks
from seeing.networks.augmentation import mirrored, shifted
from seeing.networks.recipes import RECIPES
from seeing.networks.training import as_tensors

CLASSES = 10


def _shifted(images: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return shifted(images, rng, most=1)


def _shifted_and_mirrored(images: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    return mirrored(_shifted(images, rng), torch.rand(len(images), generator=rng) < 0.5)


CHANGES: dict[str, Change | None] = {
    "nothing": None,
    "shifts": _shifted,
    "shifts and mirror": _shifted_and_mirrored,
}


def augmentation(settings: Settings, seed: int) -> Found:
    """What training with moved and mirrored digits does to unmoved and to moved ones."""
    torch.manual_seed(seed)
    return dict(by_distance(trained(small_cnn(), seed, CHANGES[settings["shown"]])))


def pooling(settings: Settings, seed: int) -> Found:
    """How much a shift costs where maps are pooled in other ways."""
    torch.manual_seed(seed)
    network = trained(small_cnn(settings["pooling"], settings["head"]), seed)
    return {**by_distance(network), "parameters": networks.count(network)}


def depth(settings: Settings, seed: int) -> Found:
    """Whether a deep network trains: plain, with batch norm, with residual blocks too."""
    torch.manual_seed(seed)
    network = deep_cnn(settings["kind"], settings["depth"])
    return {"unmoved": by_distance(trained(network, seed))["unmoved"]}


def confusion(settings: Settings, seed: int) -> Found:
    """Count what a shipped network takes each class of its test set for, rows the truth."""
    name = settings["network"]
    images, labels = as_tensors(RECIPES[name].data("test"))
    network = networks.load(name)
    with torch.no_grad():
        told = [network(part).argmax(dim=1) for part in images.split(500)]
    counts = np.zeros((CLASSES, CLASSES), dtype=int)
    np.add.at(counts, (labels.numpy(), torch.cat(told).numpy()), 1)
    return {"counts": counts.tolist()}


def corners(settings: Settings, seed: int) -> Found:
    """What the shipped network reads of MNIST's test digits, each pushed into a corner."""
    images, labels = as_tensors(RECIPES["mnist"].data("test"))
    pushed = torch.cat([_pushed(image, settings["corner"])[None] for image in images])
    network = networks.load("mnist")
    with torch.no_grad():
        told = torch.cat([network(part).argmax(dim=1) for part in pushed.split(500)])
    return {"right": (told == labels).double().mean().item()}


def _pushed(image: torch.Tensor, corner: str) -> torch.Tensor:
    """Move the ink of an image (1, h, w) until it touches two sides."""
    rows, columns = (image[0].amax(dim=1 - axis).nonzero().flatten() for axis in (0, 1))
    height, width = image.shape[1:]
    down = -int(rows[0]) if "top" in corner else height - 1 - int(rows[-1])
    right = -int(columns[0]) if "left" in corner else width - 1 - int(columns[-1])
    return image.roll((down, right), dims=(1, 2))


CORNERS = ("top left", "top right", "bottom left", "bottom right")
EXPERIMENTS = {
    "augmentation": Experiment(augmentation, {"shown": tuple(CHANGES)}),
    "pooling": Experiment(
        pooling, {"pooling": ("largest", "mean", "stride"), "head": ("flat", "mean")}
    ),
    "depth": Experiment(depth, {"kind": ("plain", "batch norm", "residual"), "depth": (3, 21)}),
    "corners": Experiment(corners, {"corner": CORNERS}, seeds=1),
    "confusion": Experiment(confusion, {"network": ("mnist", "cifar10")}, seeds=1),
}
