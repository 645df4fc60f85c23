"""nbgrader's table of grades, in which a name with a comma stays in its column."""

from __future__ import annotations

import csv
import io
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins.export import CsvExportPlugin


class QuotedCsv(CsvExportPlugin):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's own exporter, which writes names as they are, given names as CSV quotes them.

    In nbgrader_config.py:
        c.ExportApp.plugin_class = "autograder.grading.nbgrader_bridge.export.QuotedCsv"
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the table, to `to` or to `grades.csv`."""
        super().export(_Quoting(gradebook))


class _Quoting:
    """A gradebook, or a student in it, whose names and addresses are quoted where they need it."""

    def __init__(self, original: Any) -> None:
        self._original = original

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._original, name)
        if name == "students":
            return [_Quoting(student) for student in found]
        # Not the id, by which nbgrader looks for what was handed in; a folder's name is plain.
        return _quoted(found) if isinstance(found, str) and name != "id" else found


def _quoted(text: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([text])
    return line.getvalue() if text else text
