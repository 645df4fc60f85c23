"""Chapters reach Sphinx as derived pages, and are read again when what they show may change."""

from types import SimpleNamespace

import pytest
from docutils.utils import new_document
from site_extension.pages import chapters

NAME = "notebooks/07_convolution_filters"


def noted(document: str) -> set[str]:
    """What a document's page is said to depend on, relative to the project."""
    said: list[str] = []
    app = SimpleNamespace(env=SimpleNamespace(note_dependency=said.append, docname=document))
    chapters.note_influences(app, new_document(""))  # type: ignore[arg-type]
    return {path.removeprefix(f"{chapters.ROOT}/") for path in said}


def test_a_chapter_keeps_the_name_of_its_text_notebook() -> None:
    assert chapters.docnames()[NAME] == chapters.ROOT / f"{NAME}.md"


def test_a_chapter_depends_on_its_exercises_and_on_what_its_run_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = [chapters.ROOT / "seeing" / "figures" / "card.py"]
    monkeypatch.setattr(chapters.chapter, "files_read", lambda *_: read)

    paths = noted(NAME)

    assert "seeing/figures/card.py" in paths
    assert "autograder/exercises/c07_convolution_filters/conv1d.py" in paths
    assert not any(path.startswith("autograder/exercises/c08") for path in paths)


def test_other_pages_do_not() -> None:
    assert noted("book/start") == set()


def test_myst_nb_is_told_to_read_the_derived_page() -> None:
    config = SimpleNamespace(custom_formats={})

    chapters.register(SimpleNamespace(env=SimpleNamespace(mystnb_config=config)))  # type: ignore[arg-type]

    reader, options, _ = config.custom_formats[f"{NAME}.md"]
    assert reader == "site_extension.pages.chapters.read_chapter"
    assert options == {"path": str(chapters.ROOT / f"{NAME}.md")}
