"""The grader's side of the zygote: asks it for students' processes, and hears how they ended."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import (
    START_S,
    ZYGOTE_RIGHTS,
    SandboxUnavailableError,
)
from autograder.sandbox.host.launch import Ended, Launcher, Started, send_kill

LONGEST_DATAGRAM = 4096
TURN_S = 0.05  # how long one thread listens before it lets another


class NestingRefusedError(SandboxUnavailableError):
    """This machine grants no namespaces inside of namespaces: each start must be a cold one."""


class ZygoteGoneError(SandboxUnavailableError):
    """The zygote has ended, and all that it had forked with it. It can be tried again."""


class ZygoteClient(Launcher):
    """Each process is forked from a zygote, which is started when there is none."""

    def __init__(self, hide: Sequence[str] = (), preload: Sequence[str] = ()) -> None:
        self.hide, self.preload = tuple(hide), tuple(preload)
        self._zygote: _Zygote | None = None
        self._one_at_a_time = threading.Lock()

    def start(self, door: socket.socket) -> Started:
        """Have one forked, if need be by a new zygote.

        raises SandboxUnavailableError, or NestingRefusedError where it never can be
        """
        with self._one_at_a_time:
            try:
                return self._living().fork(door)
            except ZygoteGoneError:  # somebody may have killed it: no reason to fail
                self._end()
                return self._living().fork(door)

    def close(self) -> None:
        """End the zygote, and with it all that it has forked."""
        with self._one_at_a_time:
            self._end()

    def _living(self) -> _Zygote:
        if self._zygote is None:
            self._zygote = _Zygote(self.hide, self.preload)
        return self._zygote

    def _end(self) -> None:
        if self._zygote:
            self._zygote.close()
        self._zygote = None


class _Zygote:
    """One zygote from its start to its end."""

    def __init__(self, hide: Sequence[str], preload: Sequence[str]) -> None:
        self._ended: dict[int, Ended] = {}
        self._replies: list[tuple[dict[str, Any], int]] = []
        self._number = 0
        self._listening = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                module = "autograder.sandbox.inside.zygote"
                self._bubble = bubblewrap.start(module, theirs, hide, ZYGOTE_RIGHTS, preload)
            except BaseException:
                self._control.close()
                raise
        try:
            self._reply("ready", time.monotonic() + START_S)
        except ZygoteGoneError as error:  # it would not fare better if tried again
            raise SandboxUnavailableError(str(error)) from error

    def fork(self, door: socket.socket) -> Started:
        """Have one process forked."""
        self._number += 1
        try:
            request = json.dumps({"fork": self._number}).encode()
            socket.send_fds(self._control, [request], [door.fileno()])
        except OSError as error:
            raise self._gone() from error
        descriptor = self._reply("forked", time.monotonic() + START_S)
        return _Forked(self, self._number, descriptor)

    def ended(self, number: int, deadline: float) -> Ended | None:
        """Hear, until the deadline, how a process ended; raises ZygoteGoneError."""
        while number not in self._ended:
            if time.monotonic() > deadline:
                return None
            self._hear()
        return self._ended[number]

    def forget(self, number: int) -> None:
        """Let go of what was heard of a process."""
        self._ended.pop(number, None)

    def complaint(self) -> str:
        """Return what our own code has said on its stderr."""
        return self._bubble.complaint()

    def close(self) -> None:
        """End it; done more than once it does no harm."""
        self._control.close()
        if self._bubble.process.returncode is None:
            send_kill(self._bubble.init)
            while self._bubble.wait(START_S) is None:
                self._bubble.process.kill()
            self._bubble.close()

    def _reply(self, wanted: str, deadline: float) -> int:
        """Hear the answer to what was asked; return the descriptor that came with it, or −1."""
        while not self._replies:
            if time.monotonic() > deadline:
                raise self._gone()
            self._hear()
        message, descriptor = self._replies.pop()
        if wanted in message:
            return descriptor
        self.close()
        if "refused" in message:
            raise NestingRefusedError(f"{message['refused']}.")
        raise SandboxUnavailableError(f"Grading was stopped: {message['failed']}.")

    def _hear(self) -> None:
        """Listen for a moment, and keep what was said for whom it concerns."""
        with self._listening:
            try:
                self._control.settimeout(TURN_S)
                raw, descriptors, _, _ = socket.recv_fds(self._control, LONGEST_DATAGRAM, 1)
            except TimeoutError:
                return
            except OSError as error:
                raise self._gone() from error
            if not raw:
                raise self._gone()
            message: dict[str, Any] = json.loads(raw)
            if "ended" in message:
                self._ended[message["ended"]] = Ended(message["signal"], message["cpu_s"])
            else:
                self._replies.append((message, descriptors[0] if descriptors else -1))

    def _gone(self) -> ZygoteGoneError:
        said = "" if self._bubble.process.returncode is not None else self.complaint()
        self.close()
        return ZygoteGoneError(f"The zygote has ended; grading can be tried again. {said}".strip())


class _Forked(Started):
    def __init__(self, zygote: _Zygote, number: int, descriptor: int) -> None:
        self._zygote, self._number, self._descriptor = zygote, number, descriptor
        about = Path(f"/proc/self/fdinfo/{descriptor}").read_text().split()
        self.pid = int(about[about.index("Pid:") + 1])

    def kill(self) -> bool:
        return send_kill(self._descriptor)

    def wait(self, seconds: float) -> Ended | None:
        return self._zygote.ended(self._number, time.monotonic() + seconds)

    def complaint(self) -> str:
        return self._zygote.complaint()

    def close(self) -> None:
        os.close(self._descriptor)
        self._zygote.forget(self._number)
