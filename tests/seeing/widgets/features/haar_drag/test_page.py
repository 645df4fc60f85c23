"""HaarDrag in a page: the feature moves and stretches, its sum and its error follow, the tasks."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import HaarDrag
from seeing.widgets.features.haar_drag.haar_features import features, recorded
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

BEST = {"kind": "stacked", "top": 1, "left": 2, "height": 1, "width": 3}


def face(page: Page) -> Locator:
    return page.get_by_role("application", name="Face")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        face(page).press(key)
        settle(page)


def pull(page: Page, part: str, squares: tuple[float, float]) -> None:
    """Drag a part of the feature down and to the right, in squares of 3 of the 25 pixels."""
    box, plate = page.locator(part).first.bounding_box(), face(page).bounding_box()
    assert box is not None
    assert plate is not None
    square = plate["width"] * 3 / 25
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + squares[1] * square, y + squares[0] * square, steps=8)
    page.mouse.up()
    settle(page)


def place(page: Page) -> list[int]:
    found: list[int] = page.evaluate("[state.top, state.left, state.height, state.width]")
    return found


def wrong_on_record(kind: str, top: int, left: int, height: int, width: int) -> int:
    row = list(features()).index((kind, top, left, height, width))
    below, *bins = recorded()["counts"][row].astype(int)
    wrong = sum(bins[:below]) + sum(bins[10 + below :])
    return int(min(wrong, 200 - wrong))


def test_it_opens_with_dark_eyes_above_bright_cheeks(show: Show) -> None:
    page = show(HaarDrag())

    assert "rectangles of 3 × 18 pixels, from row 6, column 3" in readout(page)
    assert f"is wrong on {wrong_on_record('stacked', 2, 1, 1, 6)} of 200" in readout(page)
    assert page.locator(".look-ups td").count() == 6


@pytest.mark.parametrize("picture", ["mean face", "astronaut"])
@pytest.mark.parametrize("kind", ["beside", "stacked", "three", "four"])
def test_the_sum_is_that_of_the_pixels(show: Show, picture: str, kind: str) -> None:
    widget = HaarDrag(kind=kind, picture=picture, top=1, left=1, height=2, width=2)
    page = show(widget)
    pixels = np.split(widget.pictures.astype(int), 2)[picture == "astronaut"]

    signs = {
        "beside": [[1, -1]],
        "stacked": [[-1], [1]],
        "three": [[-1, 1, -1]],
        "four": [[1, -1], [-1, 1]],
    }
    weights = np.kron(signs[kind], np.ones((6, 6), int))
    wanted = int((weights * pixels[3 : 3 + len(weights), 3 : 3 + len(weights[0])]).sum())
    text = f"{wanted:,}".replace("-", "−")
    assert f"look-ups give {text};" in page.locator(".sum").inner_text()
    tenths = np.floor(10 * wanted / 36 + 0.5)  # halves go up, in the page
    value = f"{tenths / 10:.1f}".replace("-", "−")
    assert f"This picture has {value}:" in readout(page)


def test_arrows_move_and_shift_stretches(show: Show) -> None:
    page = show(HaarDrag())

    press(page, "ArrowDown", "ArrowLeft", "Shift+ArrowDown", "Shift+ArrowRight")
    assert place(page) == [3, 0, 2, 7]
    press(page, "ArrowUp", "ArrowRight", "Shift+ArrowUp", "Shift+ArrowLeft")
    assert place(page) == [2, 1, 1, 6]


def test_the_feature_stays_on_the_grid(show: Show) -> None:
    page = show(HaarDrag())

    press(page, *["ArrowRight"] * 3, *["ArrowDown"] * 9)
    assert place(page) == [6, 2, 1, 6]
    press(page, "Shift+ArrowUp", *["Shift+ArrowLeft"] * 8)
    assert place(page) == [6, 2, 1, 1]


def test_a_pointer_moves_the_feature_and_its_corner_stretches_it(show: Show) -> None:
    page = show(HaarDrag())

    pull(page, ".parts", (-1.1, 0.9))
    assert place(page) == [1, 2, 1, 6]
    pull(page, ".handle", (2.2, -3.1))
    assert place(page) == [1, 2, 2, 3]
    pull(page, ".handle", (9, 9))
    assert place(page) == [1, 2, 3, 6]


@pytest.mark.parametrize("kind", ["beside", "stacked", "three", "four"])
def test_a_stretch_stays_inside_and_leaves_the_beginning(kind: str) -> None:
    body = """return a.pulls.map((pull) => {
        const to = m.stretched(a.kind, { top: 3, left: 2, height: 1, width: 1 }, pull, 8);
        return [to.top, to.left, to.height, to.width];
    });"""
    pulls = [[0, 0], [2, 2], [20, 20], [-9, 1]]
    found = run("feature_box.js", body, {"kind": kind, "pulls": pulls})
    rows, columns = {"beside": (1, 2), "stacked": (2, 1), "three": (1, 3), "four": (2, 2)}[kind]

    assert found[0] == [3, 2, 1, 1]
    assert found[2] == [3, 2, 5 // rows, 6 // columns]
    assert all(row[:2] == [3, 2] for row in found)


def test_a_kind_with_more_rectangles_is_brought_inside(show: Show) -> None:
    page = show(HaarDrag(kind="stacked", top=2, left=2, width=6))

    page.get_by_role("combobox", name="Rectangles").select_option("three")
    settle(page)

    assert place(page) == [2, 2, 1, 2]
    assert page.locator(".look-ups td").count() == 8
    assert page.locator(".parts > b").all_inner_texts() == ["−", "+", "−"]


def test_a_place_from_python_that_lies_outside_is_shown_inside(show: Show) -> None:
    page = show(HaarDrag(kind="four", top=7, left=7, height=8, width=8))

    assert "rectangles of 12 × 12 pixels, from row 0, column 0" in readout(page)


def test_the_bars_that_are_wrong_are_marked(show: Show) -> None:
    page = show(HaarDrag())
    total = run(
        "haar_drag/histograms.js",
        """return [["faces", 5, 6, true], ["faces", 6, 6, true], ["others", 6, 6, true],
            ["others", 5, 6, true], ["faces", 5, 6, false]].map((row) => m.isWrong(...row));""",
    )

    assert total == [True, False, True, False, False]
    assert page.locator(".histograms .bar").count() == 20
    assert page.locator(".histograms .bar.wrong").count() == 10


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_the_tasks_are_solved_and_said_aloud(show: Show, by: str) -> None:
    page = show(HaarDrag())
    challenge = page.locator(".challenge")
    expect(challenge).to_have_attribute("aria-live", "polite")
    expect(challenge).to_contain_text("Try it. Find a single feature")
    expect(challenge).to_contain_text("9 of 1,732 are")

    if by == "keys":
        press(page, "ArrowUp")
        expect(challenge).to_contain_text("Try it.")
        press(page, "Shift+ArrowLeft")
    else:
        pull(page, ".parts", (-1, 0))
        expect(challenge).to_contain_text("Try it.")
        pull(page, ".handle", (0, -1))
    expect(challenge).to_contain_text("Solved. Fewer than 10 of 200 are wrong.")
    expect(challenge).to_contain_text("is wrong on 5: find it")

    if by == "keys":
        press(page, "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowLeft")
    else:
        pull(page, ".parts", (0, 1))
        pull(page, ".handle", (0, -2))
    assert place(page) == [BEST[name] for name in ("top", "left", "height", "width")]
    expect(challenge).to_contain_text("wrong on fewer than 5 of 200")
    press(page, "ArrowDown")
    expect(challenge).to_contain_text("wrong on fewer than 5 of 200")


def test_reset_brings_everything_back(show: Show) -> None:
    page = show(HaarDrag())
    before = readout(page)
    press(page, "ArrowUp", "Shift+ArrowLeft")
    page.get_by_role("combobox", name="Picture").select_option("astronaut")

    page.get_by_role("button", name="Reset").click()

    assert readout(page) == before
    expect(page.locator(".challenge")).to_contain_text("Try it.")


@pytest.mark.parametrize(("part", "wanted"), [(".parts", [3, 2, 1, 6]), (".handle", [2, 1, 2, 7])])
def test_a_finger_moves_and_stretches_the_feature(show: Show, part: str, wanted: list) -> None:
    page = show(HaarDrag(left=1), has_touch=True, width=360)
    finger = page.context.new_cdp_session(page)
    page.locator(part).scroll_into_view_if_needed()
    box, plate = page.locator(part).bounding_box(), face(page).bounding_box()
    assert box is not None
    assert plate is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    square = plate["width"] * 3 / 25

    for kind, along in (("touchStart", 0), ("touchMove", 0.4), ("touchMove", 1), ("touchEnd", 1)):
        down = square * along * (2 if part == ".handle" else 1)
        at = [{"x": x + square * along, "y": y + down}] if kind != "touchEnd" else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    settle(page)

    assert place(page) == wanted
