"""Chapter 12, answered rightly in several styles."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from seeing.tiles import language as tl


def one_product(x, w, b, stride, padding):
    o, c, kh, kw = w.shape
    rim = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    seen = sliding_window_view(rim, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    n, _, rows, columns = seen.shape[:4]
    matrix = seen.transpose(0, 2, 3, 1, 4, 5).reshape(n * rows * columns, c * kh * kw)
    out = matrix @ w.reshape(o, -1).T + b
    return out.reshape(n, rows, columns, o).transpose(0, 3, 1, 2)


def window_by_window(x, w, b, stride, padding):
    """Fill the matrix in a loop over places, then multiply once."""
    n, c, h, width = x.shape
    o, _, kh, kw = w.shape
    rim = np.zeros((n, c, h + 2 * padding, width + 2 * padding))
    rim[:, :, padding : padding + h, padding : padding + width] = x
    rows = (rim.shape[2] - kh) // stride + 1
    columns = (rim.shape[3] - kw) // stride + 1
    matrix = np.empty((n, c * kh * kw, rows * columns))
    for s in range(rows):
        for t in range(columns):
            top, left = s * stride, t * stride
            window = rim[:, :, top : top + kh, left : left + kw]
            matrix[:, :, s * columns + t] = window.reshape(n, -1)
    out = w.reshape(o, -1) @ matrix + np.asarray(b)[:, None]
    return out.reshape(n, o, rows, columns)


def a_product_for_each_window(x, w, b, stride, padding):
    rim = np.pad(x, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    o, _, kh, kw = w.shape
    rows, columns = (
        (side - k) // stride + 1 for side, k in zip(rim.shape[2:], (kh, kw), strict=True)
    )
    flat = w.reshape(o, -1)
    out = np.empty((len(x), o, rows, columns))
    for n, s, t in np.ndindex(len(x), rows, columns):
        window = rim[n, :, s * stride : s * stride + kh, t * stride : t * stride + kw]
        out[n, :, s, t] = flat @ window.ravel() + b
    return out


def tap_by_tap(x, w, b, stride, padding):
    """No matrix of windows at all: one product for each of the kernel's places."""
    rim = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    _, _, kh, kw = w.shape
    rows = (rim.shape[2] - kh) // stride + 1
    columns = (rim.shape[3] - kw) // stride + 1
    out = 0
    for i in range(kh):
        for j in range(kw):
            seen = rim[:, :, i : i + stride * rows : stride, j : j + stride * columns : stride]
            seen = seen[:, :, :rows, :columns]
            out = out + np.einsum("ncst,oc->nost", seen, w[:, :, i, j])
    return out + b.reshape(-1, 1, 1)


def by_strides(x, w, b, stride, padding):
    rim = np.ascontiguousarray(np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))))
    o, c, kh, kw = w.shape
    n, _, h, width = rim.shape
    p, q = (h - kh) // stride + 1, (width - kw) // stride + 1
    sn, sc, sh, sw = rim.strides
    seen = as_strided(rim, (n, p, q, c, kh, kw), (sn, sh * stride, sw * stride, sc, sh, sw))
    out = seen.reshape(-1, c * kh * kw).dot(w.reshape(o, -1).T)
    return np.moveaxis(out.reshape(n, p, q, o), -1, 1) + np.array(b)[None, :, None, None]


def intensity(images, kernels, stride, padding, number_bytes):
    n, c, h, w = images
    o, _, kh, kw = kernels
    p = (h + 2 * padding - kh) // stride + 1
    q = (w + 2 * padding - kw) // stride + 1
    operations = 2 * n * o * p * q * c * kh * kw
    return operations / number_bytes / (n * c * h * w + o * c * kh * kw + n * o * p * q)


def intensity_by_arrays(images, kernels, stride, padding, number_bytes):
    sides, taps = np.array(images[2:]), np.array(kernels[2:])
    places = images[0] * np.prod((sides + 2 * padding - taps) // stride + 1)
    numbers = np.prod(images) + np.prod(kernels) + places * kernels[0]
    return 2 * places * np.prod(kernels) / (numbers * number_bytes)


def intensity_by_counting(images, kernels, stride, padding, number_bytes):
    n, c, h, w = images
    o, _, kh, kw = kernels
    outputs = 0
    for _ in range(0, h + 2 * padding - kh + 1, stride):
        for _ in range(0, w + 2 * padding - kw + 1, stride):
            outputs += n * o
    products = outputs * c * kh * kw
    moved = n * c * h * w + o * c * kh * kw + outputs
    return np.float64(products + products) / np.float64(moved * number_bytes)


def intensity_in_a_list(images, kernels, stride, padding, number_bytes):
    return float(intensity(list(images), list(kernels), int(stride), int(padding), number_bytes))


def tile_by_blocks(
    x, w, y, C, H, W, M, P, Q, KH, KW, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr
):
    place = tl.program_id(0) * BM + tl.arange(0, BM)
    m = tl.program_id(1) * BN + tl.arange(0, BN)
    is_place, is_map = place < P * Q, m < M
    total = tl.zeros((BM, BN), dtype=tl.float32)
    for k0 in range(0, C * KH * KW, BK):
        k = k0 + tl.arange(0, BK)
        is_k = k < C * KH * KW
        c, i, j = k // (KH * KW), k // KW % KH, k % KW
        top, left = place // Q, place % Q
        x_at = x + (top * W + left)[:, None] + (c * H * W + i * W + j)[None, :]
        w_at = w + m[None, :] * (C * KH * KW) + k[:, None]
        seen = tl.load(x_at, mask=is_place[:, None] & is_k[None, :], other=0.0)
        weights = tl.load(w_at, mask=is_k[:, None] & is_map[None, :], other=0.0)
        total += tl.dot(seen, weights)
    y_at = y + m[None, :] * (P * Q) + place[:, None]
    tl.store(y_at, total, mask=is_place[:, None] & is_map[None, :])


def tile_with_accumulator(
    x, w, y, C, H, W, M, P, Q, KH, KW, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr
):
    """Add up inside the product, and take the pixels' axis apart first."""
    place = tl.program_id(0) * BM + tl.arange(0, BM)[:, None]
    m = tl.program_id(1) * BN + tl.arange(0, BN)[None, :]
    window = C * KH * KW
    total = tl.zeros((BM, BN), dtype=tl.float32)
    for step in range(tl.cdiv(window, BK)):
        k = step * BK + tl.arange(0, BK)
        row = place // Q + (k // KW % KH)[None, :]
        column = place % Q + (k % KW)[None, :]
        channel = (k // (KH * KW))[None, :]
        seen = tl.load(
            x + (channel * H + row) * W + column,
            mask=(place < P * Q) & (k < window)[None, :],
            other=0.0,
        )
        weights = tl.load(
            w + m * window + k[:, None], mask=(m < M) & (k < window)[:, None], other=0.0
        )
        total = tl.dot(seen, weights, total, input_precision="ieee")
    tl.store(y + m * (P * Q) + place, total, mask=(place < P * Q) & (m < M))


def tile_tap_by_tap(
    x, w, y, C, H, W, M, P, Q, KH, KW, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr
):
    """One number of the window at a time, without a product of matrices."""
    place = tl.program_id(0) * BM + tl.arange(0, BM)
    m = tl.program_id(1) * BN + tl.arange(0, BN)
    is_place, is_map = place < P * Q, m < M
    total = tl.zeros((BM, BN), dtype=tl.float32)
    for c in range(C):
        for i in range(KH):
            for j in range(KW):
                at = (c * H + place // Q + i) * W + place % Q + j
                seen = tl.load(x + at, mask=is_place, other=0.0)
                weights = tl.load(w + ((m * C + c) * KH + i) * KW + j, mask=is_map, other=0.0)
                total += seen[:, None] * weights[None, :]
    y_at = y + m[None, :] * (P * Q) + place[:, None]
    tl.store(y_at, total, mask=is_place[:, None] & is_map[None, :])


def tile_by_sums(
    x, w, y, C, H, W, M, P, Q, KH, KW, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr
):
    """Multiply blocks by hand: three axes, and a sum over the middle one."""
    place = tl.program_id(0) * BM + tl.arange(0, BM)
    m = tl.program_id(1) * BN + tl.arange(0, BN)
    total = tl.zeros((BM, BN), dtype=tl.float32)
    for k0 in range(0, C * KH * KW, BK):
        k = k0 + tl.arange(0, BK)
        is_k = k < C * KH * KW
        pixel = place // Q * W + place % Q
        inside = k // (KH * KW) * (H * W) + k // KW % KH * W + k % KW
        known = (place < P * Q)[:, None] & is_k[None, :]
        seen = tl.load(x + pixel[:, None] + inside[None, :], mask=known, other=0.0)
        w_at = w + m[:, None] * (C * KH * KW) + k[None, :]
        weights = tl.load(w_at, mask=(m < M)[:, None] & is_k[None, :], other=0.0)
        total += tl.sum(seen[:, None, :] * weights[None, :, :], axis=2)
    y_at = y + m[None, :] * (P * Q) + place[:, None]
    tl.store(y_at, total, mask=(place < P * Q)[:, None] & (m < M)[None, :])


RIGHT_ANSWERS = {
    "im2col_conv2d": [
        one_product,
        window_by_window,
        a_product_for_each_window,
        tap_by_tap,
        by_strides,
    ],
    "arithmetic_intensity": [
        intensity,
        intensity_by_arrays,
        intensity_by_counting,
        intensity_in_a_list,
    ],
    "convolve_tile": [tile_by_blocks, tile_with_accumulator, tile_tap_by_tap, tile_by_sums],
}
