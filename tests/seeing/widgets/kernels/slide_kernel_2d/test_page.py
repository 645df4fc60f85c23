"""SlideKernel2D in a page."""

import pytest
from playwright.sync_api import Page

from seeing.widgets import SlideKernel2D
from tests.support.widget_page import Show, drag, settle


def equation(page: Page) -> str:
    """The sum as it is shown now, after the frame that a change waits for."""
    settle(page)
    return page.locator(".equation").inner_text()


def test_dragging_moves_the_window_over_the_image(show: Show) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Image row 1 column 1")
    side = cell.bounding_box()["width"]  # type: ignore[index]

    drag(page, cell, dx=1.1 * side, dy=1.9 * side)

    assert equation(page).startswith("y[2, 1] = ")
    assert page.evaluate("[saved.row, saved.column]") == [2, 1]


def test_touch_moves_the_window(show: Show) -> None:
    page = show(SlideKernel2D(), width=360, has_touch=True)
    box = page.get_by_label("Image row 1 column 1").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    x, y, side = box["x"] + 5, box["y"] + 5, box["width"]

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    for part in range(1, 9):
        touch("touchMove", (x + side * part / 8, y + side * part / 8))
    touch("touchEnd")

    assert equation(page).startswith("y[1, 1] = ")


def test_pointing_at_an_output_moves_the_window_there(show: Show) -> None:
    page = show(SlideKernel2D())

    page.get_by_label("Output row 2 column 2").hover()

    assert equation(page).startswith("y[2, 2] = ")


@pytest.mark.parametrize("written", ["abc", ""])
def test_what_is_no_number_is_kept_and_explained(show: Show, written: str) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Kernel row 0 column 1")
    before = equation(page)

    cell.fill(written)
    cell.press("Tab")

    assert cell.input_value() == written
    assert "write one such as −1, 0.5 or 1/9" in page.locator(".message:not(:empty)").inner_text()
    assert equation(page) == before


def test_escape_brings_the_number_back(show: Show) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Kernel row 0 column 1")
    cell.fill("abc")
    cell.press("Tab")

    cell.press("Escape")

    assert cell.input_value() == "1"
    assert page.locator(".message:not(:empty)").count() == 0


def test_a_change_from_python_is_drawn(show: Show) -> None:
    page = show(SlideKernel2D())

    page.evaluate("model.set('kernel', [[1, 0, -1]]); model.set('row', 4)")

    assert equation(page) == "y[4, 0] = 1·2 + 0·0 − 1·0 = 2"
    assert page.locator("main .output button").count() == 15
