"""What tests of several folders share: one browser, and how they are dealt to processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.support.chromium import chromium

# How long an example takes says how busy the machine is.
settings.register_profile("no deadline", parent=settings.default, deadline=None)
settings.load_profile("no deadline")

ROOT = Path(__file__).parent
NEED_A_MACHINE = (
    "site/",
    "lab/",
    "autograder/collecting/test_collect_command.py",
    "autograder/grading/",
    "autograder/sandbox/",
    "autograder/judging/test_engine_kinds.py",
    "autograder/judging/test_submissions.py",
    "autograder/judging/test_attacks_work.py",
    "autograder/exercises/test_chapter_",
    "autograder/exercises/test_pace.py",
    "site_extension/pages/test_instructors_guide.py",
)
WHOLE = {"site", "lab"}  # whose tests share what takes minutes: a built site, a running lab
# Begun first, in this order: at the end one process would be left alone with what takes minutes.
LONG = (
    "site_extension/pages/test_instructors_guide.py",
    "site/",
    "lab/",
    "autograder/grading/test_class_of_submissions.py",
    "autograder/grading/",
    "autograder/exercises/test_exercises.py",
)


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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--soak", action="store_true", help="run the files that repeat for long, and only them"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs more than Python; leave the long repetitions to `make soak`."""
    for item in items:
        file = item.path.relative_to(ROOT).as_posix()
        if file.startswith(NEED_A_MACHINE) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("machine")
    repeating = {item for item in items if item.get_closest_marker("soak")}
    left_out = repeating
    if config.getoption("soak"):  # with what is asked of them afterwards
        files = {item.path for item in repeating}
        left_out = {item for item in items if item.path not in files}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=_turn)  # which keeps the order of those with the same turn


def _turn(item: pytest.Item) -> int:
    file = item.path.relative_to(ROOT).as_posix()
    return next((turn for turn, start in enumerate(LONG) if file.startswith(start)), len(LONG))
