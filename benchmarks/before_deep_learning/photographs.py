"""CIFAR-10, from the folder in SEEING_DATA: where hand-made features fall behind."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from sklearn.svm import LinearSVC

from benchmarks.before_deep_learning.material import Images
from benchmarks.before_deep_learning.words import hog_of
from benchmarks.record import Found, Settings
from seeing import datasets, networks
from seeing.datasets import Dataset
from seeing.handmade import Floats

EACH = 1_000  # images of each class to train on
ASKED = 2_000  # test images
LUMA = np.array([0.2125, 0.7154, 0.0721], dtype=np.float32)


def photographs(settings: Settings, seed: int) -> Found:
    """Return the accuracy of a linear classifier, and of chapter 10's network on the same images.

    The network is the shipped one, trained once on all 50,000 images: its spread is that of the
    test images alone.
    """
    train, test = _drawn(*_sets(), seed)
    if settings["features"] == "network":
        net = networks.load("cifar10")
        with torch.no_grad():
            batches = torch.from_numpy(test.images).permute(0, 3, 1, 2).split(250)
            told = torch.cat([net(batch).argmax(dim=1) for batch in batches]).numpy()
        return {"test accuracy": float((told == test.labels).mean())}
    describe = FEATURES[settings["features"]]
    learner = LinearSVC(random_state=seed, C=settings_c(settings)).fit(
        describe(train.images), train.labels
    )
    return {"test accuracy": float(learner.score(describe(test.images), test.labels))}


def settings_c(settings: Settings) -> float:
    """Return how little the classifier is held back: HOG's 1,764 numbers want a tenth."""
    return 0.1 if "HOG" in settings["features"] else 1.0


@cache
def _sets() -> tuple[Dataset, Dataset]:
    return datasets.cifar10("train"), datasets.cifar10("test")


def _drawn(train: Dataset, test: Dataset, seed: int) -> tuple[Dataset, Dataset]:
    rng = np.random.default_rng(seed)
    seen = [rng.permutation(np.flatnonzero(train.labels == label))[:EACH] for label in range(10)]
    return train.take(np.concatenate(seen)), test.take(rng.permutation(len(test))[:ASKED])


def _thumbnails(images: Images) -> Floats:
    return images.reshape(len(images), 8, 4, 8, 4, 3).mean(axis=(2, 4)).reshape(len(images), -1)


def _hog(images: Images) -> Floats:
    return hog_of(images @ LUMA)


def _hog_and_colours(images: Images) -> Floats:
    return np.concatenate([_hog(images), _colours(images)], axis=1)


def _colours(images: Images) -> Floats:
    """Return how often each of 16 strengths of each channel occurs, as roots: (n, 48)."""
    levels = np.minimum((images * 16).astype(int), 15).reshape(len(images), -1, 3)
    shares = (levels[..., None] == np.arange(16)).mean(axis=1)
    return np.sqrt(shares).reshape(len(images), -1)


FEATURES = {
    "thumbnail": _thumbnails,
    "HOG": _hog,
    "HOG and colours": _hog_and_colours,
}
