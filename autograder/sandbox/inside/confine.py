"""What the child gives up before it runs a line of an answer. Runs inside bubblewrap."""

from __future__ import annotations

import ctypes
import math
import os
import resource
from pathlib import Path

from autograder.sandbox.inside import syscalls
from autograder.sandbox.inside.limits import SCRATCH, Limits

NOBODY = 65534
MIB = 2**20
MS_NOSUID, MS_NODEV = 2, 4
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
CAPABILITY_VERSION = 0x20080522
MAX_USER_NAMESPACES = Path("/proc/sys/user/max_user_namespaces")


def confine(limits: Limits) -> None:
    """Bound the files, the resources and the rights of this process and all that it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    MAX_USER_NAMESPACES.write_text("0")  # in one of its own, a student would be root again
    for folder in (SCRATCH, "/dev/shm"):
        mount_scratch(libc, folder, limits)
    os.chdir(SCRATCH)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # past the last one it is refused
    _set_limits(limits)
    become_nobody()
    _drop_capabilities(libc)
    syscalls.install(libc)


def silence() -> None:
    """Let descriptors 0 to 2 lead nowhere: what an answer prints costs nobody anything."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def mount_scratch(libc: ctypes.CDLL, folder: str, limits: Limits) -> None:
    """Lay an empty folder over this one."""
    # bubblewrap can cap a tmpfs's size, but not its number of files, whose names take memory too.
    options = f"size={limits.scratch_mib}m,nr_inodes={limits.files},mode=1777"
    if libc.mount(b"tmpfs", folder.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options.encode()):
        raise OSError(ctypes.get_errno(), f"no scratch space at {folder}")


def become_nobody() -> None:
    """Become nobody where the grader is root: the kernel does not count root's processes.

    Where the grader is a user, this process has the user's id, and only that one is mapped.
    """
    if has_nobody():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def has_nobody() -> bool:
    """Tell whether this user namespace knows nobody."""
    return str(NOBODY) in Path("/proc/self/uid_map").read_text().split()[::3]


def _set_limits(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Importing was ours to do. The second limit is for code that ignores the first one's signal.
    cpu_s = math.ceil(used.ru_utime + used.ru_stime) + limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    # Nor is what it has mapped (test_what_we_import_takes_nothing_of_the_memory_for_answers).
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    for name, most in (
        (resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory_mib * MIB),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.scratch_mib * MIB),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(name, (most, most))


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    if libc.capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capabilities could not be dropped")
