"""Words, pyramids and their rivals: what a picture's vector is worth to a classifier."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage.feature import hog
from sklearn.cluster import KMeans
from sklearn.linear_model import RidgeClassifier
from sklearn.svm import LinearSVC

from benchmarks.before_deep_learning.material import Images, Task, task
from benchmarks.record import Found, Settings
from seeing import datasets
from seeing.handmade import Floats, dense_descriptors

WORDS = 50
SAMPLE = 5_000  # descriptors, of which the words are made
GREYS = 32  # bins of the grey histogram

DATA = ("digits", "faces", "textures", "photographs")


def words(settings: Settings, seed: int) -> Found:
    """Return the accuracy of each description with a linear classifier."""
    pictures = task(settings["data"], seed)
    bags = described(pictures, seed)
    found = {title: fitted(*pair, pictures, seed) for title, pair in bags.items()}
    for title, describe in {"HOG": hog_of, "greys": greys_of}.items():
        pair = describe(pictures.train), describe(pictures.test)
        found[title] = fitted(*pair, pictures, seed)
    # Least squares: on 4,096 pixels an SVM does not come to its end.
    pixels = RidgeClassifier().fit(pixels_of(pictures.train), pictures.y_train)
    return found | {"pixels": float(pixels.score(pixels_of(pictures.test), pictures.y_test))}


def fitted(train: Floats, test: Floats, pictures: Task, seed: int) -> float:
    """Return the share of test pictures that a linear classifier tells, once it has learned."""
    learner = LinearSVC(random_state=seed, max_iter=5000).fit(train, pictures.y_train)
    return float(learner.score(test, pictures.y_test))


def described(pictures: Task, seed: int) -> dict[str, tuple[Floats, Floats]]:
    """Return bags of words and two pyramids, the roots of their entries, for train and test."""
    positions, descriptors = dense_descriptors(pictures.train)
    _, asked = dense_descriptors(pictures.test)
    vocabulary = vocabulary_of(descriptors, seed)
    size = pictures.train.shape[1:]
    numbers = [vocabulary.predict(part.reshape(-1, part.shape[2])) for part in (descriptors, asked)]
    numbers = [rows.reshape(-1, len(positions)) for rows in numbers]
    return {
        title: tuple(np.sqrt(pyramids(positions, rows, size, levels)) for rows in numbers)
        for title, levels in {"words": 0, "+ quarters": 1, "+ sixteenths": 2}.items()
    }


def vocabulary_of(descriptors: Floats, seed: int) -> KMeans:
    """Cluster a sample of descriptors (n, p, d) into WORDS words."""
    rows = descriptors.reshape(-1, descriptors.shape[2])
    some = np.random.default_rng(seed).permutation(len(rows))[:SAMPLE]
    return KMeans(WORDS, n_init=1, max_iter=50, random_state=seed).fit(rows[some])


def pyramids(
    positions: Floats, numbers: npt.NDArray[np.int_], size: tuple[int, ...], levels: int
) -> Floats:
    """Return for each picture the histograms of its words in ever smaller cells, weighed.

    numbers: (n, p) which word stands at each of the p positions
    """
    votes = np.eye(WORDS)[numbers]
    blocks = []
    for level in range(levels + 1):
        side = 2**level
        rows, columns = (positions // (np.array(size) / side)).astype(int).T
        inside = (rows * side + columns)[:, None] == np.arange(side**2)
        weight = 2.0 ** (max(level, 1) - 1 - levels)
        blocks.append(weight * np.einsum("npw,pc->ncw", votes, inside).reshape(len(votes), -1))
    return np.concatenate(blocks, axis=1) / len(positions)


def pixels_of(images: Images) -> Floats:
    """Return each picture as a row."""
    return images.reshape(len(images), -1).astype(float)


def hog_of(images: Images) -> Floats:
    """Describe each picture by histograms of gradient directions: cells of four, blocks of two."""
    return np.stack([hog(one, pixels_per_cell=(4, 4), cells_per_block=(2, 2)) for one in images])


def greys_of(images: Images) -> Floats:
    """Describe each picture by how often each of 32 greys occurs."""
    counts = [np.histogram(one, GREYS, (0, 1))[0] / one.size for one in images]
    return np.sqrt(np.stack(counts))


def digits_of_chapter_10(settings: Settings, seed: int) -> Found:
    """Return what chapter 10's comparison finds for HOG on the digits of 8 × 8."""
    train, test = datasets.digits("train"), datasets.digits("test")
    some = np.random.default_rng(seed).permutation(len(train))[:1200]
    small = {"pixels_per_cell": (2, 2), "cells_per_block": (2, 2)}
    seen, asked = (
        np.stack([hog(one, **small) for one in d]) for d in (train.images[some], test.images)
    )
    learner = LinearSVC(random_state=seed).fit(seen, train.labels[some])
    return {"test accuracy": float(learner.score(asked, test.labels))}
