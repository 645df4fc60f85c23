"""A function of pictures is handed over as the case says, and the picture stays as it was."""

import numpy as np
import pytest
from scipy import ndimage

from seeing.probes import InputChangedError, move_and_filter
from seeing.probes.pictures import filter_of

RNG = np.random.default_rng(0)
PICTURE = RNG.integers(0, 10, (5, 6)).astype(float)
INPUTS = {
    "image": PICTURE,
    "down": 1,
    "right": -2,
    "margin": 1,
    "kernel": [[0, 0, 0], [0, 2, 0], [0, 0, 0]],
    "stride": 1,
    "slope": 0,
}


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (1, 5)])
def test_a_filter_is_scipys_with_zeros_outside(shape: tuple[int, int]):
    kernel = RNG.integers(-5, 6, shape)

    made = filter_of(kernel)(PICTURE)

    assert made.tolist() == ndimage.correlate(PICTURE, kernel, mode="constant").tolist()


def test_a_stride_fills_each_square_with_its_first_number():
    made = filter_of([[1]], stride=2)([[1, 2, 3], [4, 5, 6], [7, 8, 9]])

    assert made.tolist() == [[1, 1, 3], [1, 1, 3], [7, 7, 9]]


def test_a_slope_adds_more_in_each_row():
    assert filter_of([[1]], slope=0.5)([[1, 1], [1, 1], [1, 1]]).tolist() == [
        [1, 1],
        [1.5, 1.5],
        [2, 2],
    ]


@pytest.mark.parametrize("shape", [(3,), (2, 3, 3), (0, 4)])
def test_what_is_no_picture_is_told_with_its_shape(shape: tuple[int, ...]):
    with pytest.raises(ValueError, match=r"f takes a picture \(h, w\)") as told:
        filter_of([[1]])(np.zeros(shape))

    assert str(shape) in str(told.value)


def test_what_is_no_array_is_not_said_to_be_returned():
    with pytest.raises(TypeError, match=r"f takes a picture, .* not NoneType") as told:
        filter_of([[1]])(None)

    assert told.type is TypeError


def test_f_and_the_cases_numbers_are_handed_over():
    def answer(f, image, down, right, margin):
        return [f(image)[0, 0] / image[0, 0], down, right, margin]

    assert move_and_filter([answer], INPUTS).tolist() == [2, 1, -2, 1]


def test_a_changed_picture_is_noticed_and_the_case_stays_as_it_was():
    def answer(f, image, down, right, margin):
        image[0] = 99
        return 0.0

    with pytest.raises(InputChangedError, match=r"^image$"):
        move_and_filter([answer], INPUTS)

    assert PICTURE.max() < 10


def test_f_leaves_the_picture_that_it_is_asked_about_alone():
    before = PICTURE.copy()

    made = filter_of([[1]])(PICTURE)
    made += 1

    assert (before == PICTURE).all()
