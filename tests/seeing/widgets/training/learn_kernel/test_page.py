"""LearnKernel in a page."""

import re

from playwright.sync_api import Page, expect

from seeing.widgets import LearnKernel
from tests.support.widget_page import Show, readout, settle


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def test_steps_go_down_to_the_hidden_kernel(show: Show) -> None:
    page = show(LearnKernel(steps=0, shown=True))
    errors = []

    for name in ("1 step", "10 steps", "100 steps", "100 steps"):
        press(page, name)
        errors.append(float(re.findall(r"the error is ([\d.]+)", readout(page))[0]))

    assert page.evaluate("state.steps") == 211
    assert errors == sorted(errors, reverse=True)


def test_another_lesson_begins_at_its_start(show: Show) -> None:
    page = show(LearnKernel(steps=50))

    page.get_by_role("combobox", name="Hidden kernel").select_option("blur")

    assert page.evaluate("[state.hidden, state.steps]") == ["blur", 0]


def test_play_goes_on_until_it_is_stopped(show: Show) -> None:
    page = show(LearnKernel(steps=0))

    page.get_by_role("button", name="Play").click()
    page.wait_for_function("state.steps > 3")
    page.get_by_role("button", name="Stop").click()

    steps = page.evaluate("state.steps")
    page.wait_for_timeout(200)
    assert page.evaluate("state.steps") == steps


def test_too_large_a_rate_is_told(show: Show) -> None:
    page = show(LearnKernel(steps=60, rate=0.2))

    assert "Each step overshoots" in readout(page)


def test_stripes_leave_another_kernel_with_no_error(show: Show) -> None:
    page = show(LearnKernel(picture="stripes", steps=4000, rate=0.03, shown=True))

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_the_hidden_kernel_is_hidden_until_asked_for(show: Show) -> None:
    page = show(LearnKernel())
    board = page.get_by_label(re.compile("^Hidden kernel:"))

    expect(board).to_have_text("?" * 9)
    page.get_by_role("switch").click()
    expect(board).to_have_text("−101−202−101")


def test_with_reduced_motion_nothing_plays(show: Show) -> None:
    page = show(LearnKernel(), reduced_motion="reduce")

    expect(page.get_by_role("button", name="Play")).to_be_hidden()
