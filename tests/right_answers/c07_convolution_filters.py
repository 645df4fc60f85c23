"""Right answers for the exercises of chapter 07, Convolution filters."""

from __future__ import annotations

import numpy as np
import scipy.signal
import torch

from tests.right_answers.c07_matrices import conv1d_matrices, gaussian_kernels


def conv1d_loops(x, k):
    if len(k) > len(x):
        raise ValueError("the kernel is longer than the input")
    y = []
    for t in range(len(x) - len(k) + 1):
        total = 0.0
        for i in range(len(k)):
            total += float(k[i]) * float(x[t + i])
        y.append(total)
    return y


def conv1d_windows(x, k):
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    return np.lib.stride_tricks.sliding_window_view(x, len(k)) @ k  # too large: ValueError


def conv1d_taps(x, k):
    x, k = np.asarray(x, dtype=float), np.asarray(k, dtype=float)
    y = np.zeros(len(x) - len(k) + 1)
    if not len(y):
        raise ValueError("empty")
    for i, weight in enumerate(k):
        y += weight * x[i : i + len(y)]
    return y


def conv1d_numpy(x, k):
    if len(x) < len(k):
        raise ValueError("too long")
    return np.correlate(np.asarray(x, float), np.asarray(k, float), "valid")


def conv1d_scipy_fft(x, k):
    if len(x) < len(k):
        raise ValueError("too long")
    return scipy.signal.fftconvolve(np.asarray(x, float), np.asarray(k, float)[::-1], "valid")


def conv1d_float32(x, k):
    return conv1d_windows(x, k).astype(np.float32)


def conv1d_summed_in_float32(x, k):
    x, k = np.asarray(x, dtype=np.float32), np.asarray(k, dtype=np.float32)
    return np.lib.stride_tricks.sliding_window_view(x, len(k)) @ k


def conv1d_torch(x, k):
    x, k = (torch.as_tensor(np.asarray(a), dtype=torch.float32)[None, None] for a in (x, k))
    if k.shape[-1] > x.shape[-1]:
        raise ValueError("too long")
    return torch.nn.functional.conv1d(x, k)[0, 0]


def conv2d_loops(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    (h, w), (kh, kw) = image.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError("the kernel is larger than the image")
    output = np.zeros((h - kh + 1, w - kw + 1))
    for s in range(h - kh + 1):
        for t in range(w - kw + 1):
            for i in range(kh):
                for j in range(kw):
                    output[s, t] += kernel[i, j] * image[s + i, t + j]
    return output


def conv2d_plain_python(image, kernel):
    image, kernel = [list(map(float, row)) for row in image], [list(map(float, r)) for r in kernel]
    rows, columns = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    if rows < 1 or columns < 1:
        raise ValueError("the kernel is larger than the image")
    return [
        [
            sum(k * image[s + i][t + j] for i, row in enumerate(kernel) for j, k in enumerate(row))
            for t in range(columns)
        ]
        for s in range(rows)
    ]


def conv2d_windows(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("stij,ij->st", windows, kernel)


def conv2d_taps(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    h, w = (a - b + 1 for a, b in zip(image.shape, kernel.shape, strict=True))
    if min(h, w) < 1:
        raise ValueError("too large")
    return sum(k * image[i : i + h, j : j + w] for (i, j), k in np.ndenumerate(kernel))


def conv2d_im2col(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(np.array(image, float), np.shape(kernel))
    return (windows.reshape(-1, np.size(kernel)) @ np.ravel(kernel)).reshape(windows.shape[:2])


def conv2d_scipy(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if (np.array(kernel.shape) > image.shape).any():
        raise ValueError("too large")
    return scipy.signal.correlate2d(image, kernel, mode="valid")


def conv2d_scipy_fft(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    if (np.array(kernel.shape) > image.shape).any():
        raise ValueError("too large")
    return scipy.signal.fftconvolve(image, kernel[::-1, ::-1], mode="valid")


def conv2d_torch(image, kernel):
    """With gradients on, and handed back as it is."""
    image = torch.as_tensor(np.asarray(image, dtype=float))
    weights = torch.as_tensor(np.array(kernel, dtype=float)).requires_grad_()
    if weights.shape[0] > image.shape[0] or weights.shape[1] > image.shape[1]:
        raise ValueError("too large")
    return torch.nn.functional.conv2d(image[None, None], weights[None, None])[0, 0]


def conv2d_float32_as_list(image, kernel):
    return conv2d_windows(np.float32(image), np.float32(kernel)).astype(np.float32).tolist()


def true_by_own_conv2d(image, kernel):
    return conv2d_loops(image, np.asarray(kernel)[::-1, ::-1])


def true_by_two_flips(image, kernel):
    return conv2d_windows(image, np.fliplr(np.flipud(kernel)))


def true_by_rot90(image, kernel):
    return conv2d_taps(image, np.rot90(kernel, 2))


def true_by_indices(image, kernel):
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    (h, w), (kh, kw) = image.shape, kernel.shape
    output = np.zeros((h - kh + 1, w - kw + 1))
    for s, t, i, j in np.ndindex(*output.shape, kh, kw):
        output[s, t] += kernel[kh - 1 - i, kw - 1 - j] * image[s + i, t + j]
    return output.tolist()


def true_by_scipy(image, kernel):
    return scipy.signal.convolve2d(np.asarray(image, float), np.asarray(kernel, float), "valid")


def true_by_torch(image, kernel):
    kernel = torch.as_tensor(np.array(kernel, dtype=np.float32)).flip(0, 1)
    image = torch.as_tensor(np.array(image, dtype=np.float32))
    return torch.nn.functional.conv2d(image[None, None], kernel[None, None]).squeeze(0).squeeze(0)


RIGHT_ANSWERS = {
    "conv1d": (
        conv1d_loops,
        conv1d_windows,
        conv1d_taps,
        conv1d_numpy,
        conv1d_scipy_fft,
        conv1d_float32,
        conv1d_summed_in_float32,
        conv1d_torch,
    ),
    "conv2d": (
        conv2d_loops,
        conv2d_plain_python,
        conv2d_windows,
        conv2d_taps,
        conv2d_im2col,
        conv2d_scipy,
        conv2d_scipy_fft,
        conv2d_torch,
        conv2d_float32_as_list,
    ),
    "true_convolution2d": (
        true_by_own_conv2d,
        true_by_two_flips,
        true_by_rot90,
        true_by_indices,
        true_by_scipy,
        true_by_torch,
    ),
    "gaussian_kernel": gaussian_kernels,
    "conv1d_matrix": conv1d_matrices,
}
