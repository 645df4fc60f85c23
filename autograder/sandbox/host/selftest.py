"""Prove, by ways out that must be shut, that the sandbox is active; else say what to do."""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.sandbox.host import escapes
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError, environment_folders
from autograder.sandbox.host.launch import Launcher
from autograder.sandbox.host.process import Child
from autograder.sandbox.host.zygote_client import NestingRefusedError
from autograder.sandbox.inside.limits import LimitHit, Limits, StudentError
from autograder.sandbox.inside.syscalls import ARCHITECTURES
from autograder.sandbox.inside.wire import ProtocolViolation

LIMITS = Limits(processes=12)  # fewer than usual: trying to pass the limit takes time
HERE = Path(__file__).resolve().parent
# Settings by which a system refuses user namespaces: the file, the refusing value, what to do.
REFUSALS = (
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor refuses it user namespaces, as on Ubuntu since 23.10: ask the administrator for "
        "an AppArmor profile that lets /usr/bin/bwrap have them (flags=(unconfined) and userns,)",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "the kernel refuses user namespaces: ask the administrator for "
        "sysctl kernel.unprivileged_userns_clone=1",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "the kernel allows no user namespaces: ask the administrator for "
        "sysctl user.max_user_namespaces=15000",
    ),
)
NOT_ALLOWED = re.compile("namespace|permi|denied|uid map|No space left", re.IGNORECASE)
IN_A_CONTAINER = (
    "if this is a container, it must allow user namespaces and a new /proc: Docker and Podman do "
    "with --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
    "--security-opt systempaths=unconfined"
)


def prove(launcher: Launcher) -> None:
    """Return if the sandbox is active here, in processes that `launcher` starts.

    raises SandboxUnavailableError, whose message says why it is not and what to do
    raises NestingRefusedError where another way to start may do
    """
    obstacle = missing()
    if obstacle:
        raise SandboxUnavailableError(f"Grading cannot run here. {obstacle}")
    try:
        open_ways = _try_the_ways_out(launcher)
    except NestingRefusedError:
        raise
    except SandboxUnavailableError as error:
        advice = f" What may help: {refusal()}." if NOT_ALLOWED.search(str(error)) else ""
        raise SandboxUnavailableError(
            f"Grading cannot run here, since the sandbox does not start: {error}{advice}"
        ) from error
    except (StudentError, LimitHit, ProtocolViolation) as error:
        raise SandboxUnavailableError(
            f"Grading cannot run here: the sandbox's self-test went wrong. ({error})"
        ) from error
    if open_ways:
        raise SandboxUnavailableError(
            f"Grading cannot run here, since the sandbox does not hold: {', '.join(open_ways)} "
            "is possible inside. Please report this, as SECURITY.md says, with what "
            "`bwrap --version` and `uname -a` say."
        )


def missing(system: str = sys.platform, machine: str | None = None) -> str:
    """Say what this machine lacks for a sandbox, and what to do; "" if it lacks nothing."""
    machine = machine or platform.machine()
    if system != "linux":
        return (
            "The sandbox needs Linux: on Windows use WSL 2, on macOS a virtual machine with Linux."
        )
    if machine not in ARCHITECTURES:
        return f"The sandbox knows {' and '.join(ARCHITECTURES)}, and this machine is {machine}."
    if shutil.which("bwrap") is None:
        return (
            "bubblewrap is missing: install it (Debian, Ubuntu: sudo apt-get install bubblewrap; "
            "Fedora: sudo dnf install bubblewrap)."
        )
    return ""


def refusal() -> str:
    """Guess why bubblewrap was refused what it needs, and say whom to ask for what."""
    for path, refusing, advice in REFUSALS:
        try:
            setting = Path(path).read_text().strip()
        except OSError:
            continue
        if setting == refusing and (os.geteuid() != 0 or "max" in path):
            return advice
    return IN_A_CONTAINER


def _try_the_ways_out(launcher: Launcher) -> list[str]:
    """Return the names of the ways out that are open, tried from inside."""
    with Child(launcher, LIMITS) as child, facts() as known:
        child.run((HERE / "escapes.py").read_text(encoding="utf-8"))
        tried = child.call("call_function", ["try_all"], {"facts": known})["output"]
    if tried.shape != (len(escapes.WAYS),):
        raise SandboxUnavailableError("The self-test gave no result for some way out.")
    return [name for name, is_open in zip(escapes.WAYS, tried, strict=True) if is_open != 0]


@contextmanager
def facts() -> Iterator[dict[str, Any]]:
    """Lay out what the ways out would lead to: a file, a server, this process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        Path(folder).chmod(0o777)  # only the sandbox stands before it
        canary = Path(folder, "canary")
        canary.write_text("x")
        places = ["/", "/usr", "/etc", "/var/tmp", "/dev", folder, *environment_folders()]
        yield {
            "files": [str(canary), str(HERE / "selftest.py"), "/etc/passwd"],
            "folders": [str(place) for place in places],
            "mark": f"written-by-the-self-test-{os.getpid()}",
            "port": server.getsockname()[1],
            "pid": os.getpid(),
            "started": Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19],
            "processes": LIMITS.processes + 4,
        }
