"""Fork a process into namespaces of its own. Runs inside bubblewrap, in the zygote."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox.inside.confine import MS_NODEV, MS_NOSUID, NOBODY, become_nobody, has_nobody

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOEXEC = 1, 8
GO = b"1"


class NestError(Exception):
    """Namespaces inside of the sandbox's are refused; the message says at which step."""


def uncover_proc() -> None:
    """Take away what bubblewrap laid over parts of /proc.

    The kernel grants a new /proc only to those who see the old one whole. The parts belong to
    root, whom a child's namespace does not know.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        place = line.split()[4]
        if place.startswith("/proc/"):
            libc.umount2(place.encode(), 0)


def fork(keep: int) -> int:
    """Fork, as os.fork does, a process that is the first in fresh namespaces.

    keep: the one descriptor, apart from 0 to 2, that it has
    returns 0 in that process, and its number in this one; here it raises NestError
    """
    report, report_theirs = os.pipe()
    go_theirs, go = os.pipe()
    between = os.fork()
    if between == 0:
        # Not the control socket, nor the siblings' pidfds: test_only_the_door_is_open.
        close_all_but(keep, report_theirs, go_theirs)
        _become_nested(report_theirs, go_theirs)
        return 0
    os.close(report_theirs)
    os.close(go_theirs)
    try:
        with open(report, encoding="utf-8") as lines:
            return _bring_up(between, lines.readline, go)
    except OSError as error:
        raise NestError(f"{error}") from error
    finally:
        os.close(go)
        os.waitpid(between, 0)


def close_all_but(*kept: int) -> None:
    """Close all descriptors but 0 to 2 and these."""
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, os.sysconf("SC_OPEN_MAX"))


def _bring_up(between: int, line: Callable[[], str], go: int) -> int:
    """Give the new user namespace its one user, and return the number of its first process."""
    _expect("unshared", line())
    user = NOBODY if has_nobody() else 0  # the grader's own, where that is not root
    for kind in ("uid", "gid"):
        Path(f"/proc/{between}/{kind}_map").write_text(f"{user} {user} 1\n")
    os.write(go, GO)
    pid = int(_expect("first ", line()).split()[1])
    os.write(go, GO)
    _expect("nested", line())
    return pid


def _expect(word: str, said: str) -> str:
    if not said.endswith("\n") or not said.startswith(word):
        raise NestError(said.strip() or "a process ended before it was nested")
    return said


def _become_nested(report: int, go: int) -> None:
    """Return in the first process of the namespaces; the one between ends here."""
    try:
        become_nobody()
        _unshare()
        os.write(report, b"unshared\n")
        _await(go)
        first = os.fork()
        if first:
            os.write(report, f"first {first}\n".encode())
            os._exit(0)
        _await(go)
        _cover()
        os.write(report, b"nested\n")
    except OSError as error:
        os.write(report, f"{error}\n".encode())
        os._exit(1)
    os.close(report)
    os.close(go)


def _await(go: int) -> None:
    if os.read(go, 1) != GO:
        os._exit(1)


def _unshare() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # pids: test_a_child_sees_itself_and_nobody_else; net: test_siblings_have_no_common_address;
    # ipc: test_nothing_is_left_for_another. Without the first two, nothing would start at all.
    flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    if libc.unshare(flags | CLONE_NEWCGROUP):
        error = ctypes.get_errno()
        raise OSError(error, f"new namespaces: {os.strerror(error)}")


def _cover() -> None:
    """Lay what is the child's own over what it would share."""
    libc = ctypes.CDLL(None, use_errno=True)
    # Or kill(0, …) would reach the siblings, whatever their namespaces
    # (test_a_child_that_kills_whom_it_can_kills_no_sibling).
    os.setsid()
    for kind, folder, flags, options in (
        (b"proc", b"/proc", MS_NOEXEC, b""),
        # Siblings could meet at a terminal: test_siblings_have_no_common_terminal.
        (b"tmpfs", b"/dev/pts", MS_RDONLY, b"size=4k,nr_inodes=1"),
    ):
        if libc.mount(kind, folder, kind, MS_NOSUID | MS_NODEV | flags, options):
            error = ctypes.get_errno()
            raise OSError(error, f"a new {folder.decode()}: {os.strerror(error)}")
