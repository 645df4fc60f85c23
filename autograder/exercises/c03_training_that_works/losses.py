"""Losses in which the order matters: which is less than which is fixed, the numbers are drawn."""

from __future__ import annotations

import numpy as np

from seeing.probes import Array

BARELY = 2.0**-20  # a step that any threshold takes for none, and float32 still sees


def in_order(rng: np.random.Generator, *orders: str, slowly: bool = False) -> list[Array]:
    """Draw one loss for each rank, from small to large; the same for all trainings of a case.

    orders: of each training a digit an epoch, such as "3112": the first loss is the largest, the
        next two are equal; "n" for a loss that is no number
    slowly: whether losses differ by next to nothing
    returns for each training (k,) multiples of 1/16 between 0 and 3, or numbers a little above 1
    """
    ranks = np.sort(rng.permutation(np.arange(1, 48))[:10])
    levels = 1 + ranks * BARELY if slowly else ranks / 16
    return [
        np.array([np.nan if rank == "n" else levels[int(rank)] for rank in order])
        for order in orders
    ]
