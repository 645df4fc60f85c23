"""CIFAR-10: 60,000 small colour photographs of ten kinds of things."""

from __future__ import annotations

import tarfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from seeing.datasets.dataset import DataError, Dataset, Split, checked, mixed_order
from seeing.datasets.download import Published, cache_folder
from seeing.datasets.embedded import patches_like_cifar10
from seeing.datasets.full_size import full_or_embedded, own_folder
from seeing.datasets.jpeg_folder import read_jpegs

CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
ARCHIVE = "cifar-10-binary.tar.gz"
CIFAR10 = Published(
    mirrors=(
        "https://www.cs.toronto.edu/~kriz",
        "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10",
    ),
    # The binary version: the one for Python is pickled, and unpickling runs what is in there.
    # Its published md5 is c32a1d4ab5d03f1284b67883e8d87530.
    checksums={ARCHIVE: "sha256:c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"},
)
BATCHES = {
    "train": tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
    "test": ("test_batch.bin",),
}
SIDE = 32
RECORD_BYTES = 1 + 3 * SIDE * SIDE  # the label, then all red, all green, all blue values


def cifar10(split: Split, *, published: Published = CIFAR10, cache: Path | None = None) -> Dataset:
    """Return CIFAR-10: 50,000 pictures to train on, 10,000 to test on, classes mixed.

    images (n, 32, 32, 3) float32, 0 to 1, red, green, blue; 614 MB and 123 MB
    labels 0 to 9, places in `classes`

    Read from SEEING_DATA/cifar10 if there is such a folder, with train/CLASS/*.jpg and
    test/CLASS/*.jpg, or a tar file of them; else downloaded once, 170 MB. With neither, pieces of
    ten photographs stand in: a warning and `source` say so. A JPEG is near the original, not
    equal to it.

    published: where to download it, and the checksum
    cache: the folder for downloads and decoded pictures; None for this system's own
    raises DataError if the folder is not complete, or a file broken or cut short

    Source: A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009.
    """
    checked(split)
    place = cache or cache_folder() / "cifar10"

    def read(folder: Path) -> Dataset:
        images, labels = read_jpegs(folder, split, CLASSES, SIDE, place)
        order = mixed_order(len(labels))  # of the bytes: a quarter of the memory
        return Dataset.of_bytes(images[order], labels[order], CLASSES, f"CIFAR-10 as JPEG, {split}")

    return full_or_embedded(
        "CIFAR-10",
        split,
        folder=own_folder("cifar10"),
        read=read,
        download=lambda: read_binary(published.fetch(ARCHIVE, place), split),
        stand_in=patches_like_cifar10,
    )


def read_binary(archive: Path, split: Split) -> Dataset:
    """Read a split from the binary version's archive, as it was published.

    raises DataError if the archive is broken, cut short or holds something else
    """
    try:
        with tarfile.open(archive) as tar:
            records = np.concatenate([_records(tar, name) for name in BATCHES[split]])
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise DataError(f"{archive} is cut short or broken ({error}): get it again") from error
    labels, pixels = records[:, 0], records[:, 1:]
    if labels.max(initial=0) >= len(CLASSES):
        raise DataError(f"{archive} has a label {labels.max()}, and there are ten classes")
    images = pixels.reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
    return Dataset.of_bytes(images, labels, CLASSES, f"CIFAR-10, {split}")


def _records(tar: tarfile.TarFile, name: str) -> npt.NDArray[np.uint8]:
    try:
        stream = tar.extractfile(f"cifar-10-batches-bin/{name}")
    except KeyError as error:
        raise DataError(f"{name} is missing from the archive") from error
    raw = stream.read() if stream else b""
    if not raw or len(raw) % RECORD_BYTES:
        raise DataError(f"{name} does not hold whole pictures: {len(raw):,} bytes")
    return np.frombuffer(raw, dtype=np.uint8).reshape(-1, RECORD_BYTES)
