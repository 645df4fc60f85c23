"""Features that people designed: what a picture's gradients, boxes and waves say, as vectors.

They take grey pictures on any scale. Long before networks learned their features, these were what
a classifier was given.

>>> positions, descriptors = dense_descriptors(np.zeros((2, 28, 28)))
>>> positions.shape, descriptors.shape
((36, 2), (2, 36, 32))
>>> haar_features(24).shape
(162336, 625)
>>> gist(np.zeros((64, 64))).shape
(288,)
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal, sparse
from skimage.filters import gabor_kernel

Floats = npt.NDArray[np.float64]

DIRECTIONS = 8  # of a descriptor, over the whole turn
# The units of Viola and Jones's features: rows and columns of rectangles, added or taken away.
HAAR = (
    ((-1, 1),),
    ((-1,), (1,)),
    ((1, -1, 1),),
    ((1,), (-1,), (1,)),
    ((1, -1), (-1, 1)),
)
WAVELENGTHS = (4.0, 8.0, 16.0)  # of the waves of `gist`, pixels
ANGLES = 6  # their directions, over half a turn
PLACES = 4  # their answers are averaged in so many cells a side


def dense_descriptors(images: npt.ArrayLike, cell: int = 4) -> tuple[Floats, Floats]:
    """Describe patches of 2 × 2 cells, at every cell's corner, by the directions of gradients.

    images: (n, h, w), alike in size; what does not fill a cell is left out on the right and below
    cell: its side in pixels
    returns positions (p, 2), row and column of each patch's centre; and descriptors (n, p, 32):
        for each of four cells the gradients' lengths by eight directions, of length 1 together,
        or zeros where nothing changes
    """
    images = np.asarray(images, dtype=float)
    gy, gx = np.gradient(images, axis=(1, 2))
    length = np.hypot(gx, gy)
    turn = np.arctan2(gy, gx) / (2 * np.pi) % 1
    direction = (turn * DIRECTIONS).astype(int) % DIRECTIONS  # a turn of 1 − 1e-17 is rounded to 1
    rows, columns = images.shape[1] // cell, images.shape[2] // cell
    by_direction = (direction[..., None] == np.arange(DIRECTIONS)) * length[..., None]
    tiles = by_direction[:, : rows * cell, : columns * cell].reshape(
        len(images), rows, cell, columns, cell, DIRECTIONS
    )
    cells = tiles.sum(axis=(2, 4))
    four = (cells[:, :-1, :-1], cells[:, :-1, 1:], cells[:, 1:, :-1], cells[:, 1:, 1:])
    patches = np.concatenate(four, axis=-1).reshape(len(images), -1, 4 * DIRECTIONS)
    sizes = np.linalg.norm(patches, axis=-1, keepdims=True)
    corners = cell * (np.indices((rows - 1, columns - 1)).reshape(2, -1).T + 1.0)
    return corners, patches / np.where(sizes > 0, sizes, 1)


@cache
def haar_features(side: int, step: int = 1) -> sparse.csr_matrix:
    """Return rectangle features as what each takes from an integral image.

    side: of the window in pixels
    step: rectangles begin at its multiples, and have its multiples for sides
    returns (d, (side + 1)²) sparse: a row for each feature, with the factor of each entry of the
        integral image that it looks up; `features @ integral.ravel()` are the values

    The order is that of HAAR, then by height, width, top and left. Source: Viola and Jones, 2001.
    """
    kinds = [_of_one_kind(np.array(unit), side, step) for unit in HAAR]
    return sparse.csr_matrix(sparse.vstack(kinds))


def _of_one_kind(unit: npt.NDArray[np.int_], side: int, step: int) -> sparse.csr_matrix:
    """Return the features of one unit at all sizes and places: see `haar_features`."""
    corners = _differences(unit)
    sizes = [
        (height, width)
        for height in range(step, side // unit.shape[0] + 1, step)
        for width in range(step, side // unit.shape[1] + 1, step)
    ]
    places = np.concatenate([_places(unit, size, side, step) for size in sizes])
    rows, columns = np.nonzero(corners)
    looked_up_rows = places[:, :1] + rows * places[:, 2:3]
    looked_up_columns = places[:, 1:2] + columns * places[:, 3:4]
    entries = looked_up_rows * (side + 1) + looked_up_columns
    features = np.repeat(np.arange(len(places)), len(rows))
    factors = np.tile(corners[rows, columns].astype(float), len(places))
    shape = (len(places), (side + 1) ** 2)
    return sparse.csr_matrix((factors, (features, entries.ravel())), shape=shape)


def _differences(unit: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    """Return the factors of the corners of a unit's rectangles: the unit's second difference."""
    minus = np.pad(unit, 1)
    down: npt.NDArray[np.int_] = minus[:-1] - minus[1:]
    return down[:, :-1] - down[:, 1:]


def _places(
    unit: npt.NDArray[np.int_], size: tuple[int, int], side: int, step: int
) -> npt.NDArray[np.int_]:
    """Return (top, left, height, width) of all places of a unit whose rectangles have a size."""
    tops = np.arange(0, side - unit.shape[0] * size[0] + 1, step)
    lefts = np.arange(0, side - unit.shape[1] * size[1] + 1, step)
    top, left = np.meshgrid(tops, lefts, indexing="ij")
    return np.stack([top.ravel(), left.ravel(), *np.full((2, top.size), [[size[0]], [size[1]]])], 1)


def gist(image: npt.ArrayLike) -> Floats:
    """Describe a scene as a whole: how strong waves of 18 kinds are in 4 × 4 parts of it.

    image: (h, w), sides of 16 pixels or more
    returns (288,): for three wavelengths and six directions the mean size of the answers in each
        part, line by line. The local mean and contrast are taken out before.

    After: Oliva and Torralba, Modeling the shape of the scene, 2001, who have 512 numbers.
    """
    image = np.asarray(image, dtype=float)
    flat = image - ndimage.gaussian_filter(image, 8, mode="mirror")
    contrast = np.sqrt(ndimage.gaussian_filter(flat**2, 8, mode="mirror"))
    flat = flat / (contrast + 0.1 * (np.ptp(image) or 1.0))
    padded = np.pad(flat, 16, mode="symmetric")
    answers = [abs(signal.fftconvolve(padded, wave, mode="same")) for wave in _waves()]
    energies = np.stack(answers)[:, 16:-16, 16:-16]
    lines = [part.mean(axis=1) for part in np.array_split(energies, PLACES, axis=1)]
    parts = [part.mean(axis=2) for part in np.array_split(np.stack(lines, 1), PLACES, axis=2)]
    return np.stack(parts, axis=2).ravel()


@cache
def _waves() -> tuple[npt.NDArray[np.complex128], ...]:
    return tuple(
        gabor_kernel(1 / length, theta=np.pi * turn / ANGLES, n_stds=2)  # type: ignore[no-untyped-call]
        for length in WAVELENGTHS
        for turn in range(ANGLES)
    )
