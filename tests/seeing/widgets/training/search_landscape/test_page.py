"""SearchLandscape in a page: the grid is moved and spaced, chance draws anew, and the tasks."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import SearchLandscape
from tests.support.widget_page import Show, drag, readout, settle


def the_map(page: Page) -> Locator:
    return page.get_by_role("application", name="Validation losses from above")


def space(page: Page, spacing: float) -> None:
    page.get_by_role("slider", name="Spacing").fill(str(spacing))
    settle(page)


def standing(page: Page) -> list[int]:
    """How many searches the grid beats, ties with and loses to."""
    found = re.search(r"beats (\d+), ties with (\d+), loses to (\d+)", readout(page))
    assert found
    return [int(count) for count in found.groups()]


def pixels(page: Page) -> np.ndarray:
    """The map's pixels with the strips: (15, 27, 4)."""
    values = page.locator("canvas").evaluate(
        "(c) => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    )
    return np.array(values).reshape(15, 27, 4)


def test_it_opens_with_three_rates_against_nine(show: Show) -> None:
    page = show(SearchLandscape())

    said = readout(page)
    assert "Grid: 3 rates and 3 decays in 9 runs" in said
    assert "Chance: 9 rates and 9 decays" in said
    assert sum(standing(page)) == 1000
    assert page.locator(".loss-map rect.grid-trial").count() == 9
    assert page.locator(".loss-map circle.chance-trial").count() == 9


def test_the_best_is_the_least_loss_at_the_grids_places(show: Show) -> None:
    table = SearchLandscape().losses[0]
    rows, columns = np.meshgrid([2, 6, 10], [4, 12, 20], indexing="ij")

    page = show(SearchLandscape())

    assert f"9 runs; best {table[rows, columns].min():.3f}" in readout(page)


def test_the_grid_follows_a_drag_and_stays_inside(show: Show) -> None:
    page = show(SearchLandscape(spacing=0.125))

    drag(page, the_map(page), dx=100, dy=-40)
    settle(page)
    x, y = page.evaluate("state.centre")
    assert 0.6 < x < 0.7
    assert 0.55 < y < 0.7
    drag(page, the_map(page), dx=500)
    settle(page)
    assert page.evaluate("state.centre")[0] == pytest.approx(0.875, abs=1e-4)


def test_keys_move_the_grid(show: Show) -> None:
    page = show(SearchLandscape())

    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"):
        the_map(page).press(key)
        settle(page)

    assert page.evaluate("state.centre") == pytest.approx([23 / 48, 23 / 48], abs=1e-3)


def test_a_finger_taps_the_grids_centre(show: Show) -> None:
    page = show(SearchLandscape(spacing=0.125), has_touch=True)
    box = the_map(page).bounding_box()
    assert box is not None

    page.touchscreen.tap(box["x"] + box["width"] * 0.25 * 25 / 27, box["y"] + box["height"] / 2)
    settle(page)

    assert page.evaluate("state.centre")[0] == pytest.approx(0.25, abs=0.01)


def test_another_budget_puts_the_grid_into_the_middles(show: Show) -> None:
    page = show(SearchLandscape(spacing=0.1, centre=[0.3, 0.3]))

    page.get_by_role("combobox", name="Runs each").select_option("16")

    assert "Grid: 4 rates and 4 decays in 16 runs" in readout(page)
    assert page.evaluate("state.spacing") == 0.25
    assert "from rate 3.2·10⁻⁴ to 0.32" in readout(page)


def test_a_new_draw_changes_chance_alone(show: Show) -> None:
    page = show(SearchLandscape())
    before = readout(page).split("\n")

    page.get_by_role("button", name="New draw").click()

    after = readout(page).split("\n")
    assert before[1] != after[1]
    assert before[0] == after[0]
    assert before[2:] == after[2:]


def test_labels_choose_the_table(show: Show) -> None:
    page = show(SearchLandscape())
    before = pixels(page)

    page.get_by_role("combobox", name="Labels").select_option("wrong")

    table = SearchLandscape().losses[1]
    rows, columns = np.meshgrid([2, 6, 10], [4, 12, 20], indexing="ij")
    assert f"9 runs; best {table[rows, columns].min():.3f}" in readout(page)
    assert not np.array_equal(before, pixels(page))


def test_hidden_the_map_shows_what_was_tried_alone(show: Show) -> None:
    page = show(SearchLandscape(revealed=False))
    hidden = pixels(page)
    blank = hidden[14, 0]
    tried = (hidden[:13, :25] != blank).any(axis=2)

    page.get_by_role("switch", name="Show the map").click()
    settle(page)

    assert tried.sum() <= 18
    assert tried[np.ix_([2, 6, 10], [4, 12, 20])].all()
    assert np.array_equal(hidden[:13, :25][tried], pixels(page)[:13, :25][tried])


def test_the_strips_have_the_least_of_each_column_and_row(show: Show) -> None:
    """The greener, the lower: the order of a column's green in the strip is that of its least."""
    page = show(SearchLandscape())
    red = pixels(page)[:, :, 0]  # paper has more of it than green

    assert np.array_equal(red[14, :25], red[:13, :25].min(axis=0))
    assert np.array_equal(red[:13, 26], red[:13, :25].min(axis=1))


def test_the_tasks_are_solved_by_spacing_and_by_keys(show: Show) -> None:
    page = show(SearchLandscape())
    challenge = page.locator(".challenge")
    assert standing(page)[0] >= 800
    expect(challenge).to_contain_text("Try it.")

    space(page, 0.5)
    assert standing(page)[2] >= 900
    expect(challenge).to_contain_text("Now place it so that it beats nine of ten")
    space(page, 1 / 24)
    for key, times in (("ArrowRight", 12), ("ArrowDown", 20)):
        for _ in range(times):
            the_map(page).press(key)
            settle(page)
    assert standing(page)[0] >= 900
    expect(challenge).to_contain_text("You could, because you saw the map")


def test_other_labels_are_no_way_around_the_task(show: Show) -> None:
    page = show(SearchLandscape(labels="wrong", spacing=0.5))

    assert standing(page)[2] >= 900
    expect(page.locator(".challenge")).to_contain_text("Try it.")


def test_reset_brings_everything_back(show: Show) -> None:
    page = show(SearchLandscape())
    before = readout(page)
    space(page, 0.5)
    page.get_by_role("combobox", name="Labels").select_option("wrong")
    page.get_by_role("button", name="New draw").click()

    page.get_by_role("button", name="Reset").click()

    assert readout(page) == before
    expect(page.locator(".challenge")).to_contain_text("Try it.")


def test_the_charts_say_what_they_show(show: Show) -> None:
    page = show(SearchLandscape())

    names = [chart.get_attribute("aria-label") or "" for chart in page.locator(".charts svg").all()]
    assert "Grid: 3 rates" in names[0]
    assert "Of 1,000 random searches" in names[1]
