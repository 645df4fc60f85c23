"""Chapter 05, answered rightly in several styles."""

from __future__ import annotations

import itertools

import numpy as np
import torch
from scipy import ndimage, signal
from skimage import color, util
from torch.nn import functional

RED, GREEN, BLUE = WEIGHTS = (0.2125, 0.7154, 0.0721)


def gray_loops(image):
    gray = []
    for row in image:
        grays = []
        for r, g, b in row:
            grays.append(RED * float(r) + GREEN * float(g) + BLUE * float(b))
        gray.append(grays)
    return gray


def gray_product(image):
    return np.asarray(image) @ np.array(WEIGHTS)


def gray_channels(image):
    image = np.array(image, dtype=np.float32)
    return RED * image[..., 0] + GREEN * image[..., 1] + BLUE * image[..., 2]


def gray_mean(image):
    return np.average(image, axis=-1, weights=WEIGHTS)


def gray_library(image):
    return color.rgb2gray(np.asarray(image) / 255) * 255


def gray_torch(image):
    image = torch.as_tensor(np.asarray(image, dtype=np.float32))
    kernel = torch.tensor(WEIGHTS).view(1, 3, 1, 1)
    return functional.conv2d(image.permute(2, 0, 1)[None], kernel)[0, 0]


def gray_einsum(image):
    return np.einsum("ijc,c->ij", image, WEIGHTS).tolist()


def first_loops(images):
    n, h, w, c = images.shape
    moved = np.empty((n, c, h, w))
    for i, k, row, column in np.ndindex(n, c, h, w):
        moved[i, k, row, column] = images[i, row, column, k]
    return moved


def first_transposed(images):
    return images.transpose(0, 3, 1, 2)


def first_moved(images):
    return np.moveaxis(images, -1, 1)


def first_stacked(images):
    return np.stack([images[..., k] for k in range(images.shape[-1])], axis=1)


def first_torch(images):
    return torch.from_numpy(images).permute(0, 3, 1, 2)


def first_swapped(images):
    return images.swapaxes(1, 3).swapaxes(2, 3).tolist()


def first_each(images):
    return np.array([[image[..., k] for k in range(image.shape[-1])] for image in images])


def first_einsum(images):
    return np.einsum("nhwc->nchw", images)


def shuffled_loops(images, order):
    n, h, w = images.shape
    shuffled = np.zeros((n, h, w))
    for i in range(n):
        for place, source in enumerate(order):
            shuffled[i, place // w, place % w] = images[i, source // w, source % w]
    return shuffled


def shuffled_flat(images, order):
    return images.reshape(len(images), -1)[:, order].reshape(images.shape)


def shuffled_taken(images, order):
    return np.array([np.take(image, order).reshape(image.shape) for image in images])


def shuffled_by_places(images, order):
    h, w = images.shape[1:]
    rows, columns = np.unravel_index(order, (h, w))
    return images[:, rows, columns].reshape(-1, h, w)


def shuffled_torch(images, order):
    flat = torch.as_tensor(images, dtype=torch.float32).flatten(1)
    return flat.index_select(1, torch.as_tensor(order)).reshape(images.shape)


def shuffled_by_matrix(images, order):
    fetch = np.eye(len(order))[np.asarray(order)]
    return (images.reshape(len(images), -1) @ fetch.T).reshape(images.shape)


def shuffled_lists(images, order):
    w = images.shape[2]
    shuffled = []
    for image in images.tolist():
        pixels = list(itertools.chain.from_iterable(image))
        pixels = [pixels[source] for source in order]
        shuffled.append([pixels[i : i + w] for i in range(0, len(pixels), w)])
    return shuffled


def translated_loops(image, down, right):
    h, w = image.shape
    moved = np.zeros((h, w))
    for row in range(h):
        for column in range(w):
            if 0 <= row - down < h and 0 <= column - right < w:
                moved[row, column] = image[row - down, column - right]
    return moved


def translated_padded(image, down, right):
    h, w = image.shape
    far = max(abs(down), abs(right))
    top, left = far - down, far - right
    return np.pad(image, far)[top : top + h, left : left + w]


def translated_slices(image, down, right):
    def part(side, by):
        return slice(min(max(by, 0), side), max(side + min(by, 0), 0))

    (h, w), moved = image.shape, np.zeros_like(image)
    moved[part(h, down), part(w, right)] = image[part(h, -down), part(w, -right)]
    return moved


def translated_rolled(image, down, right):
    moved = np.roll(image, (down, right), axis=(0, 1))
    rows, columns = np.indices(image.shape)
    h, w = image.shape
    is_inside = (rows >= down) & (rows < h + down) & (columns >= right) & (columns < w + right)
    return np.where(is_inside, moved, 0)


def translated_scipy(image, down, right):
    return ndimage.shift(image, (down, right), order=0)


def translated_torch(image, down, right):
    image = torch.as_tensor(image, dtype=torch.float32)
    far = max(abs(down), abs(right))
    padded = functional.pad(image, (far,) * 4)
    h, w = image.shape
    return padded.narrow(0, far - down, h).narrow(1, far - right, w)


def translated_steps(image, down, right):
    """One pixel at a time."""
    if down:
        row = np.zeros((1, image.shape[1]))
        step = [row, image[:-1]] if down > 0 else [image[1:], row]
        return translated_steps(np.concatenate(step), down - np.sign(down), right)
    return translated_steps(image.T, right, 0).T if right else image


def translated_matrices(image, down, right):
    h, w = image.shape
    return np.eye(h, k=-down) @ image @ np.eye(w, k=right)


def error_padded(f, image, down, right, margin=0):
    there = f(translated_padded(image, down, right))
    here = translated_padded(f(image), down, right)
    h, w = image.shape
    return np.abs(there - here)[margin : h - margin, margin : w - margin].max()


def error_loops(f, image, down, right, margin=0):
    there = f(translated_loops(image, down, right))
    here = translated_loops(f(image), down, right)
    worst = 0.0
    for row in range(margin, len(image) - margin):
        for column in range(margin, len(image[0]) - margin):
            worst = max(worst, abs(float(there[row][column]) - float(here[row][column])))
    return worst


def error_torch(f, image, down, right, margin=0):
    there = torch.as_tensor(f(translated_torch(image, down, right)), dtype=torch.float32)
    gap = (there - translated_torch(f(image), down, right)).abs()
    return functional.pad(gap, (-margin,) * 4).amax()


def error_scipy(f, image, down, right, margin=0):
    there = f(ndimage.shift(image, (down, right)))
    here = ndimage.shift(f(image), (down, right))
    return np.linalg.norm(util.crop(there - here, margin).ravel(), np.inf)


def error_masked(f, image, down, right, margin=0):
    gap = f(translated_slices(image, down, right)) - translated_slices(f(image), down, right)
    weight = np.pad(np.ones(np.array(image.shape) - 2 * margin), margin)
    return max(np.max(gap * weight), -np.min(gap * weight))


def error_lists(f, image, down, right, margin=0):
    there = f(translated_matrices(image, down, right).tolist())
    here = translated_matrices(f(image.tolist()), down, right)
    rows = (there - here).tolist()[margin : len(image) - margin]
    return max(abs(value) for row in rows for value in row[margin : len(row) - margin])


def error_convolved(f, image, down, right, margin=0):
    """A shift is a convolution with a single one."""
    one = np.zeros((2 * abs(down) + 1, 2 * abs(right) + 1))
    one[abs(down) + down, abs(right) + right] = 1

    def moved(map_):
        return signal.convolve2d(map_, one, mode="same")

    gap = np.abs(f(moved(image)) - moved(f(image)))
    if margin:
        gap = gap[margin:-margin, margin:-margin]
    return gap.max()


RIGHT_ANSWERS = {
    "to_grayscale": [
        gray_loops,
        gray_product,
        gray_channels,
        gray_mean,
        gray_library,
        gray_torch,
        gray_einsum,
    ],
    "to_channels_first": [
        first_loops,
        first_transposed,
        first_moved,
        first_stacked,
        first_torch,
        first_swapped,
        first_each,
        first_einsum,
    ],
    "shuffle_pixels": [
        shuffled_loops,
        shuffled_flat,
        shuffled_taken,
        shuffled_by_places,
        shuffled_torch,
        shuffled_by_matrix,
        shuffled_lists,
    ],
    "translate": [
        translated_loops,
        translated_padded,
        translated_slices,
        translated_rolled,
        translated_scipy,
        translated_torch,
        translated_steps,
        translated_matrices,
    ],
    "equivariance_error": [
        error_padded,
        error_loops,
        error_torch,
        error_scipy,
        error_masked,
        error_lists,
        error_convolved,
    ],
}
