"""What nbgrader's exchange lays beside a notebook: the only files there that are copied."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.converters.base import BaseConverter
from nbgrader.utils import parse_utc

from autograder.grading.submissions import SECRET as COURSE_SECRET
from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError
from autograder.judging.provenance import course_secret, seed_of

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
SIZE_LIMIT_MIB = 2**-10
UNREADABLE_TIME = (
    f"No time of submission can be read in {TIMESTAMP}; the submission was graded without it, and "
    "does not count as late by it."
)
# What `nbgrader submit` draws. The student's side holds the same, and finds its feedback by it.
DRAWN = re.compile(rb"[0-9a-f]{16,256}")
# Numbers and names, such as "2026-03-01 12:00:00 Europe/Berlin". A time zone may be a path to
# dateutil, and this names none that leads out of its folder.
WORD = r"[A-Za-z0-9+-][\w:.,+-]*(?:/[\w+-]+)*"
WORDS = re.compile(f"{WORD}(?: {WORD})*".encode())


def timestamp_of(folder: Path) -> bytes:
    """Return when a submission was handed in, as its file says; b"" where that is no time."""
    written = _content(folder / TIMESTAMP)
    return written if _time_in(written) else b""


def hides_its_time(folder: Path) -> bool:
    """Tell whether there is something in the place of the time that cannot be read as one."""
    return os.path.lexists(folder / TIMESTAMP) and not timestamp_of(folder)


def _time_in(written: bytes) -> datetime | None:
    text = written.strip()
    if not WORDS.fullmatch(text):
        return None
    try:
        found: datetime = parse_utc(text.decode())
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None  # dateutil raises all of these (test_what_is_no_time_is_none)
    return found


def secret_of(folder: Path) -> bytes:
    """Return by what a student finds their feedback in the exchange; b"" where there is none."""
    found = _content(folder / SECRET).strip()
    return found if DRAWN.fullmatch(found) else b""


def _content(path: Path) -> bytes:
    try:
        return read_file.read(path, size_limit_mib=SIZE_LIMIT_MIB)
    except RefusedSubmissionError:
        return b""


class ExchangeFilesOnly(BaseConverter):  # type: ignore[misc]
    """Copies of a student's folder what the exchange has laid there, and nothing else.

    (test_a_link_beside_the_notebook_is_not_followed, test_a_pipe_beside_the_notebook_is_not_opened)
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        # nbgrader's own reads all that there is, through a link too, and fails at what is no time.
        self.coursedir.get_existing_timestamp = lambda folder: _time_in(timestamp_of(Path(folder)))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the time of submission and the secret, in place of all that lies in the folder."""
        source = Path(self._format_source(assignment_id, student_id))
        destination = Path(self._format_dest(assignment_id, student_id))
        destination.mkdir(parents=True, exist_ok=True)
        # Whose work came by an LMS has neither; but nbgrader releases nobody's feedback while one
        # has no such files. The secret that stands in is one that nobody can guess.
        secret = secret_of(source)
        if not secret:
            own = course_secret(Path(self.coursedir.root, COURSE_SECRET))
            secret = seed_of(own, assignment_id, SECRET, student_id).encode()
        (destination / TIMESTAMP).write_bytes(timestamp_of(source))
        (destination / SECRET).write_bytes(secret)
