"""What nbgrader's exchange lays beside a notebook: the only files there that are copied."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from nbgrader.converters.base import BaseConverter, NbGraderException

from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
SIZE_LIMIT_MIB = 2**-10
# What `nbgrader submit` draws. The student's side holds the same, and finds its feedback by it.
DRAWN = re.compile(rb"[0-9a-f]{16,256}")


def timestamp_of(folder: Path) -> bytes:
    """Return when a submission was handed in, as its file says; b"" where there is no such file."""
    return _content(folder / TIMESTAMP)


def secret_of(folder: Path) -> bytes:
    """Return by what a student finds their feedback in the exchange.

    Where none was handed in, as by another way than the exchange, it is a new one, which nobody
    has: nbgrader releases no feedback at all while one submission has none.
    """
    found = _content(folder / SECRET).strip()
    return found if DRAWN.fullmatch(found) else secrets.token_hex(64).encode()


def _content(path: Path) -> bytes:
    try:
        return read_file.read(path, size_limit_mib=SIZE_LIMIT_MIB)
    except RefusedSubmissionError:
        return b""


class ExchangeFilesOnly(BaseConverter):  # type: ignore[misc]
    """Copies of a student's folder what the exchange has laid there, and nothing else.

    (test_a_link_beside_the_notebook_is_not_followed, test_a_pipe_beside_the_notebook_is_not_opened)
    """

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Look whether to grade; first, that what nbgrader reads to know it is a file."""
        timestamp = Path(self._format_source(assignment_id, student_id), TIMESTAMP)
        if timestamp.is_symlink() or (timestamp.exists() and not timestamp.is_file()):
            raise NbGraderException(f"{timestamp} is no ordinary file: remove it, and try again")
        answer: bool = super().init_destination(assignment_id, student_id)
        return answer

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the time of submission and the secret, in place of all that lies in the folder."""
        source = Path(self._format_source(assignment_id, student_id))
        destination = Path(self._format_dest(assignment_id, student_id))
        destination.mkdir(parents=True, exist_ok=True)
        if data := timestamp_of(source):  # by an LMS there is none
            (destination / TIMESTAMP).write_bytes(data)
            (destination / SECRET).write_bytes(secret_of(source))
