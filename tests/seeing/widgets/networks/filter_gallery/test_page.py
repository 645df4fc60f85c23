"""FilterGallery in a page."""

import pytest
from playwright.sync_api import expect

from seeing.widgets import FilterGallery
from tests.support.widget_page import Show, readout, settle


def test_a_kernel_is_chosen_by_keys_and_by_a_press(show: Show) -> None:
    page = show(FilterGallery(kernel=0))
    kernels = page.get_by_role("application", name="Kernels")

    kernels.press("ArrowRight")
    kernels.press("ArrowDown")
    assert "Kernel 9" in readout(page)
    box = kernels.bounding_box()
    assert box is not None
    kernels.click(position={"x": box["width"] - 8, "y": 8})
    assert "Kernel 7" in readout(page)


def test_passing_over_the_kernels_chooses_none(show: Show) -> None:
    page = show(FilterGallery(kernel=5))

    page.get_by_role("application", name="Kernels").hover()

    assert "Kernel 5" in readout(page)


def test_the_challenge_of_the_gallery_can_be_solved_with_the_shipped_kernels(show: Show) -> None:
    page = show(FilterGallery())
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    for kernel in range(24):
        page.evaluate(f"model.set('kernel', {kernel})")
        settle(page)
        if "Solved." in page.locator(".challenge").inner_text():
            return

    pytest.fail("no kernel is blind to brightness")
