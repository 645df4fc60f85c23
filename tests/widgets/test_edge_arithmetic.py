"""What the figures of chapter 08 compute equals what torch and NumPy compute."""

import numpy as np
import pytest
import torch

from tests.widgets.javascript import run

IMAGE = np.random.default_rng(3).integers(0, 256, (9, 12)).astype(float)
SOBEL = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).double()
PACKED = {"shape": IMAGE.shape, "data": IMAGE.ravel().astype(int).tolist()}
LESSON = """const image = { shape: a.image.shape, data: Uint8Array.from(a.image.data) };
const now = m.lesson({ ...a, image });
const kernel = now.run.kernel(a.steps);
const [x, target] = [[...now.x], [...now.target]];
return { x, target, start: now.run.kernel(0), kernel, losses: now.run.losses };"""


def gradients(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = torch.stack([SOBEL, SOBEL.T])[:, None]
    gx, gy = torch.nn.functional.conv2d(torch.tensor(image)[None, None], both)[0].numpy()
    return gx, gy


def lesson(**options) -> dict:
    given = {"picture": "photograph", "hidden": "sobel_x", "rate": 0.05, "seed": 1, "steps": 25}
    return run("learn_kernel.js", LESSON, {"image": PACKED} | given | options)


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


@pytest.mark.parametrize("hidden", ["sobel_x", "line_45", "blur", "sharpen"])
@pytest.mark.parametrize("picture", ["photograph", "stripes"])
def test_the_descent_is_torchs(hidden: str, picture: str):
    found = lesson(hidden=hidden, picture=picture)
    x = torch.tensor(found["x"], dtype=torch.float64).reshape(1, 1, 9, 12)
    target = torch.tensor(found["target"], dtype=torch.float64).reshape(1, 1, 7, 10)
    kernel = torch.tensor(found["start"], dtype=torch.float64).reshape(1, 1, 3, 3).requires_grad_()
    descent = torch.optim.SGD([kernel], lr=0.05)

    losses = []
    for _ in range(26):
        loss = torch.nn.functional.mse_loss(torch.nn.functional.conv2d(x, kernel), target)
        losses.append(loss.item())
        descent.zero_grad()
        loss.backward()
        if len(losses) < 26:
            descent.step()

    np.testing.assert_allclose(found["kernel"], kernel.detach().ravel().numpy(), rtol=1e-8)
    np.testing.assert_allclose(found["losses"], losses, rtol=1e-7)


def test_the_picture_is_brought_to_mean_0_and_deviation_1():
    x = np.array(lesson()["x"])

    np.testing.assert_allclose(x, (IMAGE.ravel() - IMAGE.mean()) / IMAGE.std())


def test_all_rows_of_the_stripes_are_alike():
    x = np.array(lesson(picture="stripes")["x"]).reshape(9, 12)

    assert (x == x[0]).all()
    assert len(set(x[0])) == 12


def test_a_flat_picture_is_no_division_by_zero():
    flat = {"shape": [9, 12], "data": [7] * 108}

    assert set(lesson(image=flat)["x"]) == {0}


@pytest.mark.parametrize(("angle", "within"), [(180, 180), (181, -179), (-180, 180), (540, 180)])
def test_angles_are_brought_into_half_a_turn(angle: float, within: float):
    assert run("arithmetic/edges.js", "return m.wrapped(a);", angle) == within
