"""Leave out of the built site what no page loads: the theme ships for every kind of page."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx

# What pages load without naming it in their HTML: by a script or a style sheet, at run time.
LOADED_AT_RUN_TIME = ("fonts/", "widgets/", "search/", "pagefind/")
# Sources hold solutions; the other is sphinx_design's, whose only directive here is styled by us.
UNUSED_FOLDERS = ("_sources", "_sphinx_design_static")


def prune_site(app: Sphinx, failure: Exception | None) -> None:
    """Remove from the built site unused files, and what an earlier build of other pages left."""
    if failure or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for folder in UNUSED_FOLDERS:
        shutil.rmtree(site / folder, ignore_errors=True)
    book = {*app.env.found_docs, "index", "404"}
    pages = [page for page in site.rglob("*.html") if site / "_static" not in page.parents]
    left = [p for p in pages if p.relative_to(site).with_suffix("").as_posix() not in book]
    text = "\n".join(page.read_text("utf-8") for page in pages if page not in left)
    for path in (*left, *unused_files(site, text)):
        path.unlink()
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def unused_files(site: Path, text: str) -> list[Path]:
    """List the files under `_static` and `_images` that no page loads.

    text: the HTML of all pages
    """
    unused = []
    for path in (p for folder in ("_static", "_images") for p in (site / folder).rglob("*")):
        name = path.relative_to(site).as_posix()
        hashed = name.removeprefix("_static/widgets/").removeprefix("state/").split("/")[0]
        if path.is_dir():
            continue
        if name.startswith("_static/widgets/"):
            needed = hashed in text  # a name that no page has is left from an earlier build
        else:
            at_run_time = name.removeprefix("_static/").startswith(LOADED_AT_RUN_TIME)
            needed = at_run_time or name in text
        if not needed:
            unused.append(path)
    return unused


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, after everything else has written its files."""
    app.connect("build-finished", prune_site, priority=900)
