"""Which points are found again when the picture has changed, and whether they are matched rightly.

A seed names the photograph.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree
from skimage.feature import SIFT, corner_harris, corner_peaks, match_descriptors
from skimage.transform import AffineTransform, SimilarityTransform, warp

from benchmarks.before_deep_learning.material import Images, grey
from benchmarks.record import Found, Settings

PICTURES = ("camera", "astronaut", "cat", "coffee", "temple")
CHANGES = (
    "turned by 10°",
    "turned by 30°",
    "turned by 45°",
    "turned by 90°",
    "three quarters the size",
    "half the size",
    "half the brightness",
    "noise of 0.02",
)
NEAR = 2  # pixels of the changed picture: as near counts as found again
RIGHT = 3  # and as near a match as right
OUTSIDE = "reflect"  # of a turned picture: goes on without an edge of its own
MARGIN = 8  # pixels: a point as near to a border has no whole neighbourhood

Points = npt.NDArray[np.float64]  # (n, 2), row and column


def corners(settings: Settings, seed: int) -> Found:
    """How many of Harris's corners are found again, and how many would be by chance."""
    picture = middle(PICTURES[seed])
    changed, moved = change(picture, settings["change"], seed)
    first, second = harris(picture), harris(changed)
    share, kept = found_again(moved(first), second, changed.shape)
    return {
        "points": len(first),
        "of them inside": kept,
        "found again": share,
        "chance": found_again(moved(anywhere(picture, seed)), second, changed.shape)[0],
    }


def sift(settings: Settings, seed: int) -> Found:
    """The same for SIFT's points, and how many of their matches are right."""
    picture = middle(PICTURES[seed])
    changed, moved = change(picture, settings["change"], seed)
    (first, words), (second, other_words) = sift_points(picture), sift_points(changed)
    share, kept = found_again(moved(first), second, changed.shape)
    pairs = match_descriptors(words, other_words, max_ratio=0.8, cross_check=True)
    distances = np.linalg.norm(moved(first[pairs[:, 0]]) - second[pairs[:, 1]], axis=1)
    return {
        "points": len(first),
        "of them inside": kept,
        "found again": share,
        "chance": found_again(moved(anywhere(picture, seed)), second, changed.shape)[0],
        "matches": len(pairs),
        "right": float((distances <= RIGHT).mean()),
    }


def middle(name: str) -> Images:
    """Return the largest square of even sides in a photograph's middle: it turns onto itself."""
    picture = grey(name)
    side = min(picture.shape) // 2 * 2
    top, left = ((length - side) // 2 for length in picture.shape)
    return picture[top : top + side, left : left + side]


def harris(picture: Images) -> Points:
    """Return corners as the chapter finds them."""
    response = corner_harris(picture, k=0.05, sigma=1)  # type: ignore[no-untyped-call]
    peaks = corner_peaks(response, min_distance=5, threshold_rel=0.02)  # type: ignore[no-untyped-call]
    return np.asarray(peaks, dtype=float)


def sift_points(picture: Images) -> tuple[Points, npt.NDArray[np.uint8]]:
    """Return SIFT's points, each place once for each of its directions, and their descriptors."""
    detector = SIFT()  # type: ignore[no-untyped-call]
    detector.detect_and_extract(picture)  # type: ignore[no-untyped-call]
    return np.asarray(detector.positions, dtype=float), detector.descriptors


def change(
    picture: Images, how: str, seed: int
) -> tuple[Images, Callable[[npt.ArrayLike], Points]]:
    """Change a picture, and return it with the function that says where its points went."""
    if how == "half the brightness":
        return picture / 2, np.asarray
    if how.startswith("noise"):
        noise = np.random.default_rng(seed).normal(0, float(how.split()[-1]), picture.shape)
        return np.clip(picture + noise, 0, 1), np.asarray
    height, width = picture.shape
    if how.startswith("turned"):
        to_origin = SimilarityTransform(translation=(-(width - 1) / 2, -(height - 1) / 2))
        turn = SimilarityTransform(rotation=np.radians(float(how.split()[-1][:-1])))
        matrix = to_origin + turn + to_origin.inverse
        size: tuple[int, int] = picture.shape
        blurred = picture
    else:
        scale = {"half the size": 0.5, "three quarters the size": 0.75}[how]
        # Pixel centres: the middle of the picture stays the middle.
        shift = (scale - 1) / 2
        matrix = AffineTransform(scale=scale, translation=(shift, shift))
        size = (round(height * scale), round(width * scale))
        blurred = gaussian_filter(picture, (1 / scale - 1) / 2)
    changed = warp(blurred, matrix.inverse, output_shape=size, order=1, mode=OUTSIDE)
    return changed, lambda points: matrix(np.asarray(points)[:, ::-1])[:, ::-1]


def anywhere(picture: Images, seed: int) -> Points:
    """Draw 10,000 points of a picture: what is found again of them is found by chance."""
    return np.random.default_rng(seed).random((10_000, 2)) * np.array(picture.shape)


def found_again(wanted: Points, there: Points, shape: tuple[int, ...]) -> tuple[float, int]:
    """Return the share of the points wanted that one is near to, and how many lie well inside."""
    inside = ((wanted >= MARGIN) & (wanted <= np.array(shape) - 1 - MARGIN)).all(axis=1)
    distances, _ = cKDTree(there).query(wanted[inside])
    return float((distances <= NEAR).mean()), int(inside.sum())
