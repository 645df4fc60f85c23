"""What comes inside the libraries: its form, its split, and that nothing is asked of a network."""

import os
import subprocess
import sys

import numpy as np
import pytest
from skimage.data import lfw_subset
from sklearn import datasets as sklearn_datasets
from sklearn.linear_model import LogisticRegression

from seeing.datasets import IN_COLOUR, PHOTOGRAPHS, TEXTURES, digits, faces, photograph, texture
from seeing.datasets.embedded import digits_like_mnist, patches_like_cifar10

SETS = {
    "digits": (digits, (8, 8), 1442, 355),
    "faces": (faces, (25, 25), 160, 40),
    "digits like MNIST": (digits_like_mnist, (28, 28), 1442, 355),
    "patches like CIFAR-10": (patches_like_cifar10, (32, 32, 3), 2000, 500),
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("split", ["train", "test"])
def test_a_set_has_the_stated_shape_dtype_and_range(name: str, split: str):
    load, shape, train, test = SETS[name]

    images, labels = load(split)

    n = train if split == "train" else test
    assert images.shape == (n, *shape)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert 0.9 < images.max() <= 1
    assert labels.shape == (n,)
    assert labels.dtype == np.int64
    assert set(labels) == set(range(len(load(split).classes)))


def test_both_parts_of_the_digits_together_are_the_whole_set_once():
    bunch = sklearn_datasets.load_digits()

    parts = [*digits("train").images, *digits("test").images]

    def rows(images):
        return sorted(tuple(np.ravel(image)) for image in images)

    assert rows(parts) == rows(bunch.images / 16)


@pytest.mark.parametrize("load", [digits, faces])
def test_both_parts_hold_each_class_in_the_same_proportion(load):
    train, test = (np.bincount(load(split).labels) for split in ("train", "test"))

    assert np.all(np.abs(test - (train + test) / 5) < 1)


def test_labels_belong_to_their_digits():
    (images, labels), (unseen, due) = digits("train"), digits("test")

    learner = LogisticRegression(max_iter=1000).fit(images.reshape(len(images), -1), labels)

    assert learner.score(unseen.reshape(len(unseen), -1), due) > 0.9


def test_the_faces_are_the_first_hundred_of_scikit_image():
    stored = lfw_subset()[:100].astype(np.float32)

    found = [images[labels == 1] for images, labels in (faces("train"), faces("test"))]

    assert sorted(map(bytes, np.concatenate(found))) == sorted(map(bytes, stored))


def test_labels_belong_to_their_faces():
    (images, labels), (unseen, due) = faces("train"), faces("test")

    learner = LogisticRegression(max_iter=1000).fit(images.reshape(len(images), -1), labels)

    assert learner.score(unseen.reshape(len(unseen), -1), due) > 0.9


@pytest.mark.parametrize("load", [faces, patches_like_cifar10])
def test_the_first_images_are_of_more_than_one_class(load):
    assert len(set(load("train").labels[:16])) > 1


def test_an_enlarged_digit_keeps_its_ink_in_the_middle():
    small, large = digits("test").images, digits_like_mnist("test").images

    border = large.copy()
    border[:, 4:24, 4:24] = 0
    assert not border.any()
    # Bilinear weights at the edges of a grid of cells repeat the outermost cell, so not exact.
    np.testing.assert_allclose(
        large.sum(axis=(1, 2)) / (20 / 8) ** 2, small.sum(axis=(1, 2)), rtol=0.02
    )


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_photograph_is_bytes_grey_or_with_three_channels(name: str):
    picture = photograph(name)

    assert picture.dtype == np.uint8
    assert picture.ndim == (3 if name in IN_COLOUR else 2)
    assert picture.shape[2:] in ((), (3,))
    assert np.ptp(picture) > 100
    assert picture.flags.writeable


@pytest.mark.parametrize("name", TEXTURES)
def test_a_texture_is_a_grey_square(name: str):
    assert texture(name).shape == (512, 512)
    assert texture(name).dtype == np.uint8


@pytest.mark.parametrize("load", [digits, faces, digits_like_mnist, patches_like_cifar10])
def test_another_split_is_refused(load):
    with pytest.raises(ValueError, match='"train" or "test", not \'all\''):
        load("all")


@pytest.mark.parametrize(("load", "some"), [(photograph, "camera"), (texture, "grass")])
def test_an_unknown_picture_is_answered_with_those_there_are(load, some: str):
    with pytest.raises(ValueError, match=some):
        load("nobody")


WITHOUT_NETWORK = """
import socket

def refuse(*_):
    raise AssertionError("asked the network")

socket.socket.connect = refuse
socket.getaddrinfo = refuse
from seeing import datasets

for split in ("train", "test"):
    datasets.digits(split), datasets.faces(split)
for name in datasets.PHOTOGRAPHS:
    datasets.photograph(name)
for name in datasets.TEXTURES:
    datasets.texture(name)
"""


def test_what_is_embedded_asks_no_network_even_with_empty_caches(tmp_path):
    # A fresh process: scikit-image looks for its cache once, on import.
    caches = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "SKIMAGE_DATADIR")}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK],
        env=os.environ | caches,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
