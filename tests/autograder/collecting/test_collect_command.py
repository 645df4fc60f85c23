"""`python -m autograder collect`, as an instructor gives it, up to exported grades."""

import csv
from pathlib import Path

import nbformat
import pytest

from autograder.commands import cli
from autograder.commands.collect import SOME_NOT_COLLECTED
from tests.support.downloads import archive
from tests.support.operation.classes import (
    PACKAGE,
    RIGHT,
    RIGHT_TOTAL,
    SMALL,
    WRONG_TOTAL,
    Answers,
    Course,
)

ALL = {"doubled": RIGHT, "running_total": RIGHT_TOTAL}
STUDENTS = "id,first_name,last_name,email\nal,Ada,Lovelace,\nbn,Ben,Nagy,\n12345,Mia,Late,\n"
WORKSHEET = (
    "Identifier,Full name,Email address,Last modified (submission)\n"
    'Participant 4711,Ada Lovelace,ada@uni.edu,"Friday, 30 October 2026, 9:59 PM"\n'
    'Participant 4712,Ben Nagy,ben@uni.edu,"Saturday, 31 October 2026, 10:59 AM"\n'
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.release()
    return course


def answered(course: Course, answers: Answers) -> bytes:
    released = nbformat.read(course.folder / "release" / SMALL / f"{SMALL}.ipynb", as_version=4)
    for cell in released.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return nbformat.writes(released).encode()


def collect(course: Course, *arguments: str | Path) -> int:
    where = (f"--course={course.folder}", f"--exercises={PACKAGE}")
    return cli.main(["collect", SMALL, *map(str, arguments), *where])


@pytest.fixture(scope="module")
def exported(course: Course) -> dict[str, dict[str, str]]:
    """The grades of who handed in by Moodle and by Canvas, by student."""
    folder = course.folder.parent
    (folder / "students.csv").write_text(STUDENTS)
    (folder / "worksheet.csv").write_text(WORKSHEET)
    moodle = archive(
        folder / "moodle.zip",
        {
            f"Ada Lovelace_4711_assignsubmission_file/{SMALL}.ipynb": answered(course, ALL),
            f"Ben Nagy_4712_assignsubmission_file/Copy of {SMALL}.ipynb": answered(
                course, ALL | {"running_total": WRONG_TOTAL}
            ),
        },
    )
    canvas = archive(
        folder / "canvas.zip",
        {f"latemia_LATE_12345_67890_{SMALL}-1.ipynb": answered(course, {"doubled": RIGHT})},
    )
    with course_gradebook(course) as gradebook:
        gradebook.update_or_create_assignment(SMALL, duedate="2026-10-30 22:00 UTC")
    lists = [f"--students={folder / name}.csv" for name in ("students", "worksheet")]
    assert collect(course, moodle, canvas, *lists, "--timezone=UTC") == 0
    course.grade()
    course.nbgrader("export", f"--to={folder / 'grades.csv'}")
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def course_gradebook(course: Course):
    from nbgrader.api import Gradebook

    return Gradebook(course.gradebook_url)


def test_downloads_of_both_platforms_end_as_exported_grades(exported: dict[str, dict[str, str]]):
    assert {name: float(row["score"]) for name, row in exported.items()} == {
        "al": 6,
        "bn": 3,
        "12345": 3,
    }


def test_the_list_brings_the_names_into_the_export(exported: dict[str, dict[str, str]]):
    names = {id_: (row["first_name"], row["last_name"]) for id_, row in exported.items()}

    assert names == {"al": ("Ada", "Lovelace"), "bn": ("Ben", "Nagy"), "12345": ("Mia", "Late")}


def test_nbgrader_knows_who_is_late_where_the_worksheet_does(
    course: Course, exported: dict[str, dict[str, str]]
):
    with course_gradebook(course) as gradebook:
        late = {
            student: gradebook.find_submission(SMALL, student).total_seconds_late
            for student in exported
        }

    assert late == {"al": 0, "bn": 12 * 3600 + 59 * 60, "12345": 0}


def test_a_later_run_knows_the_students_without_the_list(
    course: Course, exported: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
):
    later = archive(
        course.folder.parent / "later.zip",
        {f"Ada Lovelace_5302_assignsubmission_file/{SMALL}.ipynb": answered(course, ALL)},
    )

    status = collect(course, later)

    assert status == 0
    assert "1 the same as before" in capsys.readouterr().out
    assert {path.name for path in (course.folder / "submitted").iterdir()} == set(exported)


def test_what_is_not_collected_is_listed_and_decides_the_exit_status(
    course: Course, exported: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
):
    bad = {f"Eve Stranger{n}_{n}_assignsubmission_file/{SMALL}.ipynb": b"" for n in range(30)}
    good = {f"Ada Lovelace_5302_assignsubmission_file/{SMALL}.ipynb": answered(course, ALL)}
    some = archive(course.folder.parent / "some.zip", bad | good)
    none = archive(course.folder.parent / "none.zip", bad)
    capsys.readouterr()

    assert collect(course, some) == SOME_NOT_COLLECTED
    said = capsys.readouterr().out
    assert "30 not collected" in said
    assert [n for n in range(30) if f"Eve Stranger{n} ({n}): is none of" not in said] == []
    assert collect(course, none) == 1


def test_late_without_a_time_is_listed_with_what_to_do(
    course: Course, exported: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
):
    capsys.readouterr()

    collect(course, course.folder.parent / "canvas.zip")

    said = " ".join(capsys.readouterr().out.split())
    assert "12345: LATE in the file's name" in said
    assert "timestamp.txt beside the notebook" in said
    assert "time of submission is known of 0 of 1" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere.zip"], "No such file"),
        (["nowhere.zip", "--students=nowhere.csv"], "No such file"),
    ],
)
def test_what_is_not_there_is_an_error_that_names_it(
    course: Course, arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
):
    assert collect(course, *arguments) == 1

    said = capsys.readouterr()
    assert why in said.out + said.err
    assert "nowhere" in said.out + said.err


def test_an_unknown_zone_is_an_error_of_the_command_line(
    course: Course, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit, match="2"):
        collect(course, "some.zip", "--timezone=Nowhere/There")

    assert "Europe/Berlin" in capsys.readouterr().err
