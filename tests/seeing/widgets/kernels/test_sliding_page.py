"""What SlideKernel1D and SlideKernel2D have in common, in a page."""

import pytest
from playwright.sync_api import Page

from seeing.widgets import SlideKernel1D, SlideKernel2D
from seeing.widgets.base import Widget
from tests.support.widget_page import Show, settle

BOTH = [SlideKernel1D, SlideKernel2D]


def equation(page: Page) -> str:
    """The sum as it is shown now, after the frame that a change waits for."""
    settle(page)
    return page.locator(".equation").inner_text()


@pytest.mark.parametrize(
    ("widget", "keys", "place"),
    [
        (SlideKernel1D, ["ArrowRight"], "y[1]"),
        (SlideKernel1D, ["End", "ArrowRight"], "y[2]"),
        (SlideKernel1D, ["End", "Home"], "y[0]"),
        (SlideKernel2D, ["ArrowDown", "ArrowRight"], "y[1, 1]"),
        (SlideKernel2D, ["End"], "y[0, 2]"),
        (SlideKernel2D, ["PageDown", "ArrowUp"], "y[1, 0]"),
    ],
)
def test_keys_move_the_window(
    show: Show, widget: type[Widget], keys: list[str], place: str
) -> None:
    page = show(widget())
    page.get_by_role("slider").focus()

    for key in keys:
        page.keyboard.press(key)

    assert equation(page).split(" = ")[0] == place


@pytest.mark.parametrize("widget", BOTH)
def test_two_keys_within_one_frame_are_two_steps(show: Show, widget: type[Widget]) -> None:
    page = show(widget())

    page.get_by_role("slider").evaluate("""(slider) => {
        const press = () => new KeyboardEvent("keydown", { key: "ArrowRight" });
        slider.dispatchEvent(press());
        slider.dispatchEvent(press());
    }""")

    assert "2] = " in equation(page)


@pytest.mark.parametrize("widget", BOTH)
def test_a_figure_has_a_name(show: Show, widget: type[Widget]) -> None:
    page = show(widget())

    assert page.get_by_role("group", name="A kernel slides").is_visible()


@pytest.mark.parametrize("widget", BOTH)
def test_every_preset_is_drawn_and_named(show: Show, widget: type[Widget]) -> None:
    page = show(widget())
    box = page.get_by_role("combobox", name="Kernel")
    names = page.locator("select").first.locator("option").all_inner_texts()[1:]
    sums = set()

    for name in names:
        box.select_option(name)
        sums.add(equation(page))
        assert box.locator("option:checked").inner_text() == name

    assert len(names) >= 5
    assert len(sums) == len(names)


@pytest.mark.parametrize("widget", BOTH)
def test_with_reduced_motion_nothing_plays_by_itself(show: Show, widget: type[Widget]) -> None:
    page = show(widget(), reduced_motion="reduce")

    assert page.get_by_role("button", name="Step").is_visible()
    assert page.get_by_role("button", name="Play").count() == 0


@pytest.mark.parametrize("widget", BOTH)
def test_the_sum_is_spoken_once_the_hand_rests(show: Show, widget: type[Widget]) -> None:
    page = show(widget())
    page.get_by_role("slider").focus()

    page.keyboard.press("End")
    page.wait_for_function(
        "() => { const live = document.querySelector('main > div').shadowRoot"
        ".querySelector('.readout [aria-live=polite]'); return /2\\] = /.test(live.textContent); }"
    )

    assert page.locator(".readout [aria-live=polite]").inner_text().startswith(equation(page))


@pytest.mark.parametrize(
    "widget",
    [
        SlideKernel1D(x=[0.125] * 12, kernel=[-100.5] * 7),
        SlideKernel2D(image=[[-10.5] * 8] * 8, kernel=[[0.25] * 5] * 5),
    ],
    ids=["1d", "2d"],
)
def test_the_largest_figure_fits_a_phone_with_room_for_a_finger(show: Show, widget: Widget) -> None:
    page = show(widget, width=360)
    controls = (
        "document.querySelector('main > div').shadowRoot.querySelectorAll('button, input, select')"
    )

    sizes = page.evaluate(
        f"[...{controls}].filter((e) => !e.hidden).map((e) => [e.offsetWidth, e.offsetHeight])"
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert min(min(size) for size in sizes) >= 24


@pytest.mark.parametrize("widget", BOTH)
def test_the_height_stays_while_the_window_slides_and_the_kernel_turns(
    show: Show, widget: type[Widget]
) -> None:
    page = show(widget(), width=360)
    heights = set()

    for _ in range(9):
        page.get_by_role("button", name="Step").click()
        equation(page)
        heights.add(page.evaluate("document.querySelector('main > div').offsetHeight"))
        page.get_by_role("switch").click()

    assert len(heights) == 1


@pytest.mark.parametrize("widget", BOTH)
def test_on_paper_the_controls_are_gone_and_the_picture_stays(
    show: Show, widget: type[Widget]
) -> None:
    page = show(widget(), theme="dark")

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Step").is_visible()
    assert page.locator(".equation").is_visible()
    paper = page.locator(".card").evaluate("(card) => getComputedStyle(card).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


@pytest.mark.parametrize("widget", BOTH)
def test_keys_written_in_a_figure_do_not_reach_the_page(show: Show, widget: type[Widget]) -> None:
    page = show(widget())
    page.evaluate("window.heard = []; addEventListener('keydown', (e) => heard.push(e.key))")

    page.get_by_role("textbox").first.press("b")

    assert page.evaluate("heard") == []  # JupyterLab would make a cell of it
