"""What PixelInspector says of a pixel is what NumPy, scikit-image and Pillow say."""

import numpy as np
import pytest
from PIL import Image
from skimage.color import rgb2gray

from tests.support.node import run

SCRIPT = "arithmetic/pixels.js"
HEIGHT, WIDTH = 7, 9
PICTURE = np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)
SOURCE = {
    "planes": [PICTURE[..., c].ravel().tolist() for c in range(3)],
    "height": HEIGHT,
    "width": WIDTH,
}


def grey(name: str) -> np.ndarray:
    values = run(SCRIPT, f"return [...m.greyPicture(a, m.GREYS.{name})];", SOURCE)
    return np.array(values).reshape(HEIGHT, WIDTH)


def test_the_eyes_grey_is_scikit_images():
    assert grey("eye") == pytest.approx(255 * rgb2gray(PICTURE), abs=1e-9)


def test_the_older_grey_is_pillows_before_it_rounds():
    rounded = np.asarray(Image.fromarray(PICTURE).convert("L"))

    assert abs(grey("older") - rounded).max() < 0.51


def test_the_mean_is_numpys():
    assert grey("mean") == pytest.approx(PICTURE.mean(axis=2), abs=1e-9)


@pytest.mark.parametrize("size", [3, 5])
def test_the_numbers_round_a_pixel_end_where_the_picture_does(size: int):
    body = f"""return Array.from({{ length: a.height * a.width }}, (_, i) =>
        m.patchRound(a.planes[0], a, Math.floor(i / a.width), i % a.width, {size}));"""
    found = np.array(run(SCRIPT, body, SOURCE), dtype=float)  # None becomes NaN

    padded = np.pad(PICTURE[..., 0].astype(float), size // 2, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    assert np.array_equal(found, windows.reshape(-1, size * size), equal_nan=True)


def test_a_number_lies_where_numpy_puts_it():
    row, column, channel = (grid.ravel() for grid in np.indices(PICTURE.shape))
    body = """return a.places.map(([row, column, channel]) => {
        const { last, first } = m.placesInMemory(a, row, column, channel);
        return [last, first];
    });"""
    places = np.stack([row, column, channel], axis=1).tolist()
    last, first = np.array(run(SCRIPT, body, {**SOURCE, "places": places})).T

    channels_first = np.ascontiguousarray(PICTURE.transpose(2, 0, 1))
    assert np.array_equal(PICTURE.ravel()[last], PICTURE[row, column, channel])
    assert np.array_equal(channels_first.ravel()[first], PICTURE[row, column, channel])
    assert sorted(last) == sorted(first) == list(range(PICTURE.size))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ([0, 131, 0], True),  # grey 93.7 beside 93.5
        ([0, 133, 0], False),  # 1.6 brighter
        ([120, 96, 0], False),  # as bright, and its red is no more than 80 away
    ],
)
def test_two_pixels_are_alike_if_only_their_red_is_not(other: list[int], alike: bool):
    found = run(SCRIPT, "return m.comparedPixels([200, 71, 3], a);", other)

    assert found["alike"] is alike
    both = np.array([[[200, 71, 3], other]], dtype=np.uint8)
    assert found["grey"] == pytest.approx(255 * abs(np.diff(rgb2gray(both))).item(), abs=1e-9)
