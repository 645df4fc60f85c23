"""MNIST: 70,000 handwritten digits, from idx files packed with gzip."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from seeing.datasets.dataset import DataError, Dataset, Split
from seeing.datasets.download import Published, cache_folder
from seeing.datasets.embedded import digits_like_mnist
from seeing.datasets.full_size import full_or_embedded, own_folder

FILES = {
    "train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
}
MNIST = Published(
    mirrors=(
        "https://ossci-datasets.s3.amazonaws.com/mnist",
        "https://storage.googleapis.com/cvdf-datasets/mnist",
        "http://yann.lecun.com/exdb/mnist",  # the original; most days it answers 403 or 404
    ),
    checksums={
        "train-images-idx3-ubyte.gz": (
            "sha256:440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
        ),
        "train-labels-idx1-ubyte.gz": (
            "sha256:3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
        ),
        "t10k-images-idx3-ubyte.gz": (
            "sha256:8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
        ),
        "t10k-labels-idx1-ubyte.gz": (
            "sha256:f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
        ),
    },
)
SIDE = 28
UNSIGNED_BYTES = 8  # the idx format's code for them


def mnist(split: Split, *, published: Published = MNIST, cache: Path | None = None) -> Dataset:
    """Return MNIST: 60,000 digits to train on, 10,000 to test on.

    images (n, 28, 28) float32, 0 (paper) to 1 (ink); labels 0 to 9

    Read from SEEING_DATA/mnist if there is such a folder, else downloaded once, 11.6 MB. With
    neither, scikit-learn's digits stand in, enlarged to the same form: a warning and `source` say
    so.

    published: where to download it, and the checksums
    cache: the folder for downloads; None for this system's own
    raises DataError if a file in the folder is missing, broken or cut short

    Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits.
    CC BY-SA 3.0.
    """
    place = cache or cache_folder() / "mnist"

    def download() -> Dataset:
        for name in FILES[split]:
            published.fetch(name, place)
        return read_mnist(place, split)

    return full_or_embedded(
        "MNIST",
        split,
        folder=own_folder("mnist"),
        read=lambda folder: read_mnist(folder, split),
        download=download,
        stand_in=digits_like_mnist,
    )


def read_mnist(folder: Path, split: Split) -> Dataset:
    """Read a split from its two idx files in `folder`.

    raises DataError if they are not what MNIST's files are, or do not belong together
    """
    images, labels = (read_idx(folder / name) for name in FILES[split])
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE):
        raise DataError(f"{FILES[split][0]} holds {images.shape}, not images of {SIDE} × {SIDE}")
    if labels.shape != (len(images),) or labels.max(initial=0) > 9:
        raise DataError(f"{FILES[split][1]} does not hold one digit for each of the images")
    return Dataset.of_bytes(images, labels, tuple(map(str, range(10))), f"MNIST, {split}")


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """Read a whole idx file of bytes, packed with gzip.

    Two zero bytes, the type's code, the number of axes, each axis's length in four bytes with
    the largest first, then the entries, the last axis fastest.

    raises DataError if the file is missing, broken or of another length than it says
    """
    try:
        raw = gzip.decompress(path.read_bytes())
    except FileNotFoundError as error:
        raise DataError(f"{path} is missing") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{path} is cut short or broken ({error}): get it again") from error
    header = 4 + 4 * raw[3] if len(raw) >= 4 else 4
    if raw[:3] != bytes([0, 0, UNSIGNED_BYTES]) or len(raw) < header:
        raise DataError(f"{path} is no idx file of bytes: get it again")
    shape = [int(length) for length in np.frombuffer(raw[4:header], dtype=">u4")]
    says, holds = math.prod(shape), len(raw) - header
    if says != holds:
        raise DataError(f"{path} says {says:,} entries and holds {holds:,}: get it again")
    return np.frombuffer(raw, dtype=np.uint8, offset=header).reshape(shape)
