"""Whose a file in a platform's download is: read from its path, which the platform has made.

Moodle, *Download all submissions* (`mod/assign/classes/downloader.php`, before 4.0 `locallib.php`):

    Ada Lovelace_4711_assignsubmission_file/work.ipynb     a folder for each student
    Ada Lovelace_4711_assignsubmission_file_/work.ipynb    older versions
    Ada Lovelace_4711_assignsubmission_file_work.ipynb     "in folders" switched off

The name is as the site shows it, with spaces for underscores and without the characters
``& < > " ` | ' : \\ /``. The number is of `assign_user_mapping`: another one for the same person in
each assignment. Folders that a student has made follow below. Marked blind, the name is the word
*Participant*.

Canvas, *Download Submissions* (`lib/content_zipper.rb`):

    lovelaceada_12345_67890_work.ipynb
    lovelaceada_LATE_12345_67890_work-1.ipynb

The name is the one that lists are sorted by, in lower case and without what is no letter or digit;
12345 is the person's in all of Canvas, 67890 the file's, and a later upload has a higher one.
Marked anonymously, `anon_` and letters stand in place of name and number.

Neither archive knows when a file was handed in. Moodle streams its files without a time and Canvas
adds them without one (instructure/canvas-lms#2219), so what an archive says there is when it was
made; Moodle before 3.11 wrote when the same bytes first reached the site, from whomever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
CANVAS = re.compile(
    r"(?P<name>.*?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<id>\d+)_(?P<file>.+)", re.DOTALL
)
ANONYMOUS = re.compile(r"(?:LATE_)?anon_[A-Za-z0-9]+_\d+_.+", re.DOTALL)
BLIND = "participant"
LEFT_BY_A_SYSTEM = "__MACOSX"


@dataclass(frozen=True)
class Owner:
    """Who a platform says has handed a file in.

    platform: "Moodle" or "Canvas"
    name: as the path has it
    number: of the person in Canvas, of the person in one assignment in Moodle
    """

    platform: str
    name: str
    number: str

    def __str__(self) -> str:
        """Return name and number, as an instructor finds them in the archive."""
        return f"{self.name} ({self.number})"


@dataclass(frozen=True)
class Label:
    """What a path says of its file.

    file: its own name
    file_id: Canvas' number of the file, which is higher the later it came; 0 by Moodle
    late: whether Canvas calls it late
    """

    owner: Owner
    file: str
    file_id: int = 0
    late: bool = False


class UnknownNameError(ValueError):
    """The path does not say whose the file is. The message says why, and what to do."""


def label(path: str, assignment: str) -> Label:
    """Read a path, with "/" between its parts.

    The outermost part that has a platform's form decides: what stands below is a student's.
    """
    parts = path.split("/")
    for part in parts:
        if found := MOODLE.fullmatch(part):
            if found["name"].casefold() == BLIND:
                raise UnknownNameError("it was handed in blind; reveal the students' identities")
            is_flat = part == parts[-1] and found["file"]
            return Label(
                Owner("Moodle", found["name"], found["number"]),
                found["file"] if is_flat else parts[-1],
            )
    if ANONYMOUS.fullmatch(parts[-1]):
        raise UnknownNameError("it was handed in anonymously; switch that off, download again")
    found = CANVAS.fullmatch(parts[-1])
    if not found:
        raise UnknownNameError("its name has no form that Moodle or Canvas gives")
    if re.match(r"\d+_", found["file"]) and not _begins_with(found["file"], assignment):
        # Who is called "x_12" could hand in as number 12
        # (test_a_name_that_ends_in_a_number_is_nobodys).
        raise UnknownNameError("which of its numbers is the student's cannot be told; rename it")
    owner = Owner("Canvas", found["name"], found["number"])
    return Label(owner, found["file"], int(found["id"]), bool(found["late"]))


def _begins_with(file: str, assignment: str) -> bool:
    return file.casefold().startswith(assignment.casefold())


def is_left_by_a_system(path: str) -> bool:
    """Whether an operating system or an editor lays such a file beside others, unasked."""
    return any(part == LEFT_BY_A_SYSTEM or part.startswith(".") for part in path.split("/"))
