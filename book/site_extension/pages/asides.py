"""`:::{note} Title`: the four admonitions with a title of their own, as MyST has them."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.directives.admonitions import BaseAdmonition
from sphinx.application import Sphinx

TITLES = {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Take care"}


class TitledAdmonition(BaseAdmonition):  # type: ignore[misc]  # docutils ships no types
    """An admonition whose argument is its title; docutils would make it the first line of its text.

    Jupyter Book 2 reads it as a title, and so does the student's notebook.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    node_class = nodes.admonition

    def run(self) -> list[nodes.Node]:
        """Give the admonition its kind as a class, and a title where the page gives none."""
        self.options.setdefault("class", []).append(self.name)
        self.arguments: list[str] = self.arguments or [TITLES[self.name]]
        return list(super().run())


def setup(app: Sphinx) -> None:
    """Put the four in the place of docutils' own."""
    for name in TITLES:
        app.add_directive(name, TitledAdmonition, override=True)
