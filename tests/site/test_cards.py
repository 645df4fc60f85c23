"""A link to a term, a source, a formula or a figure shows it in a card, and lets go of it again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.axe import violations
from tests.support.page_watch import watching
from tests.support.site_pages import AT_REST, ROOT, START, Open, Site, mount_all

SOURCES = "notebooks/03_training_that_works.html"
FORMULAS = "notebooks/10_pooling_and_convolutional_networks.html"
PICTURES = "notebooks/08_edge_detection_kernels.html"
ON_ITS_OWN_PAGE = "notebooks/11_feature_visualization.html"
AT_ONCE = {"reduced_motion": "reduce"}  # else the page glides from under the pointer
TERM = "article a:has(> .std-term)"
SOURCE = "article a[href*='references.html#']"
CARD = "#hover-card"
TERM_TOLD = "learning rate schedule"


def card_of(link: Locator) -> Locator:
    """Rest on a link until its card is there."""
    card = link.page.locator(CARD)
    link.scroll_into_view_if_needed()
    link.page.mouse.move(0, 0)
    link.hover()
    expect(card).to_be_visible()
    return card


def meaning(term: str) -> str:
    """Return what the glossary's source says of a term, without its marks."""
    text = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    said = re.search(rf"^{re.escape(term)}\n((?:  .*\n)+)", text, re.MULTILINE)
    assert said
    plain = re.sub(r"\{term\}`([^`<]+?)(?: <[^>]*>)?`", r"\1", " ".join(said[1].split()))
    return plain.replace("*", "").replace("'", "’")


def asked_for(page: Page) -> list[str]:
    """List the pages of the course that this one fetches from now on."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.resource_type == "fetch" else None)
    return asked


def test_a_term_is_explained_where_it_stands(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    link = page.locator("article a[href$='#term-learning-rate-schedule']").first

    card = card_of(link)

    expect(card).to_have_text(f"{TERM_TOLD}{meaning(TERM_TOLD)}")
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    assert card.get_attribute("role") == "tooltip"


def test_a_source_is_told_where_it_is_cited(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)

    card = card_of(page.locator(SOURCE, has_text="Glorot and Bengio (2010)"))

    expect(card).to_contain_text("Understanding the difficulty of training deep feedforward")
    assert card.locator("a").count() == 0


@pytest.mark.parametrize("path", [FORMULAS, ON_ITS_OWN_PAGE])
def test_a_formula_is_shown_where_it_is_used(open_page: Open, path: str) -> None:
    page = open_page(path, **AT_ONCE)
    links = page.locator("article a[href$='#places-of-a-window'], article a[href='#climb']")

    card = card_of(links.first)

    expect(card.locator("div.math mjx-container[display='true']")).to_be_visible()
    assert page.locator("[id='places-of-a-window'], [id='climb']").count() <= 1


def test_a_figure_is_shown_where_it_is_meant(open_page: Open) -> None:
    page = open_page(PICTURES, **AT_ONCE)

    picture = card_of(page.locator("article a[href$='#kernel-on-picture']")).locator("img")

    expect(picture).to_have_attribute("alt", re.compile("^The 5 by 5 image and the 3 by 3"))
    assert picture.evaluate("img => img.naturalWidth") > 100


def test_a_link_to_a_section_shows_none(open_page: Open) -> None:
    page = open_page("book/grading_at_scale.html")
    link = page.locator("article a[href*='grading_trust.html#']").first

    with page.expect_response("**/grading_trust.html"):
        link.hover()
    page.wait_for_timeout(300)

    expect(page.locator(CARD)).to_be_hidden()


def test_escape_closes_the_card_until_the_pointer_comes_anew(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    link = page.locator(TERM).first
    card = card_of(link)

    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    link.hover(position={"x": 2, "y": 5})
    page.wait_for_timeout(600)
    expect(card).to_be_hidden()

    card_of(link)


def test_the_pointer_may_go_onto_the_card_and_it_goes_when_the_pointer_does(
    open_page: Open,
) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    card = card_of(page.locator(TERM).first)

    card.hover()
    page.wait_for_timeout(800)
    expect(card).to_be_visible()

    page.mouse.move(0, 0)
    expect(card).to_be_hidden()


def test_the_keyboard_shows_it_and_takes_it_along(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    card = page.locator(CARD)
    link = page.locator(SOURCE).first
    link.focus()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    page.mouse.move(400, 300)
    page.wait_for_timeout(600)
    expect(card).to_be_visible()  # the pointer is not what it was asked by

    page.locator("article h1 a").focus()
    expect(card).to_be_hidden()
    assert page.locator("[aria-describedby='hover-card']").count() == 0


@pytest.fixture
def touched(browser: Browser, site: Site) -> Iterator[Page]:
    with watching(browser, site.url) as watch:
        page = watch.new_context(has_touch=True, viewport={"width": 360, "height": 800}).new_page()
        page.goto(f"{site.url}/{SOURCES}")
        yield page


def test_a_tap_follows_the_link_as_ever(touched: Page) -> None:
    asked = asked_for(touched)

    touched.locator(TERM).first.tap()

    touched.wait_for_url("**/book/glossary.html#term-*")
    assert asked == []


def test_the_other_page_is_asked_for_once_and_not_before(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    page.evaluate(AT_REST)
    asked = asked_for(page)
    page.mouse.wheel(0, 1000)
    assert [url for url in asked if url.endswith(".html")] == []

    for number in range(3):
        card_of(page.locator(TERM).nth(number))

    assert [url.rsplit("/", 1)[1] for url in asked if ".html" in url] == ["glossary.html"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_on_a_phone_is_whole_and_for_everyone(open_page: Open, scheme: str) -> None:
    page = open_page(SOURCES, width=360, scheme=scheme, **AT_ONCE)
    mount_all(page)  # else what is drawn meanwhile moves the link from under the pointer
    card = card_of(page.locator(SOURCE).first)

    box = card.bounding_box()

    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert card.evaluate("c => getComputedStyle(c).transitionDuration") == "0s"
    assert violations(page) == []


def test_no_card_is_printed(open_page: Open) -> None:
    page = open_page(SOURCES, **AT_ONCE)
    card = card_of(page.locator(TERM).first)

    page.emulate_media(media="print")

    expect(card).to_be_hidden()


def test_a_card_with_formulas_finds_their_style(site: Site) -> None:
    """It brings none along: the pages that lead to such places have formulas themselves."""
    pages = {page: (site.folder / page).read_text(encoding="utf-8") for page in site.pages()}
    leading = {p for p, html in pages.items() if re.search("#(term|chapter-\\d\\d)-", html)}

    assert len(leading) > 12
    assert {p for p in leading if "formulas.css" not in pages[p]} == set()


def test_pages_without_such_links_load_no_script_for_them(site: Site) -> None:
    assert "cards.js" not in (site.folder / START).read_text(encoding="utf-8")
