"""Dask's commands as an instructor starts them: a scheduler, and workers that come to it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from autograder.files import ROOT
from tests.support import forked

SCHEDULER = "distributed.cli.dask_scheduler"
WORKER = "distributed.cli.dask_worker"
COMES = "Registered to:"
PATIENCE_S = 60


def scheduler() -> AbstractContextManager[tuple[str, BaseProcess]]:
    """Run a scheduler; yield its address and its process."""
    at = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    return _running(SCHEDULER, at, "Scheduler at:", os.environ)


def worker(
    address: str, env: Mapping[str, str] = os.environ
) -> AbstractContextManager[tuple[str, BaseProcess]]:
    """Run a worker in the course's folder, until it has found the scheduler at this address."""
    return _running(WORKER, _options(address), COMES, env)


@contextmanager
def worker_elsewhere(address: str, folder: Path) -> Iterator[None]:
    """Run a worker in a folder that is not the course's, in an interpreter of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", WORKER, *_options(address)],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if COMES in line)
        rest = threading.Thread(target=process.stderr.read)  # so that it never waits for a reader
        rest.start()
        try:
            yield
        finally:
            process.terminate()
            rest.join()


def _options(address: str) -> list[str]:
    return [address, "--no-nanny", "--nthreads", "2"]


@contextmanager
def _running(
    module: str, arguments: list[str], until: str, env: Mapping[str, str]
) -> Iterator[tuple[str, BaseProcess]]:
    """Run one of Dask's commands; yield what it says at the end of the line with `until`."""
    with tempfile.TemporaryDirectory() as name:
        out, said = Path(name, "stdout"), Path(name, "stderr")
        process = forked.start(module, arguments, ROOT, env, [out, said])
        try:
            yield _word_after(until, said, process), process
        finally:
            process.terminate()
            process.join()


def _word_after(until: str, said: Path, process: BaseProcess) -> str:
    end = time.monotonic() + PATIENCE_S
    while True:
        text = said.read_text(encoding="utf-8") if said.exists() else ""
        found = [line for line in text.splitlines(keepends=True) if until in line]
        if found and found[0].endswith("\n"):
            return found[0].split()[-1]
        assert process.is_alive(), text
        assert time.monotonic() < end, text
        time.sleep(0.02)
