"""`:::{note} Title` has a title of its own, as in Jupyter Book 2."""

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from site_extension.pages.asides import TITLES, TitledAdmonition


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in TITLES:
        monkeypatch.setitem(directives._directives, kind, TitledAdmonition)


def admonition(kind: str, title: str) -> nodes.admonition:
    (found,) = publish_doctree(f".. {kind}:: {title}\n\n   Text.").findall(nodes.admonition)
    return found


def test_an_argument_is_the_title() -> None:
    found = admonition("warning", "One word, two meanings")

    assert found[0].astext() == "One word, two meanings"
    assert found["classes"] == ["warning"]


@pytest.mark.parametrize(("kind", "title"), TITLES.items())
def test_without_an_argument_the_kind_is_named(kind: str, title: str) -> None:
    assert admonition(kind, "")[0].astext() == title
