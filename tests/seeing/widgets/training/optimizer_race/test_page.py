"""OptimizerRace in a page: start, rates, rules, the step that is written out, and the task."""

import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import OptimizerRace
from tests.support.node import run
from tests.support.widget_page import Show, drag, readout, settle


def terrain(page: Page) -> Locator:
    return page.get_by_role("application", name="The loss from above")


def set_slider(page: Page, name: str, value: float) -> None:
    """As a pointer does it: the nearest place that the slider has."""
    page.get_by_role("slider", name=name, exact=True).fill(str(value))
    settle(page)


def verdict(page: Page, rule: str) -> str:
    return page.locator(f".rule.{rule} .verdict").inner_text()


def test_it_opens_with_the_numbers_of_the_chapter(show: Show) -> None:
    page = show(OptimizerRace())

    assert verdict(page, "plain") == "44 steps"
    assert verdict(page, "momentum") == "16 steps"
    assert page.locator(".terrain .way").count() == 2
    assert page.locator(".terrain .way.plain circle:not(.end)").count() == 20


def test_a_press_moves_the_start_and_passing_over_does_not(show: Show) -> None:
    page = show(OptimizerRace())
    box = terrain(page).bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    settle(page)
    assert page.evaluate("state.start") == [5, 1]
    page.mouse.down()
    page.mouse.up()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    settle(page)
    assert page.evaluate("state.start") == pytest.approx([-3.3, 2.475], abs=0.1)


def test_the_start_follows_a_drag(show: Show) -> None:
    page = show(OptimizerRace())

    drag(page, terrain(page), dx=60, dy=-30)
    settle(page)

    x, y = page.evaluate("state.start")
    assert x > 1
    assert y == pytest.approx(x / 2, abs=0.05)


def test_a_finger_taps_the_start(show: Show) -> None:
    page = show(OptimizerRace(), has_touch=True)
    box = terrain(page).bounding_box()
    assert box is not None

    page.touchscreen.tap(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    settle(page)

    assert page.evaluate("state.start") == pytest.approx([-3.3, 2.475], abs=0.1)


def test_keys_move_the_start(show: Show) -> None:
    page = show(OptimizerRace())

    for key in ("ArrowLeft", "ArrowUp", "ArrowUp"):
        terrain(page).press(key)
        settle(page)

    assert page.evaluate("state.start") == pytest.approx([4.725, 1.55])


def test_a_rule_is_shown_and_hidden(show: Show) -> None:
    page = show(OptimizerRace())

    page.get_by_role("switch", name="Adam").click()
    page.get_by_role("switch", name="Plain descent").click()
    settle(page)

    assert page.evaluate("state.shown") == ["momentum", "adam"]
    assert page.locator(".losses .way").count() == 2


def test_too_long_a_step_is_told_and_its_curve_leaves_the_chart(show: Show) -> None:
    page = show(OptimizerRace(plain_rate=0.2, shown=["plain"]))

    assert verdict(page, "plain") == "grows beyond all bounds"
    curve = page.locator(".losses .way.plain path").get_attribute("d") or ""
    assert 0 < curve.count("L") < 5


def test_the_last_step_is_written_out(show: Show) -> None:
    """The first: v = g = (5, 25), times 1/9."""
    page = show(OptimizerRace(steps=1))

    said = readout(page)
    assert "Momentum, step 1, from (5, 1)" in said
    assert "v = 0.444 · (0, 0) + (5, 25) = (5, 25)" in said
    assert "move = −0.111 · v = (−0.556, −2.78)" in said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("plain", "move = −0.0769 · g = (−0.385, −1.92)"),
        # √s = √0.01 · g, so the first step is ten rates long.
        ("rmsprop", "√s = (0.5, 2.5)"),
        ("adam", "move = −0.13 · m̂ / √ŝ = (−0.13, −0.13)"),
    ],
)
def test_each_rules_first_step_is_written_out(show: Show, rule: str, said: str) -> None:
    page = show(OptimizerRace(steps=1, explained=rule))

    assert said in readout(page)


def test_no_step_is_told(show: Show) -> None:
    page = show(OptimizerRace(steps=0))

    assert "no step is taken yet" in readout(page)


def test_another_surface_begins_at_its_own_start(show: Show) -> None:
    page = show(OptimizerRace())

    for surface in ("turned", "bent", "wells", "noisy"):
        page.get_by_role("combobox", name="Surface").select_option(surface)
        settle(page)
        wanted = run("arithmetic/optimizers.js", "return m.SURFACES[a].start;", surface)
        assert page.evaluate("state.start") == pytest.approx(wanted)


def test_turning_the_valley_costs_plain_descent_and_momentum_nothing(show: Show) -> None:
    page = show(OptimizerRace(surface="turned"))

    assert verdict(page, "plain") == "44 steps"
    assert verdict(page, "momentum") == "16 steps"
    assert int(verdict(page, "adam").split()[0]) > 60


def test_the_task_is_solved_by_the_sliders_and_stays_solved(show: Show) -> None:
    page = show(OptimizerRace())
    challenge = page.locator(".challenge")
    expect(challenge).to_contain_text("Try it.")

    set_slider(page, "Momentum μ", 0.5)
    set_slider(page, "Rate of Momentum", -0.965)
    expect(challenge).to_contain_text("Solved. Now turn the valley")
    page.get_by_role("combobox", name="Surface").select_option("turned")
    settle(page)
    expect(challenge).to_contain_text("Solved. Now turn the valley")


def test_the_task_is_solved_by_keys(show: Show) -> None:
    page = show(OptimizerRace())
    share = page.get_by_role("slider", name="Momentum μ", exact=True)

    for _ in range(5):
        share.press("ArrowRight")
        settle(page)

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_another_start_is_no_way_around_the_task(show: Show) -> None:
    page = show(OptimizerRace(start=[5, 0], momentum=0))

    assert int(verdict(page, "momentum").split()[0]) < 40
    expect(page.locator(".challenge")).to_contain_text("Try it.")


def test_reset_brings_everything_back(show: Show) -> None:
    page = show(OptimizerRace())
    before = readout(page)
    set_slider(page, "Momentum μ", 0.5)
    set_slider(page, "Steps that are drawn", 120)
    page.get_by_role("combobox", name="Surface").select_option("bent")

    page.get_by_role("button", name="Reset").click()

    assert readout(page) == before
    assert verdict(page, "momentum") == "16 steps"
    expect(page.locator(".challenge")).to_contain_text("Try it.")
