"""FilterGallery's maps are torch's first layer; colour and best places are found."""

import numpy as np
import pytest
import torch

from seeing.widgets import FilterGallery
from tests.support.node import run


def test_a_map_is_torchs_first_layer() -> None:
    gallery = FilterGallery()
    image = torch.from_numpy(gallery.image.transpose(2, 0, 1) / 255)
    body = """
        const packed = ({ shape, data }) => ({ shape, data: Float32Array.from(data).buffer });
        const kernels = m.kernelsOf(packed(a.kernels), packed(a.biases));
        const photo = { planes: a.planes, height: 64, width: 64 };
        return kernels.map((kernel) => [...m.mapOf(kernel, photo)]);
    """
    given = {
        "kernels": {"shape": [24, 3, 3, 3], "data": gallery.kernels.flatten().tolist()},
        "biases": {"shape": [24], "data": gallery.biases.tolist()},
        "planes": image.flatten(1).tolist(),
    }

    found = run("filter_gallery.js", body, given)

    conv = torch.nn.functional.conv2d
    kernels, biases = (torch.tensor(a).double() for a in (gallery.kernels, gallery.biases))
    wanted = conv(image[None].double(), kernels, biases)[0].flatten(1).numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-6)


@pytest.mark.parametrize(
    ("taps", "share"), [([1, 1, 1], 0.0), ([1, -1, 0], 1.0), ([1, 0, 0], 2 / 3), ([0, 0, 0], 0.0)]
)
def test_the_share_that_is_about_colour(taps: list[int], share: float) -> None:
    body = "return m.colourShare({ side: 1, weights: a });"

    assert run("filter_gallery.js", body, taps) == pytest.approx(share)


def test_the_best_places_are_the_largest_that_do_not_overlap() -> None:
    values = [9, 8, 0, 0, 7, 0, 0, 0, 5, 0, 0, 6]
    body = "return m.bestPlaces(a, 4, 3, 2).map(({ row, column }) => 4 * row + column);"

    # 8 and 7 lie beside 9, and 5 is as far from it as the window is wide.
    assert run("filter_gallery.js", body, values) == [0, 11, 8]
