"""What lies at the root: links read from elsewhere, the list of pages, what robots may read."""

from xml.etree import ElementTree

import pytest
from site_extension.pages import at_root

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize(
    ("folder", "written", "read"),
    [
        ("book", 'href="../notebooks/01.html#x"', 'href="notebooks/01.html#x"'),
        ("book", 'src="../_static/a.js?v=1"', 'src="_static/a.js?v=1"'),
        ("book", 'href="glossary.html"', 'href="book/glossary.html"'),
        ("book", 'data-content_root="../"', 'data-content_root="./"'),
        ("/", 'href="book/start.html"', 'href="/book/start.html"'),
        ("/", 'data-content_root="./"', 'data-content_root="/"'),
        ("/course/", 'action="search.html"', 'action="/course/search.html"'),
        ("/course/", 'data-content_root="./"', 'data-content_root="/course/"'),
    ],
)
def test_a_relative_address_is_read_from_elsewhere(folder: str, written: str, read: str) -> None:
    assert at_root.seen_from(folder, f"<x {written}>") == f"<x {read}>"


@pytest.mark.parametrize(
    "kept", ["https://example.org/a", "#here", "/from/the/root", "mailto:a@example.org", "?q=a", ""]
)
def test_other_addresses_stay(kept: str) -> None:
    html = f'<a href="{kept}">'

    assert at_root.seen_from("book", html) == html


def test_the_sitemap_is_the_protocols() -> None:
    addresses = ["https://example.org/b?x&y", "https://example.org/"]

    tree = ElementTree.fromstring(at_root.sitemap(addresses))

    assert tree.tag == f"{NAMESPACE}urlset"
    assert [one.text for one in tree.iter(f"{NAMESPACE}loc")] == sorted(addresses)


def test_robots_read_everything_and_find_the_list_where_the_address_is_known() -> None:
    known = at_root.robots("https://example.org/course/")

    assert "Disallow:\n" in known
    assert "Sitemap: https://example.org/course/sitemap.xml\n" in known
    assert "Sitemap" not in at_root.robots("")
