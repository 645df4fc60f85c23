"""ClimbLab in a page."""

import re

import numpy as np
import torch
from playwright.sync_api import Page, expect

from seeing import features, networks
from seeing.widgets import ClimbLab
from tests.support.widget_page import Show, readout


def told(page: Page) -> tuple[int, float, float]:
    """Return the step, the score and the goal of the read-out."""
    found = re.search(
        r"Step (\d+): score of \w+ (−?\d+(?:\.\d+)?), goal (−?\d+(?:\.\d+)?)", readout(page)
    )
    assert found, readout(page)
    step, *numbers = (float(one.replace("−", "-")) for one in found.groups())
    return int(step), *numbers


def climb(page: Page, times: int) -> tuple[int, float, float]:
    """Press the button that takes 16 steps, so many times, and wait for them."""
    for _ in range(times):
        begun = told(page)[0]
        page.get_by_role("button", name="16 steps").press("Enter")
        expect(page.locator(".readout")).to_contain_text(f"Step {begun + 16}:", timeout=60_000)
    return told(page)


def test_a_score_climbs_a_switch_begins_anew_and_blur_solves_the_challenge(show: Show) -> None:
    page = show(ClimbLab())
    challenge = page.locator(".challenge")
    assert told(page)[0] == 0
    _, before, _ = told(page)

    _, score, goal = climb(page, 1)
    assert score > before + 3
    assert score == goal  # nothing is subtracted, nothing is changed

    page.get_by_role("switch", name="Blur").press("Enter")
    expect(page.locator(".readout")).to_contain_text("Step 0:")
    _, score, goal = climb(page, 2)
    assert goal > 1.5 * score
    expect(challenge).to_contain_text("Solved.")

    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".readout")).to_contain_text("Step 0:")
    expect(page.get_by_role("switch", name="Blur")).to_have_attribute("aria-checked", "false")
    page.get_by_role("button", name="ship: probability").click()
    expect(page.locator(".readout")).to_contain_text("score of ship")


def test_a_climb_can_be_stopped(show: Show) -> None:
    page = show(ClimbLab(waves=True, together=True))

    page.get_by_role("button", name="Climb").click()
    expect(page.locator(".readout")).to_contain_text(re.compile(r"Step [1-9]"), timeout=60_000)
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("button", name="Climb")).to_be_visible()


def test_its_weights_and_colours_are_the_courses() -> None:
    lab = ClimbLab()

    vector = torch.nn.utils.parameters_to_vector(networks.load("cifar10").parameters())
    np.testing.assert_array_equal(lab.weights, vector.numpy(force=True).astype(np.float16))
    root = torch.tensor(lab.colours).view(3, 3)
    torch.testing.assert_close(root, root.T)
    assert root.norm(dim=1).max() == torch.tensor(1.0)
    assert (root > 0).all()  # in photographs channels rise and fall together
    assert isinstance(features.Fourier(colours=root), features.Fourier)
