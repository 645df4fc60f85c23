"""HogView's histograms are those of scikit-image and NumPy."""

import numpy as np
import pytest
from skimage.exposure import adjust_gamma
from skimage.feature import hog

from tests.support.node import run

SCRIPT = "arithmetic/gradient_histograms.js"
RNG = np.random.default_rng(7)
HEIGHT, WIDTH = 37, 50
PICTURE = RNG.integers(0, 256, (HEIGHT, WIDTH)).astype(float)
SIZE = {"height": HEIGHT, "width": WIDTH}
LIGHT = {"gamma": 1, "contrast": 1, "brightness": 0, "cut": False}


def scikit(picture: np.ndarray, cell: int, bins: int) -> np.ndarray:
    cells = {"pixels_per_cell": (cell, cell), "cells_per_block": (2, 2), "orientations": bins}
    vector: np.ndarray = hog(picture, block_norm="L2", **cells)
    return vector


def vector_of(picture: np.ndarray, cell: int, bins: int) -> np.ndarray:
    size = dict(zip(("height", "width"), picture.shape, strict=True))
    given = {"pixels": picture.ravel().tolist(), "size": size, "of": {"cell": cell, "bins": bins}}
    return np.array(run(SCRIPT, "return m.describe(a.pixels, a.size, a.of).vector;", given))


def lit(**light) -> np.ndarray:
    given = {"pixels": PICTURE.ravel().tolist(), "light": {**LIGHT, **light}}
    found = run(SCRIPT, "return [...m.relit(a.pixels, a.light)];", given)
    return np.array(found).reshape(PICTURE.shape)


@pytest.mark.parametrize("cell", [4, 8, 16])
@pytest.mark.parametrize("bins", [4, 6, 9, 12, 18])
def test_the_vector_is_scikit_images(cell: int, bins: int):
    found = vector_of(PICTURE, cell, bins)

    np.testing.assert_allclose(found, scikit(PICTURE, cell, bins), rtol=1e-6, atol=1e-9)


def test_a_picture_of_any_light_is_described_as_scikit_image_does():
    picture = lit(gamma=0.6, contrast=0.8, brightness=-20)

    found = vector_of(picture, 8, 9)

    np.testing.assert_allclose(found, scikit(picture, 8, 9), rtol=1e-6, atol=1e-9)


def test_cells_at_the_border_are_scikit_images():
    whole = PICTURE[:32, :48]  # cells of 8 fill it

    np.testing.assert_allclose(vector_of(whole, 8, 9), scikit(whole, 8, 9), rtol=1e-6, atol=1e-9)


def test_hardly_any_gradient_is_divided_as_scikit_image_does():
    faint = 1e-7 * PICTURE

    found = vector_of(faint, 8, 9)

    assert found.max() < 0.3
    np.testing.assert_allclose(found, scikit(faint, 8, 9), rtol=1e-6, atol=1e-9)


def test_a_flat_picture_gives_zeros():
    assert not vector_of(np.full((HEIGHT, WIDTH), 90.0), 8, 9).any()


def test_a_cells_sums_are_numpys_histogram():
    given = {"pixels": PICTURE.ravel().tolist(), "size": SIZE, "of": {"cell": 8, "bins": 9}}
    body = "return [...m.describe(a.pixels, a.size, a.of).histograms.sums];"
    found = np.array(run(SCRIPT, body, given)).reshape(4, 6, 9)

    gy, gx = np.gradient(PICTURE)
    inside = (slice(8, 16), slice(24, 32))
    angles = np.degrees(np.arctan2(gy, gx))[inside] % 180
    wanted, _ = np.histogram(angles, bins=9, range=(0, 180), weights=2 * np.hypot(gx, gy)[inside])
    np.testing.assert_allclose(found[1, 3], wanted, rtol=1e-6)


@pytest.mark.parametrize(
    ("x", "y", "degrees"),
    [(1, 0, 0), (-1, 0, 0), (0, 1, 90), (0, -1, 90), (1, 1, 45), (-1, -1, 45), (-1, 1, 135)],
)
def test_a_direction_has_no_sign(x: int, y: int, degrees: float):
    assert run(SCRIPT, f"return m.orientationOf({x}, {y});") == degrees


@pytest.mark.parametrize("gamma", [0.5, 1, 1.7])
def test_the_gamma_is_scikit_images(gamma: float):
    np.testing.assert_allclose(lit(gamma=gamma), 255 * adjust_gamma(PICTURE / 255, gamma))


def test_contrast_and_brightness_leave_0_to_255_unless_they_are_cut_off():
    free, cut = (lit(contrast=1.5, brightness=-30, cut=cut) for cut in (False, True))

    np.testing.assert_allclose(free, 1.5 * PICTURE - 30)
    np.testing.assert_allclose(cut, np.clip(1.5 * PICTURE - 30, 0, 255))


def test_changes_are_measured_as_numpy_would():
    one, other = RNG.normal(size=(2, 60))
    body = "return [m.relativeChange(a[0], a[1]), m.pixelChanges(a[0], a[1])];"
    share, changes = run(SCRIPT, body, [one.tolist(), other.tolist()])

    assert share == pytest.approx(np.linalg.norm(other - one) / np.linalg.norm(one))
    assert changes["least"] == pytest.approx(abs(other - one).min())
    assert changes["most"] == pytest.approx(abs(other - one).max())
