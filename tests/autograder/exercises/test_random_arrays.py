"""What the drawn arrays promise, on any seed and shape."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises.random_arrays import distinct, mirrored, pixels

seeds = st.integers(0, 2**32 - 1)
sides = st.integers(1, 4)


@given(seeds, sides, sides)
def test_distinct_entries_are_whole_and_no_two_alike(seed: int, height: int, width: int):
    array = distinct(np.random.default_rng(seed), height, width)

    assert array.shape == (height, width)
    assert np.unique(array).size == array.size
    assert (array == np.round(array)).all()
    assert (array != 0).all()


@given(seeds, sides, sides)
def test_a_mirrored_array_equals_its_mirror_images(seed: int, height: int, width: int):
    array = mirrored(np.random.default_rng(seed), height, width)

    assert (array == array[::-1]).all()
    assert (array == array[:, ::-1]).all()


@given(seeds, sides)
def test_a_square_mirrored_array_equals_its_transpose(seed: int, side: int):
    array = mirrored(np.random.default_rng(seed), side, side)

    assert (array == array.T).all()


def test_more_entries_than_the_range_holds_reach_further():
    many = distinct(np.random.default_rng(0), 5, 5, largest=9)

    assert np.unique(many).size == 25
    assert abs(many).max() <= 25


def test_pixels_are_bright_enough_to_overflow():
    picture = pixels(np.random.default_rng(0), 8, 8)

    assert picture.dtype == np.uint8
    assert int(picture.min()) * 3 > 255
