"""Ask a student's process, started the one way or the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from autograder.judging.engine import PRELOAD
from autograder.sandbox.host.launch import Cold, Launcher
from autograder.sandbox.host.process import Child
from autograder.sandbox.host.zygote_client import ZygoteClient
from autograder.sandbox.inside.limits import LimitHit, Limits

TIGHT = Limits(
    cpu_s=2, wall_s=10, memory_mib=600, processes=12, scratch_mib=2, files=40, open_files=40
)
MODULES = tuple(PRELOAD.values())
LAUNCHERS = {"cold": Cold, "zygote": partial(ZygoteClient, preload=MODULES)}
current: list[Launcher] = []


def ways(*names: str) -> Callable[..., Any]:
    """Make a fixture by which each test of a module runs once for each way to start."""

    @pytest.fixture(params=names or LAUNCHERS, autouse=True, scope="module")
    def way(request: pytest.FixtureRequest) -> Iterator[str]:
        launcher = LAUNCHERS[request.param]()
        current.append(launcher)
        yield request.param
        current.remove(launcher)
        launcher.close()

    return way


@contextmanager
def child(code: str, limits: Limits = TIGHT, **options: Any) -> Iterator[Child]:
    with Child(current[-1], limits, **options) as started:
        started.run(code)
        yield started


def ask(code: str, limits: Limits = TIGHT, **inputs: Any) -> Any:
    """Run the code, call its function f once, and return what it gave."""
    with child(code, limits) as started:
        return started.call("call_function", ["f"], inputs)["output"]


def limit_hit(code: str, limits: Limits = TIGHT) -> str:
    """Run the code and call f until a limit is hit; return its kind."""
    with pytest.raises(LimitHit) as caught:
        ask(code, limits)

    assert caught.value.sentence.endswith(".")
    return caught.value.kind
