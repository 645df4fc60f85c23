"""The built site and its pages, as tests and tools open them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from autograder.files import ROOT
from autograder.release import chapter

START = "book/start.html"
CHAPTER = "notebooks/07_convolution_filters.html"
CHAPTERS = [f"notebooks/{path.stem}.html" for path in chapter.chapters()]


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
