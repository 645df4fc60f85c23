"""CNNExplorer in a page: drawing, choosing a number, and what is said of it."""

import numpy as np
from playwright.sync_api import Page, expect

from seeing.widgets import CNNExplorer
from tests.support.widget_page import Show, drag, readout, settle

BLANK = np.zeros((28, 28), np.uint8)
FRAMES = 20


def paper(page: Page):
    return page.get_by_role("application", name="Paper")


def test_an_example_is_shown_and_read(show: Show) -> None:
    page = show(CNNExplorer())

    for digit in (3, 8):
        page.get_by_role("combobox", name="Show").select_option(str(digit))
        assert f"Read as {digit}" in readout(page)


def test_a_digit_is_drawn_by_hand(show: Show) -> None:
    page = show(CNNExplorer(drawing=BLANK))
    assert "Nothing is drawn" in readout(page)

    drag(page, paper(page), dx=0, dy=70)

    assert "Read as" in readout(page)
    saved = np.array(page.evaluate("[...new Uint8Array(state.drawing.data.buffer)]"))
    assert saved.reshape(28, 28)[15:20, 13:15].min() > 200


def test_a_one_drawn_by_keys_is_read_as_a_one(show: Show) -> None:
    page = show(CNNExplorer(drawing=BLANK))
    pen = paper(page)

    for _ in range(8):
        pen.press("ArrowUp")
    pen.press(" ")
    for _ in range(17):
        pen.press("ArrowDown")
    pen.press("Escape")
    pen.press("ArrowRight")

    assert "Read as 1" in readout(page)


def test_the_drawing_is_cleared_and_brought_back(show: Show) -> None:
    page = show(CNNExplorer())
    before = readout(page)

    page.get_by_role("button", name="Clear").click()
    assert "Nothing is drawn" in readout(page)
    page.get_by_role("button", name="Reset").click()

    assert readout(page) == before


def test_a_digit_in_a_corner_is_brought_to_the_middle(show: Show) -> None:
    corner = np.roll(CNNExplorer().examples[28:56], (7, 7), axis=(0, 1))
    page = show(CNNExplorer(drawing=corner))

    page.get_by_role("button", name="Centre it").click()

    assert "Read as 1" in readout(page)


def test_a_number_of_each_layer_is_explained(show: Show) -> None:
    page = show(CNNExplorer(layer=0))
    said = {
        "First convolution": "conv1[0, 0, 0]",
        "First pooling": "pool1[0, 0, 0] = max(",
        "Second convolution": "conv2[0, 0, 0]",
        "Second pooling": "pool2[0, 0, 0] = max(",
    }

    for title, start in said.items():
        sheet = page.get_by_role("application", name=title)
        sheet.hover(position={"x": 1, "y": 1})
        assert start in readout(page)
    page.get_by_role("button", name="7: probability").click()
    assert "score of 7 = " in readout(page)


def test_keys_go_through_a_sheet(show: Show) -> None:
    page = show(CNNExplorer(layer=3, map=2, row=1, column=1))
    sheet = page.get_by_role("application", name="Second pooling")

    for key in ("ArrowRight", "ArrowDown", "PageDown"):
        sheet.press(key)
        settle(page)

    assert page.evaluate("[state.map, state.row, state.column]") == [3, 2, 2]


def test_a_place_that_is_too_far_is_the_last(show: Show) -> None:
    page = show(CNNExplorer(layer=3, map=99, row=99, column=99))

    assert "pool2[23, 3, 3]" in readout(page)


def test_the_challenge_is_solved_by_something_that_is_no_digit(show: Show) -> None:
    square = BLANK.copy()
    square[8:20, 8:20] = 255
    page = show(CNNExplorer(drawing=square))

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_all_layers_follow_the_pen_at_30_frames_a_second(show: Show) -> None:
    page = show(CNNExplorer(drawing=BLANK))
    page.evaluate(
        """() => {
            window.times = [];
            const main = document.querySelector("main");
            main.addEventListener("seeing-drawn", (event) => times.push(event.detail));
        }"""
    )
    box = paper(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    for step in range(FRAMES):
        page.mouse.move(box["x"] + 30 + 6 * step, box["y"] + 30 + 5 * step)
        settle(page)
    page.mouse.up()

    times = sorted(page.evaluate("times"))
    assert len(times) >= FRAMES
    assert times[len(times) // 2] < 1000 / 30
