"""Chapter 10, answered rightly in several styles."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from tests.right_answers.c10_networks import NETWORKS


def room(x, size, stride):
    return [(side - size) // stride + 1 for side in np.shape(x)[2:]]


def pool_loops(x, size, stride):
    x = np.asarray(x, dtype=float)
    n, c = x.shape[:2]
    out = np.empty((n, c, *room(x, size, stride)))
    for i, j, s, t in np.ndindex(*out.shape):
        top, left = s * stride, t * stride
        out[i, j, s, t] = x[i, j, top : top + size, left : left + size].max()
    return out


def pool_running(x, size, stride):
    x = np.asarray(x, dtype=float)
    rows, columns = room(x, size, stride)
    out = np.full((*x.shape[:2], rows, columns), -np.inf)
    for i in range(size):
        for j in range(size):
            met = x[:, :, i::stride, j::stride][:, :, :rows, :columns]
            out = np.maximum(out, met)
    return out


def pool_windows(x, size, stride):
    views = np.lib.stride_tricks.sliding_window_view(np.asarray(x), (size, size), axis=(2, 3))
    return views[:, :, ::stride, ::stride].max(axis=(-2, -1))


def pool_torch(x, size, stride):
    return functional.max_pool2d(torch.as_tensor(np.asarray(x, dtype=np.float32)), size, stride)


def pool_unfolded(x, size, stride):
    x = torch.as_tensor(np.asarray(x, dtype=float))
    return x.unfold(2, size, stride).unfold(3, size, stride).amax(dim=(-2, -1)).numpy()


def back_loops(dout, x, size, stride):
    dx = np.zeros(x.shape)
    for n, c, s, t in np.ndindex(*dout.shape):
        best, where = -np.inf, None
        for i in range(s * stride, s * stride + size):
            for j in range(t * stride, t * stride + size):
                if x[n, c, i, j] > best:
                    best, where = x[n, c, i, j], (i, j)
        dx[n, c, *where] += dout[n, c, s, t]
    return dx


def back_argmax(dout, x, size, stride):
    dx = np.zeros_like(x, dtype=float)
    for s in range(dout.shape[2]):
        for t in range(dout.shape[3]):
            window = x[:, :, s * stride : s * stride + size, t * stride : t * stride + size]
            i, j = np.divmod(window.reshape(*x.shape[:2], -1).argmax(axis=-1), size)
            n, c = np.indices(i.shape)
            np.add.at(dx, (n, c, s * stride + i, t * stride + j), dout[:, :, s, t])
    return dx


def back_autograd(dout, x, size, stride):
    x = torch.tensor(np.asarray(x, dtype=np.float32), requires_grad=True)
    functional.max_pool2d(x, size, stride).backward(torch.tensor(np.float32(dout)))
    return x.grad


def back_indices(dout, x, size, stride):
    x, dout = torch.as_tensor(x), torch.as_tensor(dout)
    _, places = functional.max_pool2d(x, size, stride, return_indices=True)
    dx = torch.zeros(x.shape, dtype=x.dtype).flatten(2)
    return dx.scatter_add_(2, places.flatten(2), dout.flatten(2)).view(x.shape).tolist()


def back_first_match(dout, x, size, stride):
    dx = np.zeros(x.shape)
    for n, c, s, t in np.ndindex(*dout.shape):
        rows, columns = s * stride, t * stride
        window = x[n, c, rows : rows + size, columns : columns + size]
        i, j = np.argwhere(window == window.max())[0]
        dx[n, c, rows + i, columns + j] += dout[n, c, s, t]
    return dx


def crop_one_by_one(images, padding, rng):
    out = np.empty_like(images)
    h, w = images.shape[2:]
    for i, image in enumerate(images):
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        top, left = rng.integers(2 * padding + 1), rng.integers(2 * padding + 1)
        out[i] = padded[:, top : top + h, left : left + w]
        if rng.random() < 0.5:
            out[i] = out[i, :, :, ::-1]
    return out


def crop_by_indices(images, padding, rng):
    n, c, h, w = images.shape
    padded = np.pad(images, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = rng.integers(0, 2 * padding, (n, 1), endpoint=True) + np.arange(h)
    columns = rng.integers(0, 2 * padding, (n, 1), endpoint=True) + np.arange(w)
    mirror = rng.integers(0, 2, (n, 1)) == 1
    columns = np.where(mirror, columns[:, ::-1], columns)
    i, j = np.arange(n)[:, None, None, None], np.arange(c)[:, None, None]
    return padded[i, j, rows[:, None, :, None], columns[:, None, None, :]]


def crop_after_mirroring(images, padding, rng):
    coins = rng.choice([False, True], size=len(images))
    images = np.where(coins[:, None, None, None], images[..., ::-1], images)
    padded = np.pad(images, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    windows = np.lib.stride_tricks.sliding_window_view(padded, images.shape[2:], axis=(2, 3))
    top, left = rng.integers(0, 2 * padding + 1, size=(2, len(images)))
    return windows[np.arange(len(images)), :, top, left]


def crop_torch(images, padding, rng):
    tensors = torch.as_tensor(images)
    padded = functional.pad(tensors, (padding,) * 4)
    h, w = tensors.shape[2:]
    made = []
    for image in padded:
        top, left = (int(v) for v in rng.integers(0, 2 * padding + 1, 2))
        crop = image[:, top : top + h, left : left + w]
        made.append(crop.flip(-1) if rng.uniform() > 0.5 else crop)
    return torch.stack(made)


def moved_into_zeros(image, down, right):
    out = np.zeros_like(image)
    h, w = image.shape
    for i in range(h):
        for j in range(w):
            if 0 <= i - down < h and 0 <= j - right < w:
                out[i, j] = image[i - down, j - right]
    return out


def shifts_by_pixels(predict, images, labels, shifts):
    return [
        float(np.mean(predict(np.stack([moved_into_zeros(x, *s) for x in images])) == labels))
        for s in shifts
    ]


def shifts_by_padding(predict, images, labels, shifts):
    n, h, w = images.shape
    far = int(np.abs(shifts).max())
    padded = np.pad(images, ((0, 0), (far, far), (far, far)))
    found = np.zeros(len(shifts))
    for k, (down, right) in enumerate(shifts):
        part = padded[:, far - down : far - down + h, far - right : far - right + w]
        found[k] = (predict(part) == labels).sum() / n
    return found


def shifts_by_slices(predict, images, labels, shifts):
    def part(length, by):
        return slice(max(by, 0), length + min(by, 0))

    found = []
    for down, right in shifts:
        moved = np.zeros_like(images)
        h, w = images.shape[1:]
        source = images[:, part(h, -down), part(w, -right)]
        moved[:, part(h, down), part(w, right)] = source
        found.append(np.mean(predict(moved) == labels))
    return np.array(found)


def shifts_by_rolling(predict, images, labels, shifts):
    found = []
    for down, right in shifts:
        moved = np.roll(images, (down, right), (1, 2))
        if down > 0:
            moved[:, :down] = 0
        if down < 0:
            moved[:, down:] = 0
        if right > 0:
            moved[:, :, :right] = 0
        if right < 0:
            moved[:, :, right:] = 0
        found.append((predict(moved) == labels).mean())
    return found


RIGHT_ANSWERS = {
    "max_pool2d": [pool_loops, pool_running, pool_windows, pool_torch, pool_unfolded],
    "max_pool2d_backward": [back_loops, back_argmax, back_autograd, back_indices, back_first_match],
    "SmallCNN": NETWORKS,
    "random_crop_flip": [crop_one_by_one, crop_by_indices, crop_after_mirroring, crop_torch],
    "shift_robustness": [shifts_by_pixels, shifts_by_padding, shifts_by_slices, shifts_by_rolling],
}
