"""Lists of students, as nbgrader, Moodle and Canvas have them, by the names of their columns.

    nbgrader, `nbgrader db student import`    id, first_name, last_name, email
    Moodle, grades or participants            First name, Last name or Surname, Email address,
                                              and ID number or Username where the site shows them
    Moodle, an assignment's grading worksheet Identifier, Full name, Email address,
                                              Last modified (submission)
    Canvas, gradebook                         Student ("Lovelace, Ada"), ID, SIS Login ID

The worksheet tells more than names: "Participant 4711" is the number that stands in the names of
the same assignment's download (`assign_grading_table::col_recordid`), so it tells apart who is
called the same; and it knows when each submission was handed in, in the zone of who downloaded it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.collecting.roster import Roster, Student, safe_id

ID_COLUMNS = ("id", "username", "id number", "email", "email address")  # the first that is filled
OTHER_IDS = (*ID_COLUMNS, "sis user id", "sis login id")
NUMBER = re.compile(r"(\d+)\s*$")
# Moodle's `strftimedaydatetime` in English, also with 24 hours; and what a spreadsheet makes of it.
TIMES = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
NO_TIME = ("", "-")
UNFIT = re.compile(r"[/\x00-\x1f]")


def read_into(roster: Roster, path: Path, zone: tzinfo | None) -> None:
    """Add the students of an exported list.

    zone: of the times in it; None for this machine's
    raises ValueError with what to do where it is no such list
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not text in UTF-8: save it as CSV in UTF-8") from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = [" ".join(name.replace("_", " ").split()).casefold() for name in next(rows, [])]
    if not {"full name", "student", "last name", "surname"} & set(columns):
        raise ValueError(
            f"{path} has no column that holds names (last_name, Surname, Full name or Student); "
            f"its first line is: {head.strip()[:200]}"
        )
    try:
        lines = [dict(zip(columns, map(str.strip, cells), strict=False)) for cells in rows]
        lines = [line for line in lines if _names(line) != ("", "")]
        counts = roster.add([_student(line) for line in lines])
    except (csv.Error, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    for line, student in zip(lines, counts, strict=True):
        if number := NUMBER.search(line.get("identifier", "")):
            roster.by_number[number[1]] = student
            if (said := line.get("last modified (submission)", "")) not in NO_TIME:
                _note_time(roster, number[1], said, zone)


def _student(line: Mapping[str, str]) -> Student:
    first, last = _names(line)
    ids = [line[column] for column in ID_COLUMNS if line.get(column)]
    if ids and (UNFIT.search(ids[0]) or ids[0].startswith(".")):
        raise ValueError(f"the id {ids[0]!r} cannot be the name of a folder: change it")
    return Student(
        ids[0] if ids else safe_id(f"{first} {last}"),
        first,
        last,
        line.get("email") or line.get("email address") or "",
        frozenset(line[column] for column in OTHER_IDS if line.get(column)),
    )


def _names(line: Mapping[str, str]) -> tuple[str, str]:
    """Return first and last name, empty where the line is about nobody.

    A full name whose order is not known is all last name.
    """
    if "student" in line:
        if not line.get("id"):  # Canvas: "Points Possible"
            return "", ""
        last, _, first = line["student"].partition(",")
        return first.strip(), last.strip()
    if line.get("full name"):
        return "", line["full name"]
    return line.get("first name", ""), line.get("last name") or line.get("surname", "")


def _note_time(roster: Roster, number: str, said: str, zone: tzinfo | None) -> None:
    for form in TIMES:
        try:
            local = datetime.strptime(said, form)
        except ValueError:
            continue
        there = local.replace(tzinfo=zone) if zone else local.astimezone()
        roster.handed_in[number] = there.astimezone(UTC)
        return
    roster.unread_times[number] = said
