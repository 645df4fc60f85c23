"""RooflineLab in a page."""

from playwright.sync_api import expect

from seeing.widgets import RooflineLab
from tests.support.widget_page import Show, readout, settle


def test_a_layer_is_dragged_over_the_corner_by_keys_and_boxes(show: Show) -> None:
    page = show(RooflineLab(channels=6))
    channels = page.get_by_role("slider", name="Channels, and as many maps")

    # 2 · 256 · 64 · 576 operations; 2 bytes for each of 2 · 16,384 + 36,864 numbers.
    assert "18.9 million operations and 139 thousand bytes: 136 for each byte" in readout(page)
    assert "Memory-bound, left of the corner at 201: at most 67 % of the peak" in readout(page)
    before = page.locator(".point").get_attribute("cx")
    channels.press("ArrowRight")
    channels.press("ArrowRight")
    settle(page)

    assert page.evaluate("state.channels") == 8
    assert channels.get_attribute("aria-valuetext") == "256"
    assert "Compute-bound, right of the corner at 201" in readout(page)
    assert float(page.locator(".point").get_attribute("cx")) > float(before)
    expect(page.locator(".challenge")).to_contain_text("Solved.")
    page.get_by_role("combobox", name="Kernel").select_option("1")
    page.get_by_role("combobox", name="Device").select_option("H100")
    settle(page)

    assert "Memory-bound, left of the corner at 295" in readout(page)
    page.get_by_role("button", name="Reset").click()
    settle(page)

    assert page.evaluate("[state.channels, state.kernel, state.device]") == [6, 3, "A100"]
