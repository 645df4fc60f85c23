"""Read arguments and cut windows, for the references and the mistakes alike.

A mistake should be wrong in one way only, so all but one of them read lists, compute in float64
and refuse a kernel that does not fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from seeing.probes import Array


def fitting_1d(x: Any, k: Any) -> tuple[Array, Array]:
    """Return x (n,) and k (m,) in float64; ValueError where m > n."""
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    if len(k) > len(x):
        raise ValueError("the kernel is longer than the input")
    return x, k


def fitting_2d(image: Any, kernel: Any) -> tuple[Array, Array]:
    """Return image (h, w) and kernel (kh, kw) in float64; ValueError where one does not fit."""
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("the kernel is larger than the image")
    return image, kernel


def windows_1d(x: Array, m: int) -> Array:
    """Return every window of m neighbours: (n,) -> (n - m + 1, m)."""
    return np.lib.stride_tricks.sliding_window_view(x, m)


def windows_2d(image: Array, shape: tuple[int, ...]) -> Array:
    """Return every window of the kernel's shape: (h, w) -> (h - kh + 1, w - kw + 1, kh, kw)."""
    return np.lib.stride_tricks.sliding_window_view(image, shape)


def correlate(image: Array, kernel: Array) -> Array:
    """Slide without a flip: (h, w), (kh, kw) -> (h - kh + 1, w - kw + 1)."""
    sums: Array = np.einsum("stij,ij->st", windows_2d(image, kernel.shape), kernel)
    return sums
