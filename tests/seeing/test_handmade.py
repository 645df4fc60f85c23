"""Designed features are what the literature and scikit-image say they are."""

import doctest

import numpy as np
import pytest
from skimage.feature import haar_like_feature
from skimage.transform import integral_image

from seeing import handmade
from seeing.handmade import dense_descriptors, gist, haar_features

RNG = np.random.default_rng(0)


def test_the_examples_are_true():
    assert doctest.testmod(handmade, extraglobs={"np": np}).failed == 0


def test_rectangle_features_are_scikit_images_but_for_their_sign():
    image = RNG.random((6, 6))
    sums = integral_image(image)
    ours = haar_features(6) @ np.pad(sums, ((1, 0), (1, 0))).ravel()
    theirs = haar_like_feature(sums, 0, 0, 6, 6)

    assert np.allclose(np.sort(abs(ours)), np.sort(abs(theirs)))


def test_a_feature_is_the_boxes_of_its_unit():
    image = RNG.random((5, 5))
    sums = np.pad(integral_image(image), ((1, 0), (1, 0)))
    first, last = (haar_features(5)[place] @ sums.ravel() for place in (0, -1))

    assert first.item() == pytest.approx(image[0, 1] - image[0, 0])
    wanted = image[1:3, 1:3].sum() + image[3:5, 3:5].sum()
    wanted -= image[1:3, 3:5].sum() + image[3:5, 1:3].sum()
    assert last.item() == pytest.approx(wanted)


def test_a_step_keeps_the_features_whose_corners_are_its_multiples():
    rows = {row.tobytes() for row in haar_features(8).toarray()}
    coarse = haar_features(8, step=2).toarray()

    assert 0 < len(coarse) < len(rows)
    assert {row.tobytes() for row in coarse} <= rows
    assert not coarse.reshape(-1, 9, 9)[:, 1::2].any()


def test_descriptions_do_not_mind_brightness_and_contrast():
    image = RNG.random((1, 16, 16))
    _, plain = dense_descriptors(image)
    _, relit = dense_descriptors(0.3 * image + 0.4)

    assert np.allclose(plain, relit)
    assert np.allclose(np.linalg.norm(plain, axis=2), 1)


def test_a_picture_without_gradients_has_descriptions_of_zeros():
    _, flat = dense_descriptors(np.full((1, 16, 16), 0.7))

    assert not flat.any()


def test_a_description_counts_each_direction_in_its_cell():
    ramp = np.tile(np.arange(12.0), (12, 1))  # brighter to the right: direction 0 everywhere
    positions, (described,) = dense_descriptors(ramp[None], cell=4)

    assert positions.tolist() == [[4, 4], [4, 8], [8, 4], [8, 8]]
    assert np.allclose(described.reshape(-1, 4, 8)[..., 0], 0.5)
    assert not described.reshape(-1, 4, 8)[..., 1:].any()


def test_a_description_stands_at_its_own_place():
    image = np.zeros((1, 12, 12))
    image[0, :3, 9:] = RNG.random((3, 3))  # in one cell, with its gradients
    positions, (described,) = dense_descriptors(image)

    assert positions[described.any(axis=1)].tolist() == [[4, 8]]


def test_what_does_not_fill_a_cell_is_left_out():
    assert dense_descriptors(np.zeros((3, 14, 11)))[1].shape == (3, 2, 32)


def test_waves_of_one_direction_are_told_by_gist():
    waves = np.sin(np.arange(64) * 2 * np.pi / 8)
    upright = gist(np.tile(waves, (64, 1))).reshape(18, 4, 4)
    level = gist(np.tile(waves[:, None], (1, 64))).reshape(18, 4, 4)

    strongest = {int(energies.mean(axis=(1, 2)).argmax()) for energies in (upright,)}
    assert strongest == {6}  # wavelength 8, direction 0
    assert int(level.mean(axis=(1, 2)).argmax()) == 9  # the same, a quarter turn on


def test_gist_tells_where_the_waves_are():
    image = np.full((64, 64), 0.5)
    image[:16, 48:] += 0.5 * np.sin(np.arange(16) * 2 * np.pi / 4)
    energies = gist(image).reshape(18, 4, 4).sum(axis=0)

    assert np.unravel_index(energies.argmax(), (4, 4)) == (0, 3)


def test_gist_does_not_mind_contrast():
    image = RNG.random((64, 64))

    assert np.allclose(gist(image), gist(0.25 * image + 0.5), rtol=1e-6)
