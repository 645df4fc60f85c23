"""ChannelView in a page."""

import numpy as np
from playwright.sync_api import expect

from seeing.widgets import ChannelView
from tests.support.widget_page import Show, readout, settle

GREY = np.repeat(np.arange(60, dtype=np.uint8).reshape(6, 10, 1), 3, axis=2)
DOT = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_the_channels_answers_are_added(show: Show) -> None:
    red = GREY * np.array([1, 0, 0], np.uint8)
    page = show(ChannelView(image=red, sheets=[DOT, DOT, DOT], bias=0.5, row=1, column=2))

    assert readout(page) == "red 23 + green 0 + blue 0 + bias 0.5 = 23.5"


def test_a_sheet_is_edited(show: Show) -> None:
    page = show(ChannelView(image=GREY, sheets=[DOT, DOT, DOT], row=0, column=0))

    page.get_by_label("green sheet row 1 column 1").fill("-1")
    page.keyboard.press("Enter")
    page.get_by_label("blue sheet row 1 column 1").fill("0")
    page.keyboard.press("Enter")

    assert readout(page) == "red 11 + green −11 + blue 0 + bias 0 = 0"
    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_the_pointer_and_the_keys_choose_a_pixel(show: Show) -> None:
    page = show(ChannelView(row=3, column=3))
    picture = page.get_by_role("application")

    picture.press("ArrowDown")
    settle(page)
    assert page.evaluate("[state.row, state.column]") == [4, 3]
    box = picture.bounding_box()
    assert box is not None
    picture.press("Escape")  # what keys have chosen is held
    picture.hover(position={"x": 0.5 * box["width"], "y": 0.25 * box["height"]})
    settle(page)
    assert page.evaluate("[state.row, state.column]") == [15, 31]
