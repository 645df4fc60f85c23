"""Challenges of KernelOnPhoto are noticed: held against SciPy on the figure's own photograph."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from seeing.widgets import KernelOnPhoto
from tests.support.node import run

STEEP = [[-1, -1, 2, 2, -2]] + [[-1, -1, 4, -1, -1]] * 3 + [[-2, 2, 2, -1, -1]]
UPRIGHT = [[-1, 2, -1]] * 3
REACHED = """
    const { goal, kernel, rows, up, left } = a;
    const flat = kernel.flat();
    const shape = { weights: flat, kh: kernel.length, kw: kernel[0].length, up, left };
    return m.reached(goal, shape, rows && ((r, c) => rows[r - up][c - left]));"""


def said(goal: str, kernel: list[list[float]], *, own_picture: bool = False) -> str:
    """What the page says of a kernel on the photograph; "" if the goal is not reached."""
    k = np.array(kernel, float)
    shown = correlate2d(KernelOnPhoto().image.astype(float), k, "valid").tolist()
    up, left = ((side - 1) // 2 for side in k.shape)
    state = {"goal": goal, "kernel": k.tolist(), "up": up, "left": left}
    sentence: str = run("goals.js", REACHED, state | {"rows": None if own_picture else shown})
    return sentence


def test_a_steep_line_keeps_the_left_leg_and_loses_the_right() -> None:
    assert said("one leg", STEEP).startswith("The left leg answers 3.4 times as strongly")
    assert said("one leg", UPRIGHT) == ""  # both legs answer


def test_the_answer_that_chapter_08_gives_is_noticed() -> None:
    along_the_right_leg = [[-1, 0, 0], [0, 0, 0], [0, 1, 0]]

    assert said("left leg", along_the_right_leg).startswith("The left leg")
    assert said("left leg", STEEP) == ""  # more than two entries


def test_two_entries_that_leave_the_sky_bright_are_no_solution_of_the_second() -> None:
    assert said("left leg", [[-1, 0, 0], [0, 0, 0], [0, 1.01, 0]]) == ""


@pytest.mark.parametrize(
    ("kernel", "solved"),
    [
        ([[0, 1, 0], [0, 0, 0], [0, 0, 0]], True),
        ([[0, 0, 0], [0, 0, 0], [0, 1, 0]], False),  # up
        ([[0, 2, 0], [0, 0, 0], [0, 0, 0]], False),  # brighter
        ([[0] * 5, [0, 0, 1, 0, 0]] + [[0] * 5] * 3, True),
        ([[0, 0, 1, 0, 0]] + [[0] * 5] * 4, False),  # by two
        ([[1]], False),
    ],
)
def test_a_one_above_the_middle_moves_the_picture_down(
    kernel: list[list[float]], solved: bool
) -> None:
    assert (said("down", kernel, own_picture=True) != "") == solved


def test_on_a_picture_of_ones_own_no_leg_is_looked_for() -> None:
    assert said("one leg", STEEP, own_picture=True) == ""
