"""The sliding figures answer a hand: in a bare page, with a model that only remembers."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from seeing.widgets import SlideKernel1D, SlideKernel2D
from seeing.widgets.base import Widget
from tests.widgets.page import Show, drag, settle

BOTH = [SlideKernel1D, SlideKernel2D]


def equation(page: Page) -> str:
    """The sum as it is shown now, after the frame that a change waits for."""
    settle(page)
    return page.locator(".equation").inner_text()


def test_dragging_moves_the_window_along_the_signal(show: Show) -> None:
    page = show(SlideKernel1D())
    cell = page.get_by_label("x[1]", exact=True)

    drag(page, cell, dx=2.1 * cell.bounding_box()["width"])  # type: ignore[index]

    assert equation(page) == "y[2] = −1·30000 + 1·21000 − 1·18000 = −27000"
    assert page.evaluate("saved.position") == 2


def test_dragging_moves_the_window_over_the_image(show: Show) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Image row 1 column 1")
    side = cell.bounding_box()["width"]  # type: ignore[index]

    drag(page, cell, dx=1.1 * side, dy=1.9 * side)

    assert equation(page).startswith("y[2, 1] = ")
    assert page.evaluate("[saved.row, saved.column]") == [2, 1]


def test_touch_moves_the_window(show: Show) -> None:
    page = show(SlideKernel2D(), width=360, has_touch=True)
    box = page.get_by_label("Image row 1 column 1").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    x, y, side = box["x"] + 5, box["y"] + 5, box["width"]

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    for part in range(1, 9):
        touch("touchMove", (x + side * part / 8, y + side * part / 8))
    touch("touchEnd")

    assert equation(page).startswith("y[1, 1] = ")


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


def test_pointing_at_an_output_moves_the_window_there(show: Show) -> None:
    page = show(SlideKernel2D())

    page.get_by_label("Output row 2 column 2").hover()

    assert equation(page).startswith("y[2, 2] = ")


def test_an_edited_kernel_changes_the_sum(show: Show) -> None:
    page = show(SlideKernel1D())

    page.get_by_label("k[0]", exact=True).fill("1/2")

    assert equation(page) == "y[0] = 0.5·25000 + 1·28000 − 1·30000 = 10500"
    assert page.evaluate("saved.kernel") == [0.5, 1, -1]


@pytest.mark.parametrize("written", ["abc", ""])
def test_what_is_no_number_is_kept_and_explained(show: Show, written: str) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Kernel row 0 column 1")
    before = equation(page)

    cell.fill(written)
    cell.press("Tab")

    assert cell.input_value() == written
    assert "write one such as −1, 0.5 or 1/9" in page.locator(".message:not(:empty)").inner_text()
    assert equation(page) == before


def test_escape_brings_the_number_back(show: Show) -> None:
    page = show(SlideKernel2D())
    cell = page.get_by_label("Kernel row 0 column 1")
    cell.fill("abc")
    cell.press("Tab")

    cell.press("Escape")

    assert cell.input_value() == "1"
    assert page.locator(".message:not(:empty)").count() == 0


def test_flipping_turns_the_numbers_shown_and_edits_reach_the_right_one(show: Show) -> None:
    page = show(SlideKernel1D(kernel=[1, 2, 3]))

    page.get_by_role("switch", name="Flip the kernel").click()
    shown = equation(page)
    page.get_by_label("k[0]", exact=True).fill("7")

    assert shown == "y[0] = 3·25000 + 2·28000 + 1·30000 = 161000"
    assert equation(page) == "y[0] = 3·25000 + 2·28000 + 7·30000 = 341000"
    assert page.evaluate("saved.kernel") == [7, 2, 3]


def test_a_change_from_python_is_drawn(show: Show) -> None:
    page = show(SlideKernel2D())

    page.evaluate("model.set('kernel', [[1, 0, -1]]); model.set('row', 4)")

    assert equation(page) == "y[4, 0] = 1·2 + 0·0 − 1·0 = 2"
    assert page.locator("main .output button").count() == 15


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


def test_step_goes_through_the_places_and_round(show: Show) -> None:
    page = show(SlideKernel1D())
    places = []

    for _ in range(3):
        page.get_by_role("button", name="Step").click()
        places.append(equation(page).split(" = ")[0])

    assert places == ["y[1]", "y[2]", "y[0]"]


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


@pytest.mark.parametrize("widget", BOTH)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800])
def test_axe_finds_nothing_and_nothing_sticks_out(
    show: Show, widget: type[Widget], theme: str, width: int
) -> None:
    page = show(widget(), theme=theme, width=width)

    report = Axe().run(page)

    assert [violation["id"] for violation in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


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
def test_a_figure_leaves_without_a_trace(show: Show, widget: type[Widget]) -> None:
    page = show(widget())
    page.evaluate("cleanUp()")

    assert page.locator("main > div").count() == 0
    assert page.evaluate("model.listening()") == 0


@pytest.mark.parametrize("widget", BOTH)
def test_keys_written_in_a_figure_do_not_reach_the_page(show: Show, widget: type[Widget]) -> None:
    page = show(widget())
    page.evaluate("window.heard = []; addEventListener('keydown', (e) => heard.push(e.key))")

    page.get_by_role("textbox").first.press("b")

    assert page.evaluate("heard") == []  # JupyterLab would make a cell of it
