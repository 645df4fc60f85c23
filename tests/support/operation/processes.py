"""The grade command in a process that can be killed, and the processes that it has started."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from tests.support import forked

BECOME_REAPER = 36  # PR_SET_CHILD_SUBREAPER
PATIENCE_S = 30  # of a test that waits for something that comes at once, on a busy machine
POLL_S = 0.005


@contextmanager
def adopting() -> Iterator[set[psutil.Process]]:
    """Let what the killed leave behind become ours, so that it is seen; yield what is ours already.

    That may be a browser, or what starts processes for multiprocessing.

    Only for a while: what is ours and has ended stays in the list of processes, and other tests
    look there for what they have killed.
    """
    ctypes.CDLL(None).prctl(BECOME_REAPER, 1, 0, 0, 0)
    forkserver.ensure_running()
    try:
        yield set(started_by(os.getpid()))
    finally:
        ctypes.CDLL(None).prctl(BECOME_REAPER, 0, 0, 0, 0)


def command(arguments: Sequence[str], output: Path) -> BaseProcess:
    """Start `python -m autograder` with these arguments; what it says is added to a file."""
    process = forked.context.Process(target=_run, args=(list(arguments), output))
    process.start()
    return process


def _run(arguments: list[str], output: Path) -> None:
    from autograder.commands import cli

    with output.open("a") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.exit(cli.main(arguments))


def started_by(pid: int) -> list[psutil.Process]:
    """Return all that a process has started, and what those have."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_sandboxed(process: psutil.Process) -> bool:
    """Tell whether this is bubblewrap or runs inside it: in a process namespace of its own."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
        (numbers,) = (line.split()[1:] for line in status.splitlines() if line.startswith("NSpid"))
        return len(numbers) > 1 or process.name() == "bwrap"
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False


def kill(pid: int) -> bool:
    """Send SIGKILL; return False where the process had ended already."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        process.kill()
    except psutil.NoSuchProcess:
        return False
    return True


def left_over(known: Container[psutil.Process]) -> list[str]:
    """Return which processes still run that are not known, once they have had time to end."""
    deadline = time.monotonic() + PATIENCE_S
    while (left := _running(known)) and time.monotonic() < deadline:
        time.sleep(POLL_S)
    return left


def _running(known: Container[psutil.Process]) -> list[str]:
    running = []
    for process in started_by(os.getpid()):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            line = " ".join(process.cmdline())
            if line and process not in known:
                running.append(f"{process.pid} {line}")
    return running
