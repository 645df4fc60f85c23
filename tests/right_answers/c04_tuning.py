"""Chapter 04, answered rightly in several styles."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
import torch
from scipy import stats

from tests.right_answers.c04_searches import GRID_SEARCH, RANDOM_SEARCH
from tests.right_answers.c04_tiny_set import OVERFIT_TINY_SET


def split_plain(n, validation, test, rng):
    if validation < 0 or test < 0 or validation + test >= 1:
        raise ValueError
    order = rng.permutation(n)
    a, b = int(n * validation), int(n * test)
    return order[a + b :], order[:a], order[a : a + b]


def split_sections(n, validation, test, rng):
    if min(validation, test) < 0 or validation + test >= 1:
        raise ValueError("shares")
    order = np.arange(n)
    rng.shuffle(order)
    small = [math.floor(n * validation), math.floor(n * test)]
    validate, examine, train = np.split(order, np.cumsum(small))
    return [train, validate, examine]


def split_lists(n, validation, test, rng):
    """Deal out by Python's own lists; the draws come from rng by way of a seed."""
    if not (validation >= 0 and test >= 0 and validation + test < 1):
        raise ValueError("shares")
    numbers = list(range(n))
    random.Random(int(rng.integers(2**32))).shuffle(numbers)
    train = n - int(n * validation) - int(n * test)
    middle = train + int(n * validation)
    return numbers[:train], numbers[train:middle], numbers[middle:]


def split_torch(n, validation, test, rng):
    if validation < 0 or test < 0 or validation + test >= 1:
        raise ValueError("shares")
    generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
    sizes = [int(n * validation), int(n * test)]
    return torch.randperm(n, generator=generator).split([n - sum(sizes), *sizes])


def split_choices(n, validation, test, rng):
    """Draw one part after the other from what is left."""
    if validation < 0 or test < 0:
        raise ValueError("below 0")
    if validation + test >= 1:
        raise ValueError("nothing left to train on")
    left = np.arange(n)
    parts = []
    for share in (validation, test):
        part = rng.choice(left, int(n * share), replace=False)
        left = np.setdiff1d(left, part)
        parts.append(part)
    return left, *parts


def split_keys(n, validation, test, rng):
    """Sort the images by a number drawn for each."""
    if validation < 0 or test < 0 or validation + test >= 1:
        raise ValueError("shares")
    ranks = np.argsort(np.argsort(rng.random(n)))
    a = int(n * validation)
    b = a + int(n * test)
    return tuple(np.flatnonzero(one) for one in (ranks >= b, ranks < a, (a <= ranks) & (ranks < b)))


def log_uniform_plain(low, high, size, rng):
    if not 0 < low <= high:
        raise ValueError
    return np.exp(rng.uniform(np.log(low), np.log(high), size))


def log_uniform_decimal(low, high, size, rng):
    if low <= 0 or low > high:
        raise ValueError("limits")
    return 10 ** rng.uniform(math.log10(low), math.log10(high), size=size)


def log_uniform_loops(low, high, size, rng):
    if low <= 0 or high < low:
        raise ValueError("limits")
    return [low * (high / low) ** rng.random() for _ in range(size)]


def log_uniform_scipy(low, high, size, rng):
    if not 0 < low <= high:
        raise ValueError("limits")
    if low == high:
        return [low] * size
    return stats.loguniform.rvs(low, high, size=size, random_state=rng)


def log_uniform_float32(low, high, size, rng):
    if low <= 0:
        raise ValueError("no logarithm")
    if low > high:
        raise ValueError("in the wrong order")
    ways = rng.random(size, dtype=np.float32)
    left, right = np.log2(np.array([low, high], dtype=np.float32))
    return 2 ** (left + ways * (right - left))


def log_uniform_torch(low, high, size, rng):
    if not 0 < low <= high:
        raise ValueError("limits")
    ways = torch.from_numpy(rng.random(size)).float()
    return torch.exp(torch.lerp(torch.tensor(low).log(), torch.tensor(high).log(), ways))


def log_uniform_exponential(low, high, size, rng):
    """Draw downwards from the upper limit."""
    if not 0 < low <= high:
        raise ValueError("limits")
    return high / np.geomspace(1, high / low, 2)[1] ** rng.uniform(size=(size,))


def refine_plain(low, high, best, margin=0.1):
    left, right, middle = np.log10(low), np.log10(high), np.log10(best)
    width = right - left
    if not min(middle - left, right - middle) < margin * width:
        width /= 2
    return 10 ** (middle - width / 2), 10 ** (middle + width / 2)


def refine_factors(low, high, best, margin=0.1):
    """Use no logarithm at all."""
    factor = high / low
    near = factor**margin
    if best / low < near or high / best < near:
        return [best / factor**0.5, best * factor**0.5]
    return [best / factor**0.25, best * factor**0.25]


def refine_natural(low, high, best, margin=0.1):
    width = math.log(high) - math.log(low)
    distance = min(math.log(best / low), math.log(high / best))
    half = width / 2 if distance < margin * width else width / 4
    return best * math.exp(-half), best * math.exp(half)


def refine_torch(low, high, best, margin=0.1):
    left, right, middle = torch.tensor([low, high, best], dtype=torch.float64).log2()
    width = right - left
    at_edge = torch.minimum(middle - left, right - middle) < margin * width
    half = torch.where(at_edge, width / 2, width / 4)
    return torch.exp2(torch.stack([middle - half, middle + half]))


def refine_float32(low, high, best, margin=0.1):
    low, high, best = np.array([low, high, best], dtype=np.float32)
    way = np.log(best / low) / np.log(high / low)
    share = 1 if way < margin or way > 1 - margin else np.float32(0.5)
    return best * (high / low) ** np.array([-share / 2, share / 2], dtype=np.float32)


def refine_geometric(low, high, best, margin=0.1):
    """Move the window so that the best is in its middle, and then make it smaller."""
    middle = math.sqrt(low * high)
    window = low * best / middle, high * best / middle
    edge = margin * math.log10(high / low)
    if all(abs(math.log10(best / limit)) >= edge for limit in (low, high)):
        return tuple(math.sqrt(limit * best) for limit in window)
    return window


RIGHT_ANSWERS: dict[str, Sequence[object]] = {
    "split_indices": [
        split_plain,
        split_sections,
        split_lists,
        split_torch,
        split_choices,
        split_keys,
    ],
    "overfit_tiny_set": OVERFIT_TINY_SET,
    "sample_log_uniform": [
        log_uniform_plain,
        log_uniform_decimal,
        log_uniform_loops,
        log_uniform_scipy,
        log_uniform_float32,
        log_uniform_torch,
        log_uniform_exponential,
    ],
    "grid_search": GRID_SEARCH,
    "random_search": RANDOM_SEARCH,
    "refine_window": [
        refine_plain,
        refine_factors,
        refine_natural,
        refine_torch,
        refine_float32,
        refine_geometric,
    ],
}
