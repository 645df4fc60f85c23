"""Sixteen visual words of three textures and a photograph, and pieces of those to be read by them.

The words are made by `python -m benchmarks.visual_words`. All four pictures are scikit-image's, and
their makers have waived their rights (CC0): brick and gravel from CC0Textures, grass by linolafett,
the photographer by Lav Varshney.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

FILE = Path(__file__).with_suffix(".safetensors")
SIDE = 96  # of a piece, pixels
PATCH = 12  # of a patch
WORDS = 16
DIRECTIONS = 8  # of a gradient, in each of 2 × 2 cells
FAINT = 100.0  # a patch whose gradients are shorter counts for less, or noise would make words
# Of a picture: by how much it is made smaller, and where the piece lies in what is left.
PIECES = {"brick": (2, 60, 60), "grass": (3, 20, 20), "gravel": (3, 20, 20), "camera": (5, 3, 3)}

Gray = npt.NDArray[np.uint8]


def smaller(name: str) -> npt.NDArray[np.float64]:
    """Return one of PIECES' pictures as it is read: each pixel the mean of factor² of the original.

    returns (h, w) float64, 0 to 255
    """
    from skimage import data  # here, since it costs half a second

    factor = PIECES[name][0]
    whole = np.asarray(getattr(data, name)(), dtype=np.float64)
    h, w = (side // factor for side in whole.shape)
    tiles = whole[: h * factor, : w * factor].reshape(h, factor, w, factor)
    shrunk: npt.NDArray[np.float64] = tiles.mean(axis=(1, 3))
    return shrunk


def piece(name: str) -> Gray:
    """Return what is shown of a picture: (96, 96) uint8."""
    _, top, left = PIECES[name]
    shown: Gray = smaller(name)[top : top + SIDE, left : left + SIDE].round().astype(np.uint8)
    return shown


def recorded() -> dict[str, npt.NDArray[Any]]:
    """Return the vocabulary.

    returns
        words: (16, 32) float16: of each of 2 × 2 cells, line by line, how long the gradients are in
            eight directions, as shares of the length of all; from the faintest to the strongest
        patches: (192, 12) uint8: for each word the patch that is nearest to it, below each other
    """
    found: dict[str, npt.NDArray[Any]] = load_file(FILE)
    return found
