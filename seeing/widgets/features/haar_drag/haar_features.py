"""What each Haar-like feature on a grid tells of 100 faces and 100 pictures without one.

The record holds counts alone, and no picture: the faces are those of private persons. It is made
by `python -m benchmarks.haar_features`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy.typing as npt
from safetensors.numpy import load_file

FILE = Path(__file__).with_suffix(".safetensors")
STEP = 3  # pixels between two lines of the grid
SQUARES = 8  # of the grid, each way: 24 of the 25 pixels of a picture
BINS = 10  # of a histogram
# The signs of a feature's rectangles, all of one size.
KINDS = {
    "beside": ((1, -1),),
    "stacked": ((-1,), (1,)),
    "three": ((-1, 1, -1),),
    "four": ((1, -1), (-1, 1)),
}


class Feature(NamedTuple):
    """A feature on the grid; all sizes are squares of it.

    kind: one of KINDS
    top, left: where it begins
    height, width: of one of its rectangles
    """

    kind: str
    top: int
    left: int
    height: int
    width: int


def features() -> Iterator[Feature]:
    """Give all features that fit, in the order of the record."""
    for kind, signs in KINDS.items():
        rows, columns = len(signs), len(signs[0])
        for height in range(1, SQUARES // rows + 1):
            for width in range(1, SQUARES // columns + 1):
                for top in range(SQUARES - rows * height + 1):
                    for left in range(SQUARES - columns * width + 1):
                        yield Feature(kind, top, left, height, width)


def recorded() -> dict[str, npt.NDArray[Any]]:
    """Return the record, a row for each of `features()`.

    returns
        counts: (n, 21) uint8: how many bins lie below the threshold; the faces in each of the 10
            bins; the others in each of them
        thresholds: (n,) float32, in grey levels (0 to 255) a pixel of one rectangle
        widths: (n,) float16, of a bin, in the same unit; a bin holds its lower edge
    """
    found: dict[str, npt.NDArray[Any]] = load_file(FILE)
    return found
