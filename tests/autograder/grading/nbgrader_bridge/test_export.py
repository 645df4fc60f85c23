"""The exported table says of each student what the gradebook says, whatever the name."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.files import ROOT

STUDENTS = {
    "ada": {"last_name": "Lovelace, Countess", "first_name": 'Ada "A."', "email": "a@b.example"},
    "ben": {"last_name": "O\u2019Neil", "first_name": "Ben", "email": ""},
    "cem": {},
}


def test_a_name_with_a_comma_stays_in_its_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # nbgrader calls alembic by its bare name.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("small")
        for student, names in STUDENTS.items():
            gradebook.add_student(student, **names)
    path = tmp_path / "grades.csv"

    subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", f"--db={url}", "--to", str(path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == STUDENTS.keys()
    for student, names in STUDENTS.items():
        assert {name: rows[student][name] for name in names} == names
        assert (rows[student]["assignment"], rows[student]["score"]) == ("small", "0.0")
