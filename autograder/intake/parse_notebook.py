"""The bytes of a submitted notebook -> its cells, as plain text and two names each.

Nothing else of the file is believed or kept: no metadata, output, attachment or number. That is
why any version of the notebook format will do. `nbformat` is not asked: it validates, converts and
upgrades, and each of these raises on files that a student can make.

Beside each defence stands the test that falls without it; `tests/submissions/NAME` is a case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.intake.course_code import defined
from autograder.intake.read_file import CLEAR_OUTPUTS, RefusedSubmissionError

# A value takes three bytes of JSON and up to a hundred of memory. A picture of 512×512×3 numbers
# in an output stays below this; so does any notebook whose text is mostly text.
VALUES_LIMIT = 2_000_000
# Walking through cells is our own code and a hundred times slower than reading their JSON.
CELLS_LIMIT = 10_000
# The longest answer of the course has 4 KiB; this leaves room for a pasted table of numbers.
ANSWER_LIMIT_KIB = 256
# What comes before a long row of numbers, and the row. What looks like one in a string is text.
# Nothing is looked at more than twice, also where a string or a row has no end.
LONG_ROW = re.compile(
    r"""(?: "(?:[^"\\]++|\\.)*+"? | [^"[]++ | \[(?![^][{}"]{64,}+\]) )*+ (\[[^][{}"]*+\])""",
    re.DOTALL | re.VERBOSE,
)
VERSION = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})")
CONFLICT = re.compile(r"^<{7} ", re.MULTILINE), re.compile(r"^>{7} ", re.MULTILINE)
SAVE_AGAIN = "Open it in JupyterLab, save it, and hand it in again."


@dataclass(frozen=True)
class Cell:
    """A cell of the student's.

    kind: "code", "markdown", "raw" or whatever the file says
    source: text as the file has it
    grade_id, cell_id: the names nbgrader and Jupyter know it by, or None
    """

    kind: str
    source: str
    grade_id: str | None
    cell_id: str | None

    @cached_property
    def plain(self) -> str:
        """The text as it is compared."""
        return plain(self.source)

    @cached_property
    def defines(self) -> frozenset[str]:
        """The names that it gives a value at its top level; none of one too long for an answer."""
        too_long = len(self.source) > ANSWER_LIMIT_KIB * 1024
        return frozenset() if too_long else frozenset(defined([self.source]))


@dataclass(frozen=True)
class Submitted:
    """What is read of a submission: its cells in order, and what it ran on, if it says so.

    kernel: the kernel's name
    python: the language's version, such as (3, 13)
    """

    cells: tuple[Cell, ...]
    kernel: str | None
    python: tuple[int, int] | None = None


def parse(data: bytes) -> Submitted:
    """Return the cells of a notebook of any version of the format.

    raises RefusedSubmissionError for bytes that are not the JSON of a notebook, whatever they are;
        no other exception
    """
    document = _json(_text(data))
    if not isinstance(document, dict):
        raise RefusedSubmissionError(f"The file is not a notebook. {SAVE_AGAIN}")
    kernel = _string(document, "metadata", "kernelspec", "name")
    version = VERSION.match(_string(document, "metadata", "language_info", "version") or "")
    python = (int(version[1]), int(version[2])) if version else None
    return Submitted(tuple(_cells(document)), kernel, python)


def plain(source: str) -> str:
    """Return a text without what editors change by themselves: line ends and spaces before them."""
    if len(source) > ANSWER_LIMIT_KIB * 1024:
        # No cell of the course is like it, and a million lines are a million objects
        # (test_the_worst_files_within_the_limit_...).
        return source
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _text(data: bytes) -> str:
    if not data.strip():
        raise RefusedSubmissionError(f"The file is empty. {SAVE_AGAIN}")
    try:
        # UTF-8 with or without a mark (case utf8_with_a_mark); also UTF-16, which PowerShell's
        # ">" writes (case utf16). Strict: no bytes are read as something they are not
        # (case invalid_utf8).
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise RefusedSubmissionError(f"The file is not text in UTF-8. {SAVE_AGAIN}") from error


def _json(text: str) -> Any:
    if _values(text) > VALUES_LIMIT:  # as with a large surface of plotly's among the outputs
        text = _without_long_rows(text)
    if _values(text) > VALUES_LIMIT:
        raise RefusedSubmissionError(f"The notebook's outputs hold too much. {CLEAR_OUTPUTS}")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_ignored)
    except RefusedSubmissionError:
        raise
    except RecursionError as error:  # case nested_too_deep
        raise RefusedSubmissionError(f"The file is nested too deep. {SAVE_AGAIN}") from error
    except ValueError as error:  # case not_json, cut_short
        if all(side.search(text) for side in CONFLICT):  # case merge_conflict
            raise RefusedSubmissionError(
                "The file holds both sides of a merge conflict in Git, between lines of <<<<<<< "
                "and >>>>>>>. Keep one side in a text editor, and hand it in again."
            ) from error
        raise RefusedSubmissionError(
            f"The file is not a notebook, or not all of one. {SAVE_AGAIN}"
        ) from error


def _values(text: str) -> int:
    """Return how many values JSON holds, or a few more; none of them is taken.

    Every value follows one of these, so this bounds memory beforehand (case millions_of_values,
    test_the_worst_files_within_the_limit_...).
    """
    return sum(map(text.count, ",[{"))


def _without_long_rows(text: str) -> str:
    """Return JSON with one number in place of each long row of numbers: none has a use here."""
    kept, end = [], 0
    while found := LONG_ROW.match(text, end):
        kept += [text[end : found.start(1)], "[0]"]
        end = found.end()
    return "".join([*kept, text[end:]])


def _ignored(number: str) -> None:
    """Read no whole number: none has a use here, and one of 10⁷ digits would take hours to read.

    (case huge_integers) NaN, which honest plots leave in outputs, is as good (case not_a_number).
    """


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        # Two readers would see two different notebooks (case a_key_twice).
        raise RefusedSubmissionError(f"The file gives two values to one name. {SAVE_AGAIN}")
    return made


def _cells(document: dict[str, Any]) -> Iterator[Cell]:
    raw_cells = _raw_cells(document)
    if len(raw_cells) > CELLS_LIMIT:  # case a_million_cells
        raise RefusedSubmissionError(f"The notebook has more than {CELLS_LIMIT} cells.")
    for raw in raw_cells:
        source = _source(raw)
        if source is not None:  # case cells_that_are_no_cells
            yield Cell(
                kind=_string(raw, "cell_type") or "",
                source=source,
                grade_id=_string(raw, "metadata", "nbgrader", "grade_id"),
                cell_id=_string(raw, "id"),
            )


def _raw_cells(document: dict[str, Any]) -> list[Any]:
    """Return the cells of version 4 and later, or those of the worksheets before it."""
    cells = document.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = document.get("worksheets")  # case version_3
    if isinstance(sheets, list):
        inside = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for cells in inside if isinstance(cells, list) for cell in cells]
    raise RefusedSubmissionError(f"The file is not a notebook. {SAVE_AGAIN}")


def _source(raw: Any) -> str | None:
    """Return a cell's text, which is one string or a list of lines, or None where there is none."""
    if not isinstance(raw, dict):
        return None
    for key in ("source", "input", "code"):  # version 4, versions 2 and 3, version 1
        value = raw.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, list) and all(isinstance(line, str) for line in value):
            return "".join(value)
    return None


def _string(value: Any, *path: str) -> str | None:
    """Follow keys inwards and return the text there; None where anything on the way is odd.

    (case metadata_of_odd_types)
    """
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None
