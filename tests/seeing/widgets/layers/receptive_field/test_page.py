"""ReceptiveField in a page."""

import pytest
from playwright.sync_api import expect

from seeing.widgets import ReceptiveField
from tests.support.widget_page import Show, readout, settle


def test_the_field_of_three_layers_is_told(show: Show) -> None:
    page = show(ReceptiveField())
    assert "7 numbers wide" in readout(page)

    page.get_by_role("combobox", name="Stride of layer 2").select_option("2")

    assert "9 numbers wide" in readout(page)


def test_layers_are_added_and_changed(show: Show) -> None:
    page = show(ReceptiveField(layers=[[3, 1, 1]]))

    page.get_by_role("button", name="Add a layer").click()
    settle(page)
    page.get_by_role("combobox", name="Dilation of layer 2").select_option("4")

    assert "11 numbers wide" in readout(page)
    assert page.evaluate("state.layers") == [[3, 1, 1], [3, 1, 4]]


@pytest.mark.parametrize(
    "layers", [[[3, 2, 1], [3, 2, 1], [3, 1, 1]], [[3, 1, 1], [3, 1, 2], [3, 1, 4]]]
)
def test_the_challenge_of_fields_has_the_answers_given(show: Show, layers) -> None:
    page = show(ReceptiveField(layers=layers))

    assert "15 numbers wide" in readout(page)
    expect(page.locator(".challenge")).to_contain_text("Solved.")
