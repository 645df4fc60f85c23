"""What the head says of a page: whole sentences, a number before a chapter's title."""

from types import SimpleNamespace

import jinja2
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from site_extension.pages import head
from site_extension.pages.page import TEMPLATES

SITE = "https://example.org/course/"


def page(*paragraphs: str) -> nodes.document:
    document = new_document("page")
    section = nodes.section()
    section += nodes.title(text="A title")
    section += [nodes.paragraph(text=text) for text in paragraphs]
    document += section
    return document


def test_a_page_is_described_by_its_first_paragraph() -> None:
    said = head.description(page("A machine sees\nby arithmetic.", "More."))

    assert said == "A machine sees by arithmetic."


def test_a_description_ends_with_a_sentence_that_has_room() -> None:
    first, second = "One sentence of words. " * 4, "x" * head.LONGEST + "."

    assert head.beginning(first + second) == first.strip()


def test_a_first_sentence_that_is_too_long_is_cut_between_words() -> None:
    said = head.beginning("word " * 80 + "end.")

    assert len(said) <= head.LONGEST + 2
    assert said.endswith("word …")


def test_a_colon_that_led_to_a_figure_becomes_a_full_stop() -> None:
    assert head.beginning("Watch what it sees:") == "Watch what it sees."


def test_a_page_without_a_paragraph_says_nothing() -> None:
    assert head.description(page()) == ""


def test_chapters_have_their_number_and_other_pages_none() -> None:
    assert head.numbered("notebooks/07_convolution_filters", "Filters") == "07 Filters"
    assert head.numbered("book/glossary", "Glossary") == "Glossary"


def app(site: str) -> SimpleNamespace:
    """A Sphinx application, as far as addresses need one."""
    config = SimpleNamespace(html_baseurl=site, root_doc="book/start")
    return SimpleNamespace(
        config=config, builder=SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    )


@pytest.mark.parametrize("site", [SITE, SITE.rstrip("/")])
def test_an_address_is_below_the_sites_and_the_start_page_is_the_front(site: str) -> None:
    assert head.address(app(site), "book/glossary") == f"{SITE}book/glossary.html"
    assert head.address(app(site), "book/start") == SITE


def test_a_site_without_an_address_gives_its_pages_none() -> None:
    assert head.address(app(""), "book/glossary") == ""


def told(address: str) -> dict[str, str]:
    """Return what the template of the head tells of a page, by name."""
    about = {
        "plain_title": 'A "title"', "description": "A < B.", "site": "Course", "listed": True,
        "address": address, "picture": f"{SITE}_static/share.jpg" if address else "",
    }  # fmt: skip
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=False)
    html = templates.get_template("components/head.html").render(
        head=about, notebook=None, pathto=lambda path, _: path
    )
    tags = BeautifulSoup(html, "html.parser").find_all("meta")
    return {str(tag.get("name") or tag.get("property")): str(tag["content"]) for tag in tags}


def test_a_shared_link_is_absolute_and_shows_a_picture() -> None:
    said = told(f"{SITE}book/glossary.html")

    assert said["og:title"] == 'A "title"'
    assert said["description"] == said["og:description"] == "A < B."
    assert said["og:url"] == f"{SITE}book/glossary.html"
    assert said["og:image"] == f"{SITE}_static/share.jpg"
    assert said["twitter:card"] == "summary_large_image"


def test_without_an_address_only_words_are_shared() -> None:
    assert set(told("")) == {
        "description", "og:description", "og:title", "og:site_name", "og:type"
    }  # fmt: skip
