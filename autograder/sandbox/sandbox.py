"""The way in: a sandbox that has proved itself, from which students' processes are started."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from autograder.sandbox import selftest
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import Child


class Sandbox:
    """Start students' processes; nothing runs before the self-test has passed.

    hide: top-level packages, such as "scipy", whose files a child shall not have

        with Sandbox() as sandbox, sandbox.run(answers) as child:
            child.call("call_function", ["conv2d"], {"image": image, "kernel": kernel})
    """

    def __init__(self, hide: Sequence[str] = ()) -> None:
        self.hide = tuple(hide)
        self._proved = False

    def __enter__(self) -> Self:
        selftest.prove()
        self._proved = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._proved = False

    def run(self, answers: Sequence[str], limits: Limits | None = None, seed: int = 0) -> Child:
        """Run answer cells in order in a process of their own, and return it, ready for calls.

        seed: of `random` and `numpy.random`, so that the same submission gives the same numbers
        The caller closes the child, best by `with`. What a cell raised is in its `errors`; if that
        ended the process, each call meets the same error.
        """
        if not self._proved:
            raise RuntimeError("use the sandbox in a with statement: it proves itself there")
        child = Child(limits or Limits(), seed, self.hide)
        try:
            for answer in answers:
                child.run(answer)
        except BaseException:
            child.close()
            raise
        return child
