"""What is tuned: a small network on 600 digits, 64 → units → 10, eight epochs of batches of 32."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import torch

from benchmarks.training.fit import Split, digits, epochs, measured, mlp, with_wrong_labels

TRAINED_ON, EPOCHS, BATCH = 600, 8, 32


@dataclass(frozen=True)
class Chosen:
    """The settings of a run; the defaults are what one would guess.

    rate: of SGD; decay: λ of the penalty λ/2 · (sum of w²); dropout: the share that is dropped;
    units: hidden ones; momentum: what is left of the velocity
    """

    rate: float = 0.1
    decay: float = 1e-4
    dropout: float = 0.0
    units: int = 32
    momentum: float = 0.9


class Result(NamedTuple):
    """What a run gives: the loss to choose by, its accuracy, and what may be looked at once."""

    loss: float
    accuracy: float
    test_accuracy: float


def trained(chosen: Chosen, split: Split, seed: int) -> Result:
    """Train once; a run that diverges has a huge loss or NaN."""
    torch.manual_seed(seed)
    network = mlp([chosen.units], dropout=chosen.dropout)
    optimizer = torch.optim.SGD(
        network.parameters(), chosen.rate, chosen.momentum, weight_decay=chosen.decay
    )
    for _ in epochs(network, optimizer, split, EPOCHS, BATCH, seed):
        pass
    loss, accuracy = measured(network, split.x_validation, split.y_validation)
    return Result(loss, accuracy, measured(network, split.x_test, split.y_test)[1])


@cache
def data(labels: str, seed: int) -> Split:
    """Return the first 600 images to train on, with "right" labels, or 30 % of them "wrong"."""
    split = digits().first(TRAINED_ON)
    return with_wrong_labels(split, seed) if labels == "wrong" else split


def divided_anew(seed: int, train: int, validation: int) -> Split:
    """Deal the images that are no test's out anew; the test has those that are left over."""
    base = digits()
    x, y = (
        torch.cat(parts) for parts in ((base.x, base.x_validation), (base.y, base.y_validation))
    )
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))
    parts = [(x[some], y[some]) for some in order.tensor_split([train, train + validation])]
    (x, y), (x_validation, y_validation), (x_test, y_test) = parts
    return replace(
        base,
        x=x,
        y=y,
        x_validation=x_validation,
        y_validation=y_validation,
        x_test=x_test,
        y_test=y_test,
    )
