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


class Interrupts:
    """Defer KeyboardInterrupt inside of `deferred`; the second one is never deferred.

    with Interrupts() as interrupts:
        with interrupts.deferred():
            ...                     # is done to its end
    """

    def __init__(self) -> None:
        self._deferring = self._pending = False
        self._before: Any = None

    def __enter__(self) -> Self:
        # Only the main thread is told of signals, and only it may ask to be.
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._handle)
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
    def deferred(self) -> Iterator[None]:
        """Do the block to its end, then raise KeyboardInterrupt if one came meanwhile."""
        self._deferring = True
        try:
            yield
        finally:
            self._deferring = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._deferring and not self._pending:
            self._pending = True
            return
        self._pending = False
        raise KeyboardInterrupt
