"""The process that students' processes are forked from: it has imported what takes long to import.

Started inside bubblewrap as `python -m autograder.sandbox.inside.zygote FD MODULE …`. It holds
imports, and no test, token or secret. Over FD the grader asks for a child and passes its door; the
zygote answers with a pidfd of the child, and later says how it ended. Each message is
JSON in a datagram:

    {"ready": true}  or  {"failed": WHY}                    once, after the imports
    {"fork": N} + door      →  {"forked": N} + pidfd  or  {"refused": WHY}  or  {"failed": WHY}
                               {"ended": N, "signal": K, "cpu_s": S}
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.sandbox.inside import child, nest
from autograder.sandbox.inside.confine import mount_scratch
from autograder.sandbox.inside.limits import SCRATCH, Limits

LONGEST_DATAGRAM = 4096


def main() -> None:
    """Serve until the grader closes its end; in each child, serve the grader at its door."""
    control = socket.socket(fileno=int(sys.argv[1]))
    nest.close_all_but(control.fileno())
    nest.uncover_proc()
    # torch asks for a place where it could write; each child lays one of its own over it.
    mount_scratch(ctypes.CDLL(None, use_errno=True), SCRATCH, Limits())
    preload(sys.argv[2:])
    obstacle = unfit_to_fork()
    _say(control, {"failed": obstacle} if obstacle else {"ready": True})
    door = None if obstacle else _breed(control)
    if door is not None:
        child.serve(door)


def preload(names: Sequence[str]) -> None:
    """Import, and use once, what would take long in every child."""
    for name in names:
        with contextlib.suppress(ImportError):  # a hidden one is absent here too
            importlib.import_module(name)
    if "torch.optim" in names and "torch" in sys.modules:
        torch: Any = sys.modules["torch"]
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)  # imports the rest of it
    gc.collect()
    gc.freeze()  # or the first collection in each child would copy all of this memory


def unfit_to_fork() -> str:
    """Say why no child may be forked from this process; "" if one may."""
    if len(os.listdir("/proc/self/task")) != 1:
        # test_a_zygote_with_a_second_thread_is_not_forked_from
        return "the zygote has more than one thread, so that a child could wait for ever"
    for line in Path("/proc/self/maps").read_text().splitlines():
        # Each child could read there what another wrote: test_memory_that_children_would_share.
        if line.split()[1][1::2] == "ws":
            return f"the zygote has memory that its children would share: {line}"
    return ""


def _breed(control: socket.socket) -> socket.socket | None:
    """Fork the children that are asked for; return in a child its door, here None at the end."""
    alive: dict[int, tuple[int, int]] = {}  # pidfd: the child's number with the grader, its pid
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        for ready, _ in poll.poll():
            if ready in alive:
                poll.unregister(ready)
                _bury(control, *alive.pop(ready))
                os.close(ready)
                continue
            raw, doors, _, _ = socket.recv_fds(control, LONGEST_DATAGRAM, 1)
            if not raw:
                return None
            number = json.loads(raw)["fork"]
            pid = _fork(control, doors[0])
            if pid == 0:
                control.detach()  # closed already: its number may soon be another file's
                return socket.socket(fileno=doors[0])
            os.close(doors[0])
            descriptor = os.pidfd_open(pid)
            alive[descriptor] = number, pid
            poll.register(descriptor, select.POLLIN)
            _say(control, {"forked": number}, descriptor)


def _fork(control: socket.socket, door: int) -> int:
    obstacle = unfit_to_fork()
    if obstacle:
        _say(control, {"failed": obstacle})
        raise SystemExit(obstacle)
    try:
        return nest.fork(keep=door)
    except nest.NestError as error:
        _say(control, {"refused": str(error)})
        raise SystemExit(1) from error


def _bury(control: socket.socket, number: int, pid: int) -> None:
    _, status, used = os.wait4(pid, 0)
    # Not its exit status, which could be taken for a signal (case exits_as_if_it_were_killed).
    signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    _say(control, {"ended": number, "signal": signal, "cpu_s": used.ru_utime + used.ru_stime})


def _say(control: socket.socket, message: dict[str, Any], *descriptors: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # the grader is gone; the next poll tells
        socket.send_fds(control, [json.dumps(message).encode()], descriptors)


if __name__ == "__main__":
    main()
