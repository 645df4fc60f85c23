"""LayerShapes in a page."""

from playwright.sync_api import expect

from seeing.widgets import LayerShapes
from tests.support.widget_page import Show, readout, settle


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


def test_each_side_is_computed_for_itself(show: Show) -> None:
    page = show(
        LayerShapes(height=1, width=8, kernel_height=5, kernel_width=5, stride=1, padding=0)
    )

    assert "(8 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 4" in readout(page)  # a row does not fit


def test_both_tasks_are_noticed_one_after_the_other(show: Show) -> None:
    page = show(LayerShapes(height=6, width=8))
    challenge = page.locator(".challenge")

    page.get_by_role("combobox", name="Padding").select_option("0")
    expect(challenge).to_contain_text("Now find one that keeps")
    for name in ("Kernel height", "Kernel width"):
        page.get_by_role("combobox", name=name).select_option("5")
    page.get_by_role("combobox", name="Padding").select_option("2")
    page.get_by_role("combobox", name="Stride").select_option("1")

    expect(challenge).to_contain_text("(k − 1)/2")
