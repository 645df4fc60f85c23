"""TileStepper in a page."""

import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from seeing.widgets import TileStepper
from tests.support.widget_page import Show, readout, settle


def test_a_round_shows_one_pixel_for_each_place_of_the_tile(show: Show) -> None:
    page = show(TileStepper(position=10))

    assert "program 0 of 4, k = 10: channel 1, row 1, column 1" in readout(page)
    assert page.locator(".cells.output .now").count() == 8
    taps = page.locator(".cells.input .tap")
    assert taps.count() == 8
    second = page.locator(".cells.input").nth(1)
    assert second.locator(".tap").count() == 8
    # The place (0, 0) reads the pixel (1, 1) of seven columns.
    assert "tap" in (second.locator("i").nth(1 * 7 + 1).get_attribute("class") or "")


def test_keys_go_from_round_to_round_and_from_program_to_program(show: Show) -> None:
    page = show(TileStepper())
    handle = page.get_by_role("slider")

    for key, position in (("ArrowRight", 1), ("ArrowDown", 13), ("Home", 0), ("End", 47)):
        handle.press(key)
        settle(page)
        assert page.evaluate("state.position") == position
    handle.press("ArrowRight")
    settle(page)
    assert page.evaluate("state.position") == 47
    assert "program 3 of 4, k = 11" in readout(page)
    assert "7 places are masked" in readout(page)


def test_a_place_that_is_pointed_at_shows_its_program_in_the_same_round(show: Show) -> None:
    page = show(TileStepper(position=5))
    cells = page.locator(".cells.output i")

    cells.nth(17).click()
    settle(page)
    assert page.evaluate("state.position") == 2 * 12 + 5

    cells.nth(0).hover()
    page.mouse.down()
    cells.nth(24).hover()
    settle(page)
    page.mouse.up()
    assert page.evaluate("state.position") == 3 * 12 + 5
    cells.nth(0).hover()
    settle(page)
    assert page.evaluate("state.position") == 3 * 12 + 5


def test_step_goes_on_and_reset_goes_back(show: Show) -> None:
    page = show(TileStepper(position=3))

    page.get_by_role("button", name="Step").click()
    settle(page)
    assert page.evaluate("state.position") == 4
    page.get_by_role("combobox", name="Places in a tile").select_option("32")
    assert "program 0 of 1" in readout(page)
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert page.evaluate("[state.position, state.tile]") == [3, 8]


def test_a_channel_that_there_is_not_is_not_shown(show: Show) -> None:
    page = show(TileStepper(channels=1))

    expect(page.locator(".cells.input").nth(0)).to_be_visible()
    expect(page.locator(".cells.input").nth(1)).to_be_hidden()
    page.get_by_role("combobox", name="Channels").select_option("3")
    expect(page.locator(".cells.input").nth(2)).to_be_visible()


def test_the_challenge_is_noticed(show: Show) -> None:
    page = show(TileStepper())
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    page.get_by_role("combobox", name="Output maps").select_option("16")
    page.get_by_role("combobox", name="Places in a tile").select_option("32")

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_a_position_beyond_the_last_round_is_the_last(show: Show) -> None:
    page = show(TileStepper(position=10_000))

    assert "program 3 of 4, k = 11" in readout(page)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(TraitError):
        TileStepper(tile=3)
    with pytest.raises(TraitError):
        TileStepper(kernel_height=4)
