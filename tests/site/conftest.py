"""The site, built once by the command of `make site`, and pages that notice what is wrong."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from autograder import release
from tests.browser.server import serving
from tests.watched import watching

ROOT = Path(__file__).resolve().parents[2]
START = "book/start.html"
CHAPTER = "notebooks/07_convolution_filters.html"
CHAPTERS = [f"notebooks/{path.stem}.html" for path in release.chapters()]


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


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    build()
    folder = ROOT / "_build" / "html"
    with serving(folder) as url:
        yield Site(folder, url)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a page of the site: open_page(path, width=1280, scheme="light", script="").

    script: run before any of the page's own

    Afterwards no request may have gone elsewhere, and no error or warning may be in the console.
    """

    def opened(
        path: str, width: int = 1280, scheme: str = "light", script: str = "", **options: object
    ) -> Page:
        size = {"width": width, "height": 900}
        context = watch.new_context(viewport=size, color_scheme=scheme, **options)
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{site.url}/{path}", wait_until="networkidle")
        return page

    with watching(browser, site.url, bad=("error", "warning")) as watch:
        yield opened


def mount_all(page: Page) -> None:
    """Go through the page as a reader does, until every figure is drawn."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += 500) {
                scrollTo({ top: y, behavior: "instant" });
                await new Promise(requestAnimationFrame);
            }
            scrollTo({ top: 0, behavior: "instant" });
        }"""
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.widget-mount')].every((m) => 'mounted' in m.dataset)"
    )
    page.wait_for_load_state("networkidle")
