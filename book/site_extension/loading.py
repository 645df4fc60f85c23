"""Scripts and styles that only some pages need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def load_where(
    app: Sphinx,
    is_needed: Callable[[nodes.Node], bool],
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> None:
    """Load files on pages that have such a node, and only there.

    is_needed: told each node of a page
    scripts, styles: names under `_static`, loaded in this order; scripts are modules
    """

    def load(
        app: Sphinx,
        _page: str,
        _template: str,
        _context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        if doctree is not None and any(doctree.findall(is_needed)):
            for name in styles:
                app.add_css_file(name)
            for name in scripts:
                app.add_js_file(name, type="module")

    app.connect("html-page-context", load)
