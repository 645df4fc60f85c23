"""Losses in which the order matters: which is less than which is fixed, the numbers are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seeing.probes import Array

BARELY = 2.0**-20  # a step that any threshold takes for none, and float32 still sees

# Ten losses, from small to large, by what is particular about them.
LEVELS: dict[str, Callable[[Array], Array]] = {
    "": lambda ranks: ranks / 16,
    "a little above 1": lambda ranks: 1 + ranks * BARELY,
    "down to 0": lambda ranks: (ranks - ranks[0]) / 16,
    "below 0": lambda ranks: ranks / 16 - 4,
    "in hundreds": lambda ranks: 200.0 + 10 * ranks,
}


def in_order(rng: np.random.Generator, *orders: str, levels: str = "") -> list[Array]:
    """Draw one loss for each rank, from small to large; the same for all trainings of a case.

    orders: of each training a digit an epoch, such as "3112": the first loss is the largest, the
        next two are equal; "n" for a loss that is no number
    levels: one of LEVELS; multiples of 1/16 between 0 and 3 if not given
    returns for each training (k,)
    """
    ranks = np.sort(rng.permutation(np.arange(1, 48))[:10])
    made = LEVELS[levels](ranks)
    return [
        np.array([np.nan if rank == "n" else made[int(rank)] for rank in order]) for order in orders
    ]
