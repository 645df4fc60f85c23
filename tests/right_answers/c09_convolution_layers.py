"""Right answers for the exercises of chapter 09, Convolution layers."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch.nn import functional

from tests.right_answers.c09_backward import BACKWARD


def count_by_formula(in_channels, out_channels, kernel_size, bias=True):
    height, width = kernel_size
    return (height * width * in_channels + int(bias)) * out_channels


def count_by_sizes(in_channels, out_channels, kernel_size, bias=True):
    weights = np.zeros((out_channels, in_channels, *kernel_size)).size
    return weights + out_channels if bias else weights


def count_by_torch(in_channels, out_channels, kernel_size, bias=True):
    layer = torch.nn.Conv2d(in_channels, out_channels, tuple(kernel_size), bias=bias)
    return sum(p.numel() for p in layer.parameters())


def count_by_loop(in_channels, out_channels, kernel_size, bias=True):
    total = 0
    for _ in range(out_channels):
        total += math.prod(kernel_size) * in_channels
        if bias:
            total += 1
    return total


def size_by_formula(n, k, stride=1, padding=0, dilation=1):
    reach = dilation * (k - 1) + 1
    if reach > n + 2 * padding:
        raise ValueError("does not fit")
    return (n + 2 * padding - reach) // stride + 1


def size_by_counting(n, k, stride=1, padding=0, dilation=1):
    places, start = 0, 0
    while start + dilation * (k - 1) < n + 2 * padding:
        places += 1
        start += stride
    if places == 0:
        raise ValueError("does not fit")
    return places


def size_by_range(n, k, stride=1, padding=0, dilation=1):
    last = n + 2 * padding - (dilation * (k - 1) + 1)
    if last < 0:
        raise ValueError(f"{k} taps do not fit")
    return len(range(0, last + 1, stride))


def size_by_math(n, k, stride=1, padding=0, dilation=1):
    if n + 2 * padding < dilation * (k - 1) + 1:
        raise ValueError
    return math.floor((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1


def layer_loops(x, w, b, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    (n, _, h, width), (o, _, kh, kw) = x.shape, w.shape
    rows, columns = (h - kh) // stride + 1, (width - kw) // stride + 1
    out = np.zeros((n, o, rows, columns))
    for image in range(n):
        for m in range(o):
            for s in range(rows):
                for t in range(columns):
                    i, j = s * stride, t * stride
                    window = x[image, :, i : i + kh, j : j + kw]
                    out[image, m, s, t] = np.sum(window * w[m]) + b[m]
    return out


def layer_taps(x, w, b, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    rows = (x.shape[2] - w.shape[2]) // stride + 1
    columns = (x.shape[3] - w.shape[3]) // stride + 1
    out = np.zeros((len(x), len(w), rows, columns)) + np.asarray(b, float)[:, None, None]
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            end_i, end_j = i + stride * (rows - 1) + 1, j + stride * (columns - 1) + 1
            shifted = x[:, :, i:end_i:stride, j:end_j:stride]
            out += np.einsum("nchw,oc->nohw", shifted, w[:, :, i, j])
    return out


def layer_windows(x, w, b, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    views = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    sums = np.tensordot(views[:, :, ::stride, ::stride], w, axes=([1, 4, 5], [1, 2, 3]))
    return sums.transpose(0, 3, 1, 2) + np.asarray(b)[:, None, None]


def layer_im2col(x, w, b, stride=1, padding=0):
    x = torch.as_tensor(np.asarray(x, dtype=np.float64))
    columns = functional.unfold(x, w.shape[2:], padding=padding, stride=stride).numpy()
    rows = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    sums = w.reshape(len(w), -1) @ columns + np.asarray(b)[:, None]
    return sums.reshape(len(x), len(w), rows, -1)


def layer_torch(x, w, b, stride=1, padding=0):
    x, w, b = (torch.as_tensor(np.asarray(a, dtype=np.float32)) for a in (x, w, b))
    return functional.conv2d(x, w, b, stride, padding)


def columns_loops(x, kernel_size, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (padding, padding), (padding, padding)))
    kh, kw = kernel_size
    columns = []
    for s in range(0, x.shape[1] - kh + 1, stride):
        for t in range(0, x.shape[2] - kw + 1, stride):
            columns.append(x[:, s : s + kh, t : t + kw].ravel())
    return np.array(columns).T


def columns_windows(x, kernel_size, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (padding, padding), (padding, padding)))
    views = np.lib.stride_tricks.sliding_window_view(x, tuple(kernel_size), axis=(1, 2))
    views = views[:, ::stride, ::stride]
    return np.moveaxis(views, (1, 2), (-2, -1)).reshape(
        x.shape[0] * kernel_size[0] * kernel_size[1], -1
    )


def columns_torch(x, kernel_size, stride=1, padding=0):
    x = torch.as_tensor(np.asarray(x, dtype=np.float32))
    return functional.unfold(x[None], tuple(kernel_size), padding=padding, stride=stride)[0]


def columns_indices(x, kernel_size, stride=1, padding=0):
    x = np.pad(np.asarray(x, float), ((0, 0), (padding, padding), (padding, padding)))
    kh, kw = kernel_size
    rows = (x.shape[1] - kh) // stride + 1
    columns = (x.shape[2] - kw) // stride + 1
    c, i, j = np.meshgrid(np.arange(len(x)), np.arange(kh), np.arange(kw), indexing="ij")
    s, t = np.divmod(np.arange(rows * columns), columns)
    return x[c.reshape(-1, 1), i.reshape(-1, 1) + s * stride, j.reshape(-1, 1) + t * stride]


def field_growing(layers):
    field, step = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * step
        step *= stride
    return field


def field_backwards(layers):
    field = 1
    for kernel, stride, dilation in reversed(layers):
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field


def field_by_sets(layers):
    seen = {0}
    for kernel, stride, dilation in reversed(layers):
        seen = {place * stride + dilation * tap for place in seen for tap in range(kernel)}
    return max(seen) - min(seen) + 1


def field_by_products(layers):
    strides = np.cumprod([1, *[stride for _, stride, _ in layers]])
    return 1 + sum((k - 1) * d * int(j) for (k, _, d), j in zip(layers, strides, strict=False))


RIGHT_ANSWERS = {
    "count_parameters": [count_by_formula, count_by_sizes, count_by_torch, count_by_loop],
    "conv_output_size": [size_by_formula, size_by_counting, size_by_range, size_by_math],
    "conv2d_layer": [layer_loops, layer_taps, layer_windows, layer_im2col, layer_torch],
    "im2col": [columns_loops, columns_windows, columns_torch, columns_indices],
    "conv2d_backward": BACKWARD,
    "receptive_field": [field_growing, field_backwards, field_by_sets, field_by_products],
}
