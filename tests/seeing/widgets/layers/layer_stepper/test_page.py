"""LayerStepper in a page."""

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect
from torch.nn import functional

from seeing.widgets import LayerStepper
from tests.support.widget_page import Show, readout, settle


def output(page: Page, o: int):
    return page.get_by_role("slider", name=f"Output map {o}")


def numbers(page: Page, o: int) -> list[int]:
    return [
        int(text.replace("−", "-")) for text in output(page, o).locator(".cell").all_inner_texts()
    ]


@pytest.mark.parametrize(("stride", "padding"), [(2, 1), (1, 1), (1, 2), (3, 0)])
def test_both_maps_are_those_of_torchs_layer(show: Show, stride: int, padding: int) -> None:
    figure = LayerStepper()
    page = show(figure)

    page.get_by_role("combobox", name="Stride").select_option(str(stride))
    page.get_by_role("combobox", name="Padding").select_option(str(padding))
    settle(page)

    x, w, b = (torch.tensor(a).double() for a in (figure.image, figure.kernels, figure.biases))
    maps = functional.conv2d(x[None], w, b, stride, padding)[0]
    for o in range(2):
        assert numbers(page, o) == maps[o].flatten().tolist()
    assert "= 56 parameters" in readout(page)


def test_an_output_has_27_products_whose_sums_and_bias_it_is(show: Show) -> None:
    page = show(LayerStepper(map=1, place=0))

    products = page.locator(".products .cell > span").all_inner_texts()
    sums = page.locator(".sum").all_inner_texts()

    values = [int(text.replace("−", "-")) for text in products]
    assert len(values) == 27
    assert [f"sum {sum(values[i : i + 9])}".replace("-", "−") for i in (0, 9, 18)] == sums
    assert numbers(page, 1)[0] == sum(values) - 2


def test_an_output_is_chosen_by_keys_by_a_press_and_through_the_picture(show: Show) -> None:
    page = show(LayerStepper())

    output(page, 1).press("End")
    output(page, 1).press("ArrowLeft")
    settle(page)
    assert page.evaluate("[state.map, state.place]") == [1, 7]
    assert readout(page).startswith("y[1, 2, 1] =")
    output(page, 0).locator(".cell").nth(2).click()
    assert page.evaluate("[state.map, state.place]") == [0, 2]
    # The last pixel with its rim lies in the last window.
    page.get_by_role("img", name="Channel 2 with its rim").locator(".cell").nth(48).click()
    assert page.evaluate("[state.map, state.place]") == [0, 8]


def test_a_finger_chooses_an_output_and_a_weight_is_written(show: Show) -> None:
    page = show(LayerStepper(), width=360, has_touch=True)

    output(page, 1).locator(".cell").nth(3).tap()
    page.get_by_label("kernel 1 channel 0 row 0 column 0").fill("5")
    settle(page)

    assert page.evaluate("[state.map, state.place, state.kernels[1][0][0][0]]") == [1, 3, 5]


def test_step_goes_through_both_maps_and_begins_anew(show: Show) -> None:
    page = show(LayerStepper(map=0, place=8))
    step = page.get_by_role("button", name="Step")

    step.click()
    settle(page)
    assert page.evaluate("[state.map, state.place]") == [1, 0]
    for _ in range(9):
        step.click()
        settle(page)

    assert page.evaluate("[state.map, state.place]") == [0, 0]


def test_the_challenge_is_solved_by_one_weight_a_stride_of_1_and_a_rim(show: Show) -> None:
    figure = LayerStepper()
    page = show(figure)
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    page.get_by_role("button", name="Set kernel 0 to zeros").click()
    page.get_by_label("kernel 0 channel 1 row 1 column 1").fill("1")
    settle(page)
    expect(page.locator(".challenge")).to_contain_text("Try it.")
    page.get_by_role("combobox", name="Stride").select_option("1")

    expect(page.locator(".challenge")).to_contain_text("Solved.")
    assert numbers(page, 0) == np.ravel(figure.image[1]).tolist()


def test_reset_brings_back_everything(show: Show) -> None:
    page = show(LayerStepper())
    before = page.evaluate("structuredClone(state)")

    page.get_by_role("button", name="Set kernel 0 to zeros").click()
    page.get_by_role("combobox", name="Padding").select_option("0")
    output(page, 1).press("Home")
    page.get_by_role("button", name="Reset").click()
    settle(page)

    assert page.evaluate("state") == before
