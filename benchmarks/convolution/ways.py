"""Six ways to compute a convolution layer on the processor, from the plainest to the library.

All take x (n, c, h, w), w (o, c, kh, kw) and b (o,), float32, stride 1 and no padding, and return
(n, o, h − kh + 1, w − kw + 1).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch
from scipy import fft
from torch.nn import functional

Array = npt.NDArray[np.float32]
Way = Callable[[Array, Array, Array], Array]


def room(x: Array, w: Array) -> tuple[int, int, int, int]:
    return len(x), len(w), x.shape[2] - w.shape[2] + 1, x.shape[3] - w.shape[3] + 1


def pixel_loop(x: Array, w: Array, b: Array) -> Array:
    """One output at a time: multiply a window by a kernel and add up."""
    out = np.empty(room(x, w), dtype=x.dtype)
    kh, kw = w.shape[2:]
    for n, o, s, t in np.ndindex(*out.shape):
        out[n, o, s, t] = (x[n, :, s : s + kh, t : t + kw] * w[o]).sum() + b[o]
    return out


def taps(x: Array, w: Array, b: Array) -> Array:
    """One tap at a time: all windows' pixels under it by all kernels' weights."""
    n, o, rows, columns = room(x, w)
    out = np.zeros((o, n, rows, columns), dtype=x.dtype)
    for i, j in np.ndindex(*w.shape[2:]):
        met = x[:, :, i : i + rows, j : j + columns]
        out += np.tensordot(w[:, :, i, j], met, axes=(1, 1))
    return out.transpose(1, 0, 2, 3) + b[:, None, None]


def im2col(x: Array, w: Array, b: Array) -> Array:
    """All windows in a matrix, all kernels in another, one product."""
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    n, o, rows, columns = room(x, w)
    matrix = windows.transpose(0, 2, 3, 1, 4, 5).reshape(n * rows * columns, -1)
    product = matrix @ w.reshape(o, -1).T + b
    return product.reshape(n, rows, columns, o).transpose(0, 3, 1, 2)


def by_fft(x: Array, w: Array, b: Array) -> Array:
    """A product of spectra: a convolution in the strict sense, so the kernel is turned."""
    _, _, rows, columns = room(x, w)
    size = [fft.next_fast_len(n, real=True) for n in x.shape[2:]]
    images, kernels = fft.rfft2(x, size), fft.rfft2(w, size).conj()
    sums = np.einsum("nchw,ochw->nohw", images, kernels, optimize=True)
    return fft.irfft2(sums, size)[:, :, :rows, :columns] + b[:, None, None]


def unfold(x: Array, w: Array, b: Array) -> Array:
    """im2col by torch."""
    images, kernels = torch.from_numpy(x), torch.from_numpy(w)
    columns = functional.unfold(images, w.shape[2:])
    product = kernels.flatten(1) @ columns + torch.from_numpy(b)[:, None]
    return product.view(room(x, w)).numpy()


def by_torch(x: Array, w: Array, b: Array) -> Array:
    """The library: oneDNN, which chooses among several ways itself."""
    return functional.conv2d(*(torch.from_numpy(a) for a in (x, w, b))).numpy()


WAYS: dict[str, Way] = {
    "pixel loop": pixel_loop,
    "taps": taps,
    "im2col": im2col,
    "FFT": by_fft,
    "unfold": unfold,
    "torch": by_torch,
}
PEER = "torch"
