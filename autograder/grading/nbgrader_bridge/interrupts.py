"""Ctrl-C at a time when it does no harm: after a submission is written, not in the middle.

Python may run a signal's handler inside a callback of SQLAlchemy's, where an exception is only
printed: then Ctrl-C would be lost, and the grading go on.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self


class CtrlC:
    """Hold KeyboardInterrupt back inside of `held`; the second one is never held back.

    with CtrlC() as ctrl_c:
        with ctrl_c.held():
            ...                     # is done to its end
            with ctrl_c.heard():
                ...                 # a wait, where it is let through
    """

    def __init__(self) -> None:
        self._holding = self._came = False
        self._before: Any = None

    def __enter__(self) -> Self:
        # Only the main thread is told of signals, and only it may ask to be.
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Do the block to its end, then let through what came meanwhile."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        self.let_through()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Inside of `held`: let it through in this block, and what came before it."""
        self.let_through()
        holding, self._holding = self._holding, False
        try:
            yield
        finally:
            self._holding = holding

    def let_through(self) -> None:
        """Raise KeyboardInterrupt if one was held back."""
        if self._came:
            self._came = False
            raise KeyboardInterrupt

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self._holding and not self._came:
            self._came = True
            return
        self._came = False
        raise KeyboardInterrupt
