"""OcclusionLab in a page, held against torch and `features.occlusion`."""

import numpy as np
import torch
from playwright.sync_api import expect

from seeing import features, networks
from seeing.widgets import OcclusionLab
from tests.support.widget_page import Show, readout, settle


def net() -> torch.nn.Sequential:
    return networks.load("cifar10")


def cat() -> torch.Tensor:
    return torch.from_numpy(OcclusionLab().images[:32].transpose(2, 0, 1) / np.float32(255))


def test_a_covered_place_costs_what_torch_says(show: Show) -> None:
    page = show(OcclusionLab(row=10, column=8, side=12, fill="black"))

    wanted = features.occlusion(net(), cat(), 3, 12, fill=0.0)[10, 8]
    word = "rise" if wanted < 0 else "fall"
    assert f"a {word} of {abs(float(wanted)):.2f}".rstrip("0") in readout(page)


def test_the_square_is_moved_by_keys_and_stays_in_the_picture(show: Show) -> None:
    page = show(OcclusionLab(side=8, row=0, column=30))
    square = page.get_by_role("application", name="Photograph")

    square.press("ArrowDown")
    square.press("ArrowLeft")

    settle(page)
    assert page.evaluate("[state.row, state.column]") == [1, 23]


def test_a_class_is_chosen_and_its_score_told(show: Show) -> None:
    page = show(OcclusionLab())

    page.get_by_role("button", name="dog: probability").click()

    assert "Score of dog" in readout(page)


def test_every_place_is_covered_once(show: Show) -> None:
    page = show(OcclusionLab(side=16))
    page.get_by_role("button", name="Cover every place").click()

    button = page.get_by_role("button", name="Cover every place")
    expect(button).to_be_disabled(timeout=60_000)
    expect(page.locator(".unknown")).to_have_count(0)
    page.get_by_role("combobox", name="Cover with").select_option("white")
    expect(button).to_be_enabled()  # another question: the map is of the one before


def test_it_opens_with_a_square_that_lowers_the_score(show: Show) -> None:
    assert "a fall of" in readout(show(OcclusionLab()))


def test_the_challenge_can_be_solved_on_the_first_picture(show: Show) -> None:
    page = show(OcclusionLab())
    expect(page.locator(".challenge")).to_contain_text("Try it.")

    page.evaluate(
        "Object.entries({ side: 8, row: 16, column: 12, fill: 'white' })"
        ".forEach(([name, value]) => model.set(name, value))"
    )

    expect(page.locator(".challenge")).to_contain_text("Solved.")


def test_covering_every_place_can_be_stopped_and_begun_again(show: Show) -> None:
    page = show(OcclusionLab(side=4))
    page.get_by_role("button", name="Cover every place").click()

    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("button", name="Cover every place")).to_be_enabled()
    expect(page.locator(".unknown")).to_have_count(1)


def test_another_picture_is_asked_about_its_own_class(show: Show) -> None:
    page = show(OcclusionLab())

    page.get_by_role("combobox", name="Picture").select_option(index=1)

    assert "Score of dog" in readout(page)
