"""A report in a browser: nothing for axe-core to find, nothing wider than a telephone."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from autograder import exercises
from autograder.release import answer_key as written
from seeing.check import answer_key, html
from seeing.check.diagnosis import diagnose
from tests.support.axe import rules_in, violations

CHAPTER = "07_convolution_filters"
PALETTE = Path(html.STYLE).parents[1] / "widgets" / "kit" / "palette.css"


def broken(image, kernel):
    print("here")
    return image + undefined_name  # noqa: F821 - the point of this answer


def far_off(size, sigma):
    return np.full((size, size), 123456.789)


def reports() -> str:
    known = exercises.load(CHAPTER)
    answers = [
        *((name, exercise.mistakes[0].objects[0]) for name, exercise in known.items()),
        ("conv2d", known["conv2d"].reference),
        ("conv2d", broken),
        ("gaussian_kernel", far_off),
        ("conv1d", None),
    ]
    return "".join(html.render(diagnose(answer_key.find(n), [answer])) for n, answer in answers)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("keys")
    written.write(CHAPTER, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_key, "FOLDER", folder)
        return reports()


def on_a_page(browser: Browser, parts: str, theme: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(
        f'<!doctype html><html lang="en" data-theme="{theme}"><title>Reports</title>'
        f"<style>{PALETTE.read_text(encoding='utf-8')}"
        " body { margin: 8px; background: var(--sk-paper); color: var(--sk-ink); }</style>"
        f"<main><h1>Reports</h1>{parts}</main></html>"
    )
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800])
def test_axe_finds_nothing(browser: Browser, parts: str, theme: str, width: int):
    page = on_a_page(browser, parts, theme, width)
    found = violations(page, rules_in(theme))
    page.close()

    assert found == []


def test_nothing_is_wider_than_a_telephone(browser: Browser, parts: str):
    page = on_a_page(browser, parts, "light", 360)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert width == 360
