"""The figures of chapter 09 answer a hand, and say what they show."""

import numpy as np
import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from seeing.widgets import ChannelView, Connectivity, LayerShapes, ReceptiveField
from tests.widgets.page import Show, readout, settle

ALL = [ChannelView, Connectivity, LayerShapes, ReceptiveField]
GREY = np.repeat(np.arange(60, dtype=np.uint8).reshape(6, 10, 1), 3, axis=2)
DOT = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
NOTHING = [[0] * 3] * 3


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


def test_the_lectures_layer_has_56_parameters(show: Show) -> None:
    page = show(LayerShapes())

    assert "= 56 parameters" in readout(page)
    assert "Every pixel is seen" in readout(page)


def test_a_layer_is_changed_by_its_boxes(show: Show) -> None:
    page = show(LayerShapes())

    page.get_by_role("combobox", name="Padding").select_option("0")
    page.get_by_role("combobox", name="Channels in").select_option("64")

    assert "13 of 48 pixels are seen by no window" in readout(page)
    assert "(3·3·64 + 1) · 2 = 1154 parameters" in readout(page)
    expect(page.locator(".challenge")).to_contain_text("Solved.")
    assert page.locator(".cells.input .unseen").count() == 13


def test_keys_move_the_window(show: Show) -> None:
    page = show(LayerShapes())
    window = page.get_by_role("slider")

    for key in ("ArrowRight", "ArrowDown"):
        window.press(key)
    settle(page)

    assert window.get_attribute("aria-valuetext") == "Window at row 1, column 1 of 3 × 4"
    assert page.evaluate("state.place") == 5


def test_an_output_is_chosen_by_a_click(show: Show) -> None:
    page = show(LayerShapes())

    page.get_by_label("Output row 2 column 3").click()

    assert page.evaluate("state.place") == 11


def test_a_layer_without_output_says_what_to_do(show: Show) -> None:
    page = show(LayerShapes(height=2, kernel_height=7, padding=0))

    assert "There is no output: make the kernel" in readout(page)


def test_a_place_that_is_too_far_is_the_last(show: Show) -> None:
    page = show(LayerShapes(place=500))

    valuetext = page.get_by_role("slider").get_attribute("aria-valuetext")
    assert valuetext == "Window at row 2, column 3 of 3 × 4"


def test_the_field_of_three_layers_is_told(show: Show) -> None:
    page = show(ReceptiveField())

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


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ([], "1 to 5"),
        ([[3, 1, 1]] * 6, "1 to 5"),
        ([[3, 1]], "give"),
        ([[3, 0, 1]], "stride of layer 0"),
        ([[3, 1, 1], [9, 1, 1]], "kernel size of layer 1"),
    ],
)
def test_layers_that_cannot_be_drawn_are_refused(layers, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ReceptiveField(layers=layers)


def test_the_channels_answers_are_added(show: Show) -> None:
    red = GREY * np.array([1, 0, 0], np.uint8)
    page = show(ChannelView(image=red, sheets=[DOT, DOT, DOT], bias=0.5, row=1, column=2))

    assert readout(page) == "red 23 + green 0 + blue 0 + bias 0.5 = 23.5"


def test_a_sheet_is_edited(show: Show) -> None:
    page = show(ChannelView(image=GREY, sheets=[DOT, DOT, DOT], row=0, column=0))

    page.get_by_label("green sheet row 1 column 1").fill("-1")
    page.keyboard.press("Enter")
    page.get_by_label("blue sheet row 1 column 1").fill("0")
    page.keyboard.press("Enter")

    assert readout(page) == "red 11 + green −11 + blue 0 + bias 0 = 0"
    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_the_pointer_and_the_keys_choose_a_pixel(show: Show) -> None:
    page = show(ChannelView(row=3, column=3))
    picture = page.get_by_role("application")

    picture.press("ArrowDown")
    settle(page)
    assert page.evaluate("[state.row, state.column]") == [4, 3]
    box = picture.bounding_box()
    assert box is not None
    picture.hover(position={"x": 0.5 * box["width"], "y": 0.25 * box["height"]})
    settle(page)
    assert page.evaluate("[state.row, state.column]") == [15, 31]


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"image": np.zeros((5, 5), np.uint8)}, "channels come last"),
        ({"image": np.zeros((2, 5, 3), np.uint8)}, "sides of 3"),
        ({"image": np.zeros((5, 5, 3))}, "whole numbers"),
        ({"sheets": [DOT, DOT]}, "so 3, got 2"),
        ({"sheets": [DOT, DOT, [[1, 2]]]}, "3 rows"),
        ({"sheets": [DOT, DOT, [[1, float("nan")]]]}, "finite"),
        ({"bias": float("inf")}, "finite"),
    ],
)
def test_what_is_no_layer_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ChannelView(**traits)
