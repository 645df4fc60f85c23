"""WordHistogram in a page: exchanges by pointer, finger and keys, who notices, the tasks."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from scipy.spatial.distance import cdist

from benchmarks.visual_words.__main__ import descriptors
from seeing.widgets import WordHistogram
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

IN_PLACE = list(range(64))


def picture(page: Page) -> Locator:
    return page.get_by_role("application", name="Picture")


def at(page: Page, row: float, column: float) -> tuple[float, float]:
    """Return where the middle of a patch lies in the window."""
    picture(page).scroll_into_view_if_needed()
    box = picture(page).bounding_box()
    assert box is not None
    patch = box["width"] / 8
    return box["x"] + (column + 0.5) * patch, box["y"] + (row + 0.5) * patch


def drag(page: Page, one: tuple[int, int], other: tuple[int, int]) -> None:
    page.mouse.move(*at(page, *one))
    page.mouse.down()
    page.mouse.move(*at(page, *other), steps=6)
    page.mouse.up()
    settle(page)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        picture(page).press(key)
        settle(page)


def choose(page: Page, box: str, value: str) -> None:
    page.get_by_role("combobox", name=box).select_option(value)
    settle(page)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def order(page: Page) -> list[int]:
    found: list[int] = page.evaluate("state.order")
    return found


def votes(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".bag .votes").all_inner_texts()]


def words(page: Page) -> list[int]:
    return [int(text) for text in page.locator(".numbers b").all_inner_texts()]


def words_by_numpy(widget: WordHistogram, index: int) -> list[int]:
    shown = widget.pictures[96 * index : 96 * (index + 1)].astype(float)
    patches = shown.reshape(8, 12, 8, 12).swapaxes(1, 2).reshape(64, 12, 12)
    found: list[int] = cdist(descriptors(patches), widget.words.astype(float)).argmin(1).tolist()
    return found


@pytest.mark.parametrize(("index", "name"), [*enumerate(["brick", "grass", "gravel", "camera"])])
def test_each_patch_has_its_nearest_word_and_the_bag_counts_them(
    show: Show, index: int, name: str
) -> None:
    widget = WordHistogram(picture=name)
    page = show(widget)

    wanted = words_by_numpy(widget, index)
    assert words(page) == wanted
    assert votes(page) == np.bincount(wanted, minlength=16).tolist()


def test_a_patch_is_drawn_onto_another(show: Show) -> None:
    page = show(WordHistogram())
    before, bag = words(page), votes(page)

    drag(page, (0, 1), (5, 6))

    wanted = [*IN_PLACE]
    wanted[1], wanted[46] = 46, 1
    assert order(page) == wanted
    assert words(page) == [before[i] for i in wanted]
    assert votes(page) == bag
    assert readout(page).startswith("Row 5, column 6: word 12.")


def test_what_a_drag_would_exchange_is_framed(show: Show) -> None:
    page = show(WordHistogram())
    expect(page.locator(".aim")).to_be_hidden()

    page.mouse.move(*at(page, 0, 0))
    page.mouse.down()
    page.mouse.move(*at(page, 3, 4), steps=4)
    expect(page.locator(".aim")).to_be_visible()
    page.mouse.up()
    settle(page)
    expect(page.locator(".aim")).to_be_hidden()


def test_two_clicks_exchange_and_two_on_one_patch_do_not(show: Show) -> None:
    page = show(WordHistogram())

    page.mouse.click(*at(page, 2, 2))
    settle(page)
    assert "Taken: row 2, column 2." in readout(page)
    expect(page.locator(".taken")).to_be_visible()
    page.mouse.click(*at(page, 2, 2))
    settle(page)
    assert "Taken" not in readout(page)
    expect(page.locator(".taken")).to_be_hidden()
    for place in ((2, 2), (2, 3)):
        page.mouse.click(*at(page, *place))
        settle(page)

    assert order(page)[18:20] == [19, 18]
    assert "Taken" not in readout(page)


def test_a_finger_taps_two_patches(show: Show) -> None:
    page = show(WordHistogram(), has_touch=True)

    for place in ((0, 0), (7, 7)):
        page.touchscreen.tap(*at(page, *place))
        settle(page)

    assert (order(page)[0], order(page)[63]) == (63, 0)


def test_keys_take_carry_and_exchange(show: Show) -> None:
    page = show(WordHistogram(row=0, column=0))

    press(page, "Enter", "ArrowRight", "ArrowDown")
    assert "Row 1, column 1:" in readout(page)
    assert "Taken: row 0, column 0." in readout(page)
    press(page, " ")

    assert (order(page)[0], order(page)[9]) == (9, 0)


def test_escape_lets_go(show: Show) -> None:
    page = show(WordHistogram(row=0, column=0))

    press(page, "Enter", "ArrowRight", "Escape")
    assert "Taken" not in readout(page)
    expect(page.locator(".taken")).to_be_hidden()
    press(page, "Enter", "Escape")

    assert order(page) == IN_PLACE


def test_keys_go_by_blocks_and_stay_inside() -> None:
    body = """const presses = [
        [1, "ArrowUp"], [2, "ArrowDown"], [4, "ArrowRight"], [2, "ArrowLeft"], [4, "a"],
    ];
    return presses.map(([unit, key]) => m.blockByKey(key, [0, 3], unit, 8));"""

    assert run("patch_board.js", body) == [[0, 3], [2, 2], [0, 4], [0, 0], None]


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_quarters_change_places_and_only_the_coarsest_level_does_not_notice(
    show: Show, by: str
) -> None:
    page = show(WordHistogram(row=1, column=2))
    choose(page, "Exchange", "4")

    if by == "keys":
        press(page, "Enter", "ArrowRight", "Enter")
    else:
        drag(page, (1, 2), (3, 6))

    grid = np.arange(64).reshape(8, 8)
    wanted = np.vstack([np.hstack([grid[:4, 4:], grid[:4, :4]]), grid[4:]])
    assert order(page) == wanted.ravel().tolist()
    told = page.locator(".told").all_inner_texts()
    assert told[:2] == ["0 of 1 cell noticed", "2 of 4 cells noticed"]
    assert page.locator(".level").nth(1).locator(".changed").count() == 2


def test_the_read_out_tells_what_is_in_common(show: Show) -> None:
    widget = WordHistogram(order=IN_PLACE[::-1])
    page = show(widget)
    own = words_by_numpy(widget, 0)

    def vector(found: list[int]) -> np.ndarray:
        grid, parts = np.reshape(found, (8, 8)), []
        for level, weight in enumerate((1 / 4, 1 / 4, 1 / 2)):
            for line in np.vsplit(grid, 2**level):
                for cell in np.hsplit(line, 2**level):
                    parts.append(weight * np.bincount(cell.ravel(), minlength=16) / 64)
        return np.concatenate(parts)

    wanted = np.minimum(vector(own), vector(own[::-1])).sum()
    assert "64 of 64 patches are displaced" in readout(page)
    assert f"bag 1.000, pyramid {wanted:.3f}" in readout(page)


def test_another_picture_begins_in_its_places(show: Show) -> None:
    page = show(WordHistogram())
    click(page, "Shuffle")
    assert order(page) != IN_PLACE

    choose(page, "Picture", "camera")

    assert order(page) == IN_PLACE
    assert "All patches lie in their places." in readout(page)


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_the_tasks_are_solved_and_said_aloud(show: Show, by: str) -> None:
    page = show(WordHistogram(row=0, column=0))
    challenge = page.locator(".challenge")
    expect(challenge).to_have_attribute("aria-live", "polite")
    expect(challenge).to_contain_text("Try it. Move at least 60 of the 64 patches.")

    choose(page, "Exchange", "4")
    if by == "keys":
        press(page, "Enter", "ArrowDown", "ArrowRight", "Enter")
        expect(challenge).to_contain_text("Try it.")
        press(page, "ArrowLeft", "Enter", "ArrowUp", "ArrowRight", "Enter")
    else:
        drag(page, (0, 0), (7, 7))
        expect(challenge).to_contain_text("Try it.")
        drag(page, (7, 0), (0, 7))
    expect(challenge).to_contain_text("Solved. You would not know the picture again")

    click(page, "Put back")
    choose(page, "Exchange", "1")
    start = words(page)
    assert start[1] != start[2]
    if by == "keys":
        press(page, *["ArrowUp"] * 7, *["ArrowLeft"] * 7)
        press(page, "ArrowRight", "Enter", "ArrowRight", "Enter")
    else:
        drag(page, (0, 1), (0, 2))
    expect(challenge).to_contain_text("Two cells of the finest level have noticed")
    told = page.locator(".told").all_inner_texts()
    assert told == ["0 of 1 cell noticed", "0 of 4 cells noticed", "2 of 16 cells noticed"]

    click(page, "Shuffle")
    expect(challenge).to_contain_text("Two cells of the finest level have noticed")
    click(page, "Reset")
    expect(challenge).to_contain_text("Try it.")
    assert order(page) == IN_PLACE


def test_an_exchange_within_a_cell_solves_nothing(show: Show) -> None:
    page = show(WordHistogram())
    click(page, "Shuffle")
    click(page, "Put back")
    before = words(page)
    assert before[0] != before[1]

    drag(page, (0, 0), (0, 1))

    assert "bag 1.000, pyramid 1.000" in readout(page)
    expect(page.locator(".challenge")).to_contain_text("Now put all back")
