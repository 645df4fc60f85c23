"""Move pictures by whole pixels, for the references and the mistakes of two chapters."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import ndimage

from seeing.probes import Array


def moved(images: Any, down: int, right: int, mode: str = "constant") -> Array:
    """Move images (…, h, w) by whole pixels, by SciPy; zeros come in, or what the mode says.

    >>> moved([[1, 2], [3, 4]], 1, 0).tolist()
    [[0.0, 0.0], [1.0, 2.0]]
    """
    at = np.asarray(images, float)
    by = (*(0 for _ in at.shape[2:]), down, right)
    shifted: Array = ndimage.shift(at, by, order=0, mode=mode)
    return shifted
