"""What every learning set is: pictures, labels, the classes' names, and where they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Split = Literal["train", "test"]


class DataError(ValueError):
    """A file or folder of data is broken, cut short or incomplete. Nothing of it was kept."""


class EmbeddedSetWarning(UserWarning):
    """A full set could not be had, and an embedded one of the same form stands in for it."""


@dataclass(frozen=True, repr=False)
class Dataset:
    """Pictures with labels. `images, labels = dataset` takes the two arrays.

    images: (n, h, w) grey or (n, h, w, 3) colour, float32, 0 (black) to 1
    labels: (n,) int64, each a place in `classes`
    classes: the labels' names
    source: which set this is; another than you asked for if that one could not be had
    """

    images: Images
    labels: Labels
    classes: tuple[str, ...]
    source: str

    @classmethod
    def of_bytes(
        cls, images: npt.NDArray[Any], labels: npt.ArrayLike, classes: tuple[str, ...], source: str
    ) -> Dataset:
        """Scale pictures of 0 to 255 to 0 to 1, without a second copy in between."""
        scaled = np.divide(images, np.float32(255), dtype=np.float32)
        return cls(scaled, np.asarray(labels, dtype=np.int64), classes, source)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.images, self.labels))

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        shape = " × ".join(map(str, self.images.shape[1:]))
        return f"<{self.source}: {len(self):,} images of {shape}, {len(self.classes)} classes>"

    def take(self, indices: npt.NDArray[np.intp]) -> Dataset:
        """Return the images with these numbers, in this order."""
        return Dataset(self.images[indices], self.labels[indices], self.classes, self.source)

    def part(self, split: Split) -> Dataset:
        """Split a set that comes in one piece: of each class, every fifth image is for the test.

        So both parts hold the classes in the same proportion, and are the same on every machine.
        """
        for_test = np.zeros(len(self), dtype=bool)
        for label in np.unique(self.labels):
            for_test[np.flatnonzero(self.labels == label)[4::5]] = True
        return self.take(np.flatnonzero(for_test if checked(split) == "test" else ~for_test))

    def shuffled(self) -> Dataset:
        """Mix the order, the same way each time."""
        return self.take(mixed_order(len(self)))


def mixed_order(n: int) -> npt.NDArray[np.intp]:
    """Return 0 to n − 1 in a fixed random order: sorted by class, a first batch is of one class."""
    return np.random.default_rng(0).permutation(n)


def checked(split: str) -> str:
    """Return `split`, or say which splits there are."""
    if split not in ("train", "test"):
        raise ValueError(f'split is "train" or "test", not {split!r}')
    return split
