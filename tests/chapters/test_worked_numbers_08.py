"""What chapter 08 says of numbers and kernels, computed by other means than its own."""

import re

import numpy as np
import pytest
import torch
from scipy.ndimage import gaussian_filter, gaussian_laplace
from skimage import data

from seeing.widgets import KernelOnPhoto, LearnKernel, OrientationWheel
from tests.support.chapters import ROOT, code, prose, read

CHAPTER = read(ROOT / "notebooks" / "08_edge_detection_kernels.md")
TEXT = prose(CHAPTER)
CODE = "\n".join(cell.source for cell in code(CHAPTER))
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
WIRE, WALL = [10, 10, 60, 10, 10], [10, 10, 10, 60, 60, 60]


def slid(image, kernel) -> np.ndarray:
    """Slide by torch, in float64."""
    image, kernel = (torch.tensor(np.array(a, dtype=float))[None, None] for a in (image, kernel))
    return torch.nn.functional.conv2d(image, kernel)[0, 0].numpy()


def test_the_wire_answers_as_the_text_says():
    assert slid([WIRE], [[-1, 2, -1]]).tolist() == [[-50, 100, -50]]
    assert slid(np.array([WIRE]) + 100, [[-1, 2, -1]]).tolist() == [[-50, 100, -50]]
    assert "$-10 + 2 \\cdot 60 - 10 = 100$" in TEXT
    assert "$-10 + 20 - 60 = -50$" in TEXT


def test_a_step_gives_one_answer_to_a_first_derivative_and_two_to_a_second():
    assert slid([WALL], [[-1, 2, -1]]).tolist() == [[0, -50, 50, 0]]
    assert slid([WALL], [[-1, 0, 1]]).tolist() == [[0, 50, 50, 0]]


def test_the_lectures_line_kernels_are_given():
    assert "level = np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]])" in CODE
    assert "rising = np.array([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]])" in CODE


def test_the_line_kernels_equal_their_half_turn_and_add_up_to_the_eight_neighbours():
    level, rising = -np.ones((3, 3)), -np.ones((3, 3))
    level[1] = 2
    rising[[0, 1, 2], [2, 1, 0]] = 2
    four = [level, rising, level.T, rising[:, ::-1]]

    assert all((kernel == np.rot90(kernel, 2)).all() and kernel.sum() == 0 for kernel in four)
    eight = -np.ones((3, 3))
    eight[1, 1] = 8
    assert (sum(four) == eight).all()
    assert "8 in the middle, −1 all around" in CODE + str([c.options for c in CHAPTER])


def test_prewitt_stands_out_best_and_sobel_second():
    ratios = {}
    for name, column in {"plain": [0, 1, 0], "Prewitt": [1, 1, 1], "Sobel": [1, 2, 1]}.items():
        kernel = np.outer(column, [-1, 0, 1])
        noise = slid(np.random.default_rng(0).normal(size=(700, 700)), kernel).std()
        ratios[name] = sum(column) / noise

    assert sorted(ratios, key=ratios.__getitem__) == ["plain", "Sobel", "Prewitt"]
    assert "1.22 against 1.15" in TEXT
    np.testing.assert_allclose([ratios["Prewitt"], ratios["Sobel"]], [1.22, 1.15], atol=0.01)


def test_the_window_of_the_miniature_has_the_gradients_given():
    window = [[0, 1, 2], [10, 11, 12], [20, 21, 22]]

    assert slid(window, SOBEL).item() == 8
    assert slid(window, SOBEL.T).item() == 80
    assert "$$g_x = 2 + 2 \\cdot 2 + 2 = 8" in TEXT.replace("\n\\qquad\n", "$$")


def test_the_angles_given_are_those_of_a_complex_number():
    assert f"{np.angle(3 + 4j, deg=True):.2f}°" in TEXT
    assert np.angle(-20 + 20j, deg=True) == 135
    assert "$20\\sqrt2 \\approx 28.3$, at 135°" in TEXT


def test_a_strict_convolution_changes_the_sign():
    image = np.random.default_rng(1).normal(size=(5, 6))

    np.testing.assert_allclose(slid(image, SOBEL[::-1, ::-1]), -slid(image, SOBEL))


def test_sobels_direction_is_better_than_prewitts_and_the_plain_ones():
    down, right = np.mgrid[-3:4, -3:4]
    worst = {}
    columns = {"plain": [0, 1, 0], "Prewitt": [1, 1, 1], "Sobel": [1, 2, 1], "Scharr": [3, 10, 3]}
    for name, column in columns.items():
        kernel = np.outer(column, [-1, 0, 1])
        angles = []
        for true in range(46):
            turn = np.deg2rad(true)
            grating = np.sin(2 * np.pi * (np.cos(turn) * right + np.sin(turn) * down) / 8)
            gx, gy = slid(grating, kernel)[2, 2], slid(grating, kernel.T)[2, 2]
            angles.append(abs(np.angle(gx + 1j * gy, deg=True) - true))
        worst[name] = max(angles)

    assert worst["Sobel"] < 0.55 * min(worst["plain"], worst["Prewitt"])
    assert worst["Scharr"] < 0.3 * worst["Sobel"]


def test_the_marked_edge_of_the_wheel_has_the_direction_given():
    wheel = OrientationWheel()
    gx, gy = (slid(wheel.image, kernel)[wheel.row, wheel.column] for kernel in (SOBEL, SOBEL.T))

    degrees = round(float(np.angle(gx + 1j * gy, deg=True)))
    assert degrees == -18
    for said in ("points to −18°", "at 162° as strong", "at 72° and −108° it vanishes"):
        assert said in TEXT
    turned = [np.exp(1j * np.deg2rad(angle)) for angle in (degrees + 90, degrees - 90)]
    assert np.angle(turned, deg=True).round().tolist() == [72, -108]


def test_the_cropped_target_fits_a_kernel_of_5_by_5():
    x, kernels = np.zeros((9, 12)), (np.ones((3, 3)), np.ones((5, 5)))
    small, large = (slid(x, kernel) for kernel in kernels)

    assert "`y[1:-1, 1:-1]`" in TEXT
    assert small[1:-1, 1:-1].shape == large.shape


def test_a_difference_of_gaussians_is_nearly_a_laplacian():
    spot = np.zeros((61, 61))
    spot[30, 30] = 1
    difference = gaussian_filter(spot, 4) - gaussian_filter(spot, 4 * 1.6)
    laplacian = gaussian_laplace(spot, 4 * np.sqrt(1.6))

    assert np.corrcoef(difference.ravel(), laplacian.ravel())[0, 1] < -0.98


def test_the_gradients_worked_by_hand_are_torchs():
    x = torch.tensor([[1.0, 2.0, 3.0]])[None]
    kernel = torch.zeros(1, 1, 2, requires_grad=True)
    target = torch.tensor([[[3.0, 5.0]]])
    torch.nn.functional.mse_loss(torch.nn.functional.conv1d(x, kernel), target).backward()

    assert kernel.grad is not None
    assert kernel.grad.flatten().tolist() == [-13, -21]
    assert "= -13$" in TEXT
    assert "= -21$" in TEXT


def test_the_learned_kernels_are_as_near_as_the_text_says():
    photo = data.camera()[62:190, 180:330]
    x = torch.tensor((photo - photo.mean()) / photo.std())[None, None]
    kernels = torch.tensor(SOBEL, dtype=torch.float64)[None, None]
    target = torch.nn.functional.conv2d(x, kernels)
    kernel = torch.zeros(1, 1, 3, 3, dtype=torch.float64, requires_grad=True)
    descent = torch.optim.SGD([kernel], lr=0.1)
    for _ in range(2000):
        descent.zero_grad()
        torch.nn.functional.mse_loss(torch.nn.functional.conv2d(x, kernel), target).backward()
        descent.step()

    found = kernel.detach().numpy()[0, 0]
    assert abs(found - SOBEL).max() < 0.025
    told = "−1.01, 0, 1.01 in the outer rows and −1.98, 0, 1.98 in the middle one"
    assert told in str([c.options for c in CHAPTER])
    assert np.round(found[1], 2).tolist() == [-1.98, 0, 1.98]
    assert re.search("to within 0.03,", TEXT)


def test_what_is_late_is_a_chessboard_whatever_the_start():
    head = LearnKernel().image.astype(float)
    windows = np.lib.stride_tricks.sliding_window_view((head - head.mean()) / head.std(), (3, 3))
    moments = 2 * np.cov(windows.reshape(-1, 9).T, bias=True)
    left = np.random.default_rng(1).normal(size=9)  # how far the entries are off at the start
    for _ in range(2000):
        left -= 0.1 * moments @ left

    signs = np.sign(left).reshape(3, 3)
    assert (signs[:, 1:] == -signs[:, :-1]).all()
    assert (signs[1:] == -signs[:-1]).all()


def leg(top: int, left: float, bottom: int, right: float) -> list[tuple[int, int]]:
    """Find the brightest pixel of each row near a line from one place to another."""
    picture = KernelOnPhoto().image
    found = []
    for row in range(top, bottom):
        middle = round(left + (row - top) * (right - left) / (bottom - top))
        found.append((row, middle - 4 + int(picture[row, middle - 4 : middle + 5].argmax())))
    return found


LEFT_LEG, RIGHT_LEG = leg(172, 140.5, 238, 121.5), leg(172, 157.5, 236, 191.5)


def on_and_near(kernel, places: list[tuple[int, int]]) -> tuple[float, float]:
    """Return the mean answer on a leg, and the mean of the strongest within 4 pixels."""
    answer = slid(KernelOnPhoto().image, kernel)
    rows = [answer[row - 1, column - 5 : column + 4] for row, column in places]
    on, near = [row[4] for row in rows], [abs(row).max() for row in rows]
    return float(np.mean(on)), float(np.mean(near))


def test_upright_lines_find_the_left_leg_best_and_the_sign_tells_the_legs_apart():
    level = np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]])
    rising = np.array([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]])
    kernels = {"level": level, "rising": rising, "upright": level.T, "falling": rising[:, ::-1]}
    near = {name: on_and_near(kernel, LEFT_LEG)[1] for name, kernel in kernels.items()}

    assert near["upright"] > 1.9 * max(near["rising"], near["falling"])
    assert near["rising"] == pytest.approx(near["falling"], rel=0.05)
    assert near["level"] < 0.25 * near["rising"]
    assert on_and_near(kernels["rising"], LEFT_LEG)[0] > 0 > on_and_near(rising, RIGHT_LEG)[0]
    assert on_and_near(kernels["falling"], LEFT_LEG)[0] < 0
    assert on_and_near(kernels["falling"], RIGHT_LEG)[0] > 0


def test_the_challenge_of_the_legs_has_the_answer_given():
    kernel = np.array([[-1, 0, 0], [0, 0, 0], [0, 1, 0]])
    left, right = (on_and_near(kernel, places)[1] for places in (LEFT_LEG, RIGHT_LEG))

    assert left / right == pytest.approx(7, abs=0.5)
    assert "−1 in the top left corner and 1 in the middle of the bottom row" in TEXT
    assert "about a seventh" in TEXT
