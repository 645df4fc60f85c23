"""A pixel's gradient is NumPy's."""

import numpy as np
import pytest
import torch

from tests.support.node import run

IMAGE = np.random.default_rng(3).integers(0, 256, (9, 12)).astype(float)
SOBEL = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).double()


def gradients(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = torch.stack([SOBEL, SOBEL.T])[:, None]
    gx, gy = torch.nn.functional.conv2d(torch.tensor(image)[None, None], both)[0].numpy()
    return gx, gy


def test_a_pixels_direction_is_numpys():
    found = run(
        "orientation_wheel.js",
        "return m.steeredAt({ gx: a.gx, gy: a.gy, columns: 10 }, 3, 4, 60);",
        {
            "gx": gradients(IMAGE)[0].ravel().tolist(),
            "gy": gradients(IMAGE)[1].ravel().tolist(),
        },
    )

    gx, gy = (g[3, 4] for g in gradients(IMAGE))
    assert found["length"] == pytest.approx(np.hypot(gx, gy))
    assert found["towards"] == pytest.approx(np.rad2deg(np.arctan2(gy, gx)))
    assert found["answer"] == pytest.approx(gx * np.cos(np.pi / 3) + gy * np.sin(np.pi / 3))
