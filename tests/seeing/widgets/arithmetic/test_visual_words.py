"""Descriptors, nearest words, bags and pyramids are NumPy's, SciPy's and scikit-learn's."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans

from benchmarks.visual_words.__main__ import patches_of
from seeing.widgets.features.word_histogram import visual_words
from tests.support.node import run

SCRIPT = "arithmetic/visual_words.js"
RNG = np.random.default_rng(16)
DESCRIBE = "return a.map((patch) => [...m.describePatch(patch, 12)]);"


def described(patches: np.ndarray) -> np.ndarray:
    """Describe patches (n, 12, 12) by NumPy's histogram of complex gradients, cell by cell."""
    found = []
    for patch in patches:
        down, across = np.gradient(patch)
        gradients = across + 1j * down
        cells = [part for half in np.vsplit(gradients, 2) for part in np.hsplit(half, 2)]
        edges = np.arange(-0.5, 9) / 8 * 360  # half a bin round 0, and the other half at 360
        votes = [
            np.histogram(np.angle(cell, deg=True) % 360, bins=edges, weights=abs(cell))[0]
            for cell in cells
        ]
        sums = np.concatenate([np.append(v[0] + v[8], v[1:8]) for v in votes])
        found.append(sums / max(100, np.linalg.norm(sums)))
    return np.array(found)


@pytest.mark.parametrize("contrast", [255, 40, 1])
def test_a_patch_is_described_as_numpy_does(contrast: float):
    patches = contrast * RNG.random((6, 12, 12))
    found = run(SCRIPT, DESCRIBE, patches.reshape(6, -1).tolist())

    np.testing.assert_allclose(found, described(patches), rtol=1e-6, atol=1e-12)


def test_a_blank_patch_is_all_zeros():
    assert run(SCRIPT, DESCRIBE, [[9] * 144]) == [[0] * 32]


def test_light_and_contrast_change_no_strong_patch():
    patch = RNG.integers(0, 100, (1, 144))
    found = run(SCRIPT, DESCRIBE, (2 * patch + 20).tolist())

    np.testing.assert_allclose(found, run(SCRIPT, DESCRIBE, patch.tolist()), rtol=1e-12)


def test_the_nearest_word_is_scipys():
    points, words = RNG.random((40, 32)), RNG.random((16, 32))
    found = run(
        SCRIPT,
        "return a.points.map((point) => m.nearestWord(point, a.words));",
        {"points": points.tolist(), "words": words.ravel().tolist()},
    )

    assert found == cdist(points, words).argmin(axis=1).tolist()


def test_of_two_equal_words_the_first_is_taken():
    assert run(SCRIPT, "return m.nearestWord([0, 0], [1, 0, 0, 1, 5, 5]);") == 0


def test_a_picture_is_cut_as_numpy_cuts_it():
    picture = RNG.integers(0, 256, (96, 96))
    found = run(SCRIPT, "return m.patchesOf(a, 96, 12);", picture.ravel().tolist())

    wanted = picture.reshape(8, 12, 8, 12).swapaxes(1, 2).reshape(64, 144)
    assert found == wanted.tolist()


@pytest.mark.parametrize("finest", [0, 1, 2, 3])
def test_a_pyramid_is_numpys(finest: int):
    words = RNG.integers(0, 5, (8, 8))
    found = run(SCRIPT, f"return m.pyramidOf(a, 8, 5, {finest});", words.ravel().tolist())

    for level, part in enumerate(found):
        cells = 2**level
        wanted = [
            np.bincount(block.ravel(), minlength=5).tolist()
            for line in np.vsplit(words, cells)
            for block in np.hsplit(line, cells)
        ]
        assert part["bags"] == wanted
    assert sum(part["weight"] for part in found) == 1
    assert found[-1]["weight"] == (0.5 if finest else 1)


def test_what_two_pyramids_share_is_one_less_half_their_distance():
    one, other = RNG.integers(0, 4, (2, 64))
    body = """const [p, q] = a.map((words) => m.pyramidOf(words, 8, 4, 2));
    return [m.commonOfPyramids(p, q), p, q];"""
    found, p, q = run(SCRIPT, body, [one.tolist(), other.tolist()])

    def vector(pyramid: list) -> np.ndarray:
        return np.concatenate([part["weight"] * np.ravel(part["bags"]) / 64 for part in pyramid])

    assert len(vector(p)) == 21 * 4
    assert found == pytest.approx(1 - np.abs(vector(p) - vector(q)).sum() / 2, rel=1e-9)


def test_the_smallest_change_that_a_pyramid_notices_is_a_sixty_fourth():
    """Of all exchanges of two patches, two thousand tried."""
    words = RNG.integers(0, 16, 64)
    body = """const start = m.pyramidOf(a.words, 8, 16, 2);
    return a.pairs.map(([i, j]) => {
        const next = [...a.words];
        [next[i], next[j]] = [next[j], next[i]];
        return 1 - m.commonOfPyramids(start, m.pyramidOf(next, 8, 16, 2));
    });"""
    pairs = RNG.integers(0, 64, (2000, 2)).tolist()
    losses = np.array(run(SCRIPT, body, {"words": words.tolist(), "pairs": pairs}))

    assert losses.min() == 0
    assert losses[losses > 1e-9].min() == pytest.approx(1 / 64)


@pytest.mark.parametrize("unit", [1, 2, 4])
def test_blocks_change_places(unit: int):
    one, other = RNG.integers(0, 8, (2, 2))
    order = RNG.permutation(64)
    found = run(
        SCRIPT,
        "return m.exchanged(a.order, 8, a.unit, a.one, a.other);",
        {"order": order.tolist(), "unit": unit, "one": one.tolist(), "other": other.tolist()},
    )

    wanted = order.reshape(8, 8).copy()
    here, there = (
        tuple(slice(at // unit * unit, at // unit * unit + unit) for at in place)
        for place in (one, other)
    )
    wanted[here], wanted[there] = (
        order.reshape(8, 8)[there].copy(),
        order.reshape(8, 8)[here].copy(),
    )
    assert found == wanted.ravel().tolist()


def test_the_cells_that_changed_are_found():
    """Two words that differ change places across the middle of the upper left quarter."""
    words = [0] * 64
    words[0] = 1
    after = [0] * 64
    after[2] = 1
    body = "return m.changedCells(...a.map((words) => m.pyramidOf(words, 8, 2, 2)));"
    whole, quarters, sixteenths = run(SCRIPT, body, [words, after])

    assert (whole, quarters) == ([False], [False] * 4)
    assert np.flatnonzero(sixteenths).tolist() == [0, 1]


def test_the_recorded_words_are_the_means_of_their_patches():
    """Which makes them k-means' answer: one more round of it moves none by more than rounding."""
    words = visual_words.recorded()["words"].astype(float)
    patches = np.concatenate(
        [patches_of(visual_words.smaller(name)) for name in visual_words.PIECES]
    )
    points = described(patches)
    again = KMeans(len(words), init=words, n_init=1, max_iter=1).fit(points)

    np.testing.assert_allclose(again.cluster_centers_, words, atol=0.01)


def test_each_words_patch_is_nearest_to_it():
    recorded = visual_words.recorded()
    words = recorded["words"].astype(float)
    patches = recorded["patches"].reshape(16, 12, 12).astype(float)

    assert cdist(described(patches), words).argmin(axis=1).tolist() == [*range(16)]
