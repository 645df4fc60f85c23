"""What a reader does besides reading: take the notebook, dim the light, go on."""

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.site_pages import CHAPTER, START, Open, Site

NAME = CHAPTER.removesuffix(".html").split("/")[1]


def test_the_download_button_gives_the_students_notebook(open_page: Open) -> None:
    page = open_page(CHAPTER)

    with page.expect_download() as download:
        page.get_by_role("link", name="Notebook Download").click()
    nb = nbformat.read(download.value.path(), as_version=4)

    assert download.value.suggested_filename == f"{NAME}.ipynb"
    nbformat.validate(nb)
    assert sum("raise NotImplementedError(" in cell.source for cell in nb.cells) == 5
    assert not any(cell.get("outputs") for cell in nb.cells)


def launch_links(page: Page) -> dict[str, str]:
    page.get_by_role("button", name="Open in").click()
    links = page.locator("#launch-menu a")
    expect(links.first).to_be_visible()
    return {link.inner_text(): link.get_attribute("href") or "" for link in links.all()}


def test_launch_buttons_open_the_derived_notebook(open_page: Open) -> None:
    links = launch_links(open_page(CHAPTER))

    assert list(links) == ["Binder", "Colab"]
    assert all(f"{NAME}.ipynb" in link for link in links.values())
    assert "?urlpath=lab%2Ftree%2Fnotebooks%2F" in links["Binder"]


def test_a_page_opened_as_a_file_says_how_to_see_its_figures_and_search(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((site.folder / START).as_uri())

    expect(page.locator(".widget-mount > .opened-as-file").first).to_contain_text("http.server")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").locator(".opened-as-file")).to_contain_text("http.server")
    page.close()


def test_a_page_that_is_served_says_nothing_of_it(open_page: Open) -> None:
    assert open_page(START).locator(".opened-as-file").count() == 0


def test_pages_without_a_notebook_offer_none(open_page: Open) -> None:
    page = open_page(START)

    assert page.locator("a[download], #launch-menu").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_paint_has_the_readers_light(open_page: Open, scheme: str) -> None:
    # "interactive" comes before the theme's deferred script, which would set it too, but late.
    early = """document.addEventListener("readystatechange", () => {
        window.early ??= document.documentElement.dataset.theme;
    })"""
    page = open_page(START, scheme=scheme, script=early)

    assert page.evaluate("window.early") == scheme


def test_the_light_button_changes_the_page_and_is_remembered(open_page: Open) -> None:
    page = open_page(START)
    button = page.locator(".theme-switch-button")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    while page.locator("html").get_attribute("data-theme") != "dark":
        button.click()
    page.reload()

    assert page.evaluate(paper) != light


def test_the_chapters_open_in_a_drawer_on_a_phone(open_page: Open) -> None:
    page = open_page(START, width=360)

    page.get_by_role("button", name="Chapters").click()
    page.get_by_role("dialog").get_by_role("link", name="07 Convolution filters").click()

    page.wait_for_url(f"**/{CHAPTER}")


def test_terms_lead_to_the_glossary(open_page: Open) -> None:
    page = open_page(CHAPTER)

    page.locator("article a:has(.std-term)").first.click()

    page.wait_for_url("**/book/glossary.html#term-*")
    assert page.locator(":target").count() == 1
