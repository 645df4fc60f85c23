"""What tabs, search engines and chats are told of each page, and what hosts find at the root."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.site_pages import CHAPTERS, START, Open, Site, pages_of_the_book

NAME = "Seeing with Kernels"
PAGES = pages_of_the_book()


def head(site: Site, path: str) -> BeautifulSoup:
    html = (site.folder / path).read_text(encoding="utf-8").split("</head>")[0]
    return BeautifulSoup(html, "html.parser")


def said(page: BeautifulSoup, name: str) -> list[str]:
    return [
        str(m["content"])
        for m in page.find_all("meta")
        if name in (m.get("name"), m.get("property"))
    ]


@pytest.mark.parametrize("path", [*PAGES, "index.html", "404.html"])
def test_a_page_says_each_thing_once(site: Site, path: str) -> None:
    page = head(site, path)

    assert len(page.find_all("title")) == 1
    assert said(page, "viewport") == ["width=device-width, initial-scale=1.0"]
    title = page.title.get_text() if page.title else ""
    assert title.count(NAME) == 1
    assert said(page, "og:title") == [title.removesuffix(f" — {NAME}")]
    assert said(page, "og:site_name") == [NAME]


@pytest.mark.parametrize("path", PAGES)
def test_a_description_is_the_pages_own_sentences(site: Site, path: str) -> None:
    page = head(site, path)

    (description,) = said(page, "description")

    assert 40 < len(description) <= 200
    assert description.endswith((".", "?"))
    assert not re.search(r"[\\${}`]", description)  # no TeX, no Markdown
    assert said(page, "og:description") == [description]


def test_no_two_pages_have_one_title_or_description(site: Site) -> None:
    titles = Counter(said(head(site, path), "og:title")[0] for path in PAGES)
    descriptions = Counter(said(head(site, path), "description")[0] for path in PAGES)

    assert titles.most_common(1)[0][1] == 1
    assert descriptions.most_common(1)[0][1] == 1


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_chapters_title_has_its_number(site: Site, path: str) -> None:
    assert said(head(site, path), "og:title")[0].startswith(f"{Path(path).name[:2]} ")


def test_pages_before_and_after_are_named_with_their_number(open_page: Open) -> None:
    page = open_page(CHAPTERS[6])

    assert page.locator(".prev-next-title").all_inner_texts() == [
        "06 Seeing before deep learning",
        "08 Edge-detection kernels",
    ]


def test_without_a_public_address_nothing_claims_one(site: Site) -> None:
    """`_config.yml` has no `html: baseurl` here."""
    for path in PAGES:
        page = head(site, path)
        assert page.find("link", rel="canonical") is None
        assert said(page, "og:url") + said(page, "og:image") == []
    assert not (site.folder / "sitemap.xml").exists()
    assert "Sitemap" not in (site.folder / "robots.txt").read_text(encoding="utf-8")


def test_the_page_for_wrong_addresses_is_not_listed(site: Site) -> None:
    assert said(head(site, "404.html"), "robots") == ["noindex"]
    assert said(head(site, START), "robots") == []


def test_icons_are_there_in_every_form(site: Site) -> None:
    page = head(site, START)
    icons = {
        i["href"].rsplit(".", 1)[1]: i["href"]
        for i in page.find_all("link", rel=re.compile("icon"))
    }

    assert set(icons) == {"svg", "ico", "png"}
    for address in icons.values():
        assert (site.folder / "book" / address).resolve().is_file()
    with Image.open(site.folder / "_static" / "favicon.ico") as ico:
        assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    with Image.open(site.folder / "_static" / "apple-touch-icon.png") as touch:
        assert touch.size == (180, 180)


def test_the_front_page_is_the_start_page_itself(open_page: Open, site: Site) -> None:
    page = open_page("")

    expect(page.locator("h1")).to_contain_text(NAME)
    page.locator(".widget-mount").first.scroll_into_view_if_needed()
    expect(page.locator(".widget-mount[data-mounted]").first).to_be_visible()
    page.get_by_role("link", name="Convolution filters", exact=True).first.click()
    page.wait_for_url(f"{site.url}/{CHAPTERS[6]}")


def missing(page: Page, site: Site) -> Page:
    """Open an address where nothing is, on a host that then shows the site's own page."""
    text = (site.folder / "404.html").read_text(encoding="utf-8")
    page.route("**/no/such/*", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(f"{site.url}/no/such/page.html")
    return page


def test_a_wrong_address_leads_back_from_any_depth(open_page: Open, site: Site) -> None:
    page = missing(open_page(START), site)

    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Source Sans"')
    offered = page.locator("article li a")
    assert offered.count() == len(PAGES)
    for link in offered.all():
        assert page.request.get(link.evaluate("a => a.href")).ok
    offered.nth(7).click()
    page.wait_for_url(f"{site.url}/{CHAPTERS[6]}")
