"""Ways out of a sandbox, tried. The self-test runs this text inside, where each must fail.

Each way returns whether it was open. Outside of a sandbox they are all open, which a test holds:
a way that is shut everywhere would prove nothing.
"""

import contextlib
import os
import socket
import time
from typing import Any


def reads_a_file(facts: dict[str, Any]) -> bool:
    """Read a file of this machine that is no part of the system or of Python's environment."""
    found: list[bytes] = []
    for path in facts["files"]:
        with contextlib.suppress(OSError), open(path, "rb") as file:
            found.append(file.read(1))
    return bool(found)


def writes_a_file(facts: dict[str, Any]) -> bool:
    """Leave a file somewhere else than in the scratch space."""
    left = False
    for folder in facts["folders"]:
        path = os.path.join(folder, facts["mark"])
        with contextlib.suppress(OSError):
            with open(path, "w"):
                left = True
            os.remove(path)
    return left


def opens_a_connection(facts: dict[str, Any]) -> bool:
    """Reach a server that the grader runs on this machine for the purpose."""
    try:
        with socket.create_connection(("127.0.0.1", facts["port"]), timeout=2):
            return True
    except OSError:
        return False


def sees_the_grader(facts: dict[str, Any]) -> bool:
    """Find the grader's process: by its number and the moment of its start."""
    with contextlib.suppress(OSError), open(f"/proc/{facts['pid']}/stat") as file:
        return bool(file.read().rpartition(")")[2].split()[19] == facts["started"])
    return False


def has_rights(facts: dict[str, Any]) -> bool:
    """Hold a capability, or be able to get one, or be free of the system call filter."""
    with open("/proc/self/status") as file:
        status = dict(line.split(":", 1) for line in file)
    rights = sum(int(status[name], 16) for name in ("CapPrm", "CapEff", "CapBnd", "CapAmb"))
    return rights > 0 or int(status["Seccomp"]) != 2


def starts_many_processes(facts: dict[str, Any]) -> bool:
    """Start more processes than allowed; root can, whatever the limit says."""
    children = []
    try:
        for _ in range(facts["processes"]):
            child = os.fork()
            if child == 0:
                time.sleep(10)
                os._exit(0)
            children.append(child)
    except OSError:
        return False
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return True


WAYS = {
    "reading a file of this machine": reads_a_file,
    "writing outside the scratch space": writes_a_file,
    "opening a network connection": opens_a_connection,
    "seeing the grader's process": sees_the_grader,
    "holding rights": has_rights,
    "starting processes without limit": starts_many_processes,
}


def try_all(facts: dict[str, Any]) -> list[int]:
    """Try each way; return 1 for each that is open and 0 for each that is shut."""
    return [int(way(facts)) for way in WAYS.values()]
