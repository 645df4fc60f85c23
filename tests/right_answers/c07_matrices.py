"""Right answers for gaussian_kernel and conv1d_matrix, in several styles."""

from __future__ import annotations

import math

import numpy as np
import scipy.linalg
import scipy.signal
import scipy.sparse
import torch


def gaussian_loops(size, sigma):
    middle = (size - 1) / 2
    rows = [
        [math.exp(-((i - middle) ** 2 + (j - middle) ** 2) / (2 * sigma**2)) for j in range(size)]
        for i in range(size)
    ]
    total = sum(map(sum, rows))
    return [[value / total for value in row] for row in rows]


def gaussian_meshgrid(size, sigma):
    axis = np.linspace(-(size - 1) / 2, (size - 1) / 2, size)
    u, v = np.meshgrid(axis, axis)
    bell = np.exp(-(u**2 + v**2) / (2 * sigma**2)) / (2 * np.pi * sigma**2)
    return bell / np.sum(bell)


def gaussian_separable(size, sigma):
    offsets = np.arange(size) - (size - 1) / 2
    row = np.exp(-0.5 * (offsets / sigma) ** 2)
    row /= row.sum()
    return row[:, None] * row


def gaussian_float32(size, sigma):
    offsets = np.arange(size, dtype=np.float32) - np.float32((size - 1) / 2)
    squares = offsets[:, None] ** 2 + offsets**2
    bell = np.exp(-squares / np.float32(2 * sigma**2))
    return bell / bell.sum(dtype=np.float32)


def gaussian_scipy(size, sigma):
    window = scipy.signal.windows.gaussian(size, std=sigma)
    return np.outer(window, window) / window.sum() ** 2


def gaussian_torch(size, sigma):
    offsets = torch.arange(size) - (size - 1) / 2
    return torch.softmax(-(offsets[:, None] ** 2 + offsets**2).ravel() / (2 * sigma**2), 0).reshape(
        size, size
    )


def matrix_loops(k, n):
    rows = []
    for t in range(n - len(k) + 1):
        row = [0.0] * n
        for i in range(len(k)):
            row[t + i] = float(k[i])
        rows.append(row)
    return rows


def matrix_slices(k, n):
    matrix = np.zeros((n - len(k) + 1, n))
    for t, row in enumerate(matrix):
        row[t : t + len(k)] = k
    return matrix


def matrix_toeplitz(k, n):
    k = np.asarray(k, dtype=float)
    column = np.r_[k[0], np.zeros(n - len(k))]
    return scipy.linalg.toeplitz(column, np.r_[k, np.zeros(n - len(k))])


def matrix_of_diagonals(k, n):
    rows = n - len(k) + 1
    return sum(float(weight) * np.eye(rows, n, i) for i, weight in enumerate(k))


def matrix_sparse(k, n):
    m = len(k)
    return scipy.sparse.diags_array(
        [float(v) for v in k], offsets=range(m), shape=(n - m + 1, n), dtype=float
    )


def matrix_of_units(k, n):
    """Filter every unit vector, in float32 on torch."""
    k = torch.as_tensor(np.asarray(k, dtype=np.float32))
    return torch.nn.functional.conv1d(torch.eye(n)[:, None], k[None, None])[:, 0].T


gaussian_kernels = (
    gaussian_loops,
    gaussian_meshgrid,
    gaussian_separable,
    gaussian_float32,
    gaussian_scipy,
    gaussian_torch,
)

conv1d_matrices = (
    matrix_loops,
    matrix_slices,
    matrix_toeplitz,
    matrix_of_diagonals,
    matrix_sparse,
    matrix_of_units,
)
