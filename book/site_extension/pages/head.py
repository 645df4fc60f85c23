"""What the head of a page says of it: its title, a description, and how a shared link looks."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from . import chapters

LONGEST = 200  # characters of a description; search engines and chats cut at about that
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
# docutils says it once more than Sphinx's layout does.
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
WRITTEN = re.compile(r'<meta [^>]*\bname="description"')


def description(doctree: nodes.document) -> str:
    """Return what a page says of itself: the sentences that its first paragraph begins with."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return beginning(" ".join(paragraph.astext().split()))
    return ""


def beginning(text: str) -> str:
    """Return as many whole sentences as a description has room for.

    A colon ends one too, and becomes a full stop: what follows it on the page is a figure.

    >>> beginning("Change one of the nine, and watch what it sees:")
    'Change one of the nine, and watch what it sees.'
    """
    said = ""
    for sentence in SENTENCE_END.split(text):
        longer = f"{said} {sentence}".strip()
        if said and len(longer) > LONGEST:
            break
        said = longer
    if len(said) > LONGEST:
        said = f"{said[:LONGEST].rsplit(' ', 1)[0]} …"
    return re.sub(r":$", ".", said)


def numbered(pagename: str, title: str) -> str:
    """Return a page's title, with its number before that of a chapter.

    >>> numbered("notebooks/07_convolution_filters", "Convolution filters")
    '07 Convolution filters'
    >>> numbered("book/glossary", "Glossary")
    'Glossary'
    """
    if pagename not in chapters.docnames():
        return title
    return f"{posixpath.basename(pagename)[:2]} {title}"


def address(app: Sphinx, pagename: str) -> str:
    """Return where a page is published; empty where `_config.yml` has no `baseurl`.

    The start page is the site's front page.
    """
    site = str(app.config.html_baseurl)
    if not site:
        return ""
    page = "" if pagename == app.config.root_doc else app.builder.get_target_uri(pagename)
    return f"{site.rstrip('/')}/{page}"


def fill_head(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the template of the head what it says of this page."""
    name = app.config.html_title or app.config.project
    context["title"] = title = numbered(pagename, str(context.get("title", name)))
    for way in ("prev", "next"):
        if other := context.get(way):
            other["title"] = _numbered_link(pagename, other)
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))
    plain = Markup(title).striptags()
    said = "" if WRITTEN.search(context["metatags"]) or doctree is None else description(doctree)
    site = app.config.html_baseurl
    context["head"] = {
        "title": plain if plain == name else f"{plain} — {name}",
        "plain_title": plain,
        "description": said,
        "site": name,
        "listed": doctree is not None,  # that for wrong addresses is not
        "address": (where := address(app, pagename) if doctree is not None else ""),
        "picture": f"{site.rstrip('/')}/_static/share.jpg" if where else "",
    }
    context["pageurl"] = where  # Sphinx's canonical link


def _numbered_link(pagename: str, link: dict[str, str]) -> str:
    page = posixpath.normpath(posixpath.join(posixpath.dirname(pagename), link["link"]))
    return numbered(posixpath.splitext(page)[0], link["title"])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; after the theme, which fills `metatags`."""
    app.connect("html-page-context", fill_head, priority=980)
