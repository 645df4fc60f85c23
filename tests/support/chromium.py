"""The system's Chromium, drawing by the processor, for tests, pictures and benchmarks."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.support.system_packages import COMMANDS

ARGUMENTS = [
    "--disable-gpu",
    "--font-render-hinting=none",  # else the headless shell sets text in whole pixels
    # Chromium asks its maker for updates and the like; the tests must not.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and end it. Without one the tests fail: the course is what it shows."""
    command = next(filter(None, map(shutil.which, COMMANDS["chromium-headless-shell"])), None)
    if command is None:
        raise RuntimeError(
            "no Chromium: run `python tests/support/system_packages.py chromium-headless-shell`"
        )
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=[*ARGUMENTS, *as_root])
        yield browser
        browser.close()
