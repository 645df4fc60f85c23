"""The two classes of chapter 03, answered rightly in several styles."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass

import numpy as np
import torch


class PlateauPlain:
    def __init__(self, lr, factor=0.1, patience=2):
        self.lr, self.factor, self.patience = lr, factor, patience
        self.best, self.bad = math.inf, 0

    def step(self, loss):
        if loss < self.best:
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad > self.patience:
            self.lr *= self.factor
            self.bad = 0
        return self.lr


class PlateauHistory:
    """Keep all losses and look back."""

    def __init__(self, lr, factor=0.1, patience=2):
        self.settings = lr, factor, patience
        self.losses = []
        self.since = 0

    def step(self, loss):
        lr, factor, patience = self.settings
        best = min([old for old in self.losses if not math.isnan(old)], default=math.inf)
        self.losses.append(loss)
        if loss < best:
            self.since = len(self.losses)
        if len(self.losses) - self.since > patience:
            self.since = len(self.losses)
            self.settings = lr * factor, factor, patience
        return self.settings[0]


class PlateauCountdown:
    def __init__(self, lr, factor=0.1, patience=2):
        self.rate = np.float32(lr)
        self.factor = np.float32(factor)
        self.patience = patience
        self.best = None
        self.left = patience

    def step(self, loss):
        is_better = not math.isnan(loss) and (self.best is None or loss < self.best)
        if is_better:
            self.best = loss
            self.left = self.patience
            return self.rate
        if self.left == 0:
            self.rate = self.rate * self.factor
            self.left = self.patience
        else:
            self.left -= 1
        return self.rate


class PlateauTorch:
    def __init__(self, lr, factor=0.1, patience=2):
        self.optimizer = torch.optim.SGD([torch.zeros(1)], lr=lr)
        self.scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
            self.optimizer, factor=factor, patience=patience, threshold=0
        )

    def step(self, loss):
        self.scheduler.step(loss)
        return torch.tensor(self.optimizer.param_groups[0]["lr"])


@dataclass
class PlateauDataclass:
    lr: float
    factor: float = 0.1
    patience: int = 2
    best: float = float("inf")
    bad: int = 0
    cuts: int = 0

    def step(self, loss):
        better = loss < self.best
        self.bad = 0 if better else self.bad + 1
        self.best = loss if better else self.best
        if self.bad == self.patience + 1:
            self.cuts, self.bad = self.cuts + 1, 0
        return [self.lr * self.factor**self.cuts][0]


class StopPlain:
    def __init__(self, patience):
        self.patience, self.bad = patience, 0
        self.best_loss, self.best_weights = float("inf"), None

    def step(self, loss, weights):
        if loss < self.best_loss:
            self.best_loss, self.bad = loss, 0
            self.best_weights = copy.deepcopy(weights)
        else:
            self.bad += 1
        return self.bad > self.patience


class StopByEpoch:
    def __init__(self, patience):
        self.patience = patience
        self.epoch = self.best_epoch = 0
        self.best_loss = np.inf
        self.best_weights = []

    def step(self, loss, weights):
        self.epoch += 1
        if loss < self.best_loss:
            self.best_epoch = self.epoch
            self.best_loss = loss
            self.best_weights = [np.array(one) for one in weights]
        return np.bool_(self.epoch - self.best_epoch > self.patience)


class StopTorch:
    def __init__(self, patience):
        self.wait = patience
        self.bad = 0
        self.best_loss = torch.tensor(torch.inf)
        self.best_weights = None

    def step(self, loss, weights):
        loss = torch.tensor(loss)
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_weights = tuple(torch.tensor(one, dtype=torch.float32) for one in weights)
            self.bad = 0
            return False
        self.bad += 1
        return self.bad >= self.wait + 1


class StopHistory:
    """Keep everything, and answer when asked."""

    def __init__(self, patience):
        self.patience = patience
        self.history = []

    def step(self, loss, weights):
        loss = math.inf if math.isnan(loss) else loss
        self.history.append((loss, [one.copy() for one in weights]))
        best = min(range(len(self.history)), key=lambda epoch: self.history[epoch][0])
        if self.history[best][0] == math.inf:
            best = -1
        return len(self.history) - 1 - best > self.patience

    @property
    def best_loss(self):
        return min(loss for loss, _ in self.history)

    @property
    def best_weights(self):
        return min(self.history, key=lambda one: one[0])[1]


class StopLists:
    best_loss = float("inf")

    def __init__(self, patience):
        self.left = self.patience = patience

    def step(self, loss, weights):
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_weights = [one.tolist() for one in weights]
            self.left = self.patience
        else:
            self.left -= 1
        return self.left < 0


REDUCE_ON_PLATEAU = [
    PlateauPlain,
    PlateauHistory,
    PlateauCountdown,
    PlateauTorch,
    PlateauDataclass,
]
EARLY_STOPPING = [StopPlain, StopByEpoch, StopTorch, StopHistory, StopLists]
