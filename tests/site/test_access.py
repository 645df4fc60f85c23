"""Everyone can read the pages: axe-core is content, phones cut nothing off, pictures are told."""

import json
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from tests.support.site_pages import CHAPTER, CHAPTERS, START, Open, Site, mount_all

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
WIDTHS = (360, 1280)


def violations(page: Page) -> list[str]:
    """Run all of axe-core's default rules on the page and its shadow roots."""
    page.evaluate(AXE)
    # What passes is not listed, which halves the time; every rule is run.
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']} ({rule['help']}): " + json.dumps([n["target"] for n in rule["nodes"]][:5])
        for rule in found
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [START, *CHAPTERS])
def test_axe_finds_nothing(open_page: Open, path: str, scheme: str, width: int) -> None:
    page = open_page(path, width=width, scheme=scheme)
    mount_all(page)

    assert violations(page) == []


def test_axe_finds_nothing_on_the_other_pages(open_page: Open, site: Site) -> None:
    others = [path for path in site.pages() if path not in (START, *CHAPTERS, "index.html")]
    found = {}
    for path in others:
        page = open_page(path)
        found[path] = violations(page)
        page.close()

    assert {path: said for path, said in found.items() if said} == {}


def test_axe_looks_into_the_figures(open_page: Open) -> None:
    page = open_page(START)
    mount_all(page)

    page.evaluate(
        "document.querySelector('.widget-mount > div > div').shadowRoot.querySelector('.body')"
        ".append(document.createElement('button'))"
    )

    assert any(said.startswith("button-name") for said in violations(page))


@pytest.mark.parametrize("width", [360, 800])
def test_no_page_scrolls_sideways(open_page: Open, site: Site, width: int) -> None:
    too_wide = {}
    for path in site.pages():
        if path == "index.html":
            continue
        page = open_page(path, width=width)
        mount_all(page)
        content = page.evaluate("document.documentElement.scrollWidth")
        if content > width:
            too_wide[path] = content
        page.close()

    assert too_wide == {}


def test_every_picture_says_what_it_shows(open_page: Open, site: Site) -> None:
    silent = []
    for path in site.pages():
        if path == "index.html":
            continue
        page = open_page(path)
        for alt, source in page.evaluate(
            "[...document.images].map((image) => [image.getAttribute('alt'), image.src])"
        ):
            # A file's name, which Sphinx would put there, says nothing.
            if not alt or len(alt.split()) < 4 or "/" in alt:
                silent.append((path, source, alt))
        page.close()

    assert silent == []


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
    page.wait_for_timeout(300)  # the observer of sizes speaks after a frame

    lines = page.evaluate(
        """[...document.querySelectorAll("div.math")]
            .map((line) => [line.scrollWidth > line.clientWidth, line.tabIndex === 0])"""
    )

    assert all(scrolls == focusable for scrolls, focusable in lines)
    assert any(scrolls for scrolls, _ in lines)
