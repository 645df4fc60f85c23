"""CornerLab's corners are those of SciPy, NumPy and scikit-image."""

import numpy as np
import pytest
from scipy import ndimage
from skimage.feature import corner_harris, corner_peaks

from tests.support.node import run

SCRIPT = "arithmetic/corners.js"
RNG = np.random.default_rng(11)
HEIGHT, WIDTH = 40, 47
PICTURE = RNG.integers(0, 256, (HEIGHT, WIDTH), dtype=np.uint8)
SOURCE = {"pixels": PICTURE.ravel().tolist(), "height": HEIGHT, "width": WIDTH}
SETTINGS = [(0.5, 0.04), (1.0, 0.05), (1.37, 0.13), (2.0, 0.2), (3.0, 0.01)]


def maps(sigma: float, k: float) -> dict[str, np.ndarray]:
    body = """const maps = m.structureMaps(m.grayGradients(a), a.sigma);
    const lists = ["xx", "xy", "yy"].map((name) => [name, [...maps[name]]]);
    return { ...maps, ...Object.fromEntries(lists), response: [...m.harrisMap(maps, a.k)] };"""
    found = run(SCRIPT, body, {**SOURCE, "sigma": sigma, "k": k})
    shape = (found["rows"], found["columns"])
    numbers = {
        name: np.array(found[name]).reshape(shape) for name in ("xx", "xy", "yy", "response")
    }
    return {**numbers, "rim": found["rim"]}


@pytest.mark.parametrize("sigma", [0.5, 1, 1.6, 2, 3])
def test_the_window_weighs_as_scipys_does(sigma: float):
    found = run(SCRIPT, "return [...m.gaussianWeights(a)];", sigma)

    impulse = np.zeros(61)
    impulse[30] = 1
    wanted = ndimage.gaussian_filter1d(impulse, sigma)
    wanted = wanted[wanted > 0]
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


@pytest.mark.parametrize(("sigma", "k"), SETTINGS)
def test_the_products_are_scipys_where_whole_windows_fit(sigma: float, k: float):
    found = maps(sigma, k)

    gx, gy = (ndimage.sobel(PICTURE / 255, axis=axis) for axis in (1, 0))
    inside = (slice(found["rim"], -found["rim"]),) * 2
    for name, product in {"xx": gx * gx, "xy": gx * gy, "yy": gy * gy}.items():
        wanted = ndimage.gaussian_filter(product, sigma)[inside]
        np.testing.assert_allclose(found[name], wanted, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(("sigma", "k"), SETTINGS)
def test_the_response_is_scikit_images(sigma: float, k: float):
    found = maps(sigma, k)

    wanted = corner_harris(PICTURE / 255, k=k, sigma=sigma)
    inside = (slice(found["rim"], -found["rim"]),) * 2
    np.testing.assert_allclose(found["response"], wanted[inside], rtol=1e-6, atol=1e-9)


def test_the_eigenvalues_are_numpys():
    gradients = RNG.normal(size=(50, 6, 2))
    matrices = np.einsum("nij,nik->njk", gradients, gradients)
    rows = matrices.reshape(50, 4)[:, [0, 1, 3]].tolist()
    body = "return a.map(([xx, xy, yy]) => m.eigenvalues(xx, xy, yy));"
    found = run(SCRIPT, body, rows)

    values, vectors = np.linalg.eigh(matrices)
    np.testing.assert_allclose([one["small"] for one in found], values[:, 0], rtol=1e-6)
    np.testing.assert_allclose([one["large"] for one in found], values[:, 1], rtol=1e-6)
    angles = np.radians([one["angle"] for one in found])
    along = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    np.testing.assert_allclose(abs((along * vectors[:, :, 1]).sum(axis=1)), 1, rtol=1e-9)


def test_a_flat_window_has_no_eigenvalues_and_no_nan():
    assert run(SCRIPT, "return m.eigenvalues(0, 0, 0);") == {"large": 0, "small": 0, "angle": 0}


@pytest.mark.parametrize("reach", [1, 3, 5])
def test_the_peaks_are_scikit_images(reach: int):
    values = RNG.normal(size=(31, 26))
    body = f"return m.peaksOf(a.flat(), 31, 26, 1.2, {reach});"
    found = run(SCRIPT, body, values.tolist())

    wanted = corner_peaks(values, min_distance=reach, threshold_abs=1.2, exclude_border=False)
    assert sorted(map(tuple, found)) == sorted(map(tuple, wanted.tolist()))


def test_of_equal_peaks_the_first_counts():
    found = run(SCRIPT, "return m.peaksOf([0, 2, 2, 0, 0, 2, 0, 2], 1, 8, 1, 2);")

    assert found == [[0, 1], [0, 5]]


# A round corner with R = 0.8 has both eigenvalues 1 at k = 0.05.
@pytest.mark.parametrize(
    ("large", "small", "word"),
    [(1.1, 1, "corner"), (0.9, 0.9, "flat"), (5, 0.05, "edge"), (3, 0.4, "weak"), (0.5, 0, "flat")],
)
def test_a_window_is_named_by_its_eigenvalues(large: float, small: float, word: str):
    response = large * small - 0.05 * (large + small) ** 2

    found = run(SCRIPT, f"return m.verdictOf({response}, {large}, 0.8, 0.05);")

    assert found == word


@pytest.mark.parametrize(
    ("gradients", "matrix", "response"),
    [
        ([(2, 0)] * 4, [16, 0, 0], -12.8),
        ([(2, 0), (2, 0), (0, 2), (0, 2)], [8, 0, 8], 51.2),
        ([(1, 1)] * 4, [4, 4, 4], -3.2),
    ],
)
def test_the_chapters_miniatures_come_out(gradients, matrix, response: float):
    products = np.array([(x * x, x * y, y * y) for x, y in gradients]).sum(axis=0)
    found = run(SCRIPT, "return m.harrisOf(...a, 0.05).response;", products.tolist())

    assert products.tolist() == matrix
    assert found == pytest.approx(response)
