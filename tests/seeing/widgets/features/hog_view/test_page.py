"""HogView in a page."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from skimage.feature import hog

from seeing.widgets import HogView
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

RNG = np.random.default_rng(2)
NOISE = RNG.integers(60, 200, (48, 64), dtype=np.uint8)
# Brighter from left to right by 3 a pixel: each gradient is (6, 0), but for the two outer columns.
RAMP = np.tile(3 * np.arange(64, dtype=np.uint8), (48, 1))
FIRST = "Change every pixel by at least 40"
SECOND = "Now change no pixel by more than 40"


def photo(page: Page) -> Locator:
    return page.get_by_role("application", name="Picture.")


def press_at(page: Page, where: Locator, row: int, column: int, size: tuple[int, int]) -> None:
    """Press in the middle of a cell; size: of the picture, in cells."""
    box = where.bounding_box()
    assert box is not None
    x = box["x"] + (column + 0.5) * box["width"] / size[1]
    page.mouse.click(x, box["y"] + (row + 0.5) * box["height"] / size[0])


def place(page: Page) -> list[int]:
    settle(page)
    found: list[int] = page.evaluate("[state.row, state.column]")
    return found


def table(page: Page, column: int) -> list[float]:
    cells = page.locator(f".bins tbody td:nth-child({column})").all_inner_texts()
    return [float(text) for text in cells]


def classes(page: Page) -> list[str]:
    """Return how the block's bars are marked, without the gap before a cell."""
    names = page.locator(".bars > i").evaluate_all("(bars) => bars.map((bar) => bar.className)")
    return [name.removeprefix("next").strip() for name in names]


def slide(page: Page, name: str, *keys: str) -> None:
    for key in keys:
        page.get_by_role("slider", name=name).press(key)
        settle(page)


def choose(page: Page, name: str, value: int) -> None:
    page.get_by_role("combobox", name=name).select_option(str(value))
    settle(page)


@pytest.mark.parametrize(("cell", "bins"), [(8, 9), (4, 6), (16, 18)])
def test_the_numbers_of_a_cell_are_scikit_images(show: Show, cell: int, bins: int) -> None:
    page = show(HogView(image=NOISE, cell=cell, bins=bins, row=1, column=1))

    cells = {"pixels_per_cell": (cell, cell), "orientations": bins, "feature_vector": False}
    means = hog(NOISE.astype(float), cells_per_block=(1, 1), block_norm="L1", **cells)
    blocks = hog(NOISE.astype(float), cells_per_block=(2, 2), block_norm="L2", **cells)
    sums = table(page, 3)
    assert np.array(sums) / sum(sums) == pytest.approx(means[1, 1, 0, 0], abs=2e-3)
    assert table(page, 4) == pytest.approx(blocks[1, 1, 0, 0], abs=5.1e-4)


def test_a_ramp_has_one_direction(show: Show) -> None:
    page = show(HogView(image=RAMP, row=2, column=3))

    assert table(page, 3) == [6 * 64, *[0] * 8]
    assert table(page, 4) == [0.5, *[0] * 8]  # four cells alike: each is half of their length
    assert "most in 0–20°, 384 of 384" in readout(page)


@pytest.mark.parametrize(
    ("cell", "block", "which"),
    [((5, 7), (4, 6), (1, 1)), ((5, 3), (4, 3), (1, 0)), ((2, 7), (2, 6), (0, 1))],
)
def test_a_cell_at_the_border_is_shown_in_a_block_that_fits(show: Show, cell, block, which) -> None:
    page = show(HogView(image=NOISE, row=cell[0], column=cell[1]))

    blocks = hog(NOISE.astype(float), cells_per_block=(2, 2), block_norm="L2", feature_vector=False)
    assert table(page, 4) == pytest.approx(blocks[(*block, *which)], abs=5.1e-4)
    chosen = [name == "chosen" for name in classes(page)]
    assert chosen.index(True) == 9 * (2 * which[0] + which[1])
    assert sum(chosen) == 9


def test_a_press_chooses_a_cell_in_either_picture(show: Show) -> None:
    page = show(HogView(image=NOISE))
    stars = page.get_by_role("img", name="Histograms of all cells")

    press_at(page, photo(page), 2, 5, (6, 8))
    assert place(page) == [2, 5]
    press_at(page, stars, 4, 1, (6, 8))
    assert place(page) == [4, 1]


def test_pointing_is_not_pressing(show: Show) -> None:
    page = show(HogView(image=NOISE, row=1, column=1))

    photo(page).hover()

    assert place(page) == [1, 1]


def test_a_finger_chooses_a_cell(show: Show) -> None:
    page = show(HogView(image=NOISE), has_touch=True)
    box = photo(page).bounding_box()
    assert box is not None

    page.touchscreen.tap(box["x"] + box["width"] * 2.5 / 8, box["y"] + box["height"] * 1.5 / 6)

    assert place(page) == [1, 2]


def test_keys_choose_a_cell(show: Show) -> None:
    page = show(HogView(image=NOISE, row=1, column=1))

    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        photo(page).press(key)
        settle(page)

    assert place(page) == [2, 3]
    assert "Cell in row 2, column 3" in readout(page)


def test_cells_of_another_size_keep_the_place(show: Show) -> None:
    page = show(HogView(image=NOISE, row=2, column=5))

    choose(page, "Cell", 4)
    assert place(page) == [5, 11]
    choose(page, "Cell", 16)

    assert place(page) == [1, 2]
    assert "vector of 216 numbers" in readout(page)  # 2 · 3 blocks of 4 · 9


def test_bins_divide_180_degrees(show: Show) -> None:
    page = show(HogView(image=NOISE))

    choose(page, "Bins", 4)

    names = page.locator(".bins tbody th").all_inner_texts()
    assert names == ["0–45°", "45–90°", "90–135°", "135–180°"]


@pytest.mark.parametrize("bins", [4, 9])
@pytest.mark.parametrize("bin_", [0, 3])
def test_a_stroke_lies_across_its_gradient(bins: int, bin_: int) -> None:
    right, down = run("hog_view/stars.js", f"return m.alongEdge({bin_}, {bins});")

    gradient = np.radians((bin_ + 0.5) * 180 / bins)
    assert right * np.cos(gradient) + down * np.sin(gradient) == pytest.approx(0, abs=1e-12)
    assert np.hypot(right, down) == pytest.approx(1)


def test_the_light_changes_pixels_and_vector_as_told(show: Show) -> None:
    widget = HogView(gamma=0.5)
    page = show(widget)
    told = re.search(r"by 0 to ([\d.]+), the vector of 4,356 numbers by ([\d.]+) %", readout(page))

    image = widget.image.astype(float)
    lit = 255 * (image / 255) ** 0.5
    before, after = (hog(one, cells_per_block=(2, 2), block_norm="L2") for one in (image, lit))
    assert told is not None
    assert float(told[1]) == pytest.approx(abs(lit - image).max(), abs=0.06)
    share = np.linalg.norm(after - before) / np.linalg.norm(before)
    assert float(told[2]) == pytest.approx(100 * share, abs=0.06)


def test_half_the_contrast_leaves_the_vector_as_it_was(show: Show) -> None:
    page = show(HogView(contrast=0.5, brightness=10))

    assert "the vector of 4,356 numbers by 0 % but for rounding" in readout(page)


def test_the_two_tasks_are_solved_by_keys_and_stay_solved(show: Show) -> None:
    page = show(HogView())
    challenge = page.locator(".challenge")
    expect(challenge).to_contain_text(f"Try it. {FIRST}")
    expect(challenge).to_have_attribute("aria-live", "polite")

    slide(page, "Brightness", *["ArrowRight"] * 8)
    expect(challenge).to_contain_text("Solved.")
    expect(challenge).to_contain_text(SECOND)
    page.get_by_role("switch", name="cut off").press("Enter")
    slide(page, "Brightness", "Home", *["ArrowRight"] * 12)  # −40, and black is cut off
    expect(challenge).to_contain_text("Solved. A factor")

    slide(page, "Brightness", "End")
    expect(challenge).to_contain_text("Solved. A factor")
    page.get_by_role("button", name="Reset").click()
    expect(challenge).to_contain_text(f"Try it. {FIRST}")
    assert page.evaluate("[state.brightness, state.cut]") == [0, False]


def test_the_two_tasks_are_solved_by_the_pointer(show: Show) -> None:
    page = show(HogView())
    challenge = page.locator(".challenge")

    def drag_to(name: str, share: float) -> None:
        box = page.get_by_role("slider", name=name).bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, y)
        page.mouse.down()
        page.mouse.move(box["x"] + share * box["width"], y, steps=6)
        page.mouse.up()
        settle(page)

    drag_to("Brightness", 0.85)
    expect(challenge).to_contain_text(SECOND)
    page.get_by_role("slider", name="Brightness").press("Home")
    slide(page, "Brightness", *["ArrowRight"] * 20)
    drag_to("Gamma", 0.66)

    expect(challenge).to_contain_text("Solved. A factor")


@pytest.mark.parametrize(
    ("done", "least", "most", "vector", "after"),
    [
        (0, 40, 40, 0.0, 1),
        (0, 40 - 1e-9, 90, 0.0099, 1),
        (0, 39, 90, 0.0, 0),
        (0, 40, 90, 0.01, 0),
        (0, 0, 30, 0.2, 0),  # the second one does not come first
        (1, 0, 40, 0.1, 2),
        (1, 0, 41, 0.2, 1),
        (1, 0, 20, 0.099, 1),
    ],
)
def test_a_task_is_done_by_its_numbers_alone(done, least, most, vector, after) -> None:
    changes = {"least": least, "most": most, "vector": vector}
    body = f"return m.hogTasksDone({done}, a);"

    assert run("hog_view/words.js", body, changes) == after


def test_a_flat_picture_is_told_without_nan(show: Show) -> None:
    page = show(HogView(image=np.full((48, 64), 90, np.uint8), brightness=20))

    assert "no gradient at all" in readout(page)
    assert "numbers by 0 %" in readout(page)
    assert "NaN" not in page.locator(".card").inner_text()


def test_places_outside_are_the_nearest_inside(show: Show) -> None:
    page = show(HogView(image=NOISE, row=99, column=99))

    assert "Cell in row 5, column 7" in readout(page)
