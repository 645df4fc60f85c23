"""What tests of several folders share: one browser, and how they are dealt to two processes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent
WHOLE = {"browser", "lab"}  # whose tests share what takes minutes: a built site, a running lab
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


class ByFile(LoadScopeScheduling):
    """Deal the tests file by file, and those of some folders together: they share fixtures.

    pytest-xdist's `loadgroup` would do it, but has no effect under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = Path(nodeid.split("::")[0]).relative_to(ROOT.name)
        return file.parts[0] if file.parts[0] in WHOLE else str(file)


@pytest.hookimpl(optionalhook=True)  # there is none in a run of one process
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)
