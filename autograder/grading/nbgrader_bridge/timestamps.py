"""When a submission was handed in: the one file beside the notebook that is copied."""

from __future__ import annotations

from pathlib import Path

from nbgrader.converters.base import BaseConverter, NbGraderException

from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError

TIMESTAMP = "timestamp.txt"
TIMESTAMP_LIMIT_MIB = 2**-10


def timestamp_of(folder: Path) -> bytes:
    """Return when a submission was handed in, as its file says; b"" where there is no such file."""
    try:
        return read_file.read(folder / TIMESTAMP, size_limit_mib=TIMESTAMP_LIMIT_MIB)
    except RefusedSubmissionError:
        return b""


class TimestampOnly(BaseConverter):  # type: ignore[misc]
    """Copies of a student's folder the time of submission, and nothing else.

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
        """Copy the time of submission, in place of all that lies in the folder."""
        source = Path(self._format_source(assignment_id, student_id))
        destination = Path(self._format_dest(assignment_id, student_id))
        destination.mkdir(parents=True, exist_ok=True)
        if data := timestamp_of(source):  # most often there is none
            (destination / TIMESTAMP).write_bytes(data)
