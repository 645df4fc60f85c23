"""grid_search and random_search of chapter 04, answered rightly in several styles."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import torch


def grid_product(objective, values):
    runs = list(product(*values))
    losses = np.array([objective(settings) for settings in runs])
    return runs[np.nanargmin(losses)], losses.reshape([len(one) for one in values])


def grid_running_best(objective, values):
    """Keep the best while the runs are made."""
    losses = np.zeros([len(one) for one in values])
    best, least = None, math.inf
    for place in np.ndindex(*losses.shape):
        settings = np.array([values[axis][i] for axis, i in enumerate(place)])
        losses[place] = objective(settings)
        if losses[place] < least:
            best, least = settings, losses[place]
    return best, losses


def grid_recursion(objective, values):
    """Fix the first setting, search the others, and nest the lists of losses."""

    def searched(fixed, rest):
        if not rest:
            loss = objective(fixed)
            return (math.inf if math.isnan(loss) else loss), fixed, loss
        found = [searched([*fixed, value], rest[1:]) for value in rest[0]]
        rank, best, _ = min(found, key=lambda one: one[0])
        return rank, best, [losses for _, _, losses in found]

    _, best, losses = searched([], list(values))
    return best, losses


def grid_meshgrid(objective, values):
    axes = np.meshgrid(*values, indexing="ij")
    points = np.stack(axes, axis=-1)
    losses = np.apply_along_axis(objective, -1, points)
    ranked = np.where(np.isnan(losses), np.inf, losses)
    return points[np.unravel_index(ranked.argmin(), losses.shape)], losses


def grid_torch(objective, values):
    points = torch.cartesian_prod(*(torch.tensor(one) for one in values)).reshape(-1, len(values))
    losses = torch.tensor([objective(point) for point in points])
    best = torch.argmin(losses.nan_to_num(nan=torch.inf))
    return points[best], losses.reshape([len(one) for one in values])


def grid_dictionary(objective, values):
    losses = dict.fromkeys(product(*(range(len(one)) for one in values)), 0.0)
    for place in losses:
        losses[place] = objective(tuple(one[i] for one, i in zip(values, place, strict=True)))
    best = sorted((loss, place) for place, loss in losses.items() if not math.isnan(loss))[0][1]
    table = np.empty([len(one) for one in values], dtype=np.float32)
    for place, loss in losses.items():
        table[place] = loss
    return [one[i] for one, i in zip(values, best, strict=True)], table


def random_plain(objective, draw, budget, rng):
    trials = np.array([draw(rng) for _ in range(budget)])
    losses = np.array([objective(settings) for settings in trials])
    return trials[np.nanargmin(losses)], trials, losses


def random_loop(objective, draw, budget, rng):
    trials, losses = [], []
    for _ in range(budget):
        settings = draw(rng)
        trials.append(settings)
        losses.append(objective(settings))
    best = min(range(budget), key=lambda i: math.inf if math.isnan(losses[i]) else losses[i])
    return trials[best], trials, losses


def random_running_best(objective, draw, budget, rng):
    best, least = None, float("inf")
    record = []
    while len(record) < budget:
        settings = list(draw(rng))
        loss = objective(settings)
        record.append((settings, loss))
        if loss < least:
            best, least = settings, loss
    trials, losses = zip(*record, strict=True)
    return best, trials, losses


def random_torch(objective, draw, budget, rng):
    trials = torch.stack([torch.as_tensor(draw(rng), dtype=torch.float32) for _ in range(budget)])
    losses = torch.tensor([objective(settings) for settings in trials])
    return trials[losses.nan_to_num(nan=torch.inf).argmin()], trials, losses


def random_recursion(objective, draw, budget, rng):
    if budget == 0:
        return None, [], []
    best, trials, losses = random_recursion(objective, draw, budget - 1, rng)
    settings = draw(rng)
    loss = objective(settings)
    below = [known for known in losses if not known > loss and not math.isnan(known)]
    if not math.isnan(loss) and not below:
        best = settings
    return best, [*trials, settings], [*losses, loss]


def random_filled(objective, draw, budget, rng):
    first = draw(rng)
    trials = np.empty((budget, first.size))
    trials[0] = first
    for i in range(1, budget):
        trials[i] = draw(rng)
    losses = np.apply_along_axis(objective, 1, trials)
    order = np.argsort(losses, kind="stable")  # NaN is sorted to the end
    return trials[order[0]], trials, losses


GRID_SEARCH = [
    grid_product,
    grid_running_best,
    grid_recursion,
    grid_meshgrid,
    grid_torch,
    grid_dictionary,
]
RANDOM_SEARCH = [
    random_plain,
    random_loop,
    random_running_best,
    random_torch,
    random_recursion,
    random_filled,
]
