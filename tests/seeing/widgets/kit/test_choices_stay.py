"""What a reader has chosen stays: hover shows, a click holds, Reset and Ctrl-Z take back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from seeing import widgets
from tests.support.widget_page import Show, settle

Place = Callable[[Page], Locator]
PLATE = "[role=application]"
# Each figure that shows what a hover points at: its surface, and what of the state follows.
HOVERED = {
    "KernelOnPhoto": (PLATE, "[state.row, state.column]"),
    "OrientationWheel": (PLATE, "[state.row, state.column]"),
    "ChannelView": (PLATE, "[state.row, state.column]"),
    "FilterGallery": (f".output {PLATE}", "[state.row, state.column]"),
    "OcclusionLab": (PLATE, "[state.row, state.column]"),
    "CNNExplorer": (f".sheets {PLATE} >> nth=0", "[state.layer, state.map, state.row]"),
    "Connectivity": ("svg.net", "state.output"),
    "SlideKernel2D": ("[aria-label=Output]", "[state.row, state.column]"),
}


def at(surface: Locator, across: float, down: float) -> tuple[float, float]:
    box = surface.bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


@pytest.mark.parametrize("name", HOVERED)
def test_hover_shows_and_a_click_holds_until_the_next(show: Show, name: str) -> None:
    selector, state = HOVERED[name]
    page = show(getattr(widgets, name)())
    surface = page.locator(selector)
    surface.scroll_into_view_if_needed()

    def hover(across: float, down: float) -> object:
        page.mouse.move(*at(surface, across, down))
        settle(page)
        return page.evaluate(state)

    here, there = hover(0.3, 0.3), hover(0.8, 0.8)
    assert here != there
    page.mouse.click(*at(surface, 0.3, 0.3))
    assert hover(0.8, 0.8) == here
    expect(page.get_by_role("status").filter(has_text="Held.")).to_have_count(1)
    page.mouse.click(*at(surface, 0.8, 0.8))
    assert hover(0.3, 0.3) == there
    page.mouse.click(*at(surface, 0.8, 0.8))
    assert hover(0.3, 0.3) == here  # let go


def test_escape_lets_go_and_keys_hold(show: Show) -> None:
    page = show(widgets.KernelOnPhoto())
    photo = page.locator(PLATE)

    photo.press("ArrowRight")
    held = page.evaluate("[state.row, state.column]")
    page.mouse.move(*at(photo, 0.2, 0.2))
    settle(page)
    assert page.evaluate("[state.row, state.column]") == held
    photo.press("Escape")
    page.mouse.move(*at(photo, 0.3, 0.2))
    settle(page)

    assert page.evaluate("[state.row, state.column]") != held


def test_ctrl_z_takes_back_and_ctrl_y_does_again(show: Show) -> None:
    page = show(widgets.SlideKernel2D())
    before = page.evaluate("state.kernel")
    size = page.get_by_role("combobox", name="Size")

    size.select_option("1 × 1")
    size.press("Control+z")
    assert page.evaluate("state.kernel") == before
    size.press("Control+y")
    assert page.evaluate("state.kernel.length") == 1
    page.get_by_role("button", name="Reset").click()
    page.keyboard.press("Control+z")

    assert page.evaluate("state.kernel.length") == 1  # Reset, too


def test_a_solved_challenge_stays_solved_until_reset(show: Show) -> None:
    page = show(widgets.KernelOnPhoto(kernel=[[0] * 3, [0, 1, 0], [0] * 3], goal="down"))
    challenge = page.locator(".challenge")

    page.evaluate("model.set('kernel', [[0, 1, 0], [0, 0, 0], [0, 0, 0]])")
    expect(challenge).to_contain_text("Solved.")
    page.evaluate("model.set('kernel', [[1, 0, 0], [0, 0, 0], [0, 0, 0]])")
    settle(page)
    assert "Solved." in challenge.inner_text()
    page.get_by_role("button", name="Reset").click()

    expect(challenge).to_contain_text("Try it.")


def test_every_figure_with_something_to_set_has_a_reset(show: Show) -> None:
    page = show(widgets.GraphStepper(expression="a*b", inputs={"a": 2.0, "b": 3.0}))
    page.get_by_role("button", name="To the end").click()

    page.get_by_role("button", name="Reset").click()

    assert page.evaluate("state.position") == 0
