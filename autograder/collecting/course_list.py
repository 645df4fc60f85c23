"""The students that a course knows: those of its gradebook, and those who have handed in before."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook

from autograder.collecting.roster import Roster, Student


def known(gradebook: Gradebook, submitted: Path) -> Roster:
    """Return the students of the gradebook, and of the folders of submissions."""
    roster = Roster()
    for one in gradebook.students:
        roster.students[one.id] = Student(
            one.id, one.first_name or "", one.last_name or "", one.email or ""
        )
    for folder in submitted.iterdir() if submitted.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith("."):
            roster.students.setdefault(folder.name, Student(folder.name))
    return roster


def remember(gradebook: Gradebook, roster: Roster) -> None:
    """Write names and addresses into the gradebook, as `nbgrader db student import` does.

    So the same person is found again next time, without the list.
    """
    for student in roster.students.values():
        said = {
            "first_name": student.first_name,
            "last_name": student.last_name,
            "email": student.email,
        }
        if told := {name: value for name, value in said.items() if value}:
            gradebook.update_or_create_student(student.id, **told)
