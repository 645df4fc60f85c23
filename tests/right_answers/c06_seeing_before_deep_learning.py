"""Chapter 06, answered rightly in several styles."""

from __future__ import annotations

import collections
import itertools
import math

import numpy as np
import torch
from scipy import ndimage
from scipy.spatial import KDTree
from skimage import transform
from sklearn.metrics import pairwise_distances_argmin
from torch.nn import functional

from tests.right_answers.c06_boosting import ADABOOST_ROUND


def harris_plain(gx, gy, sigma=1.0, k=0.05):
    gx, gy = np.array(gx, float), np.array(gy, float)
    xx = ndimage.gaussian_filter(gx**2, sigma, mode="nearest")
    xy = ndimage.gaussian_filter(gx * gy, sigma, mode="nearest")
    yy = ndimage.gaussian_filter(gy**2, sigma, mode="nearest")
    return (xx * yy - xy * xy) - k * (xx + yy) * (xx + yy)


def harris_float32(gx, gy, sigma=1.0, k=0.05):
    gradients = np.stack([gx, gy]).astype(np.float32)
    products = gradients[:, None] * gradients[None]
    a = ndimage.gaussian_filter(products, (0, 0, sigma, sigma), mode="nearest")
    det = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0]
    return det - np.float32(k) * (a[0, 0] + a[1, 1]) ** 2


def harris_matrices(gx, gy, sigma=1.0, k=0.05):
    g = np.stack([np.asarray(gx), np.asarray(gy)], axis=-1).astype(float)
    a = g[..., :, None] @ g[..., None, :]
    a = ndimage.gaussian_filter1d(a, sigma, axis=0, mode="nearest")
    a = ndimage.gaussian_filter1d(a, sigma, axis=1, mode="nearest")
    return np.linalg.det(a) - k * np.trace(a, axis1=-2, axis2=-1) ** 2


def harris_eigenvalues(gx, gy, sigma=1.0, k=0.05):
    gx, gy = np.asarray(gx, dtype=float), np.asarray(gy, dtype=float)
    a, b, c = (
        ndimage.gaussian_filter(p, sigma, mode="nearest", truncate=4.0)
        for p in (gx * gx, gy * gy, gx * gy)
    )
    middle, half = (a + b) / 2, np.hypot((a - b) / 2, c)
    low, high = middle - half, middle + half
    return low * high - k * (low + high) ** 2


def harris_torch(gx, gy, sigma=1.0, k=0.05):
    gx, gy = (torch.as_tensor(np.asarray(g), dtype=torch.float32) for g in (gx, gy))
    reach = math.floor(4 * sigma + 0.5)
    bell = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = torch.outer(bell, bell) / bell.sum() ** 2
    products = torch.stack([gx * gx, gy * gy, gx * gy])[:, None]
    padded = functional.pad(products, (reach,) * 4, mode="replicate")
    a, b, c = functional.conv2d(padded, kernel[None, None])[:, 0]
    return a * b - c.square() - k * (a + b).square()


def harris_loops(gx, gy, sigma=1.0, k=0.05):
    h, w = len(gx), len(gx[0])
    reach = int(4 * sigma + 0.5)
    steps = range(-reach, reach + 1)
    bell = [math.exp(-(t**2) / (2 * sigma**2)) for t in steps]
    bell = [value / sum(bell) for value in bell]
    response = [[0.0] * w for _ in range(h)]
    for row, column in itertools.product(range(h), range(w)):
        a = b = c = 0.0
        for (i, down), (j, right) in itertools.product(enumerate(steps), repeat=2):
            r = min(max(row + down, 0), h - 1)
            s = min(max(column + right, 0), w - 1)
            x, y = float(gx[r][s]), float(gy[r][s])
            a += bell[i] * bell[j] * x * x
            b += bell[i] * bell[j] * y * y
            c += bell[i] * bell[j] * x * y
        response[row][column] = a * b - c**2 - k * (a + b) ** 2
    return response


def histogram_loops(magnitude, orientation, bins=9):
    sums = [0.0] * bins
    for row_m, row_o in zip(magnitude, orientation, strict=True):
        for m, o in zip(row_m, row_o, strict=True):
            sums[int(float(o) % 180 // (180 / bins))] += float(m)
    return sums


def histogram_numpy(magnitude, orientation, bins=9):
    angles = np.mod(np.asarray(orientation), 180)
    return np.histogram(angles, bins, range=(0, 180), weights=np.asarray(magnitude))[0]


def histogram_masks(magnitude, orientation, bins=9):
    m, o = np.asarray(magnitude, dtype=float), np.asarray(orientation, dtype=float) % 180
    edges = np.linspace(0, 180, bins + 1)
    return [m[(low <= o) & (o < high)].sum() for low, high in itertools.pairwise(edges)]


def histogram_digitized(magnitude, orientation, bins=9):
    edges = np.arange(bins + 1) * (180 / bins)
    places = np.digitize(np.ravel(orientation) % 180, edges) - 1
    sums = np.zeros(bins)
    np.add.at(sums, places, np.ravel(magnitude))
    return sums


def histogram_torch(magnitude, orientation, bins=9):
    m, o = (torch.as_tensor(np.asarray(a), dtype=torch.float32) for a in (magnitude, orientation))
    places = torch.floor(torch.remainder(o, 180) * bins / 180).long().flatten()
    return torch.zeros(bins).scatter_add(0, places, m.flatten())


def histogram_one_hot(magnitude, orientation, bins=9):
    places = (np.asarray(orientation) % 180 / (180 / bins)).astype(int)
    votes = np.eye(bins)[places] * np.asarray(magnitude)[..., None]
    return votes.sum(axis=(0, 1)).astype(np.float32)


def histogram_folded(magnitude, orientation, bins=9):
    """Half turns are taken away, or added, one after the other."""

    def folded(angle):
        if angle < 0:
            return folded(angle + 180)
        return folded(angle - 180) if angle >= 180 else angle

    sums = collections.Counter()
    pairs = zip(itertools.chain(*magnitude), itertools.chain(*orientation), strict=True)
    for vote, angle in pairs:
        sums[math.floor(folded(float(angle)) * bins / 180)] += float(vote)
    return [sums[i] for i in range(bins)]


def bag_plain(descriptors, vocabulary):
    gaps = descriptors[:, None, :].astype(float) - vocabulary[None].astype(float)
    words = np.linalg.norm(gaps, axis=-1).argmin(axis=1)
    counts = np.bincount(words, minlength=len(vocabulary))
    return counts / counts.sum() if len(words) else np.zeros(len(vocabulary))


def bag_loops(descriptors, vocabulary):
    counts = [0] * len(vocabulary)
    for descriptor in descriptors:
        best, nearest = math.inf, None
        for number, word in enumerate(vocabulary):
            gap = sum((float(a) - float(b)) ** 2 for a, b in zip(descriptor, word, strict=True))
            if gap < best:
                best, nearest = gap, number
        counts[nearest] += 1
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]


def bag_expanded(descriptors, vocabulary):
    """The squares of a difference, multiplied out."""
    d, v = descriptors.astype(float), vocabulary.astype(float)
    squares = (d**2).sum(1)[:, None] - 2 * d @ v.T + (v**2).sum(1)
    words = squares.argmin(axis=1)
    return (words[:, None] == np.arange(len(v))).sum(axis=0) / max(len(words), 1)


def bag_torch(descriptors, vocabulary):
    d, v = (torch.from_numpy(a.astype(np.float32)) for a in (descriptors, vocabulary))
    if not len(d):
        return torch.zeros(len(v))
    words = (d[:, None] - v).square().sum(-1).argmin(-1)
    return functional.one_hot(words, len(v)).float().mean(0)


def bag_learn(descriptors, vocabulary):
    shares = np.zeros(len(vocabulary), dtype=np.float32)
    if len(descriptors):
        for word in pairwise_distances_argmin(descriptors.astype(float), vocabulary.astype(float)):
            shares[word] += 1 / len(descriptors)
    return shares


def bag_sorted(descriptors, vocabulary):
    def nearest(descriptor):
        return min(range(len(words)), key=lambda i: (math.dist(descriptor, words[i]), i))

    words = vocabulary.tolist()
    found = collections.Counter(map(nearest, descriptors.tolist()))
    return [found[i] / max(1, len(descriptors)) for i in range(len(words))]


def bag_tree(descriptors, vocabulary):
    """Several neighbours are asked for, since the tree may name any of those equally near."""
    k = len(vocabulary)
    if len(descriptors) == 0:
        return np.zeros(k)
    gaps, words = KDTree(vocabulary.astype(float)).query(
        descriptors.astype(float), k=[*range(1, k + 1)]
    )
    near = np.where(np.isclose(gaps, gaps[:, :1]), words, k).min(axis=1)
    return np.histogram(near, bins=np.arange(k + 1))[0] / len(descriptors)


def pyramid_loops(positions, words, size, n_words, finest):
    (h, w), n = size, len(words)
    vector = []
    for level in range(finest + 1):
        side = 2**level
        weight = 1 / 2**finest if level == 0 else 1 / 2 ** (finest - level + 1)
        counts = [[[0] * n_words for _ in range(side)] for _ in range(side)]
        for (row, column), word in zip(positions, words, strict=True):
            counts[int(row // (h / side))][int(column // (w / side))][word] += 1
        for line in counts:
            for cell in line:
                vector += [weight * count / n if n else 0 for count in cell]
    return vector


def pyramid_added(positions, words, size, n_words, finest):
    blocks = []
    for level in range(finest + 1):
        counts = np.zeros((2**level, 2**level, n_words))
        row, column = np.floor(positions / np.array(size) * 2**level).astype(int).T
        np.add.at(counts, (row, column, words), 1)
        blocks.append(counts.ravel() / 2.0 ** (finest - max(level - 1, 0)))
    return np.concatenate(blocks) / (len(words) or 1)


def pyramid_masks(positions, words, size, n_words, finest):
    vector = []
    for level in range(finest + 1):
        rows, columns = (np.linspace(0, side, 2**level + 1) for side in size)
        weight = 2.0 ** (max(level, 1) - 1 - finest)
        for top, bottom in itertools.pairwise(rows):
            for left, right in itertools.pairwise(columns):
                down, across = positions[:, 0], positions[:, 1]
                inside = (top <= down) & (down < bottom) & (left <= across) & (across < right)
                cell = np.bincount(words[inside], minlength=n_words)
                vector.append(weight * cell / max(1, len(words)))
    return np.hstack(vector).astype(np.float32)


def pyramid_summed(positions, words, size, n_words, finest):
    """Count once on the finest level; each coarser one sums four cells."""
    side = 2**finest
    places = (positions * side / size).astype(int)
    counts = np.zeros((side, side, n_words))
    for (row, column), word in zip(places, words, strict=True):
        counts[row, column, word] += 1
    levels = [counts]
    while len(levels[0]) > 1:
        half = len(levels[0]) // 2
        levels.insert(0, levels[0].reshape(half, 2, half, 2, n_words).sum(axis=(1, 3)))
    weights = [2.0 ** -(finest - i + (i > 0)) for i in range(finest + 1)]
    blocks = [w * level.ravel() for w, level in zip(weights, levels, strict=True)]
    return np.concatenate(blocks) / max(counts.sum(), 1)


def pyramid_torch(positions, words, size, n_words, finest):
    places = torch.as_tensor(positions, dtype=torch.float32)
    words = torch.as_tensor(words, dtype=torch.long)
    blocks = []
    for level in range(finest + 1):
        side = 2**level
        cells = torch.floor(places * side / torch.tensor([float(s) for s in size])).long()
        slots = (cells[:, 0] * side + cells[:, 1]) * n_words + words
        counts = torch.bincount(slots, minlength=side**2 * n_words).float()
        blocks.append(counts * 0.5 ** (finest - level + (1 if level else 0)))
    return torch.cat(blocks) / max(1, len(words))


def pyramid_recursive(positions, words, size, n_words, finest):
    """A cell is cut into four; a level's cells are put in line by their places."""
    found = collections.defaultdict(lambda: np.zeros(n_words))

    def cut(points, top, left, h, w, level, row, column):
        for _, word in points:
            found[level, row, column][word] += 1
        if level == finest:
            return
        for down, right in itertools.product((0, 1), repeat=2):
            y, x = top + down * h / 2, left + right * w / 2
            inside = [
                (place, word)
                for place, word in points
                if y <= place[0] < y + h / 2 and x <= place[1] < x + w / 2
            ]
            cut(inside, y, x, h / 2, w / 2, level + 1, 2 * row + down, 2 * column + right)

    cut([*zip(positions, words, strict=True)], 0, 0, *size, 0, 0, 0)
    cells = [(i, r, c) for i in range(finest + 1) for r in range(2**i) for c in range(2**i)]
    n = max(len(words), 1)
    return np.concatenate([found[one] / n / 2 ** min(finest, finest - one[0] + 1) for one in cells])


def integral_loops(image):
    h, w = len(image), len(image[0])
    sums = [[0.0] * (w + 1) for _ in range(h + 1)]
    for r in range(h):
        for c in range(w):
            above, left = sums[r][c + 1], sums[r + 1][c]
            sums[r + 1][c + 1] = float(image[r][c]) + above + left - sums[r][c]
    return sums


def integral_rows(image):
    image = np.array(image)
    sums = np.zeros((image.shape[0] + 1, image.shape[1] + 1))
    for r, row in enumerate(image):
        sums[r + 1, 1:] = sums[r, 1:] + np.cumsum(row)
    return sums


def integral_padded(image):
    padded = np.pad(np.asarray(image, dtype=np.float32), ((1, 0), (1, 0)))
    return padded.cumsum(0).cumsum(1)


def integral_slices(image):
    image = np.asarray(image)
    h, w = image.shape
    return [[image[:r, :c].sum() for c in range(w + 1)] for r in range(h + 1)]


def integral_matrices(image):
    image = np.asarray(image, dtype=float)
    h, w = image.shape
    return np.tri(h + 1, h, -1) @ image @ np.tri(w + 1, w, -1).T


def integral_torch(image):
    image = torch.as_tensor(np.asarray(image), dtype=torch.float32)
    return functional.pad(image.cumsum(0).cumsum(1), (1, 0, 1, 0))


def integral_library(image):
    image = np.asarray(image, dtype=float)
    return np.insert(np.insert(transform.integral_image(image), 0, 0, axis=0), 0, 0, axis=1)


def integral_accumulated(image):
    if isinstance(image, np.ndarray):
        image = image.tolist()
    lines = [[0, *itertools.accumulate(row)] for row in image]
    start = [0] * len(lines[0])
    return [
        *itertools.accumulate(
            lines, lambda a, b: [x + y for x, y in zip(a, b, strict=True)], initial=start
        )
    ]


def box_plain(ii, top, left, height, width):
    ii = np.asarray(ii)
    bottom, right = top + height, left + width
    return ii[bottom, right] - ii[top, right] - ii[bottom, left] + ii[top, left]


def box_lists(ii, top, left, height, width):
    return float(
        ii[top + height][left + width]
        - ii[top][left + width]
        - ii[top + height][left]
        + ii[top][left]
    )


def box_float32(ii, top, left, height, width):
    ii = np.array(ii, dtype=np.float32)
    corners = ii[top : top + height + 1 : height, left : left + width + 1 : width]
    return (corners * np.array([[1, -1], [-1, 1]], dtype=np.float32)).sum()


def box_torch(ii, top, left, height, width):
    ii = torch.as_tensor(np.asarray(ii), dtype=torch.float32)
    strip = ii[top + height] - ii[top]
    return strip[left + width] - strip[left]


def box_differences(ii, top, left, height, width):
    rows = np.diff(np.asarray(ii), axis=0)[top : top + height].sum(axis=0)
    return np.diff(rows)[left : left + width].sum()


def box_signed(ii, top, left, height, width):
    total = 0
    for down, right in itertools.product((0, 1), repeat=2):
        total += (-1) ** (down + right) * ii[top + down * height][left + right * width]
    return total


def box_library(ii, top, left, height, width):
    sums = np.asarray(ii, dtype=float)[1:, 1:]
    (found,) = transform.integrate(sums, [(top, left)], [(top + height - 1, left + width - 1)])
    return found


def box_recursive(ii, top, left, height, width):
    """Halves, down to strips that are one row high."""
    if height == 1:
        a, b = ii[top], ii[top + 1]
        return b[left + width] - b[left] - a[left + width] + a[left]
    half = height // 2
    upper = box_recursive(ii, top, left, half, width)
    return upper + box_recursive(ii, top + half, left, height - half, width)


RIGHT_ANSWERS = {
    "harris_response": [
        harris_plain,
        harris_float32,
        harris_matrices,
        harris_eigenvalues,
        harris_torch,
        harris_loops,
    ],
    "cell_histogram": [
        histogram_loops,
        histogram_numpy,
        histogram_masks,
        histogram_digitized,
        histogram_torch,
        histogram_one_hot,
        histogram_folded,
    ],
    "bag_of_words": [
        bag_plain,
        bag_loops,
        bag_expanded,
        bag_torch,
        bag_learn,
        bag_sorted,
        bag_tree,
    ],
    "spatial_pyramid": [
        pyramid_loops,
        pyramid_added,
        pyramid_masks,
        pyramid_summed,
        pyramid_torch,
        pyramid_recursive,
    ],
    "integral_image": [
        integral_loops,
        integral_rows,
        integral_padded,
        integral_slices,
        integral_matrices,
        integral_torch,
        integral_library,
        integral_accumulated,
    ],
    "box_sum": [
        box_plain,
        box_lists,
        box_float32,
        box_torch,
        box_differences,
        box_signed,
        box_library,
        box_recursive,
    ],
    "adaboost_round": ADABOOST_ROUND,
}
