"""LearnKernel's descent is torch's, from standardized pictures."""

import numpy as np
import pytest
import torch

from tests.support.node import run

IMAGE = np.random.default_rng(3).integers(0, 256, (9, 12)).astype(float)

PACKED = {"shape": IMAGE.shape, "data": IMAGE.ravel().astype(int).tolist()}
LESSON = """const image = { shape: a.image.shape, data: Uint8Array.from(a.image.data) };
const now = m.lesson({ ...a, image });
const kernel = now.run.kernel(a.steps);
const [x, target] = [[...now.x], [...now.target]];
return { x, target, start: now.run.kernel(0), kernel, losses: now.run.losses };"""


def lesson(**options) -> dict:
    given = {"picture": "photograph", "hidden": "sobel_x", "rate": 0.05, "seed": 1, "steps": 25}
    return run("learn_kernel.js", LESSON, {"image": PACKED} | given | options)


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


def test_the_chart_of_a_run_that_diverges_reaches_as_far_as_the_run() -> None:
    losses = [2.0, 2e50, 2e220]

    axis = run("error_chart.js", "return m.decades(a);", losses)
    places = run(
        "error_chart.js", "return a.map((s) => m.placeOf(s, m.decades(a)));", [1.0, 1e50, 1e220]
    )

    assert axis["top"] >= 220
    assert places[0] > places[1] > places[2] >= 0


def test_the_chart_of_a_run_that_learns_has_six_decades() -> None:
    axis = run("error_chart.js", "return m.decades(a);", [5.0, 1.0, 1e-5])

    assert axis == {"top": 0, "bottom": -6, "ticks": [0, -2, -4, -6]}
