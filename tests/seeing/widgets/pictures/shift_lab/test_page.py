"""ShiftLab in a page: moving the digit, what is said of it, and the two tasks."""

import re

import pytest
import torch
from playwright.sync_api import Locator, Page, expect
from scipy import ndimage

from seeing import networks
from seeing.widgets import ShiftLab
from tests.support.widget_page import Show, drag, readout, settle


def paper(page: Page) -> Locator:
    return page.get_by_role("application", name="Paper")


def place(page: Page) -> list[int]:
    settle(page)
    found: list[int] = page.evaluate("[state.down, state.right]")
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        paper(page).press(key)
    settle(page)


def choose(page: Page, name: str, value: int) -> None:
    page.get_by_role("combobox", name=name).select_option(str(value))
    settle(page)


def test_the_digit_follows_the_pointer_and_stays_where_it_is_let_go(show: Show) -> None:
    page = show(ShiftLab(right=0))
    box = paper(page).bounding_box()
    assert box is not None

    drag(page, paper(page), dx=3 * box["width"] / 28, dy=-2 * box["width"] / 28)
    assert place(page) == [-2, 3]
    page.mouse.move(5, 5)
    assert place(page) == [-2, 3]


def test_a_drag_goes_no_farther_than_8_pixels(show: Show) -> None:
    page = show(ShiftLab())

    drag(page, paper(page), dx=300, dy=300)

    assert place(page) == [8, 8]


def test_keys_move_the_digit_by_a_pixel_and_home_brings_it_back(show: Show) -> None:
    page = show(ShiftLab(right=0))

    press(page, "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown")
    assert place(page) == [1, 1]
    press(page, "Home")
    assert place(page) == [0, 0]


@pytest.mark.parametrize("shift", [(0, 2), (3, -4), (0, 8)])
def test_the_networks_probabilities_are_torchs(show: Show, shift: tuple[int, int]) -> None:
    figure = ShiftLab(down=shift[0], right=shift[1])
    page = show(figure)
    shown = page.locator(".pairs td.by0 .share").all_inner_texts()

    moved = ndimage.shift(figure.examples[140:168] / 255, shift, order=0)
    with torch.no_grad():
        scores = networks.load("mnist")(torch.tensor(moved, dtype=torch.float32)[None, None])
    wanted = scores.softmax(dim=1)[0].numpy()
    assert [float(share) for share in shown] == pytest.approx(wanted, abs=0.0051)


def test_the_maps_are_equal_inside_and_differ_by_the_bias_in_the_border(show: Show) -> None:
    """The answer to blank paper is the bias, and the moved map has a zero there."""
    page = show(ShiftLab(map=1))
    bias = networks.load("mnist").get_submodule("conv1").bias[1].item()

    inside, border = re.findall(r"([\d.]+) (?:inside|in the border)", readout(page))

    assert float(inside) == 0
    assert float(border) == pytest.approx(bias, abs=5e-4)


def test_the_frame_leaves_out_what_came_in(show: Show) -> None:
    page = show(ShiftLab(down=-6, right=3))
    difference = page.get_by_role("img", name="Difference")
    plate, mark = difference.bounding_box(), difference.locator(".mark").bounding_box()
    assert plate is not None
    assert mark is not None

    cell = plate["width"] / 24
    assert mark["x"] - plate["x"] == pytest.approx(3 * cell, abs=2)
    assert mark["y"] - plate["y"] == pytest.approx(0, abs=2)
    assert mark["width"] == pytest.approx(21 * cell, abs=4)
    assert mark["height"] == pytest.approx(18 * cell, abs=4)


def test_another_digit_and_another_map_are_chosen(show: Show) -> None:
    page = show(ShiftLab(right=0))

    choose(page, "Digit", 3)
    choose(page, "Map", 6)

    assert "the network reads 3" in readout(page)
    assert page.evaluate("[state.digit, state.map]") == [3, 6]


def test_the_strip_tells_the_probabilities_of_the_table(show: Show) -> None:
    page = show(ShiftLab(digit=9, right=-3))
    strip = page.get_by_role("img", name="Probability of 9 by shift")
    told = re.findall(r"\d\.\d\d", strip.get_attribute("aria-label") or "")

    assert told == page.locator(".pairs .asked .share").all_inner_texts()
    assert strip.locator("circle").count() == 17


def test_lost_ink_is_told(show: Show) -> None:
    page = show(ShiftLab(down=8, right=8))

    assert re.search(r"\d\d % of the ink lost", readout(page))


def test_the_two_tasks_are_solved_by_keys_and_stay_solved(show: Show) -> None:
    page = show(ShiftLab())
    challenge = page.locator(".challenge")
    expect(challenge).to_contain_text("Try it. Move the digit")

    press(page, *["ArrowRight"] * 2)
    expect(challenge).to_contain_text("Solved. The network alone is right.")
    press(page, "Home", *["ArrowDown"] * 4)
    expect(challenge).to_contain_text("Solved. You can read it")
    press(page, "Home")
    expect(challenge).to_contain_text("Solved. You can read it")
    expect(challenge).to_have_attribute("aria-live", "polite")


def test_the_two_tasks_are_solved_by_the_pointer(show: Show) -> None:
    page = show(ShiftLab())
    box = paper(page).bounding_box()
    assert box is not None
    pixel = box["width"] / 28

    drag(page, paper(page), dx=2 * pixel)
    settle(page)
    drag(page, paper(page), dx=-4 * pixel, dy=4 * pixel)

    expect(page.locator(".challenge")).to_contain_text("Solved. You can read it")


def test_the_second_task_comes_after_the_first(show: Show) -> None:
    page = show(ShiftLab(down=4, right=0))

    expect(page.locator(".challenge")).to_contain_text("Try it.")


def test_reset_brings_back_the_start_and_the_first_task(show: Show) -> None:
    page = show(ShiftLab())
    press(page, *["ArrowRight"] * 2)
    choose(page, "Digit", 0)

    page.get_by_role("button", name="Reset").click()

    assert place(page) == [0, 2]
    assert page.get_by_role("combobox", name="Digit").input_value() == "5"
    expect(page.locator(".challenge")).to_contain_text("Try it.")
    expect(page.get_by_role("button", name="Reset")).to_be_focused()


def test_the_middle_is_one_press_away(show: Show) -> None:
    page = show(ShiftLab(down=3))

    page.get_by_role("button", name="Back to the middle").click()

    assert place(page) == [0, 0]
    assert "Nothing is moved" in readout(page)
