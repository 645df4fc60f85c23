"""The experiments: each takes settings and a seed, and returns what came of them as numbers.

`EXPERIMENTS` names for each the settings to try. A run depends on its settings and its seed alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from benchmarks.record import Experiment, Found, Settings
from benchmarks.training.fit import (
    Split,
    accuracy_in_training_mode,
    digits,
    epochs,
    measured,
    mlp,
    moved_by,
    rescaled,
    shifted_by_one,
    with_wrong_labels,
)

RULES: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "SGD": torch.optim.SGD,
    "momentum": lambda parameters, lr: torch.optim.SGD(parameters, lr, momentum=0.9),
    "RMSprop": torch.optim.RMSprop,
    "Adam": torch.optim.Adam,
}
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
PIXELS = ("as they are", "ill-scaled", "ill-scaled, divided by their deviations")
# activation, deviation of the first weights
STARTS = {
    "sigmoid, Glorot": (nn.Sigmoid, "glorot"),
    "tanh, Glorot": (nn.Tanh, "glorot"),
    "ReLU, Kaiming": (nn.ReLU, "kaiming"),
    "ReLU, σ = 0.1": (nn.ReLU, 0.1),
    "ReLU, σ = 0.01": (nn.ReLU, 0.01),
}
SCHEDULES = ("0.3", "0.3, a tenth from epoch 9", "0.3, cosine to 0", "0.03")


def rates(settings: Settings, seed: int) -> Found:
    """Which rule, which rate: a small network after ten epochs, by pixels of unlike scales too."""
    torch.manual_seed(seed)
    split = _scaled(settings["pixels"], seed)
    network = mlp([32])
    optimizer = RULES[settings["rule"]](network.parameters(), lr=settings["rate"])
    _last(epochs(network, optimizer, split, 10, 64, seed))
    return _validated(network, split)


def _scaled(pixels: str, seed: int) -> Split:
    split = digits()
    if pixels == PIXELS[0]:
        return split
    drawn = np.random.default_rng(seed).uniform(math.log(0.03), math.log(3.2), 64)
    split = rescaled(split, torch.from_numpy(np.exp(drawn).astype(np.float32)))
    if pixels == PIXELS[1]:
        return split
    deviations = split.x.std(dim=0)
    return rescaled(split, torch.where(deviations > 0, 1 / deviations, torch.zeros(())))


def schedules(settings: Settings, seed: int) -> Found:
    """When to shorten the step: a linear classifier where nearly a third of the labels is wrong."""
    torch.manual_seed(seed)
    split = with_wrong_labels(digits(), seed)
    network = mlp([])
    rate = float(settings["schedule"].split(",")[0])
    optimizer = torch.optim.SGD(network.parameters(), rate)
    kind = settings["schedule"].partition(", ")[2]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _factor(kind))
    losses = [
        measured(network, split.x, split.y)[0]
        for _ in epochs(network, optimizer, split, 12, 4, seed, schedule=schedule)
    ]
    return {
        "training loss": losses,
        "test accuracy": measured(network, split.x_test, split.y_test)[1],
    }


def _factor(kind: str) -> Callable[[int], float]:
    """Return the rate's factor by epochs that are done."""
    if kind.startswith("a tenth"):
        return lambda done: 1.0 if done < 8 else 0.1
    if kind.startswith("cosine"):
        return lambda done: (1 + math.cos(math.pi * done / 12)) / 2
    return lambda done: 1.0


def schedules_without_noise(settings: Settings, seed: int) -> Found:
    """The same question where no label is wrong, and the network fits every image."""
    torch.manual_seed(seed)
    split, network = digits(), mlp([32])
    optimizer = torch.optim.SGD(network.parameters(), 0.3)
    drops = settings["schedule"] == "a tenth from epoch 14"
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda done: 0.1 if drops and done >= 13 else 1.0
    )
    loss = _last(epochs(network, optimizer, split, 20, 8, seed, schedule=schedule))
    return {
        "training loss": loss,
        "test accuracy": measured(network, split.x_test, split.y_test)[1],
    }


def signals(settings: Settings, seed: int) -> Found:
    """How large values and gradients are in ten layers of 64, before anything is learned."""
    torch.manual_seed(seed)
    activation = {"ReLU": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}[settings["activation"]]
    deviation = {"√(2/n)": (2 / 64) ** 0.5, "√(1/n)": (1 / 64) ** 0.5}
    network = mlp([64] * 10, activation, deviation.get(settings["σ"]) or float(settings["σ"]))
    value, sizes, spreads = digits().x[:64], [], []
    for layer in network:
        value = layer(value)
        if isinstance(layer, activation):
            sizes.append(_rms(value))
            spreads.append(_rms(value - value.mean(dim=0)))
    functional.cross_entropy(value, digits().y[:64]).backward()
    linear = [layer for layer in network if isinstance(layer, nn.Linear)]
    gradients = [_rms(layer.weight.grad) for layer in linear[:10] if layer.weight.grad is not None]
    return {"values": sizes, "spread": spreads, "gradients": gradients}


def _rms(x: torch.Tensor) -> float:
    return x.detach().double().square().mean().sqrt().item()


def starts(settings: Settings, seed: int) -> Found:
    """Does it train from there? Momentum, ten epochs, layers of 32."""
    torch.manual_seed(seed)
    activation, deviation = STARTS[settings["start"]]
    network = mlp([32] * settings["layers"], activation, deviation)
    optimizer = RULES["momentum"](network.parameters(), lr=settings["rate"])
    _last(epochs(network, optimizer, digits(), 10, 64, seed))
    return _validated(network, digits())


def batch_norm(settings: Settings, seed: int) -> Found:
    """What batch normalization changes, by depth, start and rate."""
    torch.manual_seed(seed)
    deviation = {"Kaiming": "kaiming", "σ = 0.01": 0.01}[settings["start"]]
    network = mlp([32] * settings["layers"], nn.ReLU, deviation, batch_norm=settings["with"])
    optimizer = RULES["momentum"](network.parameters(), lr=settings["rate"])
    _last(epochs(network, optimizer, digits(), 10, 64, seed))
    return _validated(network, digits())


def batch_norm_by_batch(settings: Settings, seed: int) -> Found:
    """How many images batch normalization needs at once, in evaluation and in training mode."""
    torch.manual_seed(seed)
    split, batch = digits(), settings["batch"]
    network = mlp([32, 32], batch_norm=settings["with"])
    optimizer = RULES["momentum"](network.parameters(), lr=settings["rate"])
    _last(epochs(network, optimizer, split, 5, batch, seed))
    x, y = split.x_test, split.y_test
    return {
        "in evaluation": measured(network, x, y)[1],
        "in training mode": accuracy_in_training_mode(network, x, y, batch),
    }


def remedies(settings: Settings, seed: int) -> Found:
    """How not to learn the noise: a large network, and nearly a third of the labels wrong."""
    split = with_wrong_labels(digits(), seed)
    return _fitted_long(settings["remedy"], split, seed)


def dropout_without_noise(settings: Settings, seed: int) -> Found:
    """The same with few images and no wrong label."""
    return _fitted_long(settings["remedy"], digits().first(settings["images"]), seed)


def _fitted_long(remedy: str, split: Split, seed: int) -> Found:
    torch.manual_seed(seed)
    network = mlp([256, 256], dropout=0.5 if remedy == "dropout 0.5" else 0.0)
    decay = 1.0 if remedy == "weight decay 1" else 0.0
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3, weight_decay=decay)
    losses, validation, tests = [], [], []
    for loss in epochs(network, optimizer, split, 60, 64, seed):
        losses.append(loss)
        validation.append(measured(network, split.x_validation, split.y_validation))
        tests.append(measured(network, split.x_test, split.y_test))
    least = min(range(60), key=lambda epoch: validation[epoch][0])
    best = max(range(60), key=lambda epoch: validation[epoch][1])
    return {
        "training loss": losses[-1],
        "wrong labels learnt": _learnt_wrongly(network, split),
        "test loss": tests[-1][0],
        "at the end": tests[-1][1],
        "at the least validation loss": tests[least][1],
        "epoch of the least validation loss": least + 1,
        "at the best validation accuracy": tests[best][1],
        "epoch of the best validation accuracy": best + 1,
    }


@torch.no_grad()
def _learnt_wrongly(network: nn.Module, split: Split) -> float:
    """Return the share of the wrong labels that the network gives; 0 where no label is wrong."""
    wrong = split.y != digits().y[: len(split.y)]
    if not wrong.any():
        return 0.0
    return measured(network, split.x[wrong], split.y[wrong])[1]


def augmentation(settings: Settings, seed: int) -> Found:
    """What shifts by at most one pixel in training buy, and what they cost."""
    torch.manual_seed(seed)
    split, network = digits().first(settings["images"]), mlp([64, 64])
    optimizer = torch.optim.Adam(network.parameters(), 3e-3)
    change = shifted_by_one if settings["shifts"] else None
    _last(epochs(network, optimizer, split, 60, 64, seed, change))
    ways = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    by_one = [measured(network, moved_by(split.x_test, *way), split.y_test)[1] for way in ways]
    return {
        "test accuracy": measured(network, split.x_test, split.y_test)[1],
        "moved by one": sum(by_one) / len(by_one),
    }


def _last(losses: Any) -> float:
    return [*losses][-1]


def _validated(network: nn.Module, split: Split) -> Found:
    """Return what to choose by, and what to report."""
    loss, accuracy = measured(network, split.x_validation, split.y_validation)
    test = measured(network, split.x_test, split.y_test)[1]
    return {"loss": loss, "accuracy": accuracy, "test accuracy": test}


LAYERS = (2, 5, 10, 20)
EXPERIMENTS = {
    "rates": Experiment(rates, {"pixels": PIXELS, "rule": tuple(RULES), "rate": RATES}),
    "rates above 1": Experiment(rates, {"pixels": PIXELS, "rule": ("SGD",), "rate": (2.0, 3.0)}),
    "schedules": Experiment(schedules, {"schedule": SCHEDULES}),
    "schedules without noise": Experiment(
        schedules_without_noise, {"schedule": ("0.3", "a tenth from epoch 14")}
    ),
    "signals": Experiment(
        signals,
        {"activation": ("ReLU", "tanh", "sigmoid"), "σ": ("0.01", "0.1", "1", "√(2/n)", "√(1/n)")},
    ),
    "starts": Experiment(
        starts, {"start": tuple(STARTS), "layers": LAYERS, "rate": (0.01, 0.03, 0.1, 0.3)}
    ),
    "batch norm": Experiment(
        batch_norm,
        {
            "start": ("Kaiming", "σ = 0.01"),
            "layers": LAYERS[::2] + LAYERS[-1:],
            "with": (False, True),
            "rate": (0.003, 0.01, 0.03, 0.1, 0.3),
        },
    ),
    "batch norm by batch": Experiment(
        batch_norm_by_batch,
        {"batch": (2, 4, 8, 16, 64), "with": (False, True), "rate": (0.0003, 0.003, 0.03)},
    ),
    "remedies": Experiment(remedies, {"remedy": ("nothing", "dropout 0.5", "weight decay 1")}),
    "dropout without noise": Experiment(
        dropout_without_noise, {"images": (100, 300), "remedy": ("nothing", "dropout 0.5")}
    ),
    "augmentation": Experiment(augmentation, {"images": (200, 1200), "shifts": (False, True)}),
}
