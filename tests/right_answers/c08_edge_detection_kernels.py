"""Right answers for the exercises of chapter 08, Edge-detection kernels."""

from __future__ import annotations

import math

import numpy as np
import scipy.ndimage
import torch
from scipy.signal import convolve2d, correlate2d


def line_kernel_written_out(angle):
    kernels = {
        0: [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
        45: [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]],
        90: [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
        135: [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
    }
    if angle % 180 not in kernels:
        raise ValueError(angle)
    return kernels[angle % 180]


def line_kernel_by_identity(angle):
    level = -np.ones((3, 3)) + 3 * np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]])
    falling = -np.ones((3, 3)) + 3 * np.eye(3)
    which = {0: level, 90: level.T, 135: falling, 45: np.fliplr(falling)}
    try:
        return which[angle % 180]
    except KeyError as error:
        raise ValueError("no such kernel") from error


def line_kernel_rotated(angle):
    if angle % 45 != 0:
        raise ValueError("multiples of 45 only")
    start = np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]])
    if angle % 90:
        start = np.array([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]])
        return np.rot90(start, (angle - 135) // 90)
    return np.rot90(start, angle // 90)


def line_kernel_torch(angle):
    return torch.tensor(line_kernel_written_out(angle), dtype=torch.float32)


def sobel_loops(image):
    image = np.asarray(image, dtype=float)
    h, w = image.shape
    gx, gy = np.zeros((h - 2, w - 2)), np.zeros((h - 2, w - 2))
    for s in range(h - 2):
        for t in range(w - 2):
            a = image[s : s + 3, t : t + 3]
            gx[s, t] = a[0, 2] + 2 * a[1, 2] + a[2, 2] - a[0, 0] - 2 * a[1, 0] - a[2, 0]
            gy[s, t] = a[2, 0] + 2 * a[2, 1] + a[2, 2] - a[0, 0] - 2 * a[0, 1] - a[0, 2]
    return gx, gy


def sobel_separable(image):
    image = np.asarray(image, dtype=float)
    down = image[:-2] + 2 * image[1:-1] + image[2:]
    across = image[:, :-2] + 2 * image[:, 1:-1] + image[:, 2:]
    return np.stack([down[:, 2:] - down[:, :-2], across[2:] - across[:-2]])


def sobel_ndimage(image):
    image = np.asarray(image, dtype=float)
    gx, gy = scipy.ndimage.sobel(image, axis=1), scipy.ndimage.sobel(image, axis=0)
    return gx[1:-1, 1:-1], gy[1:-1, 1:-1]


def sobel_convolved(image):
    turned = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    image = np.asarray(image, dtype=float)
    return [convolve2d(image, turned, "valid"), convolve2d(image, turned.T, "valid")]


def sobel_torch(image):
    kernel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    both = torch.stack([kernel, kernel.T])[:, None]
    image = torch.as_tensor(np.asarray(image, dtype=np.float32))
    return torch.nn.functional.conv2d(image[None, None], both)[0]


def magnitude_hypot(gx, gy):
    return np.hypot(np.asarray(gx, float), np.asarray(gy, float))


def magnitude_norm(gx, gy):
    return np.linalg.norm(np.stack([np.asarray(gx, float), np.asarray(gy, float)]), axis=0)


def magnitude_loops(gx, gy):
    return [
        [math.sqrt(float(a) ** 2 + float(b) ** 2) for a, b in zip(x, y, strict=True)]
        for x, y in zip(gx, gy, strict=True)
    ]


def magnitude_torch(gx, gy):
    x, y = (torch.as_tensor(np.asarray(g, dtype=np.float32)) for g in (gx, gy))
    return torch.sqrt(x * x + y * y)


def orientation_numpy(gx, gy):
    return np.degrees(np.arctan2(np.asarray(gy, float), np.asarray(gx, float)))


def orientation_loops(gx, gy):
    return [
        [math.degrees(math.atan2(b, a)) for a, b in zip(x, y, strict=True)]
        for x, y in zip(gx, gy, strict=True)
    ]


def orientation_complex(gx, gy):
    return np.angle(np.asarray(gx, float) + 1j * np.asarray(gy, float), deg=True)


def orientation_torch(gx, gy):
    x, y = (torch.as_tensor(np.asarray(g, dtype=np.float64)) for g in (gx, gy))
    return torch.rad2deg(torch.atan2(y, x))


def dog_scipy(image, sigma, ratio=1.6):
    image = np.asarray(image, dtype=float)
    narrow = scipy.ndimage.gaussian_filter(image, sigma, mode="nearest")
    return narrow - scipy.ndimage.gaussian_filter(image, sigma * ratio, mode="nearest")


def dog_one_axis_after_another(image, sigma, ratio=1.6):
    def blur(x, s):
        down = scipy.ndimage.gaussian_filter1d(x, s, axis=0, mode="nearest")
        return scipy.ndimage.gaussian_filter1d(down, s, axis=1, mode="nearest")

    image = np.array(image, dtype=np.float64)
    return blur(image, sigma) - blur(image, sigma * ratio)


def dog_one_kernel(image, sigma, ratio=1.6):
    def bell(s, reach):
        cut = int(4 * s + 0.5)
        t = np.arange(-reach, reach + 1)
        taps = np.where(abs(t) <= cut, np.exp(-(t**2) / (2 * s**2)), 0)
        return np.outer(taps, taps) / taps.sum() ** 2

    reach = int(4 * sigma * ratio + 0.5)
    padded = np.pad(np.asarray(image, float), reach, mode="edge")
    return correlate2d(padded, bell(sigma, reach) - bell(sigma * ratio, reach), "valid")


def dog_float32(image, sigma, ratio=1.6):
    return dog_scipy(np.asarray(image, dtype=np.float32), sigma, ratio).astype(np.float32)


def learn_by_sliding(image, target, size, steps, lr):
    image, target = np.asarray(image, float), np.asarray(target, float)
    kernel = np.zeros((size, size))
    for _ in range(steps):
        residual = correlate2d(image, kernel, "valid") - target
        kernel -= lr * 2 * correlate2d(image, residual, "valid") / residual.size
    return kernel


def learn_by_loops(image, target, size, steps, lr):
    image, target = np.asarray(image, float), np.asarray(target, float)
    rows, columns = target.shape
    kernel = np.zeros((size, size))
    for _ in range(steps):
        gradient = np.zeros((size, size))
        for s in range(rows):
            for t in range(columns):
                window = image[s : s + size, t : t + size]
                gradient += 2 * (np.sum(window * kernel) - target[s, t]) * window
        kernel = kernel - lr * gradient / (rows * columns)
    return kernel


def learn_by_matrix(image, target, size, steps, lr):
    image, target = np.asarray(image, float), np.asarray(target, float).ravel()
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    matrix = windows.reshape(-1, size * size)
    k = np.zeros(size * size)
    for _ in range(steps):
        k -= lr * 2 / len(target) * matrix.T @ (matrix @ k - target)
    return k.reshape(size, size)


def learn_by_autograd(image, target, size, steps, lr):
    image, target = (torch.as_tensor(np.asarray(a, dtype=np.float64)) for a in (image, target))
    kernel = torch.zeros((1, 1, size, size), dtype=torch.float64, requires_grad=True)
    for _ in range(steps):
        loss = ((torch.nn.functional.conv2d(image[None, None], kernel) - target) ** 2).mean()
        (gradient,) = torch.autograd.grad(loss, kernel)
        with torch.no_grad():
            kernel -= lr * gradient
    return kernel[0, 0]


RIGHT_ANSWERS = {
    "line_kernel": [
        line_kernel_written_out,
        line_kernel_by_identity,
        line_kernel_rotated,
        line_kernel_torch,
    ],
    "sobel_gradients": [
        sobel_loops,
        sobel_separable,
        sobel_ndimage,
        sobel_convolved,
        sobel_torch,
    ],
    "edge_magnitude": [magnitude_hypot, magnitude_norm, magnitude_loops, magnitude_torch],
    "edge_orientation": [
        orientation_numpy,
        orientation_loops,
        orientation_complex,
        orientation_torch,
    ],
    "difference_of_gaussians": [
        dog_scipy,
        dog_one_axis_after_another,
        dog_one_kernel,
        dog_float32,
    ],
    "learn_kernel": [learn_by_sliding, learn_by_loops, learn_by_matrix, learn_by_autograd],
}
