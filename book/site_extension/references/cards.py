"""Links to a term, a source, a formula or a figure: what they lead to is shown in a card.

`(name)=` before a formula or a cell names it, `[words](NN_chapter.md#name)` leads there.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..loading import load_where


def let_markdown_find(_app: Sphinx, env: BuildEnvironment) -> None:
    """Let links with a page and a name find what is named there; MyST finds headings alone."""
    for name, (page, place) in env.get_domain("std").data["anonlabels"].items():
        if page in env.found_docs:
            env.metadata[page].setdefault("myst_slugs", {}).setdefault(name, (0, place, name))


def leads_to_a_place(node: nodes.Node) -> bool:
    """Tell whether a node is a link to a place on a page of the course."""
    if not isinstance(node, nodes.reference) or not node.get("internal"):
        return False
    return "refid" in node or "#" in node.get("refuri", "")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-updated", let_markdown_find)
    load_where(app, leads_to_a_place, scripts=["cards.js"])
