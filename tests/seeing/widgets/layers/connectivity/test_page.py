"""Connectivity in a page."""

import pytest
from playwright.sync_api import expect

from seeing.widgets import Connectivity
from tests.support.widget_page import Show, readout, settle


@pytest.mark.parametrize(
    ("kind", "said"), [("full", "= 21 weights"), ("local", "= 9 weights"), ("shared", "3 weights,")]
)
def test_the_kind_of_layer_is_counted(show: Show, kind: str, said: str) -> None:
    page = show(Connectivity())

    page.get_by_role("combobox", name="Layer").select_option(kind)

    assert said in readout(page)


def test_an_output_is_chosen_by_keys_and_by_the_pointer(show: Show) -> None:
    page = show(Connectivity(kind="local", output=1))
    net = page.get_by_role("slider")

    net.press("ArrowRight")
    settle(page)
    assert net.get_attribute("aria-valuetext") == "output 2 sees inputs 4, 5, 6"
    box = net.bounding_box()
    assert box is not None
    net.click(position={"x": 0.1 * box["width"], "y": 0.5 * box["height"]})
    settle(page)
    assert net.get_attribute("aria-valuetext") == "output 0 sees inputs 0, 1, 2"


def test_a_window_that_does_not_fit_is_told(show: Show) -> None:
    page = show(Connectivity(kind="local", inputs=3, size=5))

    assert "does not fit" in readout(page)


def test_the_challenge_of_connections_is_noticed(show: Show) -> None:
    page = show(Connectivity(inputs=12, size=1, stride=1))

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_a_window_wider_than_the_row_cannot_be_chosen_and_has_no_output(show: Show) -> None:
    page = show(Connectivity(kind="local", inputs=3, size=5))

    assert "there is no output" in readout(page)
    wide = "[...document.querySelector('main > div').shadowRoot.querySelectorAll('select')]"
    disabled = page.evaluate(f"{wide}[2].options[3].disabled")  # 4 of 3
    assert disabled
