"""What tests of several folders share: one browser, and how they are dealt to two processes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).parent
WHOLE = {
    "browser",
    "lab",
}  # folders whose tests share what takes minutes: a built site, a running lab
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


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in this same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, and those of some folders: they share fixtures."""
    for item in items:
        path = item.path.relative_to(ROOT)
        item.add_marker(
            pytest.mark.xdist_group(path.parts[0] if path.parts[0] in WHOLE else str(path))
        )
