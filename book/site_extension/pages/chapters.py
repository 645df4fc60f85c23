"""Chapters reach Sphinx through the release: stubs beside true outputs, no solutions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.application import Sphinx

from autograder.files import ROOT
from autograder.release import chapter


def docname(path: Path) -> str:
    """Return the name Sphinx knows a chapter by, such as `notebooks/07_convolution_filters`."""
    return path.resolve().relative_to(ROOT).with_suffix("").as_posix()


@lru_cache
def docnames() -> dict[str, Path]:
    """Map each chapter's document name to its text notebook."""
    return {docname(path): path for path in chapter.chapters()}


def read_chapter(_text: str, path: str) -> nbformat.NotebookNode:
    """Read a chapter as its derived page; myst-nb calls this for the sources named below."""
    return chapter.derive(Path(path)).page


def register(app: Sphinx) -> None:
    """Tell myst-nb to read the chapters by `read_chapter`.

    By name and not by suffix, so that a page keeps the document name of its text notebook and no
    derived file lies beside the sources.
    """
    config = app.env.mystnb_config  # type: ignore[attr-defined]  # myst-nb puts it there
    for path in docnames().values():
        reader = f"{read_chapter.__module__}.{read_chapter.__name__}"
        source = path.relative_to(ROOT).as_posix()
        config.custom_formats[source] = (reader, {"path": str(path)}, False)


def note_influences(app: Sphinx, _doctree: nodes.document) -> None:
    """Let a page be read again when its exercises change, or what its run read: it has run now."""
    if path := docnames().get(app.env.docname):
        for influence in chapter.derive(path).influences():
            app.env.note_dependency(str(influence))


def write_downloads(app: Sphinx, failure: Exception | None) -> None:
    """Write each chapter's student notebook beside its page."""
    if failure or app.builder.format != "html":
        return
    for name, path in docnames().items():
        target = Path(app.outdir, f"{name}.ipynb")
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(chapter.derive(path).student, target)


def setup(app: Sphinx) -> None:
    """Connect the steps; after myst-nb's own, which make its configuration."""
    app.connect("builder-inited", register, priority=900)
    app.connect("doctree-read", note_influences)
    app.connect("build-finished", write_downloads)
