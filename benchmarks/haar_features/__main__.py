"""Count what each Haar-like feature on a grid of 3 pixels is worth on 200 pictures: seconds.

python -m benchmarks.haar_features

For each feature: the threshold that tells 100 faces from 100 other pictures with the fewest errors,
and both histograms. Writes counts and thresholds, and no picture, to where HaarDrag finds them.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from skimage.data import lfw_subset
from skimage.transform import integral_image

from seeing.widgets.features.haar_drag.haar_features import (
    BINS,
    FILE,
    KINDS,
    STEP,
    Feature,
    features,
)

FACES = 100  # the first of them are faces
WHITE = 255

Array = npt.NDArray[np.float64]


class Stump(NamedTuple):
    """A threshold, the bins round it, and what falls into them."""

    threshold: float
    width: float
    below: int
    faces: npt.NDArray[np.intp]
    others: npt.NDArray[np.intp]


def main() -> None:
    """Count and write."""
    integrals = integrals_of(pictures())
    stumps = [best_stump(values(integrals, feature)) for feature in features()]
    counts = [[stump.below, *stump.faces, *stump.others] for stump in stumps]
    save_file(
        {
            "counts": np.array(counts, np.uint8),
            "thresholds": np.array([stump.threshold for stump in stumps], np.float32),
            "widths": np.array([stump.width for stump in stumps], np.float16),
        },
        FILE,
        metadata={
            "command": "python -m benchmarks.haar_features",
            "pictures": "scikit-image's lfw_subset, from Labeled Faces in the Wild; counts alone",
            "scikit-image": version("scikit-image"),
        },
    )
    wrong = np.array([errors(stump) for stump in stumps])
    best = [feature for feature, n in zip(features(), wrong, strict=True) if n == wrong.min()]
    print(f"{len(wrong)} features, {FILE.stat().st_size / 1024:.0f} KiB")
    print(f"fewer than 10 % wrong: {(wrong < FACES / 5).sum()}; median {np.median(wrong):g} of 200")
    print(f"best: {wrong.min()} of 200 wrong: {best}")


def pictures() -> Array:
    """Return (200, 25, 25), 0 to 255: 100 faces, then 100 others."""
    return np.asarray(lfw_subset(), np.float64) * WHITE  # type: ignore[no-untyped-call]


def integrals_of(images: Array) -> Array:
    """Return (n, h + 1, w + 1): sums of all pixels above and to the left."""
    return np.pad([integral_image(image) for image in images], ((0, 0), (1, 0), (1, 0)))


def values(integrals: Array, feature: Feature) -> Array:
    """Return the feature of each picture: + sums minus − sums, by the area of one rectangle."""
    total = np.zeros(len(integrals))
    high, wide = STEP * feature.height, STEP * feature.width
    for i, signs in enumerate(KINDS[feature.kind]):
        for j, sign in enumerate(signs):
            top, left = STEP * feature.top + i * high, STEP * feature.left + j * wide
            corners = integrals[:, [top, top + high]][:, :, [left, left + wide]]
            total += sign * np.diff(np.diff(corners, axis=1), axis=2).ravel()
    return np.round(total / (high * wide), 6)  # what differs by rounding alone is one value


def best_stump(found: Array) -> Stump:
    """Return the threshold with the fewest errors, of several the one in the widest gap."""
    ordered = np.unique(found)
    middles = (ordered[:-1] + ordered[1:]) / 2
    # As it will be kept, in 32 bits, and only where that still lies between the two values.
    kept = middles.astype(np.float32).astype(np.float64)
    fits = (ordered[:-1] < kept) & (kept < ordered[1:])
    kept, gaps = kept[fits], np.diff(ordered)[fits]
    low = found[None] < kept[:, None]
    wrong = low[:, :FACES].sum(1) + (~low[:, FACES:]).sum(1)
    wrong = np.minimum(wrong, len(found) - wrong)
    threshold = float(kept[np.lexsort((-gaps, wrong))[0]])
    below, width = bins_round(threshold, found)
    edges = threshold + (np.arange(BINS + 1) - below) * width
    faces, others = (np.histogram(part, edges)[0] for part in np.split(found, [FACES]))
    return Stump(threshold, width, below, faces, others)


def bins_round(threshold: float, found: Array) -> tuple[int, float]:
    """Return how many bins lie below the threshold, and the least width that leaves none out."""
    below = np.arange(1, BINS)
    widths = np.maximum(
        (threshold - found.min()) / below, (found.max() - threshold) / (BINS - below)
    )
    width = np.nextafter(np.float16(widths.min()), np.float16(np.inf))
    return int(below[widths.argmin()]), float(width)


def errors(stump: Stump) -> int:
    """Return on how many pictures a stump is wrong, in its better direction."""
    wrong = stump.faces[: stump.below].sum() + stump.others[stump.below :].sum()
    return int(min(wrong, stump.faces.sum() + stump.others.sum() - wrong))


if __name__ == "__main__":
    main()
