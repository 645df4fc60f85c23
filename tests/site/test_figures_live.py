"""Each figure answers mouse and keys on the site: its picture and its read-out change."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.site_pages import (
    AT_REST,
    CHAPTER,
    CHAPTERS,
    PREPARED,
    START,
    Open,
    Site,
    mount_all,
)

# Where each figure stands, and what of it is moved by the mouse and takes the keys.
HANDLES = {
    "graph_stepper": ("notebooks/01_computation_graphs.html", "input[type=range]"),
    "slide_kernel_1d": (CHAPTER, "[role=slider]"),
    "slide_kernel_2d": (CHAPTER, "[role=slider]"),
    "kernel_on_photo": (CHAPTER, "[role=application]"),
    "cnn_explorer": (
        "notebooks/10_pooling_and_convolutional_networks.html",
        ".sheets [role=application]",
    ),
    "filter_gallery": ("notebooks/11_feature_visualization.html", "[role=application]"),
    "occlusion_lab": ("notebooks/11_feature_visualization.html", "[role=application]"),
    "layer_stepper": ("notebooks/09_convolution_layers.html", "[role=slider]"),
    "pool_lab": ("notebooks/10_pooling_and_convolutional_networks.html", "[role=slider]"),
    "channel_view": ("notebooks/09_convolution_layers.html", "[role=application]"),
    "connectivity": ("notebooks/09_convolution_layers.html", "[role=slider]"),
    "receptive_field": ("notebooks/09_convolution_layers.html", "[role=slider]"),
    "roofline_lab": ("notebooks/12_convolution_on_a_gpu.html", "input[type=range]"),
    "tile_stepper": ("notebooks/12_convolution_on_a_gpu.html", "[role=slider]"),
    "optimizer_race": ("notebooks/03_training_that_works.html", "[role=application]"),
    "search_landscape": ("notebooks/04_tuning.html", "[role=application]"),
    "signal_flow": ("notebooks/03_training_that_works.html", "[role=slider]"),
    "pixel_inspector": ("notebooks/05_images_as_arrays.html", "[role=application]"),
    "shuffle_lab": ("notebooks/05_images_as_arrays.html", "[role=application]"),
    "shift_lab": ("notebooks/05_images_as_arrays.html", "[role=application]"),
    "corner_lab": ("notebooks/06_seeing_before_deep_learning.html", "[role=application]"),
    "hog_view": ("notebooks/06_seeing_before_deep_learning.html", "[role=application]"),
    "haar_drag": ("notebooks/06_seeing_before_deep_learning.html", "[role=application]"),
    "word_histogram": ("notebooks/06_seeing_before_deep_learning.html", "[role=application]"),
    "orientation_wheel": ("notebooks/08_edge_detection_kernels.html", "[role=slider]"),
}

UNDER = 30  # px


def figure(page: Page, name: str) -> Locator:
    found = page.locator(f".widget-mount[data-module$='/{name}.js']").first
    found.scroll_into_view_if_needed()
    found.locator(".readout").wait_for()
    return found


def read_out(place: Locator) -> str:
    """The words under a figure. Not inner_text: expect() compares without its line breaks."""
    return place.locator(".readout").text_content() or ""


def push(page: Page, handle: Locator) -> None:
    """Press in the middle of a handle, move by some pixels, let go."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 10, steps=6)
    page.mouse.up()


def press(page: Page, handle: Locator) -> None:
    handle.focus()
    page.keyboard.press("ArrowRight")


def picture(place: Locator, handle: Locator) -> bytes:
    """What a figure shows; without the frame around what the keys move, which is no answer."""
    handle.blur()
    return place.locator(".body").screenshot()


@pytest.mark.parametrize("path", CHAPTERS)
def test_every_figure_of_a_chapter_is_printed_and_answers_keys_and_mouse(
    open_page: Open, subtests: pytest.Subtests, path: str
) -> None:
    page = open_page(path)
    with subtests.test(f"{path}: printing draws every figure and hides its controls"):
        check_the_print(page)
    page.emulate_media(media="screen")

    for name in sorted(name for name, (at, _) in HANDLES.items() if at == path):
        place = figure(page, name)
        handle = place.locator(HANDLES[name][1]).first
        for move in (press, push):
            before, said = picture(place, handle), read_out(place)
            move(page, handle)
            with subtests.test(f"{name} changes its read-out and its picture: {move.__name__}"):
                expect(place.locator(".readout")).not_to_have_text(said)
                assert picture(place, handle) != before
            page.mouse.move(2, 2)
            if move is press:  # and back, so that the mouse finds the figure as it was
                handle.press("ArrowLeft")
                page.evaluate(AT_REST)


def check_the_print(page: Page) -> None:
    """No figure has been seen yet."""
    assert page.locator(".widget-mount").count() > 0

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    for place in page.locator(".widget-mount").all():
        expect(place.locator(".readout")).to_be_visible()
        assert place.locator(".controls:visible").count() == 0
    assert page.locator(".article-header-buttons:visible").count() == 0


def test_every_handle_is_on_a_page_of_the_book() -> None:
    assert {path for path, _ in HANDLES.values()} <= set(CHAPTERS)


def test_the_start_page_opens_with_a_figure_that_lives(open_page: Open) -> None:
    page = open_page(START)
    place = figure(page, "kernel_on_photo")
    said = read_out(place)

    press(page, place.locator(HANDLES["kernel_on_photo"][1]).first)

    expect(place.locator(".readout")).not_to_have_text(said)


def test_two_copies_of_a_figure_are_independent(open_page: Open, site: Site) -> None:
    page = open_page(CHAPTER)
    copy_the_mount(page, "slide_kernel_1d", keep_model=False)
    first, second = page.locator(".widget-mount[data-module$='/slide_kernel_1d.js']").all()[:2]
    said = read_out(second)

    press(page, first.locator("[role=slider]"))

    expect(first.locator(".readout")).not_to_have_text(said)
    assert read_out(second) == said


def test_two_views_of_one_model_move_together(open_page: Open, site: Site) -> None:
    page = open_page(CHAPTER)
    copy_the_mount(page, "slide_kernel_1d", keep_model=True)
    first, second = page.locator(".widget-mount[data-module$='/slide_kernel_1d.js']").all()[:2]
    said = read_out(second)

    press(page, first.locator("[role=slider]"))

    expect(second.locator(".readout")).not_to_have_text(said)


def copy_the_mount(page: Page, name: str, *, keep_model: bool) -> None:
    """Load the page again with a second mount after a figure's first, as the build writes it."""

    def doubled(route) -> None:
        response = route.fetch()
        html = response.text()
        start = html.rindex("<div", 0, html.index(f"/{name}.js"))
        end = html.index("</noscript></div>", start) + len("</noscript></div>")
        copy = html[start:end]
        if keep_model:
            script = copy.index("<script"), copy.index("</script>") + len("</script>")
            copy = copy[: script[0]] + copy[script[1] :]
        else:
            model = copy.index(" data-model=")
            copy = copy[:model] + copy[copy.index('"', model + 13) + 1 :]
        route.fulfill(response=response, body=html[:end] + copy + html[end:])

    page.route(f"**/{CHAPTER}", doubled)
    page.reload()
    page.wait_for_function(PREPARED)
    mount_all(page)


def test_a_reader_without_javascript_is_told_what_is_missing(open_page: Open) -> None:
    page = open_page(START, java_script_enabled=False)

    expect(page.locator(".widget-mount p")).to_contain_text("JavaScript switched off")


@pytest.mark.parametrize(("width", "room"), [(1280, "wide"), (360, "narrow")])
def test_a_figure_keeps_its_room_before_it_is_drawn(open_page: Open, width: int, room: str) -> None:
    page = open_page(START, width=width, java_script_enabled=False)

    place = page.locator(".widget-mount").first
    reserved = re.search(rf"--room-{room}:(\d+)px", place.get_attribute("style") or "")
    box = place.bounding_box()
    assert reserved is not None
    assert box is not None
    # And for the line under the card, where a link to its state is copied.
    assert box["height"] == float(reserved[1]) + UNDER


def test_figures_follow_the_light(open_page: Open) -> None:
    page = open_page(START)
    mount_all(page)
    before = page.locator(".widget-mount .body").first.screenshot()

    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.evaluate(AT_REST)

    assert page.locator(".widget-mount .body").first.screenshot() != before
