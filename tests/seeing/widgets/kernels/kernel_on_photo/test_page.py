"""KernelOnPhoto answers a hand, takes the reader's own picture, and keeps it to itself."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from seeing.widgets.kernels.kernel_on_photo.kernel_on_photo import KernelOnPhoto
from tests.support.widget_page import Show, put, readout, settle

# A camera that always shows the same grey; or one that refuses.
CAMERA = """(grey) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    const context = canvas.getContext("2d");
    const paint = () => {
        context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        context.fillRect(0, 0, 64, 48);
    };
    paint();
    setInterval(paint, 20);
    window.stream = canvas.captureStream();
    Object.defineProperty(navigator, "mediaDevices", {
        value: { getUserMedia: async () => window.stream },
    });
}"""
REFUSAL = """() => Object.defineProperty(navigator, "mediaDevices", {
    value: { getUserMedia: async () => { throw new DOMException("", "NotAllowedError"); } },
})"""
RAMP = np.add.outer(np.arange(20), 3 * np.arange(30)).astype(np.uint8)


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Put the widget on a page of its own: show(theme=, width=, **traits).

    Unlike other figures it may say something on the console: a camera that is refused.
    """
    contexts = []
    errors: list[str] = []

    def mounted(theme: str = "light", width: int = 800, **traits: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        put(page, KernelOnPhoto(**traits), theme)
        return page

    yield mounted
    for context in contexts:
        context.close()
    assert errors == []


def shown(page: Page, side: str) -> Any:
    """The red channel of a picture as the page shows it, and where it is opaque."""
    rgba, height, width = page.locator(f".{side} canvas").evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return [Array.from(data), height, width];
        }"""
    )
    pixels = np.array(rgba, np.uint8).reshape(height, width, 4)
    return pixels[..., 0], pixels[..., 3] > 0


def choose(page: Page, box: str, option: str) -> None:
    page.get_by_role("combobox", name=box).select_option(option)
    settle(page)


def png(array: Any) -> dict[str, Any]:
    stream = io.BytesIO()
    Image.fromarray(array).save(stream, "png")
    return {"name": "mine.png", "mimeType": "image/png", "buffer": stream.getvalue()}


def test_the_pointer_shows_the_sum_of_the_window_around_it(show: Show) -> None:
    page = show(image=RAMP, kernel=[[1, 0, 2]])
    plate = page.locator(".photo .plate")
    box = plate.bounding_box()
    assert box is not None

    plate.hover(position={"x": box["width"] * 10.5 / 30, "y": box["height"] * 7.5 / 20})

    left, right = RAMP[7, 9], RAMP[7, 11]
    assert readout(page) == f"y[7, 9] = 1·{left} + 2·{right} = {left + 2 * int(right)}"
    assert page.evaluate("[saved.row, saved.column]") == [7, 9]


def test_keys_move_the_window(show: Show) -> None:
    page = show(image=RAMP, row=3, column=4)
    page.locator(".photo .plate").focus()

    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        settle(page)

    assert readout(page).startswith("y[4, 6] = ")


def test_identity_shows_the_photograph_and_leaves_the_rim_blank(show: Show) -> None:
    page = show(image=RAMP)

    choose(page, "Kernel", "Identity")

    output, opaque = shown(page, "filtered")
    assert (output[1:-1, 1:-1] == RAMP[1:-1, 1:-1]).all()
    assert opaque.sum() == 18 * 28
    assert opaque[1:-1, 1:-1].all()


def test_a_number_typed_into_the_kernel_changes_the_picture(show: Show) -> None:
    page = show(image=RAMP, kernel=[[1]])

    page.get_by_label("kernel row 0 column 0").fill("2")
    settle(page)

    assert (shown(page, "filtered")[0] == np.clip(2 * RAMP.astype(int), 0, 255)).all()


def test_flip_turns_the_kernel_that_slides_and_not_the_trait(show: Show) -> None:
    page = show(image=RAMP, kernel=[[1, 0, -4]], row=2, column=3)

    page.get_by_role("switch", name="Flip the kernel").click()

    assert readout(page).startswith(f"y[2, 3] = −4·{RAMP[2, 3]} + 1·{RAMP[2, 5]} = ")
    assert page.evaluate("state.kernel") == [[1, 0, -4]]


def test_what_is_typed_into_a_turned_kernel_lands_in_its_place_of_the_trait(show: Show) -> None:
    page = show(image=RAMP, kernel=[[1, 2, 3], [4, 5, 6]], flip=True)

    page.get_by_label("kernel row 0 column 0").fill("60")  # shows what slides: 6 5 4 / 3 2 1
    settle(page)

    assert page.evaluate("saved.kernel") == [[1, 2, 3], [4, 5, 60]]


def test_signed_brightness_shows_zero_as_middle_grey(show: Show) -> None:
    page = show(image=np.full((9, 9), 80, np.uint8))

    choose(page, "Brightness", "signed")

    assert set(shown(page, "filtered")[0][1:-1, 1:-1].flat) == {128}


def test_own_picture_is_shown_and_never_given_to_the_model(show: Show) -> None:
    page = show(image=RAMP)
    own = np.random.default_rng(1).integers(0, 256, (40, 25, 3), dtype=np.uint8)

    page.locator("input[type=file]").set_input_files([png(own)])
    expect(page.locator(".photo .title")).to_have_text("Photograph 40 × 25")

    assert (shown(page, "photo")[0] == np.asarray(Image.fromarray(own).convert("L"))).all()
    assert page.evaluate("state.image.shape") == [20, 30]


def test_back_to_the_first_photo(show: Show) -> None:
    page = show(image=RAMP)
    page.locator("input[type=file]").set_input_files([png(np.zeros((8, 8), np.uint8))])
    expect(page.locator(".photo .title")).to_have_text("Photograph 8 × 8")

    page.get_by_role("button", name="Back to the first photo").click()

    assert (shown(page, "photo")[0] == RAMP).all()


def test_a_huge_picture_is_reduced_and_the_page_says_so(show: Show) -> None:
    page = show(image=RAMP)

    page.locator("input[type=file]").set_input_files([png(np.zeros((900, 1200), np.uint8))])

    expect(page.locator(".photo .title")).to_have_text("Photograph 384 × 512")
    expect(page.locator(".note")).to_contain_text("900 × 1200 pixels, reduced to at most 512.")


# Decoding waits until it is let go, each time: what is chosen first may be ready last.
SLOW = """() => {
  const decode = createImageBitmap;
  window.waiting = [];
  window.createImageBitmap = (file) => new Promise((ready) =>
    waiting.push(() => decode(file).then(ready)));
}"""


def test_the_latest_choice_is_shown_whichever_is_ready_first(show: Show) -> None:
    page = show(image=RAMP)
    page.evaluate(SLOW)
    chosen = page.locator("input[type=file]")

    chosen.set_input_files([png(np.zeros((9, 9), np.uint8))])
    expect(page.locator(".note")).to_have_text("Reading the picture…")
    chosen.set_input_files([png(np.zeros((7, 7), np.uint8))])
    page.evaluate("waiting[1]()")
    expect(page.locator(".photo .title")).to_have_text("Photograph 7 × 7")
    page.evaluate("waiting[0]()")
    page.evaluate("new Promise((ready) => setTimeout(ready, 100))")

    expect(page.locator(".photo .title")).to_have_text("Photograph 7 × 7")


def test_the_first_photo_that_is_asked_for_meanwhile_stays(show: Show) -> None:
    page = show(image=RAMP)
    chosen = page.locator("input[type=file]")
    chosen.set_input_files([png(np.zeros((7, 7), np.uint8))])
    expect(page.locator(".photo .title")).to_have_text("Photograph 7 × 7")
    page.evaluate(SLOW)

    chosen.set_input_files([png(np.zeros((9, 9), np.uint8))])
    page.get_by_role("button", name="Back to the first photo").click()
    page.evaluate("waiting[0]()")
    page.evaluate("new Promise((ready) => setTimeout(ready, 100))")

    assert (shown(page, "photo")[0] == RAMP).all()


def test_a_picture_chosen_while_the_browser_asks_for_the_camera_stays(show: Show) -> None:
    page = show(image=RAMP)
    page.evaluate(CAMERA, 77)
    page.evaluate(
        "() => { const ask = navigator.mediaDevices.getUserMedia;"
        " navigator.mediaDevices.getUserMedia = () =>"
        " new Promise((ready) => { window.allow = () => ready(ask()); }); }"
    )

    page.get_by_role("button", name="Start camera").click()
    page.locator("input[type=file]").set_input_files([png(np.zeros((9, 9), np.uint8))])
    expect(page.locator(".photo .title")).to_have_text("Photograph 9 × 9")
    page.evaluate("allow()")
    expect(page.get_by_role("button", name="Start camera")).to_be_enabled()

    expect(page.locator(".photo .title")).to_have_text("Photograph 9 × 9")
    assert page.evaluate("stream.getTracks().every((track) => track.readyState === 'ended')")


def test_a_picture_of_no_known_type_is_a_picture(show: Show) -> None:
    page = show(image=RAMP)

    page.locator("input[type=file]").set_input_files(
        [{**png(np.zeros((9, 9), np.uint8)), "name": "cat", "mimeType": "application/octet-stream"}]
    )

    expect(page.locator(".photo .title")).to_have_text("Photograph 9 × 9")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ({"name": "a.txt", "mimeType": "text/plain", "buffer": b"?"}, "a.txt is not a picture"),
        ({"name": "a.png", "mimeType": "image/png", "buffer": b"?"}, "a.png could not be read"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(
    show: Show, file: dict[str, Any], sentence: str
) -> None:
    page = show(image=RAMP)

    page.locator("input[type=file]").set_input_files([file])

    expect(page.locator(".note")).to_contain_text(sentence)
    assert (shown(page, "photo")[0] == RAMP).all()


def test_camera_is_shown_until_it_is_stopped(show: Show) -> None:
    page = show(image=RAMP)
    page.evaluate(CAMERA, 77)

    page.get_by_role("button", name="Start camera").click()
    expect(page.locator(".photo .title")).to_have_text("Photograph 48 × 64")
    page.get_by_role("button", name="Stop camera").click()

    assert abs(shown(page, "photo")[0].astype(int) - 77).max() <= 3  # video is lossy
    assert page.evaluate("stream.getTracks().every((track) => track.readyState === 'ended')")


def test_refused_camera_says_what_to_do(show: Show) -> None:
    page = show(image=RAMP)
    page.evaluate(REFUSAL)

    page.get_by_role("button", name="Start camera").click()

    expect(page.locator(".note")).to_contain_text("Allow it with the sign in the browser’s address")


def test_a_picture_smaller_than_the_kernel_has_no_output_and_says_so(show: Show) -> None:
    page = show(image=RAMP)

    page.locator("input[type=file]").set_input_files([png(np.zeros((2, 2), np.uint8))])

    expect(page.locator(".readout [aria-hidden]")).to_contain_text("there is no output")


def test_it_draws_before_it_is_in_the_page_as_jupyterlab_does(show: Show) -> None:
    page = show()

    page.evaluate(
        """async (source) => {
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { default: widget } = await import(url);
            const el = document.createElement("div");
            await widget.render({ model, el });
            document.querySelector("main").append(el);
        }""",
        KernelOnPhoto._esm,
    )

    assert page.locator(".readout").count() == 2


def test_on_a_phone_the_kernel_and_what_it_makes_are_seen_together(show: Show) -> None:
    page = show(KernelOnPhoto(), width=360)
    top = page.locator(".filtered canvas").bounding_box()
    kernel = page.locator(".part.kernel .board").bounding_box()

    assert top is not None
    assert kernel is not None
    assert kernel["y"] + kernel["height"] - top["y"] < 500  # of a phone's 688 under the page's bar
