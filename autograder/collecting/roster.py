"""Who the students of a course are, and which of them a platform means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from autograder.collecting.platform_names import Owner

TELLS_APART = {
    "Moodle": "Moodle's grading worksheet of this assignment tells: give it with --students",
    "Canvas": "Canvas' gradebook, exported, tells: give it with --students",
}
# What nbgrader, its search for files, or a file system takes for something else.
UNSAFE = re.compile(r"[^\w.-]|^\.")


class UnknownStudentError(ValueError):
    """Nobody, or more than one, can be meant. The message says whom, and what to do."""


@dataclass(frozen=True)
class Student:
    """A student of the course.

    id: nbgrader's
    others: what else they are known by: user names, numbers, addresses
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    others: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Return first and last name, as far as they are known."""
        return f"{self.first_name} {self.last_name}".strip()

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return all that is only theirs: ids and address."""
        return self.others | {self.id} | ({self.email} - {""})

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the names, in both orders, as they are compared."""
        first, last = _key(self.first_name), _key(self.last_name)
        return frozenset(filter(None, (first + last, last + first, _key(self.id))))

    def with_more(self, other: Student) -> Student:
        """Return the student with what another list says."""
        named = other if other.first_name or not self.name else self
        return Student(
            self.id,
            named.first_name,
            named.last_name,
            other.email or self.email,
            self.others | other.others | {other.id},
        )


@dataclass
class Roster:
    """The students that are known.

    students: by id
    by_number: ids by the numbers of an assignment's download in Moodle, from its worksheet
    handed_in: when, by the same numbers: another assignment's worksheet says nothing of this one
    unread_times: by number, a time of the worksheet that could not be read
    """

    students: dict[str, Student] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    handed_in: dict[str, datetime] = field(default_factory=dict)
    unread_times: dict[str, str] = field(default_factory=dict)

    @property
    def is_a_list(self) -> bool:
        """Whether somebody has listed the students: then who is not among them is a stranger."""
        return any(student.name or student.email for student in self.students.values())

    def add(self, students: Sequence[Student]) -> list[str]:
        """Add a list of students, or what is new of those that are known; return whose ids count.

        The same id or address is the same person; so is the same name, where nobody else has it.
        raises ValueError where that cannot be told
        """
        by_id = {id_: known for known in self.students.values() for id_ in known.ids}
        found = [next((by_id[i] for i in s.ids if i in by_id), None) for s in students]
        taken = {known.id for known in found if known}
        others = _by_key(known for known in self.students.values() if known.id not in taken)
        strangers = _by_key(s for s, known in zip(students, found, strict=True) if not known)
        counts = []
        for student, known in zip(students, found, strict=True):
            known = known or _of_this_name(student, others, strangers)
            id_ = known.id if known else student.id
            earlier = self.students.get(id_)
            self.students[id_] = earlier.with_more(student) if earlier else student
            counts.append(id_)
        return counts

    def knows_number(self, owner: Owner) -> bool:
        """Whether it is not the name alone that says who somebody is."""
        return self._by_number(owner) is not None or (
            owner.platform == "Canvas" and not self.is_a_list
        )

    def _by_number(self, owner: Owner) -> str | None:
        if owner.platform == "Moodle":
            return self.by_number.get(owner.number)
        return next((s.id for s in self.students.values() if owner.number in s.ids), None)

    def id_of(self, owner: Owner) -> str:
        """Return the nbgrader id of whom a platform names.

        Where no list of students is known, it is Canvas' number, or is made of the name.
        raises UnknownStudentError
        """
        if student := self._by_number(owner):
            return student
        key = _key(owner.name)
        found = [student.id for student in self.students.values() if key in student.keys]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownStudentError(
                f"can be {' or '.join(sorted(found))}; {TELLS_APART[owner.platform]}"
            )
        if self.is_a_list:
            raise UnknownStudentError("is none of the students; add them to the list of students")
        return owner.number if owner.platform == "Canvas" else safe_id(owner.name)


def _by_key(students: Iterable[Student]) -> dict[str, list[Student]]:
    found: dict[str, list[Student]] = {}
    for student in students:
        for key in student.keys:
            found.setdefault(key, []).append(student)
    return found


def _of_this_name(
    student: Student, known: Mapping[str, list[Student]], strangers: Mapping[str, list[Student]]
) -> Student | None:
    """Return who of those that are known has this name; raises ValueError for more than one."""
    # An address that differs is another person, whatever the name.
    same = {
        one.id: one
        for key in student.keys
        for one in known.get(key, ())
        if not (one.email and student.email)
    }
    rivals = [one for key in student.keys for one in strangers.get(key, ()) if one is not student]
    if len(same) > 1 or (same and rivals) or any(one.id == student.id for one in rivals):
        raise ValueError(
            f"{student.name} stands for more than one student; a column with user names, ID "
            "numbers or e-mail addresses, here and in the list that was given before, tells them "
            "apart"
        )
    return next(iter(same.values()), None)


def safe_id(name: str) -> str:
    """Return a name as an id that nbgrader and a file system take; no two names have the same."""
    joined = " ".join(unicodedata.normalize("NFC", name).split()).replace(" ", "_")
    return UNSAFE.sub(lambda found: f"%{ord(found[0]):X}", joined)


def _key(name: str) -> str:
    """Return the letters and digits: Canvas keeps nothing else, and Moodle leaves some out."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
