"""JupyterLab as a new user gets it: a fresh clone, and `make lab` as the first command."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from autograder.files import ROOT
from tests.support.lab_driver import Lab
from tests.support.page_watch import watching

START_LIMIT_S = 1200  # a new environment with torch, on a slow line


def wait_for_address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the address with token that JupyterLab prints once it listens."""
    end = time.monotonic() + START_LIMIT_S
    while time.monotonic() < end:
        text = log.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab\S*token=\w+", text)
        if found:
            return found[0].replace("localhost", "127.0.0.1")
        if process.poll() is not None:
            pytest.fail(f"make lab ended with {process.returncode}:\n{text[-3000:]}")
        time.sleep(0.5)
    pytest.fail(f"make lab printed no address within {START_LIMIT_S} s:\n{text[-3000:]}")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Clone what is committed to another path and run `make lab` there, with no `.venv` yet."""
    clone = tmp_path_factory.mktemp("fresh") / "a clone"  # a space, as in "My Documents"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    settings = tmp_path_factory.mktemp("jupyter")
    # Lets the test run Lab's commands; a user's browser needs no such thing.
    config = {"LabApp": {"expose_app_in_browser": True}}
    (settings / "jupyter_lab_config.json").write_text(json.dumps(config), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    environment |= {"BROWSER": "true", "JUPYTER_CONFIG_DIR": str(settings), "PYTHONUNBUFFERED": "1"}
    environment |= {"PIP_COMPILE": "0"}  # most of what torch brings is never imported here
    log = settings / "make-lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "lab"],
            cwd=clone,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield Lab(clone, wait_for_address(log, process), log)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """A page on which no request may leave the machine, and no error reach the console."""
    with watching(browser, lab.url.split("/lab")[0]) as watch:
        yield watch.new_context(viewport={"width": 1280, "height": 1000}).new_page()
