"""What HogView takes and refuses, and what its two tasks ask for."""

import numpy as np
import pytest
from skimage.feature import hog
from traitlets import TraitError

from seeing.widgets import HogView


def change_of_vector(image: np.ndarray, other: np.ndarray) -> float:
    cells = {"pixels_per_cell": (8, 8), "cells_per_block": (2, 2), "block_norm": "L2"}
    before, after = (hog(one.astype(float), **cells) for one in (image, other))
    return float(np.linalg.norm(after - before) / np.linalg.norm(before))


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"image": np.zeros((31, 64), np.uint8)}, "no window of 32"),
        ({"image": np.zeros((64, 200), np.uint8)}, "sides of 128"),
        ({"image": np.zeros((64, 64, 3), np.uint8)}, "brightness"),
        ({"cell": 5}, "cell"),
        ({"bins": 8}, "bins"),
        ({"column": -1}, "column"),
        ({"gamma": 0.2}, "gamma: expected 0.3 to 3, got 0.2"),
        ({"gamma": float("nan")}, "gamma: expected"),
        ({"contrast": 0}, "contrast: expected 0.25 to 2"),
        ({"brightness": 101}, "brightness: expected -100 to 100"),
    ],
)
def test_what_cannot_be_shown_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        HogView(**traits)


def test_brightness_is_the_first_tasks_solution() -> None:
    image = HogView().image.astype(float)

    assert change_of_vector(image, image + 40) == 0


def test_gamma_and_a_cut_are_the_second_tasks_solutions() -> None:
    image = HogView().image.astype(float)
    curved = 255 * (image / 255) ** 1.5
    cut = np.clip(image - 40, 0, 255)

    for other in (curved, cut):
        assert abs(other - image).max() <= 40
        assert change_of_vector(image, other) > 0.1


def test_contrast_alone_solves_neither() -> None:
    image = HogView().image.astype(float)

    for contrast in (0.25, 0.5, 2):
        assert abs(contrast * image - image).min() < 40
        assert change_of_vector(image, contrast * image) < 1e-9
