"""What tests of several folders share: one browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

# Chromium asks its maker for updates and the like; the tests must not.
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium. Without one the tests fail: the course is what it shows."""
    names = ("chromium", "chromium-browser", "google-chrome")
    command = next(filter(None, map(shutil.which, names)), None)
    if command is None:
        pytest.fail("no Chromium: run `python tests/system_packages.py chromium`", pytrace=False)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=command, args=[*QUIET, *as_root])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test run."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
