"""What the grader knows of a student's process that was started, and the cold way to start one."""

from __future__ import annotations

import contextlib
import signal
import socket
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import COLD_RIGHTS, Bubble


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    signal: the number of the signal that ended it, 0 where it ended by itself
    cpu_s: processor time of it and of those of its processes that it waited for, or None
    feigned: whether the student's code may have brought about this signal, or what looks like one
    """

    signal: int
    cpu_s: float | None
    feigned: bool = False


class Started(ABC):
    """A student's first process; when it is killed, all that it started is too.

    pid: its number on this machine
    """

    pid: int

    @abstractmethod
    def kill(self) -> bool:
        """Kill everything inside; return whether there still was something."""

    @abstractmethod
    def wait(self, seconds: float) -> Ended | None:
        """Wait for the end of everything inside; None if it has not come by then.

        raises SandboxUnavailableError where it cannot be known how it ended
        """

    @abstractmethod
    def complaint(self) -> str:
        """Return what our own code has said of why it could not start."""

    @abstractmethod
    def close(self) -> None:
        """Let go of an ended process: from here on `pid` may be another's."""


class Launcher(ABC):
    """A way to start students' processes."""

    @abstractmethod
    def start(self, door: socket.socket) -> Started:
        """Start a process whose only way out is `door`; raises SandboxUnavailableError."""

    @abstractmethod
    def close(self) -> None:
        """End what is kept ready for the next start."""


class Cold(Launcher):
    """Each process is a bubblewrap and a Python of its own, which imports anew."""

    def __init__(self, hide: Sequence[str] = ()) -> None:
        self.hide = tuple(hide)

    def start(self, door: socket.socket) -> Started:
        """Start one; raises SandboxUnavailableError."""
        module = "autograder.sandbox.inside.child"
        return _Cold(bubblewrap.start(module, door, self.hide, COLD_RIGHTS))

    def close(self) -> None:
        """There is nothing to end."""


class _Cold(Started):
    def __init__(self, bubble: Bubble) -> None:
        self._bubble, self.pid = bubble, bubble.pid
        self._ended: Ended | None = None

    def kill(self) -> bool:
        return send_kill(self._bubble.init)

    def wait(self, seconds: float) -> Ended | None:
        if self._ended is None:
            code = self._bubble.wait(seconds)
            if code is not None and code < 0:  # bubblewrap was killed, which nobody inside can do
                self._ended = Ended(signal.SIGKILL, cpu_s=0)
            elif code is not None:  # bubblewrap says 128 + signal, and so may the code inside
                self._ended = Ended(max(code - 128, 0), None, feigned=True)
        return self._ended

    def complaint(self) -> str:
        return self._bubble.complaint()

    def close(self) -> None:
        self._bubble.close()


def send_kill(descriptor: int) -> bool:
    """Kill the process behind a pidfd, and no other; return whether it still was there."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        return True
    return False
