"""What an instructor has added by hand, and what nbgrader adds, are as after nbgrader's own run."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.support.operation.classes import (
    OUR_SETTINGS,
    PACKAGE,
    RIGHT,
    RIGHT_TOTAL,
    ROOT,
    SMALL,
    Course,
)

DUE = datetime(2026, 10, 1, 12)
LATE = "2026-10-01 12:30:00 UTC"
IN_TIME = "2026-10-01 11:30:00 UTC"
STOCK = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
OURS = STOCK + OUR_SETTINGS


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two students with the same right answers, one of them late, graded by ours."""
    course = Course(tmp_path_factory.mktemp("class") / "course", settings=OURS)
    course.release()
    with Gradebook(course.gradebook_url) as gradebook:
        gradebook.update_or_create_assignment(SMALL, duedate=DUE)
    for student, at in {"ada": IN_TIME, "ben": LATE}.items():
        course.hand_in(student, {"doubled": RIGHT, "running_total": RIGHT_TOTAL})
        course.submitted(student).with_name("timestamp.txt").write_text(at)
    course.grade()
    return course


def by_hand(course: Course) -> list[tuple[object, ...]]:
    """Return all that the gradebook has of the two besides the automatic scores."""
    with Gradebook(course.gradebook_url) as gradebook:
        found: list[tuple[object, ...]] = []
        for one in gradebook.assignment_submissions(SMALL):
            (notebook,) = one.notebooks
            found.append((one.student.id, one.timestamp, one.total_seconds_late))
            found.append(("penalty", notebook.late_submission_penalty, one.score))
            found += sorted(
                (g.name, g.manual_score, g.extra_credit, g.needs_manual_grade)
                for g in notebook.grades
            )
            found += sorted((c.name, c.manual_comment, c.auto_comment) for c in notebook.comments)
        return sorted(found, key=repr)


def add_by_hand(course: Course, student: str) -> None:
    with Gradebook(course.gradebook_url) as gradebook:
        grade = gradebook.find_grade("check_doubled", SMALL, SMALL, student)
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment("doubled", SMALL, SMALL, student).manual_comment = "Well named."
        gradebook.db.commit()


def test_a_late_submission_pays_the_penalty_of_the_settings(course: Course):
    found = by_hand(course)

    assert ("penalty", None, 6) in found
    assert ("penalty", 6, 6) in found  # nbgrader takes it off where it exports


def test_what_was_added_by_hand_is_after_a_regrade_as_after_nbgraders_own(
    course: Course, tmp_path: Path
):
    add_by_hand(course, "ada")
    stock = course.copy(tmp_path / "course", STOCK)
    stock.nbgrader("autograde", SMALL, "--force")

    course.grade("--regrade")

    assert by_hand(course) == by_hand(stock)
    assert ("check_doubled", 1.5, 0.25, True) in by_hand(course)
    assert ("doubled", "Well named.", None) in by_hand(course)


FORMGRADER = f"""
import json, sys
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.coursedir import CourseDirectory

app = NbGrader()
app.initialize(["--config={ROOT / "nbgrader_config.py"}"])
app.config.CourseDirectory.root = sys.argv[1]
app.config.Autograde.exercises_package = "{PACKAGE}"
api = NbGraderAPI(CourseDirectory(config=app.config), config=app.config)
print(json.dumps(api.autograde("{SMALL}", sys.argv[2])))
"""


def test_the_formgraders_button_grades_by_the_hidden_cases(course: Course, tmp_path: Path):
    here = course.copy(tmp_path / "course")
    # nbgrader's own would run the check beside the answer, where this passes.
    here.hand_in("eve", {"doubled": "def doubled(x):\n    return x"})

    done = subprocess.run(
        [sys.executable, "-c", FORMGRADER, str(here.folder), "eve"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert '"success": true' in done.stdout
    assert [row for row in here.grades() if row[0] == "eve"] == [
        ("eve", "check_doubled", 0, None, False),
        ("eve", "check_running_total", 0, None, False),
    ]
