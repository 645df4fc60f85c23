"""A command of Python, run to its end in a copy of an interpreter that has imported what it needs.

It is a process of its own, with arguments, folder and environment of its own, like one that a
shell starts. But a start takes seconds, a copy milliseconds, and a class takes dozens of commands.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import pwd
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(
    [
        "pytest",
        "autograder.commands.cli",
        "autograder.reports.class_report",
        "nbgrader.apps.nbgraderapp",
        "distributed",
    ]
)


def run(
    module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], account: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module` with these arguments; a bad end shows in the status alone.

    account: of the system, whose the process becomes; only root may name another
    """
    with tempfile.TemporaryDirectory() as name:
        said = [Path(name, stream) for stream in ("stdout", "stderr")]
        process = start(module, arguments, cwd, env, said, account)
        process.join()
        assert process.exitcode is not None
        stdout, stderr = (path.read_text(encoding="utf-8") for path in said)
    return subprocess.CompletedProcess([module, *arguments], process.exitcode, stdout, stderr)


def start(
    module: str,
    arguments: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    said: Sequence[Path],
    account: str = "",
) -> BaseProcess:
    """Start `python -m module` with these arguments.

    said: the files that its standard output and its standard error go to
    account: see `run`
    """
    process = context.Process(
        target=_run, args=(module, list(arguments), cwd, dict(env), list(said), account)
    )
    process.start()
    return process


def _run(
    module: str,
    arguments: list[str],
    cwd: Path,
    env: dict[str, str],
    said: list[Path],
    account: str,
) -> None:
    for number, path in enumerate(said, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(cwd)
    if account:
        _become(account)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # as at a command's end; a process of multiprocessing skips it


def _become(account: str) -> None:
    """Give up root's rights for good, files of other groups included."""
    who = pwd.getpwnam(account)
    os.setgroups([])
    os.setresgid(who.pw_gid, who.pw_gid, who.pw_gid)
    os.setresuid(who.pw_uid, who.pw_uid, who.pw_uid)
