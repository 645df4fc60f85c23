"""Losses in which the order matters: which is less than which is fixed, the numbers are drawn."""

from __future__ import annotations

import numpy as np

from seeing.probes import Array


def in_order(rng: np.random.Generator, *orders: str) -> list[Array]:
    """Draw one loss for each rank, from small to large; the same for all trainings of a case.

    orders: of each training a digit an epoch, such as "3112": the first loss is the largest, the
        next two are equal; "n" for a loss that is no number
    returns for each training (k,) multiples of 1/16 between 0 and 3
    """
    levels = np.sort(rng.permutation(np.arange(1, 48))[:10]) / 16
    return [
        np.array([np.nan if rank == "n" else levels[int(rank)] for rank in order])
        for order in orders
    ]
