"""The grader's side: start a student's process, ask it, and take nothing from it on trust."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self

import numpy as np

from autograder.sandbox.host import bubblewrap
from autograder.sandbox.host.bubblewrap import SandboxUnavailableError
from autograder.sandbox.host.launch import Ended, Launcher
from autograder.sandbox.host.memory import MemoryWatch, oom_kills
from autograder.sandbox.host.processes import processor_s
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.limits import SENTENCES, LimitHit, Limits, StudentError
from autograder.sandbox.inside.wire import Bound, Message, ProtocolViolation
from seeing.probes import Array

MIB = 2**20
LAST_WORDS_S = 2.0  # from a closed line to the end of the process behind it
LONGEST_DEATH_S = 60.0  # of a killed process that the kernel makes wait
REPLIES = {
    "done": {"turn", "kind"},
    "arrays": {"turn", "kind"},
    "limit": {"turn", "kind", "limit"},
    "error": {"turn", "kind", "type", "message"},
}
TEXT_FIELDS = ("kind", "limit", "type", "message")


class Child:
    """One student's process. Use it in a `with`: at its end nothing of the student's runs on.

    errors: for each answer cell what it raised, or None
    """

    def __init__(self, launcher: Launcher, limits: Limits, seed: int = 0) -> None:
        self.limits = limits
        self.errors: list[StudentError | LimitHit | ProtocolViolation | None] = []
        self._turn = 0
        self._ended: Exception | None = None
        self._closed = self._killed = False
        self._left_s = limits.wall_s
        self._oom_kills = oom_kills()
        self._sock, theirs = socket.socketpair()
        with theirs:
            try:
                self._started = launcher.start(theirs)
            except BaseException:
                self._sock.close()
                raise
        self._watch = MemoryWatch(self._started.pid, limits.memory_mib, self._started.kill)
        self._await_ready(seed)
        self._watch.start()

    def _await_ready(self, seed: int) -> None:
        deadline = time.monotonic() + bubblewrap.START_S
        try:
            first = Message({"limits": asdict(self.limits), "seed": seed})
            wire.send(self._sock, first, deadline)
            wire.read(self._sock, Bound(arrays=0), deadline)  # our own code speaks here
        except (wire.Closed, wire.DeadlinePassed, ProtocolViolation) as error:
            self._started.kill()
            said = self._started.complaint()
            self.close()
            raise SandboxUnavailableError(f"The child did not start. {said}".strip()) from error

    def run(self, cell: str) -> None:
        """Run one answer cell, and keep what it raised in `errors`.

        If that ended the process, each later cell and call meets the same error.
        """
        try:
            self._ask(Message({"cell": cell}), Bound(arrays=0), "done")
            self.errors.append(None)
        except (StudentError, LimitHit, ProtocolViolation) as error:
            self.errors.append(error)

    def call(
        self,
        probe: str,
        objects: Sequence[str],
        inputs: Mapping[str, Any],
        expected: Bound | None = None,
    ) -> dict[str, Array]:
        """Let the child call a probe, and return the arrays that it gave.

        probe: the name of a function in seeing.probes
        objects: names of what the answer cells defined
        inputs: arrays as they are; numbers, texts and lists of them as Python has them
        expected: what the reply may hold at most; NaN and infinities pass, since they are data
        raises StudentError, LimitHit or ProtocolViolation; after the last, and after a limit that
        ended the process, each further call raises the same at once
        raises SandboxUnavailableError where our side failed: then it can be tried again
        """
        bound = expected or Bound(array_bytes=self.limits.output_mib * MIB)
        arrays = {n: np.asarray(v) for n, v in inputs.items() if isinstance(v, _ARRAYS)}
        fields = {
            "probe": probe,
            "objects": list(objects),
            "inputs": list(inputs),
            "plain": {name: value for name, value in inputs.items() if name not in arrays},
            "array_bytes": bound.array_bytes,
        }
        return dict(self._ask(Message(fields, arrays), bound, "arrays").arrays)

    @property
    def waited_s(self) -> float:
        """Return how long the process was waited for so far, all waits together, in seconds."""
        return self.limits.wall_s - self._left_s

    def processor_s(self) -> float:
        """Return the processor time that the student's processes have used so far, in seconds."""
        return processor_s(self._started.pid)

    def kill(self) -> None:
        """End the process, from any thread: whoever waits for it meets SandboxUnavailableError."""
        self._killed = True
        with contextlib.suppress(OSError):  # it may be closed at this moment
            self._started.kill()

    def close(self) -> None:
        """Kill all that is left of the process; done more than once it does no harm.

        raises SandboxUnavailableError if it cannot be killed
        """
        if self._closed:
            return
        self._closed = True
        self._sock.close()
        self._started.kill()
        try:
            ended = self._started.wait(LONGEST_DEATH_S)
        except SandboxUnavailableError:
            ended = Ended(signal.SIGKILL, 0)  # the zygote is gone, and with it all it had forked
        self._watch.stop()  # before the descriptor that it kills by stands for something else
        self._started.close()
        if ended is None:
            raise SandboxUnavailableError("A student's process could not be ended.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, request: Message, bound: Bound, kind: str) -> Message:
        if self._ended:
            raise self._ended
        began = time.monotonic()
        try:
            reply = self._exchange(request, bound, began + self._left_s)
            _check(reply, self._turn, kind)
        except ProtocolViolation as error:
            self._end(error)
            raise
        except wire.DeadlinePassed:
            raise self._end(LimitHit("wall", self.limits)) from None
        except wire.Closed:
            raise self._end(self._closed_error(began)) from None
        finally:
            self._left_s -= time.monotonic() - began
        if reply.fields["kind"] == "limit":
            raise LimitHit(reply.fields["limit"], self.limits)
        if reply.fields["kind"] == "error":
            raise StudentError(_text(reply, "type"), _text(reply, "message"))
        return reply

    def _exchange(self, request: Message, bound: Bound, deadline: float) -> Message:
        if self._has_spoken():
            raise ProtocolViolation("a reply that nobody asked for")
        self._turn += 1
        fields = {**request.fields, "turn": self._turn}
        wire.send(self._sock, replace(request, fields=fields), deadline)
        return wire.read(self._sock, bound, deadline)

    def _has_spoken(self) -> bool:
        self._sock.setblocking(False)
        try:
            return bool(self._sock.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    def _end(self, why: Exception) -> Exception:
        self._ended = why
        self.close()
        return why

    def _closed_error(self, began: float) -> Exception:
        waited_s = self.waited_s + time.monotonic() - began
        try:
            return LimitHit(self._why_closed(waited_s), self.limits)
        except SandboxUnavailableError as error:
            return error

    def _why_closed(self, waited_s: float) -> str:
        """Tell from how the process ended which limit ended it.

        raises SandboxUnavailableError where it was no limit and nothing that the answers did
        """
        ended = self._started.wait(LAST_WORDS_S)
        if self._watch.exceeded:
            return "memory"
        if ended is None or ended.signal not in (signal.SIGKILL, signal.SIGXCPU):
            return "ended"
        if not self._killed:
            # Code that ignores the first signal of the processor limit is killed by the second.
            # But no thread of it can have computed longer than we waited.
            most_s = waited_s * self.limits.processes
            used_s = most_s if ended.cpu_s is None else ended.cpu_s
            if used_s >= self.limits.cpu_s:
                return "cpu"
            if oom_kills() > self._oom_kills:
                return "memory"
            # A zygote's child cannot have done it: it is the first process of its namespace
            # (test_an_answer_cannot_feign_a_kill). One that was started cold can, again in each
            # run (test_what_looks_like_a_kill_is_the_answers_own_end).
            if ended.feigned:
                return "ended"
        raise SandboxUnavailableError(
            "A student's process was killed from outside; grading can be tried again."
        )


_ARRAYS = (np.ndarray, np.generic)


def _check(reply: Message, turn: int, kind: str) -> None:
    """Hold a reply to the few forms that there are."""
    fields = reply.fields
    said = fields.get("kind")
    if not isinstance(said, str) or said not in {kind, "error", "limit"}:
        raise ProtocolViolation("a reply of a kind that was not asked for")
    if fields.keys() != REPLIES[said]:
        raise ProtocolViolation("a reply with other fields than its kind has")
    if type(fields["turn"]) is not int or fields["turn"] != turn:
        raise ProtocolViolation("a reply out of turn")
    if not all(isinstance(fields[name], str) for name in TEXT_FIELDS if name in fields):
        raise ProtocolViolation("a reply whose text is no text")
    if said == "limit" and fields["limit"] not in SENTENCES:
        raise ProtocolViolation("a limit that there is not")
    if said != "arrays" and reply.arrays:
        raise ProtocolViolation("arrays where there should be none")


def _text(reply: Message, name: str) -> str:
    """Give a text that can be stored anywhere: half a surrogate pair cannot."""
    text: str = reply.fields[name]
    return text.encode("utf-8", "replace").decode()
