"""PixelInspector in a page."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from seeing.widgets import PixelInspector
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

# [0 1 2] [3 4 5] …: every number is different, and is its own place in memory.
COUNTED = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
# Two colours of one grey, and a brighter one.
HALVES = np.zeros((4, 6, 3), np.uint8)
HALVES[:, :2], HALVES[:, 2:4], HALVES[:, 4:] = (200, 71, 3), (0, 131, 0), (255, 255, 255)


def point(page: Page, row: int, column: int, size: tuple[int, int] = (4, 6)) -> tuple[float, float]:
    """Return where a pixel of the picture lies on the page."""
    box = page.get_by_role("application").bounding_box()
    assert box is not None
    return (
        box["x"] + (column + 0.5) * box["width"] / size[1],
        box["y"] + (row + 0.5) * box["height"] / size[0],
    )


def table(page: Page, channel: str) -> list[str]:
    cells = page.get_by_role("img", name=f"{channel}, 5 × 5 numbers").locator(".cell")
    return cells.all_inner_texts()


def test_a_pixels_numbers_and_their_places_are_shown(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2, pins=[None, None]))

    assert readout(page).startswith("image[1, 2] = [24, 25, 26]")
    last, first = page.locator(".lines b").all_inner_texts()
    assert last == "24, 25, 26"
    assert first == "8, 32, 56"


def test_the_tables_hold_what_lies_round_the_pixel(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2, pins=[None, None]))

    inside = COUNTED[:, :5, 2].astype(str).ravel().tolist()
    assert table(page, "blue") == [""] * 5 + inside


def test_pointing_shows_a_pixel_and_leaving_brings_the_chosen_one_back(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2))

    page.mouse.move(*point(page, 3, 5))
    assert "image[3, 5]" in readout(page)
    page.mouse.move(1, 1)

    assert "image[1, 2]" in readout(page)
    assert page.evaluate("[state.row, state.column]") == [1, 2]


def test_a_channel_is_pointed_at_too(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2))
    box = page.get_by_role("img", name="green channel").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.9 * box["height"])

    assert "image[3, 5]" in readout(page)


def test_a_click_pins_and_a_second_one_frees(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2, pins=[None, None]))

    page.mouse.click(*point(page, 0, 3))
    page.mouse.click(*point(page, 3, 1))
    assert page.evaluate("state.pins") == [[0, 3], [3, 1]]
    page.mouse.move(1, 1)
    assert "image[3, 1]" in readout(page)

    page.mouse.click(*point(page, 0, 3))
    assert page.evaluate("state.pins") == [None, [3, 1]]


def test_a_press_that_ends_outside_pins_the_nearest_pixel(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=1, column=2, pins=[None, None]))
    x, y = point(page, 2, 5)

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y, steps=4)
    page.mouse.up()

    assert page.evaluate("state.pins") == [[2, 5], None]


@pytest.mark.parametrize(
    ("pins", "after"),
    [
        ([None, None], [[1, 1], None]),
        ([None, [2, 2]], [[1, 1], [2, 2]]),
        ([[0, 0], None], [[0, 0], [1, 1]]),
        ([[0, 0], [2, 2]], [[0, 0], [1, 1]]),
        ([[1, 1], [2, 2]], [None, [2, 2]]),
        ([[0, 0], [1, 1]], [[0, 0], None]),
    ],
)
def test_a_picked_pixel_takes_the_first_free_pin_or_the_place_of_b(pins, after) -> None:
    body = "return m.pickedPins(a, { row: 1, column: 1 });"

    assert run("pixel_inspector/pins.js", body, pins) == after


def test_the_challenge_is_solved_by_clicks_said_aloud_and_kept(show: Show) -> None:
    page = show(PixelInspector(image=HALVES, row=0, column=5, pins=[None, None]))
    challenge = page.locator(".challenge")
    expect(challenge).to_contain_text("Try it.")
    expect(challenge).to_have_attribute("aria-live", "polite")

    page.mouse.click(*point(page, 0, 0))
    page.mouse.move(*point(page, 0, 2))
    settle(page)
    expect(challenge).to_contain_text("Try it.")  # one of the two is only pointed at
    page.mouse.click(*point(page, 0, 2))
    expect(challenge).to_contain_text("Solved. A has grey 93.5 and B 93.7")

    page.get_by_role("button", name="Remove the pins").click()
    settle(page)
    expect(challenge).to_contain_text("Solved.")
    page.get_by_role("button", name="Reset").click()
    expect(challenge).to_contain_text("Try it.")


def test_the_challenge_is_solved_by_keys(show: Show) -> None:
    page = show(PixelInspector(image=HALVES, row=0, column=1, pins=[None, None]))
    picture = page.get_by_role("application")

    for key in ("Enter", "ArrowDown", "ArrowRight", " "):
        picture.press(key)
        settle(page)

    assert page.evaluate("state.pins") == [[0, 1], [1, 2]]
    expect(page.locator(".challenge")).to_contain_text("Solved.")
    expect(picture).to_be_focused()


def test_the_default_challenge_can_be_solved(show: Show) -> None:
    page = show(PixelInspector())

    page.mouse.click(*point(page, 36, 22, (64, 64)))  # of the suit, as bright as A on the collar

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_the_button_pins_and_frees_the_chosen_pixel(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=2, column=3, pins=[None, None]))

    page.get_by_role("button", name="Pin this pixel").press("Enter")
    expect(page.get_by_role("button", name="Free this pixel")).to_be_focused()
    assert page.evaluate("state.pins") == [[2, 3], None]
    page.get_by_role("button", name="Free this pixel").press("Enter")

    expect(page.get_by_role("button", name="Pin this pixel")).to_be_focused()
    assert page.evaluate("state.pins") == [None, None]


def test_reset_brings_back_what_python_chose(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=2, column=3, pins=[[0, 0], None]))
    page.mouse.click(*point(page, 3, 1))

    page.get_by_role("button", name="Reset").click()
    settle(page)

    assert page.evaluate("[state.row, state.column, state.pins]") == [2, 3, [[0, 0], None]]


def test_places_outside_of_a_smaller_picture_are_the_nearest_inside(show: Show) -> None:
    page = show(PixelInspector(image=COUNTED, row=500, column=500, pins=[[0, 500], None]))

    assert "image[3, 5] = [69, 70, 71]" in readout(page)
    expect(page.locator(".pins .held td").first).to_have_text("0, 5")
