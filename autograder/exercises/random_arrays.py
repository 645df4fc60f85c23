"""Arrays to exercise code with: fresh values in shapes and patterns that break things.

Entries are small whole numbers; a case about fractions adds 0.25 to them. So every right sum is
exact, and every wrong one is far from it.
"""

from __future__ import annotations

import numpy as np

from seeing.probes import Array


def distinct(rng: np.random.Generator, *shape: int, largest: int = 9) -> Array:
    """Draw whole numbers from -largest to largest, no two alike and none zero.

    Such an array differs from each of its mirror images, turns and transposes. Where `largest`
    leaves too few numbers, they go as far as there are entries.

    >>> np.unique(distinct(np.random.default_rng(0), 2, 3)).size
    6
    """
    count = int(np.prod(shape))
    if count > 2 * largest:
        largest = count
    values = [v for v in range(-largest, largest + 1) if v != 0]
    return rng.permutation(values)[:count].reshape(shape).astype(float)


def mirrored(rng: np.random.Generator, *shape: int) -> Array:
    """Draw an array that equals its own mirror images (and its transpose, where it is square).

    A kernel like this cannot show a flip, so a case with it is lost to other mistakes only.
    No two entries are alike but where the mirrors ask for it.
    """
    folded = [np.minimum(np.arange(n), n - 1 - np.arange(n)) for n in shape]
    places = np.stack(np.meshgrid(*folded, indexing="ij"), axis=-1)
    if len(set(shape)) == 1:
        places.sort(axis=-1)
    _, which = np.unique(places.reshape(-1, len(shape)), axis=0, return_inverse=True)
    return distinct(rng, int(which.max()) + 1)[which].reshape(shape)


def pixels(rng: np.random.Generator, *shape: int) -> Array:
    """Draw a bright picture as a camera gives it: (…) uint8, 100 to 255."""
    return rng.integers(100, 256, size=shape, dtype=np.uint8)
