"""The course's site on Jupyter Book: living figures, nothing from elsewhere, a quiet look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from .figures import widgets
from .formulas import fonts, formulas
from .hashed import digest
from .pages import asides, at_root, chapters, head, kill_table, page, prune
from .references import cards, citations
from .search import search


def forget_build_with_warnings(app: Sphinx, _failure: Exception | None) -> None:
    """Let the next build read every page again, or it would pass over the page that warned."""
    if app._warncount:
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)


def own_version() -> int:
    """Return a number that changes with the extension and its assets; pages are then read anew."""
    here = Path(__file__).parent
    files = [file for folder in (here, here.parent / "assets") for file in folder.rglob("*.*")]
    return int(digest(file.read_bytes() for file in sorted(files) if file.suffix != ".pyc"), 16)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect every part of the site to Sphinx."""
    # Warnings are errors, in a plain `jupyter-book build .` too; all of them are shown first.
    app.keep_going = True
    app.connect("build-finished", forget_build_with_warnings)
    content = (chapters, asides, kill_table, widgets, formulas, citations)
    for part in (*content, fonts, page, head, cards, at_root, search, prune):
        part.setup(app)
    # Pages are written by one process: V8 does not live through a fork.
    return {
        "env_version": own_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": False,
    }
