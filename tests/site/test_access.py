"""Everyone can read the pages: axe-core is content, phones cut nothing off, pictures are told."""

import pytest
from playwright.sync_api import Page

from tests.support.axe import OF_COLOURS, rules_in, violations
from tests.support.site_pages import (
    AT_REST,
    CHAPTER,
    CHAPTERS,
    START,
    Open,
    change_to,
    mount_all,
    pages_of_the_book,
)

WITH_CODE = "book/own_exercises.html"
PHONE, HALF, WIDE = 360, 800, 1280
WITH_FIGURES = (START, *CHAPTERS)
PAGES = [*pages_of_the_book(), "404.html"]


def schemes(path: str) -> tuple[str, ...]:
    """The pages of text alone look alike but for their words: they are asked by day."""
    return ("light", "dark") if path in WITH_FIGURES else ("light",)


def too_wide(page: Page) -> int:
    """Return by how many pixels the page's content is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def silent_pictures(page: Page) -> list[list[str]]:
    """Return the source and the text of each picture that says nothing of what it shows."""
    pictures = page.evaluate(
        "[...document.images].map((image) => [image.src, image.getAttribute('alt')])"
    )
    # A file's name, which Sphinx would put there, says nothing.
    return [p for p in pictures if not p[1] or len(p[1].split()) < 4 or "/" in p[1]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_a_desk_is_for_everyone(
    open_page: Open, subtests: pytest.Subtests, path: str
) -> None:
    """Loaded by day on a wide screen; then it gets dark, and the window narrower."""
    page = open_page(path, width=WIDE, scheme="light")
    mount_all(page)

    with subtests.test(f"{path}: every picture says what it shows"):
        assert silent_pictures(page) == []
    for scheme in schemes(path):
        change_to(page, width=WIDE, scheme=scheme)
        with subtests.test(f"{path}: axe, {scheme}, {WIDE}"):
            assert violations(page, rules_in(scheme)) == []
    change_to(page, width=HALF, scheme="light")
    with subtests.test(f"{path}: nothing is cut off at {HALF}"):
        assert too_wide(page) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_a_phone_is_for_everyone(
    open_page: Open, subtests: pytest.Subtests, path: str
) -> None:
    """Loaded by night on a phone; what the light can change is asked on a desk."""
    page = open_page(path, width=PHONE, scheme="dark")
    mount_all(page)

    with subtests.test(f"{path}: nothing is cut off at {PHONE}"):
        assert too_wide(page) <= 0
    if path in WITH_FIGURES:
        with subtests.test(f"{path}: axe, dark, {PHONE}"):
            assert violations(page) == []


def test_axe_looks_into_the_figures(open_page: Open) -> None:
    page = open_page(START)
    mount_all(page)

    page.evaluate(
        "document.querySelector('.widget-mount > div > div').shadowRoot.querySelector('.body')"
        ".append(document.createElement('button'))"
    )

    assert any(said.startswith("button-name") for said in violations(page))


def test_axe_finds_the_one_word_of_code_that_is_pale(open_page: Open) -> None:
    """Its class, and the ground that it stands on, are those of others that are well."""
    page = open_page(WITH_CODE)
    words = page.locator(".highlight pre span.nn")
    assert words.count() > 2

    words.last.evaluate("word => { word.id = 'pale'; word.style.color = '#ccc'; }")
    (found,) = violations(page, OF_COLOURS)
    words.last.evaluate("word => { word.style.color = ''; }")
    words.first.evaluate("word => { word.closest('pre').style.background = 'black'; }")
    (on_black,) = violations(page, OF_COLOURS)

    assert found.startswith("color-contrast")
    assert found.endswith(': [["#pale"]]')
    assert on_black.startswith("color-contrast")


def test_every_formula_is_set_for_the_eye_and_for_the_ear(open_page: Open) -> None:
    page = open_page(CHAPTER)

    counts = page.evaluate(
        """() => ["span.math, div.math", ".math [aria-hidden] mjx-container", ".math math"]
            .map((selector) => document.querySelectorAll(selector).length)"""
    )

    assert counts[0] > 20
    assert counts == [counts[0]] * 3


def test_a_formula_that_scrolls_can_be_scrolled_by_keys(open_page: Open) -> None:
    page = open_page(CHAPTER, width=360)
    page.evaluate(AT_REST)

    lines = page.evaluate(
        """[...document.querySelectorAll("div.math")]
            .map((line) => [line.scrollWidth > line.clientWidth, line.tabIndex === 0])"""
    )

    assert all(scrolls == focusable for scrolls, focusable in lines)
    assert any(scrolls for scrolls, _ in lines)
