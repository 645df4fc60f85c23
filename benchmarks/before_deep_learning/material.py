"""The pictures that are learned from, and those that are asked, by seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from skimage.color import rgb2gray

from seeing import datasets
from seeing.datasets.embedded import digits_like_mnist

Images = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]

TRAINED_ON = 1200  # digits, of 1,442, drawn as in chapter 10
FACES_TO_TRAIN = 120  # of 200, half of them faces
SIDE = 64  # of a crop
CROPS = {"textures": (30, 30), "photographs": (30, 20)}  # of each picture, to train and to test


@dataclass(frozen=True)
class Task:
    """Pictures (n, h, w), 0 to 1, with labels, to learn from and to be asked."""

    train: Images
    y_train: Labels
    test: Images
    y_test: Labels


def grey(name: str) -> Images:
    """Return a photograph or texture in grey, 0 to 1."""
    picture = datasets.texture(name) if name in datasets.TEXTURES else datasets.photograph(name)
    as_grey: Images = rgb2gray(picture) if picture.ndim == 3 else picture / 255
    return as_grey


def task(data: str, seed: int) -> Task:
    """Return one of "digits", "faces", "textures" and "photographs", drawn by a seed."""
    if data == "digits":
        return digits(seed)
    if data == "faces":
        return faces(seed)
    names = datasets.TEXTURES if data == "textures" else (*datasets.PHOTOGRAPHS, *datasets.TEXTURES)
    return crops(names, *CROPS[data], seed)


def digits(seed: int) -> Task:
    """Return the digits in MNIST's form: chapter 10's draw to train on, all test images."""
    train, test = digits_like_mnist("train"), digits_like_mnist("test")
    some = np.random.default_rng(seed).permutation(len(train))[:TRAINED_ON]
    return Task(train.images[some], train.labels[some], test.images, test.labels)


def faces(seed: int) -> Task:
    """Return faces and pictures without one, as many of both: 120 to train on and 80 to test on."""
    parts = [datasets.faces(split) for split in ("train", "test")]
    images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    rng = np.random.default_rng(seed)
    mixed = [rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)]
    seen = np.concatenate([one[: FACES_TO_TRAIN // 2] for one in mixed])
    asked = np.concatenate([one[FACES_TO_TRAIN // 2 :] for one in mixed])
    return Task(images[seen], labels[seen], images[asked], labels[asked])


def crops(names: tuple[str, ...], to_train: int, to_test: int, seed: int) -> Task:
    """Return crops of pictures, which one being the label: the right quarter is for the test."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for name in names:
        picture = grey(name)
        border = picture.shape[1] * 3 // 4
        train.append(_cut(picture[:, :border], to_train, rng))
        test.append(_cut(picture[:, border:], to_test, rng))
    labels = np.arange(len(names))
    return Task(
        np.concatenate(train),
        labels.repeat(to_train),
        np.concatenate(test),
        labels.repeat(to_test),
    )


def _cut(picture: Images, count: int, rng: np.random.Generator) -> Images:
    tops = rng.integers(0, picture.shape[0] - SIDE + 1, count)
    lefts = rng.integers(0, picture.shape[1] - SIDE + 1, count)
    return np.stack([picture[t : t + SIDE, x : x + SIDE] for t, x in zip(tops, lefts, strict=True)])
