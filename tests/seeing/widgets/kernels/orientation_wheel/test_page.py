"""OrientationWheel in a page."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from seeing.widgets import OrientationWheel
from tests.support.widget_page import Show, readout, settle

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
