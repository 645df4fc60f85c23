"""What tests of several folders share: one browser, and how they are dealt to two processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.support.chromium import chromium

ROOT = Path(__file__).parent
WHOLE = {"site", "lab"}  # whose tests share what takes minutes: a built site, a running lab


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test run."""
    with chromium() as one:
        yield one


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
