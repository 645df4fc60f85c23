"""nbgrader's gradebook, opened once for a class and changed by one transaction at a time.

nbgrader opens its gradebook seven times a submission and commits after every cell. That is half
the time of its writing, and a kill in between leaves half a submission's grades. Inside a
`transaction`, what nbgrader opens is this gradebook, and what it commits is kept for the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from nbgrader.api import Gradebook
from nbgrader.converters import autograde
from nbgrader.preprocessors import latesubmissions, saveautogrades

OPENED_BY = (autograde, saveautogrades, latesubmissions)  # nbgrader's modules, in autograding


class OpenGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that stays open; `really_close` is for the end."""

    def __init__(self, db_url: str, course_id: str) -> None:
        super().__init__(db_url, course_id)
        self.db.commit = self._written  # of what hands out sessions, not the session's own

    def close(self) -> None:
        """Stay open: nbgrader's parts close what they believe to have opened."""

    def _written(self) -> None:
        self.db.flush()
        self.db.expire_all()  # what a commit does too: what is asked next is read from the table

    def really_close(self) -> None:
        """Close it."""
        super().close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that nbgrader writes in the block true at its end, or nothing of it."""
        session = self.db()
        try:
            with _opened_instead(self):
                yield
            session.commit()
        finally:
            self.db.remove()  # takes back what was not committed, and lets go of the connection


@contextmanager
def _opened_instead(gradebook: OpenGradebook) -> Iterator[None]:
    def opened(*_: Any, **__: Any) -> OpenGradebook:
        return gradebook

    with ExitStack() as patched:
        for module in OPENED_BY:
            patched.enter_context(patch.object(module, "Gradebook", opened))
        yield
