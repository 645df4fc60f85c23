"""SignalFlow in a page: what it opens with, the layer that is opened, sliders, and the tasks."""

import re
from math import log10

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import SignalFlow
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle

GAIN = "Gain σ√n: deviation of the weights times the root of 64"


def chart(page: Page) -> Locator:
    return page.get_by_role("slider", name="Layer that is opened")


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def set_slider(page: Page, name: str, value: float) -> None:
    """As a pointer does it: the nearest place that the slider has."""
    slider(page, name).fill(str(round(value, 2)))
    settle(page)


def choose(page: Page, activation: str) -> None:
    page.get_by_role("combobox", name="Activation").select_option(activation)
    settle(page)


def at_layer(page: Page, layer: int, depth: int) -> tuple[float, float]:
    """Where a layer is in the window, px; 36 of the drawing's 366 units are left of the layers."""
    box = chart(page).bounding_box()
    assert box is not None
    across = (36 + 324 * (layer - 0.5) / depth) / 366
    return box["x"] + across * box["width"], box["y"] + 0.3 * box["height"]


def opened(page: Page) -> str:
    settle(page)
    return page.locator(".flow p.title").nth(1).inner_text()


def sizes(page: Page, of: str) -> list[str]:
    """RMS, over the layer before's, over the last layer's."""
    settle(page)
    return page.locator(f".sizes tr.{of} td").all_inner_texts()


def values_by_numpy(widget: SignalFlow) -> list[float]:
    """Return the root mean square of each layer's values, ReLU, from the weights of the page."""
    body = "return m.drawnWeights(a.seed, a.depth).layers.map((layer) => Array.from(layer));"
    drawn = run("arithmetic/signals.js", body, {"seed": widget.seed, "depth": widget.depth})
    x = widget.images.reshape(-1, 64).astype(float)
    x = (x - x.mean()) / x.std()
    found = []
    for layer in drawn:
        x = np.maximum(x @ (widget.gain / 8 * np.reshape(layer, (64, 64))).T, 0)
        found.append(float(np.sqrt(np.mean(x**2))))
    return found


def test_it_opens_with_values_that_fade(show: Show) -> None:
    widget = SignalFlow()
    page = show(widget)

    wanted = values_by_numpy(widget)
    assert float(sizes(page, "output")[0]) == pytest.approx(wanted[4], rel=0.05)
    assert float(sizes(page, "output")[1]) == pytest.approx(wanted[4] / wanted[3], rel=0.05)
    assert wanted[9] < 0.02 * wanted[0]
    assert "ReLU, gain 0.8: from layer 1 to 10 the values fade to 0.00" in readout(page)
    assert opened(page) == "Layer 5: its values"


def test_pointing_opens_a_layer_and_a_click_keeps_it_open(show: Show) -> None:
    page = show(SignalFlow())

    page.mouse.move(*at_layer(page, 2, 10))
    assert opened(page) == "Layer 2: its values"
    page.mouse.move(1, 1)
    assert opened(page) == "Layer 5: its values"
    page.mouse.click(*at_layer(page, 9, 10))
    page.mouse.move(*at_layer(page, 3, 10))
    assert opened(page) == "Layer 3: its values"
    page.mouse.move(1, 1)

    assert opened(page) == "Layer 9: its values"
    assert page.evaluate("state.layer") == 9


def test_keys_choose_a_layer_under_a_pointer_that_rests(show: Show) -> None:
    page = show(SignalFlow())
    page.mouse.move(*at_layer(page, 8, 10))
    seen = []

    for key in ("ArrowRight", "ArrowDown", "Home", "ArrowLeft", "End", "ArrowUp"):
        chart(page).press(key)
        seen.append(opened(page).split(":")[0])

    assert seen == [f"Layer {layer}" for layer in (6, 5, 1, 1, 10, 10)]
    assert (chart(page).get_attribute("aria-valuetext") or "").startswith("Layer 10 of 10: values")


def test_a_finger_taps_a_layer(show: Show) -> None:
    page = show(SignalFlow(), has_touch=True, width=360)

    page.touchscreen.tap(*at_layer(page, 2, 10))

    assert opened(page) == "Layer 2: its values"
    assert page.evaluate("state.layer") == 2


def test_the_first_layer_is_compared_with_the_input(show: Show) -> None:
    widget = SignalFlow(layer=1)
    page = show(widget)

    assert "÷ input’s" in page.locator(".sizes thead").inner_text()
    factor = sizes(page, "output")[1]
    assert float(factor) == pytest.approx(values_by_numpy(widget)[0], rel=0.05)
    assert sizes(page, "gradient")[1] == "–"


def test_a_network_that_becomes_shallower_opens_its_last_layer(show: Show) -> None:
    page = show(SignalFlow(layer=8))

    set_slider(page, "Layers", 3)

    assert opened(page) == "Layer 3: its values"
    assert page.locator(".line.values circle").count() == 3
    set_slider(page, "Layers", 1)
    assert "one layer, so nothing can fade or grow on the way" in readout(page)


def test_every_setting_changes_the_picture(show: Show) -> None:
    page = show(SignalFlow())
    seen = {readout(page)}

    set_slider(page, GAIN, 0.3)
    seen.add(readout(page))
    set_slider(page, "Layers", 20)
    seen.add(readout(page))
    choose(page, "tanh")
    seen.add(readout(page))
    page.get_by_role("button", name="New draw").click()
    seen.add(readout(page))

    assert len(seen) == 5
    assert page.evaluate("[state.depth, state.activation, state.seed]") == [20, "tanh", 2]


def test_only_relu_has_dead_units(show: Show) -> None:
    page = show(SignalFlow(depth=20, layer=20, gain=1.4))
    heights = "rects => rects.map((rect) => Number(rect.getAttribute('height')))"

    assert max(page.locator("rect.dead").evaluate_all(heights)) > 0
    assert re.search(r"\b[1-9]\d* of 64 units are 0", page.locator(".bins-note").inner_text())
    choose(page, "tanh")

    assert max(page.locator("rect.dead").evaluate_all(heights)) == 0


@pytest.mark.parametrize(("took_ms", "moves"), [(10, True), (40, False)])
def test_a_slow_computation_waits_until_the_slider_is_let_go(
    show: Show, took_ms: int, moves: bool
) -> None:
    page = show(SignalFlow())
    page.evaluate(f"let t = 0; performance.now = () => (t += {took_ms});")
    set_slider(page, "Layers", 9)  # the computation that is timed by this clock
    drag = """(input, place) => {
        input.value = place;
        input.dispatchEvent(new Event("input"));
    }"""

    slider(page, "Layers").evaluate(drag, "4")
    assert slider(page, "Layers").get_attribute("aria-valuetext") == "4"
    assert (page.evaluate("state.depth") == 4) is moves
    slider(page, "Layers").dispatch_event("change")

    assert page.evaluate("state.depth") == 4


def test_the_scale_stands_still_until_a_size_leaves_it() -> None:
    body = "return [[0.5, 3e-5], [0.5, 2e-6], [0.5, 5e-7], [2e4, 0], []].map(m.powersShown);"

    assert run("signal_flow/layer_chart.js", body) == [[-6, 3], [-6, 3], [-9, 3], [-6, 6], [-6, 3]]


@pytest.mark.parametrize("scale", [[-6, 3], [-36, 3], [-6, 18], [-9, 3]])
def test_one_is_among_the_ticks_which_are_few(scale: list[int]) -> None:
    ticks = run("signal_flow/layer_chart.js", "return m.ticksOf(a);", scale)

    assert 0 in ticks
    assert 2 <= len(ticks) <= 7
    assert len(set(np.diff(ticks))) == 1


def test_pictures_without_ink_give_no_signal(show: Show) -> None:
    page = show(SignalFlow(images=np.zeros((16, 8), np.uint8), labels=[3, 4]))

    assert "the values end at 0" in readout(page)
    assert page.locator(".line circle").count() == 0
    assert "64 of 64 units are 0" in page.locator(".bins-note").inner_text()


def test_the_tasks_are_solved_one_after_another_and_kept(show: Show) -> None:
    page = show(SignalFlow())
    challenge = page.locator(".challenge")
    expect(challenge).to_have_attribute("aria-live", "polite")
    set_slider(page, "Layers", 20)
    expect(challenge).to_contain_text("Try it. Give ReLU 20 layers")

    set_slider(page, GAIN, log10(2**0.5))
    expect(challenge).to_contain_text("Solved. Gain 1.41 does it")
    choose(page, "tanh")
    set_slider(page, GAIN, log10(1.2))
    expect(challenge).to_contain_text("Now the sigmoid")
    choose(page, "sigmoid")
    expect(challenge).to_contain_text("Now the sigmoid")
    page.mouse.click(*at_layer(page, 1, 20))
    settle(page)
    expect(challenge).to_contain_text("dies on its way to the input")

    choose(page, "relu")
    expect(challenge).to_contain_text("dies on its way to the input")
    page.get_by_role("button", name="Reset").click()
    settle(page)
    expect(challenge).to_contain_text("Try it. Give ReLU 20 layers")
    assert page.evaluate("[state.depth, state.gain, state.layer]") == [10, 0.8, 5]


def test_the_first_task_is_solved_by_keys(show: Show) -> None:
    page = show(SignalFlow(depth=20))
    gain = slider(page, GAIN)

    for _ in range(25):
        gain.press("ArrowRight")
        settle(page)

    expect(page.locator(".challenge")).to_contain_text("Solved.")
