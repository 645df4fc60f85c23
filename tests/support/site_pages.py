"""The built site and its pages, as tests and tools open them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from autograder.files import ROOT
from autograder.release import chapter
from tests.support.page_watch import Watch

START = "book/start.html"
CHAPTER = "notebooks/07_convolution_filters.html"
CHAPTERS = [f"notebooks/{path.stem}.html" for path in chapter.chapters()]


def pages_of_the_book() -> list[str]:
    """Return the pages that `_toc.yml` names, in the order of the book."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    named = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    return [f"{name}.html" for name in named]


@dataclass
class Site:
    """The built site: its folder, and where it is served."""

    folder: Path
    url: str

    def pages(self) -> list[str]:
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*.html")
            if "_static" not in path.parts
        )


def build() -> str:
    """Build the site as `make site` does; returns what the build said."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    if done.returncode:
        pytest.fail(f"the site does not build:\n{said[-4000:]}", pytrace=False)
    return said


Open = Callable[..., Page]

# A figure that cannot be loaded says so in a line of text at its place, and in the console.
EVERY_FIGURE = """() => [...document.querySelectorAll('.widget-mount')].every(
    (place) => place.lastChild.nodeType === Node.TEXT_NODE || %s
)"""
PREPARED = EVERY_FIGURE % "place.draw || 'mounted' in place.dataset"
DRAWN = EVERY_FIGURE % (
    "place.querySelector(':scope > div > div')?.shadowRoot?.querySelector('.readout')"
)
LOADED = "() => document.readyState === 'complete' && document.fonts.status === 'loaded'"
GO_TO_EVERY_FIGURE = """async () => {
    for (const place of document.querySelectorAll('.widget-mount')) {
        place.scrollIntoView({ behavior: "instant" });
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
    }
    scrollTo({ top: 0, behavior: "instant" });
}"""
# An observer of sizes speaks in the frame after, and colours fade for some frames.
AT_REST = """async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}"""


def open_in(
    watch: Watch,
    address: str,
    width: int = 1280,
    scheme: str = "light",
    script: str = "",
    **options: Any,
) -> Page:
    """Open a page in a browser's profile of its own, until the figures only wait to be seen.

    script: run before any of the page's own
    """
    size = {"width": width, "height": 900}
    context = watch.new_context(viewport=size, color_scheme=scheme, **options)
    context.add_init_script(script)
    page = context.new_page()
    page.goto(address, wait_until="load")
    if options.get("java_script_enabled", True):
        page.wait_for_function(LOADED)
        page.wait_for_function(PREPARED)
    watch.wait_for_answers(page)
    return page


def mount_all(page: Page) -> None:
    """Go to every figure of the page, until all are drawn."""
    page.evaluate(GO_TO_EVERY_FIGURE)
    page.wait_for_function(DRAWN)
    page.evaluate(AT_REST)


def change_to(page: Page, *, width: int, scheme: str) -> None:
    """Show an open page in another width and light, as when a window is made smaller at dusk."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "([width, scheme]) => innerWidth === width"
        " && document.documentElement.dataset.theme === scheme",
        arg=[width, scheme],
    )
    page.evaluate(AT_REST)
