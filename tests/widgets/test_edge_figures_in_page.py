"""OrientationWheel and LearnKernel answer a hand, say what they show, and pass axe."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from traitlets import TraitError

from seeing.widgets import LearnKernel, OrientationWheel
from seeing.widgets.base import Widget
from tests.widgets.page import Show, readout, settle

BOTH = [OrientationWheel, LearnKernel]
EDGE = np.tile(np.where(np.arange(12) < 6, 20, 220), (10, 1)).astype(np.uint8)


def wheel(page: Page) -> float:
    settle(page)
    return float(page.get_by_role("slider").get_attribute("aria-valuenow") or "nan")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


@pytest.mark.parametrize(("place", "angle"), [((0.9, 0.5), 0), ((0.5, 0.9), 90), ((0.1, 0.5), 180)])
def test_the_hand_turns_the_wheel(show: Show, place: tuple[float, float], angle: int) -> None:
    page = show(OrientationWheel())
    box = page.get_by_role("slider").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])
    page.mouse.up()

    assert abs(wheel(page)) == pytest.approx(angle, abs=1)
    assert page.evaluate("state.angle") == pytest.approx(angle, abs=1)


@pytest.mark.parametrize(
    ("keys", "angle"), [(["ArrowRight"], 21), (["ArrowLeft"] * 2, 18), (["End", "ArrowDown"], -179)]
)
def test_keys_turn_the_wheel(show: Show, keys: list[str], angle: int) -> None:
    page = show(OrientationWheel(angle=20))
    page.get_by_role("slider").focus()

    for key in keys:
        page.keyboard.press(key)

    assert wheel(page) == angle


def test_an_edge_answers_across_and_not_along(show: Show) -> None:
    page = show(OrientationWheel(image=EDGE, angle=0, row=4, column=4))

    assert readout(page).startswith("1 · 800 + 0 · 0 = 800")
    page.evaluate("model.set('angle', 90)")
    assert readout(page).startswith("0 · 800 + 1 · 0 = 0")
    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_a_pixel_is_chosen_by_keys(show: Show) -> None:
    page = show(OrientationWheel(image=EDGE, row=4, column=4))
    page.get_by_role("application").focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    settle(page)

    assert page.evaluate("[state.row, state.column]") == [5, 5]


def test_a_place_outside_of_a_smaller_picture_is_the_nearest_inside(show: Show) -> None:
    page = show(OrientationWheel(image=EDGE, row=500, column=4, angle=0))

    assert "= 800" in readout(page)


def test_steps_go_down_to_the_hidden_kernel(show: Show) -> None:
    page = show(LearnKernel(steps=0, shown=True))
    errors = []

    for name in ("1 step", "10 steps", "100 steps", "100 steps"):
        press(page, name)
        errors.append(float(re.findall(r"the error is ([\d.]+)", readout(page))[0]))

    assert page.evaluate("state.steps") == 211
    assert errors == sorted(errors, reverse=True)


def test_another_lesson_begins_at_its_start(show: Show) -> None:
    page = show(LearnKernel(steps=50))

    page.get_by_role("combobox", name="Hidden kernel").select_option("blur")

    assert page.evaluate("[state.hidden, state.steps]") == ["blur", 0]


def test_play_goes_on_until_it_is_stopped(show: Show) -> None:
    page = show(LearnKernel(steps=0))

    page.get_by_role("button", name="Play").click()
    page.wait_for_function("state.steps > 3")
    page.get_by_role("button", name="Stop").click()

    steps = page.evaluate("state.steps")
    page.wait_for_timeout(200)
    assert page.evaluate("state.steps") == steps


def test_too_large_a_rate_is_told(show: Show) -> None:
    page = show(LearnKernel(steps=60, rate=0.2))

    assert "Each step overshoots" in readout(page)


def test_stripes_leave_another_kernel_with_no_error(show: Show) -> None:
    page = show(LearnKernel(picture="stripes", steps=4000, rate=0.03, shown=True))

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_the_hidden_kernel_is_hidden_until_asked_for(show: Show) -> None:
    page = show(LearnKernel())
    board = page.get_by_label(re.compile("^Hidden kernel:"))

    expect(board).to_have_text("?" * 9)
    page.get_by_role("switch").click()
    expect(board).to_have_text("−101−202−101")


def test_with_reduced_motion_nothing_plays(show: Show) -> None:
    page = show(LearnKernel(), reduced_motion="reduce")

    expect(page.get_by_role("button", name="Play")).to_be_hidden()


@pytest.mark.parametrize("widget", BOTH)
def test_a_picture_too_small_for_a_window_is_refused(widget: type[Widget]) -> None:
    with pytest.raises(TraitError, match="no window of 3 × 3"):
        widget(image=np.zeros((2, 5), np.uint8))


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_a_rate_that_does_not_go_downhill_is_refused(rate: float) -> None:
    with pytest.raises(TraitError, match="rate"):
        LearnKernel(rate=rate)
