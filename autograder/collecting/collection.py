"""Downloads of a platform -> nbgrader's folders of submissions, and what became of each file.

Each student's fault costs only that student, and whatever is not collected is told.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from autograder.collecting.choose import Chosen, NothingChosenError, choose
from autograder.collecting.claims import COLLECTED_AS, Claims, Pile, as_text
from autograder.collecting.downloads import Download, opened
from autograder.collecting.platform_names import Owner
from autograder.collecting.roster import Roster
from autograder.files import write_atomically
from autograder.grading.nbgrader_bridge.exchange_files import TIMESTAMP
from autograder.grading.submissions import Submissions
from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError


class Done(StrEnum):
    """What was done with a student's notebook; the value is what an instructor reads."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "the same as before"
    KEPT = "kept, newer than the download"


@dataclass
class Collected:
    """What became of some downloads.

    done: by student
    notes: by student, what somebody may want to know of what was collected
    left: by student or file, why nothing was collected
    late: students whom the platform calls late without saying when they handed in
    timed: students of whom it is known when they handed in
    """

    done: dict[str, Done] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)


def collect(
    paths: Sequence[Path],
    submissions: Submissions,
    roster: Roster,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Collected:
    """Collect an assignment from archives, or from folders that they were unpacked to.

    submissions: where they belong
    Of two downloads the newer one counts for a student, and what is there already gives way to it.
    """
    with ExitStack() as stack:
        run = _Collection(submissions, roster)
        claims = Claims(submissions, roster, run.collected.left)
        downloads: list[Download] = []
        for path in paths:
            try:
                downloads.append(stack.enter_context(opened(path, submissions.size_limit_mib)))
            except (ValueError, OSError) as error:
                run.collected.left[str(path)] = str(error)
                continue
            if not downloads[-1].files:
                run.collected.left[str(path)] = "there is no file in it"
        students = claims.by_student(downloads)
        for done, (student, piles) in enumerate(sorted(students.items())):
            progress(done, len(students))
            run.take(student, piles)
        progress(len(students), len(students))
    return run.collected


class _Collection:
    def __init__(self, submissions: Submissions, roster: Roster) -> None:
        self.submissions, self.roster = submissions, roster
        self.collected = Collected()

    def take(self, student: str, piles: Iterable[Pile]) -> None:
        """Collect a student's answer from the newest download that has one."""
        assignment = self.submissions.assignment
        for pile in piles:
            try:
                chosen = choose(pile.files, assignment.name, assignment.course_cells)
                self._save(student, chosen, pile)
            except (NothingChosenError, RefusedSubmissionError, OSError) as error:
                self.collected.left[f"{student}, {pile.owner}"] = str(error)
                continue
            return

    def _save(self, student: str, chosen: Chosen, pile: Pile) -> None:
        path = self.submissions.notebook(student)
        done = self._what_to_do(path, chosen.data, pile.download.made_at)
        notes = list(chosen.notes)
        if done in (Done.NEW, Done.UPDATED):
            write_atomically(path.with_name(COLLECTED_AS), as_text(pile.owner))
            write_atomically(path, chosen.data)
        if done is Done.KEPT:
            notes = [
                "what is there is newer than the download: it came by another way, or was "
                "changed; delete it to have the download's"
            ]
        else:
            # When the download was made, as unpacking does it: a later run compares.
            before = int(path.stat().st_mtime) if done is Done.SAME else 0
            os.utime(path, (max(pile.download.made_at, before),) * 2)
            timestamp = path.with_name(TIMESTAMP)
            notes += self._note_time(student, pile.owner, chosen.late, timestamp, done)
        self.collected.done[student] = done
        if notes:
            self.collected.notes[student] = notes

    def _what_to_do(self, path: Path, data: bytes, made_at: int) -> Done:
        if not os.path.lexists(path):
            return Done.NEW
        limit = self.submissions.size_limit_mib
        try:
            before = read_file.read(path, size_limit_mib=limit, root=self.submissions.submitted)
        except RefusedSubmissionError:
            before = b""
        if before == data:
            return Done.SAME
        is_newer = int(path.lstat().st_mtime) > made_at
        return Done.KEPT if is_newer else Done.UPDATED

    def _note_time(
        self, student: str, owner: Owner, late: bool, path: Path, done: Done
    ) -> list[str]:
        """Write when the notebook was handed in, where that is known; return what is to be said."""
        number = owner.number if owner.platform == "Moodle" else ""
        if handed_in := self.roster.handed_in.get(number):
            write_atomically(path, f"{handed_in:%Y-%m-%d %H:%M:%S} UTC\n")
            self.collected.timed.append(student)
            return []
        notes = []
        if done is Done.UPDATED and path.exists():
            path.unlink()
            notes.append(f"{TIMESTAMP} told of the earlier file and was deleted")
        if path.exists():
            self.collected.timed.append(student)
        elif late:
            self.collected.late.append(student)
        if said := self.roster.unread_times.get(number):
            notes.append(f"its time could not be read: {said}")
        return notes
