"""The named kernels."""

import numpy as np

from tests.support.node import run as javascript


def test_every_preset_is_found_by_its_own_name() -> None:
    body = "return m.presets.map(([name, kernel]) => [name, m.presetName(kernel)])"

    assert all(name == found for name, found in javascript("kernel_on_photo/presets.js", body))


def test_the_line_kernels_sum_to_zero_and_the_blurs_to_one() -> None:
    presets = dict(javascript("kernel_on_photo/presets.js", "return m.presets"))

    sums = {name: round(float(np.sum(kernel)), 12) for name, kernel in presets.items()}
    assert {name for name, total in sums.items() if total == 0} == {
        "Horizontal lines",
        "Vertical lines",
        "Lines at 45°",
        "Lines at 135°",
        "Sobel x",
        "Sobel y",
        "Prewitt x",
        "Laplacian",
    }
    assert set(sums.values()) == {0, 1}
