"""Sets and pictures that come inside scikit-learn and scikit-image: nothing is downloaded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from skimage import data

from seeing.datasets.dataset import Dataset, Images, Labels, Split, checked

# What the course calls a picture -> scikit-image's function for it, where the two differ.
PHOTOGRAPHS = {
    "astronaut": "astronaut",
    "camera": "camera",
    "cat": "chelsea",
    "clock": "clock",
    "coffee": "coffee",
    "coins": "coins",
    "galaxies": "hubble_deep_field",
    "moon": "moon",
    "motorcycle": "stereo_motorcycle",
    "page": "page",
    "retina": "retina",
    "rocket": "rocket",
    "tissue": "immunohistochemistry",
    "flower": "flower.jpg",
    "temple": "china.jpg",
}
TEXTURES = ("brick", "grass", "gravel")
IN_COLOUR = (
    "astronaut",
    "cat",
    "coffee",
    "flower",
    "galaxies",
    "motorcycle",
    "retina",
    "rocket",
    "temple",
    "tissue",
)

DIGIT_BOX = 20  # MNIST's digits lie in a box of 20 × 20 in the middle of 28 × 28
PATCH = 32  # side of a picture of CIFAR-10, pixels
PATCHES = {"train": 200, "test": 50}  # from each photograph


def digits(split: Split) -> Dataset:
    """Return scikit-learn's handwritten digits: 1,442 to train on, 355 to test on.

    images (n, 8, 8) float32, 0 to 1 in steps of 1/16: the share of ink in 4 × 4 dots of a scan

    The 13 people who wrote them are in both parts, so the test says little about a new hand.
    Source: E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998; its
    test set is scikit-learn's copy.
    """
    from sklearn.datasets import load_digits  # here: it takes a second, and few sets need it

    bunch = load_digits()
    images = (bunch.images / 16).astype(np.float32)
    classes = tuple(map(str, range(10)))
    whole = Dataset(images, bunch.target.astype(np.int64), classes, f"digits, {split}")
    return whole.part(split)


def faces(split: Split) -> Dataset:
    """Return 100 faces and 100 pictures without one: 160 to train on, 40 to test on, mixed.

    images (n, 25, 25) float32, 0 to 1, grey
    labels 1 a face, 0 none

    Source: scikit-image's `lfw_subset`, cut from Labeled Faces in the Wild (G. B. Huang and
    others, University of Massachusetts, 2007).
    """
    stored = data.lfw_subset()  # type: ignore[no-untyped-call]  # scikit-image types a part
    images = stored.astype(np.float32)
    labels = np.repeat([1, 0], len(images) // 2).astype(np.int64)
    whole = Dataset(images, labels, ("not a face", "face"), f"faces, {split}")
    return whole.part(split).shuffled()


def photograph(name: str) -> npt.NDArray[np.uint8]:
    """Return a picture as its file holds it: uint8, 0 to 255, (h, w) grey or (h, w, 3) colour.

    name: one of PHOTOGRAPHS; those in IN_COLOUR have three channels
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(f"no photograph {name!r}; there are {', '.join(sorted(PHOTOGRAPHS))}")
    stored = PHOTOGRAPHS[name]
    if stored.endswith(".jpg"):
        from sklearn.datasets import load_sample_image  # here, as above

        return np.array(load_sample_image(stored), dtype=np.uint8)
    picture = getattr(data, stored)()
    if name == "motorcycle":
        picture, _, _ = picture  # left eye, right eye, distance
    return np.array(picture, dtype=np.uint8)


def texture(name: str) -> npt.NDArray[np.uint8]:
    """Return a surface seen from above: (512, 512) uint8, 0 to 255, grey.

    name: one of TEXTURES
    """
    if name not in TEXTURES:
        raise ValueError(f"no texture {name!r}; there are {', '.join(TEXTURES)}")
    return np.array(getattr(data, name)(), dtype=np.uint8)


def digits_like_mnist(split: Split) -> Dataset:
    """Return the digits in MNIST's form, (n, 28, 28): enlarged to 20 × 20, with a margin of 4."""
    small = digits(split)
    # Box centre on box centre: "nearest" outside and a grid of cells, not of points.
    scale = (1, DIGIT_BOX / 8, DIGIT_BOX / 8)
    large = ndimage.zoom(small.images, scale, order=1, mode="nearest", grid_mode=True)
    images = np.pad(large, ((0, 0), (4, 4), (4, 4)))
    return Dataset(images, small.labels, small.classes, f"{small.source}, enlarged to 28 × 28")


def patches_like_cifar10(split: Split) -> Dataset:
    """Return 32 × 32 pieces of ten photographs in CIFAR-10's form: the class is the photograph.

    images (2000, 32, 32, 3) to train on and (500, 32, 32, 3) to test on, which come from the
    right-hand quarter of each photograph, where no piece to train on reaches
    """
    rng = np.random.default_rng(0 if checked(split) == "train" else 1)
    pieces = [_pieces(photograph(name), split, rng) for name in IN_COLOUR]
    labels: Labels = np.repeat(np.arange(len(IN_COLOUR)), PATCHES[split]).astype(np.int64)
    images: Images = np.divide(np.concatenate(pieces), np.float32(255), dtype=np.float32)
    source = f"pieces of ten photographs, {split}"
    return Dataset(images, labels, IN_COLOUR, source).shuffled()


def _pieces(
    picture: npt.NDArray[np.uint8], split: Split, rng: np.random.Generator
) -> npt.NDArray[np.uint8]:
    height, width = picture.shape[:2]
    border = width * 3 // 4
    left, right = (0, border) if split == "train" else (border, width)
    tops = rng.integers(0, height - PATCH + 1, size=PATCHES[split])
    lefts = rng.integers(left, right - PATCH + 1, size=PATCHES[split])
    return np.stack(
        [picture[y : y + PATCH, x : x + PATCH] for y, x in zip(tops, lefts, strict=True)]
    )
