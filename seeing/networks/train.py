"""Train a network of the course: `python -m seeing.networks.train mnist` (or `cifar10`).

Takes the full set as `seeing.datasets` finds it, and replaces the weights that the course ships.
Stop it at any time; the same command goes on after the last whole epoch.
"""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from torch import nn

from seeing.datasets import Dataset
from seeing.networks.architectures import count
from seeing.networks.recipes import RECIPES, Recipe
from seeing.networks.trained import save
from seeing.networks.training import Training, accuracy

FULL = {"mnist": (60_000, 10_000), "cifar10": (50_000, 10_000)}
CHECKPOINTS = Path(".training")


def main() -> None:
    """Train, measure, and write the weights with their record."""
    parser = argparse.ArgumentParser(prog="python -m seeing.networks.train", description=__doc__)
    parser.add_argument("name", choices=RECIPES)
    name = parser.parse_args().name
    recipe = RECIPES[name]
    train, test = recipe.data("train"), recipe.data("test")
    if (len(train), len(test)) != FULL[name]:
        raise SystemExit(f"the full set is needed, and this is {train!r}")
    CHECKPOINTS.mkdir(exist_ok=True)
    checkpoint = CHECKPOINTS / f"{name}.pt"
    network = Training(recipe, train, checkpoint).run().half().float()  # as it is shipped
    facts = _facts(recipe, network, test)
    save(name, network, facts)
    checkpoint.unlink()
    print(f"{facts['accuracy']:.2%} of {len(test):,} with {facts['parameters']:,} parameters")


def _facts(recipe: Recipe, network: nn.Module, test: Dataset) -> dict[str, Any]:
    return {
        "accuracy": accuracy(network, test),
        "test_images": len(test),
        "test_set": test.source,
        "parameters": count(network),
        "epochs": [cycle.epochs for cycle in recipe.cycles],
        "batch_size": recipe.batch_size,
        "learning_rate": recipe.learning_rate,
        "label_smoothing": recipe.label_smoothing,
        "augmentation": [cycle.augmentation for cycle in recipe.cycles],
        "weight_decay": recipe.weight_decay,
        "seed": recipe.seed,
        "arithmetic": "float32",
        "weights": "float16",
        "versions": {"python": platform.python_version(), "torch": version("torch")},
        "data": recipe.licence,
    }


if __name__ == "__main__":
    main()
