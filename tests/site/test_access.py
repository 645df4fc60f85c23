"""Everyone can read the pages: axe-core is content, phones cut nothing off, pictures are told."""

import json
from collections.abc import Sequence
from importlib.resources import files

import pytest
from playwright.sync_api import Page

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

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WITH_CODE = "book/own_exercises.html"
PHONE, HALF, WIDE = 360, 800, 1280
WITH_FIGURES = (START, *CHAPTERS)
# What the light can change: the other rules read the page's elements, which stay the same.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
PAGES = [*pages_of_the_book(), "search.html"]
# Nine tenths of axe-core's time went to code: thousands of words in a dozen colours. It is asked of
# one word for each way to look: colour, type, and all that lies behind, up to the page's root.
ONE_WORD_OF_EACH_LOOK = """() => {
    const behind = new Map([[null, ""]]);
    const lies = (element) => {
        if (!behind.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
                style.mixBlendMode, style.position, style.zIndex];
            behind.set(element, `${lies(element.parentElement)}/${own}`);
        }
        return behind.get(element);
    };
    const looks = new Set();
    for (const word of document.querySelectorAll(".highlight pre span")) {
        const style = getComputedStyle(word);
        const look = [style.color, style.fontSize, style.fontWeight, style.textShadow,
            style.webkitTextFillColor, style.visibility, lies(word)].join();
        word.toggleAttribute("data-looks-alike", looks.has(look));
        looks.add(look);
    }
    axe.configure({
        rules: [{ id: "color-contrast", selector: "*:not([data-looks-alike])" }],
    });
}"""


def schemes(path: str) -> tuple[str, ...]:
    """The pages of text alone look alike but for their words: they are asked by day."""
    return ("light", "dark") if path in WITH_FIGURES else ("light",)


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Run axe-core on the page and its shadow roots.

    rules: their names; all of the default ones if none is named
    """
    page.evaluate(AXE)
    page.evaluate(ONE_WORD_OF_EACH_LOOK)
    # What passes is not listed, which halves the time.
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']} ({rule['help']}): " + json.dumps([n["target"] for n in rule["nodes"]][:5])
        for rule in found
    ]


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
            assert violations(page, () if scheme == "light" else OF_COLOURS) == []
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
    words.first.evaluate("word => { word.closest('pre').style.background = 'black'; }")

    (found,) = violations(page, OF_COLOURS)
    rule, _, targets = found.partition(": ")
    assert rule.startswith("color-contrast")
    assert ["#pale"] in json.loads(targets)
    assert len(json.loads(targets)) > 1  # and those on the black ground


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
