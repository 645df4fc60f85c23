"""Every way from page to page arrives: links with their anchors, and each chapter's Next."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.support.site_pages import CHAPTERS, Site, pages_of_the_book

PAGES = [*pages_of_the_book(), "index.html"]


@cache
def read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def leads_nowhere(page: Path, address: str) -> bool:
    """Tell whether a link of a page names a file or an anchor that is not there."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return False
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".html" and read(target).find(id=anchor) is None


@pytest.mark.parametrize("path", PAGES)
def test_every_link_arrives(site: Site, path: str) -> None:
    page = site.folder / path
    addresses = [link["href"] for link in read(page).find_all("a", href=True)]

    assert len(addresses) > 5
    assert [one for one in addresses if leads_nowhere(page, str(one))] == []


def test_from_each_chapter_a_way_leads_to_the_next(site: Site) -> None:
    for chapter, following in pairwise(CHAPTERS):
        page = site.folder / chapter
        (said,) = [p for p in read(page).find_all("p") if p.get_text().startswith("Next.")]

        assert said.find("a")["href"] == Path(following).name, chapter


def test_all_twelve_chapters_are_there(site: Site) -> None:
    assert [Path(chapter).name[:2] for chapter in CHAPTERS] == [f"{n:02}" for n in range(1, 13)]
    start = read(site.folder / "book" / "start.html")
    linked = {str(link["href"]) for link in start.find_all("a", href=True)}
    assert {f"../{chapter}" for chapter in CHAPTERS} <= linked


def test_a_link_to_what_is_not_there_is_found(site: Site) -> None:
    page = site.folder / CHAPTERS[0]

    assert leads_nowhere(page, "13_no_such_chapter.html")
    assert leads_nowhere(page, "../book/glossary.html#term-no-such-term")
    assert not leads_nowhere(page, "../book/glossary.html#term-gradient")
