"""The steered Sobel kernel and the angles of its wheel."""

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


@pytest.mark.parametrize("angle", [0, 30, 90, 135, 180, -90, -17.5])
def test_the_steered_answer_is_that_of_the_steered_kernel(angle: float):
    body = """const g = m.sobelGradients(a.pixels, a.h, a.w);
    const out = new Float64Array(g.rows * g.columns);
    m.steerInto(out, g, a.angle);
    return { out: [...out], kernel: m.steeredKernel(a.angle), gx: [...g.gx], gy: [...g.gy] };"""
    given = {"pixels": IMAGE.ravel().tolist(), "h": 9, "w": 12, "angle": angle}
    found = run("arithmetic/edges.js", body, given)

    kernel = torch.tensor(found["kernel"], dtype=torch.float64).reshape(1, 1, 3, 3)
    answer = torch.nn.functional.conv2d(torch.tensor(IMAGE)[None, None], kernel)
    gx, gy = gradients(IMAGE)
    np.testing.assert_allclose(found["gx"], gx.ravel())
    np.testing.assert_allclose(found["gy"], gy.ravel())
    np.testing.assert_allclose(found["out"], answer.numpy().ravel(), atol=1e-9)


@pytest.mark.parametrize(("angle", "within"), [(180, 180), (181, -179), (-180, 180), (540, 180)])
def test_angles_are_brought_into_half_a_turn(angle: float, within: float):
    assert run("arithmetic/edges.js", "return m.wrapped(a);", angle) == within
