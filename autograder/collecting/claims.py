"""Which files of some downloads are one student's, and who cannot be told from another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from autograder.collecting.downloads import Download, File
from autograder.collecting.platform_names import (
    Label,
    Owner,
    UnknownNameError,
    is_left_by_a_system,
    label,
)
from autograder.collecting.roster import TELLS_APART, Roster, UnknownStudentError
from autograder.grading.submissions import Submissions
from autograder.intake import read_file

COLLECTED_AS = "collected_as.txt"  # beside a notebook: whose it is by the platform


@dataclass(frozen=True)
class Pile:
    """The files of one student in one download."""

    owner: Owner
    download: Download
    files: list[tuple[Label, File]] = field(default_factory=list)


class Claims:
    """Who in a download is which student.

    left: by student or file, why it is nobody's; added to
    """

    def __init__(self, submissions: Submissions, roster: Roster, left: dict[str, str]) -> None:
        self.submissions, self.roster, self.left = submissions, roster, left

    def by_student(self, downloads: Iterable[Download]) -> dict[str, list[Pile]]:
        """Return each student's files by download, the newest first."""
        claims: dict[str, dict[Owner, list[Pile]]] = {}
        for download in sorted(downloads, key=lambda one: one.made_at, reverse=True):
            for pile in self._piles(download):
                try:
                    student = self.roster.id_of(pile.owner)
                except UnknownStudentError as error:
                    self.left[str(pile.owner)] = str(error)
                else:
                    claims.setdefault(student, {}).setdefault(pile.owner, []).append(pile)
        for student, owners in claims.items():
            self._leave_namesakes(student, owners)
        return {
            student: sorted(chain(*owners.values()), key=lambda pile: -pile.download.made_at)
            for student, owners in claims.items()
            if owners
        }

    def _piles(self, download: Download) -> Iterable[Pile]:
        piles: dict[Owner, Pile] = {}
        for file in download.files:
            try:
                of = label(file.path, self.submissions.assignment.name)
            except UnknownNameError as error:
                if not is_left_by_a_system(file.path):
                    self.left[file.path] = str(error)
                continue
            pile = piles.setdefault(of.owner, Pile(of.owner, download))
            pile.files.append((of, file))
        return piles.values()

    def _leave_namesakes(self, student: str, owners: dict[Owner, list[Pile]]) -> None:
        """Take out those of whom the name alone says that they are this student, as of others."""
        before = self._collected_as(student)
        everybody = {**owners, **({before: owners.get(before, [])} if before else {})}
        for owner, piles in list(owners.items()):
            others = [
                str(other)
                for other, theirs in everybody.items()
                if other.platform == owner.platform and other.number != owner.number
                if self._are_namesakes(owner, piles, theirs)
            ]
            if others:
                del owners[owner]
                self.left[str(owner)] = (
                    f"cannot be told from {' and '.join(sorted(others))} by the name; "
                    f"{TELLS_APART[owner.platform]}"
                )

    def _are_namesakes(self, owner: Owner, piles: Iterable[Pile], theirs: Iterable[Pile]) -> bool:
        if self.roster.knows_number(owner):
            return False
        if owner.platform == "Canvas" or not self.roster.is_a_list:
            return True
        # Listed once, and with two numbers: one person in two of Moodle's assignments, unless both
        # are in the same one.
        return any(one.download is other.download for one in piles for other in theirs)

    def _collected_as(self, student: str) -> Owner | None:
        """Return who the student was in the download that was collected before."""
        path = self.submissions.notebook(student).with_name(COLLECTED_AS)
        try:
            # By nbgrader's exchange the folder is the student's, with whatever lies in it.
            data = read_file.read(path, size_limit_mib=2**-10, root=self.submissions.submitted)
            platform, number = data.decode().split()
        except (ValueError, OSError):  # also where there is none, or no ordinary file
            return None
        return Owner(platform, student, number)


def as_text(owner: Owner) -> str:
    """Return what tells a later run whose a notebook is."""
    return f"{owner.platform} {owner.number}\n"
