"""PoolLab in a page."""

import pytest
from playwright.sync_api import expect

from seeing.widgets import PoolLab
from tests.support.widget_page import Show, readout, settle


def test_a_window_is_pooled(show: Show) -> None:
    page = show(PoolLab(values=[[1, 5], [2, 0]], place=0))

    assert "max(1, 5, 2, 0) = 5" in readout(page)


def test_the_mean_of_a_window_is_pooled(show: Show) -> None:
    page = show(PoolLab(values=[[1, 5], [2, 0]], place=0))

    page.get_by_role("combobox", name="Keep the").select_option("mean")

    assert "(1 + 5 + 2 + 0) / 4 = 2" in readout(page)


@pytest.mark.parametrize(
    ("direction", "times", "changed"),
    [("right", 1, "2 of 9"), ("left", 1, "6 of 9"), ("right", 2, "7 of 9")],
)
def test_the_map_is_moved_and_what_changes_is_counted(
    show: Show, direction: str, times: int, changed: str
) -> None:
    page = show(PoolLab())

    for _ in range(times):
        page.get_by_role("button", name=f"Move {direction}").click()
        settle(page)

    assert f"{changed} outputs are other than before" in readout(page)


def test_an_output_is_chosen_by_keys_and_by_a_click(show: Show) -> None:
    page = show(PoolLab(place=0))
    pooled = page.get_by_role("slider", name="Pooled map")

    pooled.press("ArrowDown")
    pooled.press("End")
    settle(page)
    assert page.evaluate("state.place") == 8
    pooled.locator(".cell").nth(4).click()
    assert page.evaluate("state.place") == 4


def test_what_is_written_into_a_moved_map_starts_anew(show: Show) -> None:
    page = show(PoolLab(moved=1))

    page.get_by_label("map row 0 column 0").fill("8")
    settle(page)

    assert page.evaluate("[state.values[0][0], state.values[1][2], state.moved]") == [8, 2, 0]


@pytest.mark.parametrize(("size", "stride"), [(2, 1), (3, 2)])
def test_the_challenge_of_pooling_has_the_answers_given(show: Show, size: int, stride: int) -> None:
    page = show(PoolLab())
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    page.get_by_role("combobox", name="Window").select_option(str(size))
    page.get_by_role("combobox", name="Stride").select_option(str(stride))

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_a_window_larger_than_the_map_is_told(show: Show) -> None:
    page = show(PoolLab(values=[[1, 2, 3]], size=2))

    assert "larger than the map" in readout(page)
