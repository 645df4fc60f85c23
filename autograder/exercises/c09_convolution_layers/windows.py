"""Windows of padded images, for the mistakes: each is wrong in one way only."""

from __future__ import annotations

from typing import Any

import numpy as np

from seeing.probes import Array


def padded(x: Any, padding: int) -> Array:
    """Put a rim of zeros round each image: (n, c, h, w) -> (n, c, h + 2p, w + 2p), float64."""
    rim = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return np.pad(np.asarray(x, dtype=float), rim)


def windows(x: Any, size: tuple[int, ...], stride: int, padding: int) -> Array:
    """Return every window: (n, c, h, w) -> (n, c, rows, columns, kh, kw)."""
    all_of_them = np.lib.stride_tricks.sliding_window_view(padded(x, padding), size, axis=(2, 3))
    chosen: Array = all_of_them[:, :, ::stride, ::stride]
    return chosen


def without_last(x: Any, size: tuple[int, ...], stride: int, padding: int) -> tuple[int, int]:
    """Return how many rows and columns there are when `range(0, n - k, stride)` counts them."""
    h, w = (n + 2 * padding for n in np.shape(x)[-2:])
    return len(range(0, h - size[0], stride)), len(range(0, w - size[1], stride))


def layer(x: Any, w: Any, b: Any, stride: int, padding: int) -> Array:
    """Return the right output (n, o, rows, columns)."""
    w = np.asarray(w, dtype=float)
    seen = windows(x, w.shape[2:], stride, padding)
    sums = np.einsum("ncstij,ocij->nost", seen, w, optimize=True)
    out: Array = sums + np.asarray(b, dtype=float)[:, None, None]
    return out


def spread(dout: Array, w: Array, shape: tuple[int, ...], stride: int, padding: int) -> Array:
    """Return the gradient of the padded input: each output's share at each pixel it saw."""
    n, channels, h, width = shape
    dx = np.zeros((n, channels, h + 2 * padding, width + 2 * padding))
    for s, t in np.ndindex(*dout.shape[2:]):
        rows = slice(s * stride, s * stride + w.shape[2])
        columns = slice(t * stride, t * stride + w.shape[3])
        dx[:, :, rows, columns] += np.einsum("no,ocij->ncij", dout[:, :, s, t], w)
    return dx


def crop(dx: Array, padding: int) -> Array:
    """Take the rim away again."""
    h, w = dx.shape[2:]
    inner: Array = dx[:, :, padding : h - padding, padding : w - padding]
    return inner
