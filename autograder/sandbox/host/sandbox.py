"""The way in: a sandbox that has proved itself, from which students' processes are started."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from autograder.sandbox.host import selftest
from autograder.sandbox.host.launch import Cold, Launcher
from autograder.sandbox.host.process import Child
from autograder.sandbox.host.zygote_client import NestingRefusedError, ZygoteClient
from autograder.sandbox.inside.limits import Limits

WHY_COLD = (
    "Each submission takes longer to start, since this machine grants a sandbox no namespaces of "
    "its own: {} What may help: {}."
)


class Sandbox:
    """Start students' processes; nothing runs before the self-test has passed.

    hide: top-level packages, such as "scipy", whose files a child shall not have
    preload: modules that most answers use, and that take long to import
    cold: start each process anew, though it takes longer
    start: "zygote" if processes are forked from one that has imported all, else "cold"
    why_cold: one sentence, or "" where `start` is "zygote"

        with Sandbox() as sandbox, sandbox.run(answers) as child:
            child.call("call_function", ["conv2d"], {"image": image, "kernel": kernel})
    """

    def __init__(
        self, hide: Sequence[str] = (), preload: Sequence[str] = (), cold: bool = False
    ) -> None:
        self.hide, self.preload = tuple(hide), tuple(preload)
        self.start = "cold" if cold else "zygote"
        self.why_cold = "A cold start was asked for." if cold else ""
        self._launcher: Launcher | None = None
        self._latest: Child | None = None

    def __enter__(self) -> Self:
        """Prove the way of starting that is used; raises SandboxUnavailableError."""
        if self.start == "zygote":
            try:
                self._launcher = _proved(ZygoteClient(self.hide, self.preload))
                return self
            except NestingRefusedError as error:
                self.start = "cold"
                self.why_cold = WHY_COLD.format(error, selftest.refusal())
        self._launcher = _proved(Cold(self.hide))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._launcher:
            self._launcher.close()
        self._launcher = None

    def run(self, answers: Sequence[str], limits: Limits | None = None, seed: int = 0) -> Child:
        """Run answer cells in order in a process of their own, and return it, ready for calls.

        seed: of `random`, `numpy.random` and torch: the same submission gives the same numbers
        The caller closes the child, best by `with`. What a cell raised is in its `errors`; if that
        ended the process, each call meets the same error.
        raises SandboxUnavailableError where our side failed: then it can be tried again
        """
        if not self._launcher:
            raise RuntimeError("use the sandbox in a with statement: it proves itself there")
        self._latest = child = Child(self._launcher, limits or Limits(), seed)
        try:
            for answer in answers:
                child.run(answer)
        except BaseException:
            child.close()
            raise
        return child

    def kill(self) -> None:
        """End the process that was started last, from any thread."""
        if self._latest:
            self._latest.kill()


def _proved(launcher: Launcher) -> Launcher:
    try:
        selftest.prove(launcher)
    except BaseException:
        launcher.close()
        raise
    return launcher
