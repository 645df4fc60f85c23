"""Answers in words stand beside code: from the release to the exported grades."""

import copy
import csv
import json

import nbformat
import pytest
from nbconvert.filters import markdown2html
from nbformat.v4 import new_markdown_cell

from autograder.commands.cli import main
from tests.support.course_folder import ASSIGNMENT, Course, answer_cell, solved

NAME, POINTS = "what_a_blur_loses", 2
MARKS = {
    **{"schema_version": 3, "grade_id": NAME, "grade": True, "solution": True, "locked": False},
    **{"task": False, "cell_type": "markdown", "points": POINTS},
}
HOSTILE = (
    "It loses *edges*: $x \\href{javascript:alert(1)}{y}$.\n\n<script>alert(2)</script>\n\n"
    "![](https://elsewhere.example/a.png)\n\n[a](javascript:alert(3))\n\n    <b>code</b>\n\n$$z$$"
)
SAMPLE = "### BEGIN SOLUTION\nIt loses edges.\n### END SOLUTION"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One student writes, one leaves the stub; graded, and the first scored by hand."""
    course = Course(tmp_path_factory.mktemp("words") / "course")
    _, solution = course.release()
    solution.cells.append(new_markdown_cell(SAMPLE, metadata={"nbgrader": MARKS}))
    nbformat.write(solution, course.folder / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    course.nbgrader("generate_assignment", ASSIGNMENT, "--force")
    released = nbformat.read(
        course.folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4
    )
    assert "edges" not in answer_cell(released, NAME).source
    solution.cells[-1].source = HOSTILE
    for student, last in (("ada", HOSTILE), ("ben", answer_cell(released, NAME).source)):
        nb = copy.deepcopy(released)
        solved(nb, solution)
        answer_cell(nb, NAME).source = last
        nbformat.write(nb, course.submitted(student))
    return course


def grade(course: Course, *options: str) -> int:
    return main(["grade", ASSIGNMENT, "--course", str(course.folder), *options])


def test_from_grading_to_export(course: Course, capsys: pytest.CaptureFixture[str], tmp_path):
    assert grade(course) == 0
    assert f"{NAME}: 1 of 2 have written one" in capsys.readouterr().out
    report = (course.folder / "reports" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    assert f"<code>{NAME}</code>: 1 of 2 have written one" in report
    assert course.scores() == {"ada": 12, "ben": 12}
    with course.gradebook() as gradebook:
        ada, ben = (
            gradebook.find_grade(NAME, ASSIGNMENT, ASSIGNMENT, who) for who in ("ada", "ben")
        )
        assert (ada.auto_score, ada.needs_manual_grade) == (None, True)
        assert (ben.auto_score, ben.needs_manual_grade) == (0, False)  # nothing to look at
        ada.manual_score, ada.needs_manual_grade = 1.5, False
        gradebook.db.commit()

    assert grade(course, "--regrade", "--json") == 0
    told = json.loads(capsys.readouterr().out)["students"]
    assert (told["ada"]["written"], told["ben"]["written"]) == ([NAME], [])
    assert course.scores() == {"ada": 13.5, "ben": 12}

    course.nbgrader("generate_feedback", ASSIGNMENT)
    assert "It loses <em>edges</em>" in course.feedback("ada")
    assert "1.5 of 2 points" in course.feedback("ada")
    assert "0 of 2 points" in course.feedback("ben")

    course.nbgrader("export", "--to", str(tmp_path / "grades.csv"))
    with (tmp_path / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert [(rows[who]["score"], rows[who]["max_score"]) for who in ("ada", "ben")] == [
        ("13.5", "14.0"),
        ("12.0", "14.0"),
    ]


def test_nothing_in_it_can_act_in_formgrader(course: Course):
    grade(course)
    shown = markdown2html(answer_cell(course.graded("ada"), NAME).source)

    assert shown.startswith('<div class="tex2jax_ignore">')  # MathJax leaves it alone
    assert shown.count("<div") == shown.count("</div>") == 1
    for word in ("<script", "<img src", "href=", "$", "<b>"):
        assert word not in shown
    assert "<em>edges</em>" in shown
