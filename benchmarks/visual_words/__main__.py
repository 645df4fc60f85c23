"""Cluster patches of three textures and a photograph into sixteen visual words: seconds.

python -m benchmarks.visual_words

Writes the words, and for each the patch that is nearest to it, to where WordHistogram finds them.
"""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from sklearn.cluster import KMeans

from seeing.widgets.features.word_histogram.visual_words import (
    DIRECTIONS,
    FAINT,
    FILE,
    PATCH,
    PIECES,
    WORDS,
    smaller,
)

STRIDE = 5  # pixels between the patches that are clustered

Array = npt.NDArray[np.float64]


def main() -> None:
    """Cluster and write."""
    patches = np.concatenate([patches_of(smaller(name)) for name in PIECES])
    described = descriptors(patches)
    found = KMeans(WORDS, n_init=10, random_state=0).fit(described).cluster_centers_
    words = found[np.argsort(np.linalg.norm(found, axis=1))]
    distances = np.linalg.norm(described[:, None] - words, axis=2)
    typical = patches[distances.argmin(axis=0)].round().astype(np.uint8)
    save_file(
        {"words": words.astype(np.float16), "patches": typical.reshape(-1, PATCH)},
        FILE,
        metadata={
            "command": "python -m benchmarks.visual_words",
            "pictures": "scikit-image's brick, grass, gravel and camera, all CC0",
            **{name: version(name) for name in ("scikit-image", "scikit-learn")},
        },
    )
    counts = np.bincount(distances.argmin(axis=1), minlength=WORDS)
    print(f"{len(patches)} patches, {FILE.stat().st_size / 1024:.1f} KiB; in each word {counts}")


def patches_of(picture: Array) -> Array:
    """Return patches (n, 12, 12) of a picture, every 5 pixels down and across."""
    windows = np.lib.stride_tricks.sliding_window_view(picture, (PATCH, PATCH))
    return windows[::STRIDE, ::STRIDE].reshape(-1, PATCH, PATCH)


def descriptors(patches: Array) -> Array:
    """Describe patches (n, 12, 12) by (n, 32): 2 × 2 cells of eight directions.

    A gradient goes to the nearest direction with its length. All 32 together get the length 1, or
    less where the patch is faint.
    """
    gy, gx = np.gradient(patches, axis=(1, 2))
    length = np.hypot(gx, gy)
    direction = np.round(np.arctan2(gy, gx) * DIRECTIONS / (2 * np.pi)).astype(int) % DIRECTIONS
    votes = length[..., None] * (direction[..., None] == np.arange(DIRECTIONS))
    half = PATCH // 2
    cells = votes.reshape(-1, 2, half, 2, half, DIRECTIONS).sum(axis=(2, 4)).reshape(len(votes), -1)
    sizes = np.linalg.norm(cells, axis=1, keepdims=True)
    return np.asarray(cells / np.maximum(sizes, FAINT))


if __name__ == "__main__":
    main()
