"""TrainingMonitor answers a hand and a growing run: in a bare page, with a model that remembers."""

import math
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import TrainingMonitor
from tests.support.axe import rules_in, violations
from tests.support.widget_page import Show, drag, set_theme

LENGTH = 101
WHOLE_S = 8  # longer than a replay takes


def recorded(**traits) -> TrainingMonitor:
    """A run whose loss is 100 at step 0 and falls by one a step, with all there may be."""
    layers = {"first": 1e-6, "second": 0.1, "third": 1.0}
    with TrainingMonitor(steps=LENGTH, title="A falling loss", **traits) as monitor:
        for step in range(LENGTH):
            extra = {"validation_loss": 101 - step} if step % 10 == 0 else {}
            monitor.record(step, loss=100 - step, accuracy=step / 100, gradients=layers, **extra)
    return monitor


def broken() -> TrainingMonitor:
    with TrainingMonitor(title="Learning rate 10", reference=recorded()) as monitor:
        for step in range(60):
            loss = 100 * math.exp(step / 5) if step < 40 else math.nan
            monitor.record(step, loss=loss, gradients={"first": loss, "second": 0})
    return monitor


def growing() -> TrainingMonitor:
    monitor = recorded()
    monitor.running = True
    return monitor


def where(page: Page) -> str:
    """The step and its numbers as they are shown now, after the frame that a change waits for."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return (page.locator(".readout > span").first.text_content() or "").split(".")[0]


def line_of(page: Page) -> float:
    """Where the line stands: 0 at the left end of the axis, 1 at its right."""
    return page.locator(".cursor").evaluate(
        """(line) => {
            const [at, all] = [line, line.parentNode].map((e) => e.getBoundingClientRect());
            return (at.left - all.left) / all.width;
        }"""
    )


def at_share(scrub: Locator, share: float) -> dict[str, float]:
    box = scrub.bounding_box()
    assert box is not None
    return {"x": share * box["width"], "y": box["height"] / 2}


def test_at_first_the_whole_run_is_shown(show: Show):
    page = show(recorded())

    assert where(page).startswith("Step 100: loss 0, validation loss 1, accuracy 100 %")
    assert page.locator(".what").inner_text().startswith("The loss is falling: 99 at the start")
    assert line_of(page) == pytest.approx(1, abs=0.01)


def test_with_no_record_the_figure_waits(show: Show):
    page = show(TrainingMonitor(steps=100))

    assert where(page) == "Waiting for the first step"
    expect(page.get_by_role("button", name="Replay")).to_be_disabled()


def test_a_press_on_the_curves_goes_to_that_step(show: Show):
    page = show(recorded())
    scrub = page.get_by_role("slider")

    scrub.click(position=at_share(scrub, 0.3))

    assert where(page).startswith("Step 30: loss 70")
    assert line_of(page) == pytest.approx(0.3, abs=0.01)
    assert page.evaluate("saved.shown") == 30


def test_a_drag_takes_the_line_along(show: Show):
    page = show(recorded())
    scrub = page.get_by_role("slider")
    width = at_share(scrub, 1)["x"]

    drag(page, scrub, dx=-0.25 * width)

    assert where(page).startswith("Step 25: loss 75")


def test_touch_takes_the_line_along(show: Show):
    page = show(recorded(), width=360, has_touch=True)
    scrub = page.get_by_role("slider")
    scrub.scroll_into_view_if_needed()
    box = scrub.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    y = box["y"] + 40

    def touch(kind: str, *shares: float) -> None:
        points = [{"x": box["x"] + share * box["width"], "y": y} for share in shares]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.9)
    for part in range(1, 9):
        touch("touchMove", 0.9 - 0.05 * part)
    touch("touchEnd")

    assert where(page).startswith("Step 50: loss 50")


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (["ArrowLeft"], 99),
        (["Home", "ArrowRight", "ArrowUp"], 2),
        (["Home", "PageUp"], 10),
        (["PageDown", "ArrowDown"], 89),
        (["Home", "ArrowLeft"], 0),
        (["Home", "End"], 100),
    ],
)
def test_keys_go_from_record_to_record(show: Show, keys: list[str], step: int):
    page = show(recorded())
    page.get_by_role("slider").focus()

    for key in keys:
        page.keyboard.press(key)

    assert where(page).startswith(f"Step {step}: loss {100 - step}")
    assert page.get_by_role("slider").get_attribute("aria-valuenow") == str(step)


def test_the_dots_lie_on_the_curves_at_the_step_shown(show: Show):
    page = show(recorded(shown=40))
    places = page.locator(".plot").evaluate_all(
        """(plots) => plots.map((plot) => {
            const box = plot.getBoundingClientRect();
            return [...plot.querySelectorAll(".dot")].map((dot) => {
                const d = dot.getBoundingClientRect();
                return [(d.x + d.width / 2 - box.x) / box.width,
                        (box.bottom - d.y - d.height / 2) / box.height];
            });
        })"""
    )

    loss, accuracy, gradients = places
    # The gradients' axis is six decades, from 10⁻⁶ to 1.
    top = float(page.locator(".panel.loss .tick").last.inner_text())
    np.testing.assert_allclose(loss, [[0.4, 60 / top], [0.4, 61 / top]], atol=0.02)
    np.testing.assert_allclose(accuracy, [[0.4, 0.4]], atol=0.03)
    np.testing.assert_allclose(gradients, [[0.4, 0], [0.4, 5 / 6], [0.4, 1]], atol=0.02)


def test_what_vanished_is_named(show: Show):
    page = show(recorded())

    expect(page.locator(".what")).to_contain_text(
        "The gradient of first has vanished: 10⁶ times smaller than that of third."
    )


def test_a_run_that_diverged_shows_from_where(show: Show):
    page = show(broken())

    assert where(page) == "Step 59: loss NaN"
    expect(page.locator(".what")).to_contain_text("From step 40 on the loss is not a number (NaN)")
    band = page.locator(".panel.loss .broken")
    assert band.inner_text() == "NaN"
    box, plot = band.bounding_box(), page.locator(".panel.loss .plot").bounding_box()
    assert box is not None
    assert plot is not None
    assert (box["x"] - plot["x"]) / plot["width"] == pytest.approx(0.4, abs=0.01)
    assert "logarithmic" in page.locator(".panel.loss").inner_text()


def test_the_run_to_compare_with_is_drawn_behind_and_named(show: Show):
    page = show(broken())

    assert page.locator(".panel.loss path.behind").count() == 2
    assert page.get_by_text("Faint behind it: A falling loss.").is_visible()


def test_panels_without_a_record_are_not_there(show: Show):
    page = show(broken())

    assert page.locator(".panel:visible").count() == 2
    assert not page.locator(".panel.accuracy").is_visible()


GROW = """(length) => {
    const run = [{ kind: "loss", name: "", steps: [], values: [] }];
    for (let i = 0; i < length; i += 1) { run[0].steps.push(i); run[0].values.push(length - i); }
    model.set("run", run);
}"""


def test_a_run_that_grows_takes_the_line_along(show: Show):
    page = show(growing())

    page.evaluate(GROW, 20)
    first = where(page)
    page.evaluate(GROW, 60)

    assert first == "Step 19: loss 1"
    assert where(page) == "Step 59: loss 1"


def test_a_reader_who_goes_back_stays_there_until_they_follow_again(show: Show):
    page = show(growing())
    page.evaluate(GROW, 20)
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.evaluate(GROW, 60)
    back = where(page)

    page.get_by_role("button", name="Follow").click()

    assert back == "Step 0: loss 60"
    assert where(page) == "Step 59: loss 1"
    assert page.evaluate("saved.shown") is None


def test_a_reader_at_the_newest_step_follows(show: Show):
    page = show(growing())
    page.evaluate(GROW, 20)
    for key in ("Home", "End"):
        page.get_by_role("slider").press(key)

    page.evaluate(GROW, 60)

    assert where(page) == "Step 59: loss 1"


def test_only_a_run_that_is_over_can_be_replayed(show: Show):
    page = show(growing())
    before = page.get_by_role("button", name="Replay").count()

    page.evaluate("model.set('running', false)")

    assert before == 0
    expect(page.get_by_role("button", name="Replay")).to_be_visible()
    assert page.get_by_role("button", name="Follow").count() == 0


def test_a_replay_goes_from_the_start_to_the_end(show: Show):
    page = show(recorded())
    said = page.locator(".readout > span").first
    page.evaluate("window.seen = new Set(); model.on('change:shown', () => seen.add(state.shown))")

    page.get_by_role("button", name="Replay").click()
    expect(said).to_contain_text("Step 1")
    expect(page.get_by_role("button", name="Replay")).to_be_visible(timeout=1000 * WHOLE_S)

    assert where(page).startswith("Step 100: loss 0")
    seen = [step for step in page.evaluate("[...seen]") if step is not None]
    assert len(seen) > 20
    assert seen == sorted(seen)


def test_a_replay_is_stopped_by_its_button_and_by_the_hand(show: Show):
    page = show(recorded())
    play = page.get_by_role("button", name="Replay")
    stop = page.get_by_role("button", name="Stop")
    for end in (stop.click, lambda: page.get_by_role("slider").press("ArrowRight")):
        play.click()
        expect(stop).to_be_visible()

        end()

        expect(play).to_be_visible()
        stopped = where(page)
        page.wait_for_timeout(200)  # some frames; that nothing moves has no sign
        assert where(page) == stopped


def test_with_reduced_motion_nothing_plays_by_itself(show: Show):
    page = show(recorded(), reduced_motion="reduce")

    assert page.get_by_role("button", name="Replay").count() == 0
    page.get_by_role("slider").press("ArrowLeft")
    assert where(page).startswith("Step 99")


def test_the_picture_is_spoken_once_the_hand_rests(show: Show):
    page = show(recorded())

    page.get_by_role("slider").press("Home")

    spoken = page.locator(".readout [aria-live=polite]")
    expect(spoken).to_have_text(
        re.compile(r"^Step 0: loss 100, .* The run has just begun\."), timeout=3000
    )


@pytest.mark.parametrize("make", [recorded, broken, growing])
@pytest.mark.parametrize("width", [360, 800])
def test_axe_finds_nothing_in_any_run_and_nothing_sticks_out(show: Show, make, width: int):
    page = show(make(), width=width)
    for theme in ["light", "dark"]:
        set_theme(page, theme)

        assert violations(page, rules_in(theme)) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_twelve_layers_with_long_names_fit_a_phone(show: Show):
    with TrainingMonitor() as monitor:
        for step in range(3):
            layers = {f"features.{i}.convolution.weight": 10.0**-i for i in range(12)}
            monitor.record(step, loss=1, gradients=layers)

    page = show(monitor, width=360)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("width", [360, 800])
def test_the_height_stays_while_the_reader_goes_through_the_run(show: Show, width: int):
    page = show(recorded(), width=width)
    heights = set()
    for key in ["Home", *["PageUp"] * 10]:
        page.get_by_role("slider").press(key)
        where(page)
        heights.add(page.evaluate("document.querySelector('main > div').offsetHeight"))

    assert len(heights) == 1


@pytest.mark.parametrize(("width", "room"), [(360, "narrow"), (800, "wide")])
def test_the_room_that_is_kept_is_the_room_that_is_taken(show: Show, width: int, room: str):
    monitor = recorded()
    page = show(monitor, width=width)

    page.locator(".card").evaluate("(card) => { card.style.minHeight = 0; }")

    taken = page.evaluate("document.querySelector('main > div').offsetHeight")
    assert taken == pytest.approx(monitor._height[room], abs=12)


def test_on_paper_the_controls_are_gone_and_the_picture_stays(show: Show):
    page = show(recorded(), theme="dark")

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Replay").is_visible()
    assert not page.locator(".cursor").is_visible()
    assert page.locator(".panel:visible").count() == 3
    assert page.locator(".what").is_visible()
    paper = page.locator(".card").evaluate("(card) => getComputedStyle(card).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_a_figure_leaves_without_a_trace(show: Show):
    page = show(recorded())
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()

    page.evaluate("cleanUp()")

    left_at = page.evaluate("state.shown")
    page.wait_for_timeout(300)  # some frames, in which a replay would go on
    assert page.evaluate("state.shown") == left_at
    assert page.locator("main > div").count() == 0
    assert page.evaluate("model.listening()") == 0
