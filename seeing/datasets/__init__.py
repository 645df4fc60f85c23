"""Pictures to look at and sets to learn from. A set gives `images, labels`, and says what it is.

>>> images, labels = digits("train")
>>> images.shape, images.dtype, labels.dtype
((1442, 8, 8), dtype('float32'), dtype('int64'))

`digits`, `faces`, `photograph` and `texture` come with the libraries. `mnist` and `cifar10` are
read from the folder in the environment variable SEEING_DATA, or downloaded once.
"""

from seeing.datasets.cifar10 import cifar10
from seeing.datasets.dataset import DataError, Dataset, EmbeddedSetWarning
from seeing.datasets.embedded import (
    IN_COLOUR,
    PHOTOGRAPHS,
    TEXTURES,
    digits,
    faces,
    photograph,
    texture,
)
from seeing.datasets.mnist import mnist

__all__ = [
    "IN_COLOUR",
    "PHOTOGRAPHS",
    "TEXTURES",
    "DataError",
    "Dataset",
    "EmbeddedSetWarning",
    "cifar10",
    "digits",
    "faces",
    "mnist",
    "photograph",
    "texture",
]
