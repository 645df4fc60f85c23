"""What lies at the site's root: the start page itself, and what hosts and robots ask for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from sphinx.application import Sphinx

from ..formulas import fonts
from . import head

# An attribute with a relative address, which is no mere place on the same page.
RELATIVE = re.compile(r'\b(href|src|action|data-content_root)="(?![#?/"]|[a-z]+:)([^"?#]*)')


def seen_from(folder: str, html: str) -> str:
    """Return a page with its relative addresses as they are read from elsewhere.

    folder: of the page, seen from there; "book", or "/course/" for wherever on the host

    >>> seen_from("book", '<a href="../notebooks/01.html?x#y"> <a href="#here">')
    '<a href="notebooks/01.html?x#y"> <a href="#here">'
    >>> seen_from("/course/", '<a href="book/start.html">')
    '<a href="/course/book/start.html">'
    """

    def moved(match: re.Match[str]) -> str:
        name, path = match.groups()
        place = posixpath.normpath(posixpath.join(folder, path))
        end = "/" if path.endswith("/") and place != "/" else ""
        return f'{name}="{place}{end}'

    return RELATIVE.sub(moved, html)


def sitemap(addresses: Iterable[str]) -> str:
    """Return the list of pages that search engines read."""
    pages = "".join(f"<url><loc>{escape(one)}</loc></url>\n" for one in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n'
    )


def robots(site: str) -> str:
    """Return what robots may read: everything. With the site's address, where its list is."""
    listed = f"Sitemap: {site.rstrip('/')}/sitemap.xml\n" if site else ""
    return f"User-agent: *\nDisallow:\n{listed}"


def not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page for addresses where nothing is, with the pages in the book's order."""
    tree = app.env.toctree_includes
    names = [app.config.root_doc, *tree.get(app.config.root_doc, [])]
    contents = [(name, head.numbered(name, app.env.titles[name].astext())) for name in names]
    yield "404", {"title": "Not found", "contents": contents}, "404.html"


def write_root(app: Sphinx, failure: Exception | None) -> None:
    """Write what lies at the root, after every page is written."""
    if failure or app.builder.format != "html":
        return
    out, site = Path(app.outdir), str(app.config.html_baseurl)
    root = app.config.root_doc
    start = (out / app.builder.get_target_uri(root)).read_text("utf-8")
    missing = (out / "404.html").read_text("utf-8")
    made = {
        "index.html": seen_from(posixpath.dirname(root), start),
        "404.html": seen_from(urlsplit(site).path.rstrip("/") + "/", missing),
        "robots.txt": robots(site),
    }
    if site:
        made["sitemap.xml"] = sitemap(head.address(app, name) for name in app.env.found_docs)
    else:
        (out / "sitemap.xml").unlink(missing_ok=True)
    for name, text in made.items():
        fonts.write(out / name, text.encode())


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; after the table of contents has put a mere redirection in the root."""
    app.connect("html-collect-pages", not_found)
    app.connect("build-finished", write_root, priority=600)
