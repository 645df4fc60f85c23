"""Verdicts that are known, and which of them each student's grades were written from.

One SQLite file, so that whatever is killed at whatever moment, an entry is there whole or not.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.judging.engine import Graded

TABLES = """
CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, graded TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (
    assignment TEXT, student TEXT, key TEXT NOT NULL, PRIMARY KEY (assignment, student)
) WITHOUT ROWID;
"""


class VerdictStore:
    """The verdicts of a course. Use it in a `with`, from one thread.

    path: the file; made where there is none
    """

    def __init__(self, path: Path) -> None:
        # isolation_level None: each statement is its own transaction, there is none to forget.
        self._file = sqlite3.connect(path, isolation_level=None, timeout=60)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost time, no grade
        self._file.executescript(TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def get(self, key: str) -> Graded | None:
        """Return what was found under a key, or None."""
        row = self._file.execute("SELECT graded FROM verdict WHERE key = ?", (key,)).fetchone()
        return Graded.from_json(row[0]) if row else None

    def put(self, graded: Graded) -> None:
        """Keep what was found; a later finding under the same key takes its place."""
        self._file.execute(
            "INSERT INTO verdict VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET graded = excluded.graded",
            (graded.key, graded.to_json()),
        )

    def written(self, assignment: str, student: str) -> str:
        """Return the key that a student's grades were written from, "" where none were."""
        row = self._file.execute(
            "SELECT key FROM written WHERE assignment = ? AND student = ?", (assignment, student)
        ).fetchone()
        return row[0] if row else ""

    def mark_written(self, assignment: str, student: str, key: str) -> None:
        """Remember that the gradebook has this key's verdict for a student."""
        self._file.execute(
            "INSERT INTO written VALUES (?, ?, ?) "
            "ON CONFLICT (assignment, student) DO UPDATE SET key = excluded.key",
            (assignment, student, key),
        )
