"""A class, graded by one command: what an instructor sees, and what becomes of odd submissions."""

import contextlib
import copy
import errno
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self
from uuid import uuid4

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import determine_grade

from autograder.commands import cli
from autograder.grading import submissions
from autograder.grading.class_run import grade_class
from autograder.grading.nbgrader_bridge.converter import Autograde
from autograder.grading.nbgrader_bridge.exchange_files import UNREADABLE_TIME
from autograder.grading.nbgrader_bridge.graded_notebook import graded_notebook
from autograder.grading.nbgrader_bridge.settings import converter_of
from autograder.judging.engine import Assignment, Graded, Task, refused
from autograder.sandbox.inside.limits import Limits
from tests.support.course_folder import (
    ASSIGNMENT,
    Course,
    answer_cell,
    blank,
    solved,
    solved_but_flipped,
)

LOOPS = "def conv1d(x, k):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Released; four have handed in, cem without marks, and mia a file that is no notebook."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.notebooks = course.release()
    for student, work in {
        "ada": solved,
        "ben": solved_but_flipped,
        "cem": unmarked,
        "eve": blank,
    }.items():
        hand_in(course, student, work)
    course.submitted("mia").write_text("no notebook")
    return course


@pytest.fixture(scope="module")
def first_run(course: Course) -> dict:
    return results(course)


def unmarked(nb: NotebookNode, solution: NotebookNode) -> None:
    """Solve it in an editor that has dropped all metadata and ids."""
    solved(nb, solution)
    for cell in nb.cells:
        cell.metadata, cell.id = NotebookNode(), uuid4().hex[:8]


def hand_in(course: Course, student: str, *works) -> Path:
    released, solution = course.notebooks
    nb = copy.deepcopy(released)
    for work in works:
        work(nb, solution)
    nbformat.write(nb, course.submitted(student))
    return course.submitted(student)


def grade(course: Course, *options: str) -> int:
    return cli.main(["grade", ASSIGNMENT, f"--course={course.folder}", *options])


def results(course: Course, *options: str) -> dict:
    """Grade, and return what `--json` says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = grade(course, "--json", *options)
    assert status == 0
    return json.loads(said.getvalue())


def checks(nb: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def test_the_results_are_what_the_gradebook_has(course: Course, first_run: dict):
    earned = {student: one["earned"] for student, one in first_run["students"].items()}

    assert earned == course.scores()
    assert earned["ada"] == first_run["points"] == 12
    assert 0 < earned["ben"] < 12
    assert earned["eve"] == earned["mia"] == 0


def test_a_mistake_is_named_in_the_results(first_run: dict):
    assert first_run["students"]["ben"]["exercises"]["conv2d"]["mistake"]
    assert not first_run["students"]["ada"]["exercises"]["conv2d"]["mistake"]


def test_nbgraders_own_command_gives_the_same_grades(course: Course, first_run: dict, tmp_path):
    other = Course(tmp_path / "course")
    other.notebooks = other.release()
    for student in first_run["students"]:
        other.submitted(student).write_bytes(course.submitted(student).read_bytes())
    secret = submissions.SECRET
    (other.folder / secret).write_bytes((course.folder / secret).read_bytes())

    other.nbgrader("autograde", ASSIGNMENT)

    assert other.scores() == course.scores()
    for student in first_run["students"]:
        assert other.graded(student) == course.graded(student)


def test_every_check_has_an_explicit_result(course: Course, first_run: dict):
    for student, one in first_run["students"].items():
        cells = checks(course.graded(student))

        earned = [determine_grade(cell)[0] for cell in cells]
        assert earned == [exercise["earned"] for exercise in one["exercises"].values()]


def test_a_file_that_is_no_notebook_is_told_why_in_its_feedback(course: Course, first_run: dict):
    course.nbgrader("generate_feedback", ASSIGNMENT, "--force")

    assert first_run["students"]["mia"]["refused"] in course.feedback("mia")


def test_a_second_run_runs_nothing(course: Course, first_run: dict):
    again = results(course)

    assert again["run_now"] == []
    assert again["students"] == first_run["students"]


def test_a_changed_submission_alone_is_run_again(course: Course, first_run: dict):
    def in_her_own_words(nb: NotebookNode, solution: NotebookNode) -> None:
        answer_cell(nb, "conv1d").source += "\n# zoe"

    hand_in(course, "zoe", blank)
    results(course)
    hand_in(course, "zoe", solved, in_her_own_words)

    again = results(course)

    assert again["run_now"] == ["zoe"]
    assert course.scores()["zoe"] == 12


def test_one_student_alone_can_be_run_again(course: Course, first_run: dict):
    again = results(course, "--student", "ben", "--regrade")

    assert again["run_now"] == ["ben"]
    assert again["students"] == {"ben": first_run["students"]["ben"]}


def test_equal_files_that_come_together_are_not_known_before(course: Course, first_run: dict):
    def in_their_own_words(nb: NotebookNode, solution: NotebookNode) -> None:
        answer_cell(nb, "conv1d").source += "\n# together"

    students = ["yan", "yin", "yun"]
    for student in students:
        hand_in(course, student, solved, in_their_own_words)

    with converter_of(ASSIGNMENT, course.folder).open_course() as opened:
        found = grade_class(opened, OneByOne, students)

    assert found.run_now == set(students)


class OneByOne:
    """A runner that takes the next task when the one before is done; it refuses each."""

    def __init__(self, work: submissions.Submissions) -> None:
        self.assignment = work.assignment

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, tasks: Iterable[Task]) -> Iterator[Graded]:
        for task in tasks:
            yield refused(self.assignment, task.key, task.seeds, "It is refused.")


def test_who_handed_nothing_in_is_named(course: Course, first_run: dict, capsys):
    assert grade(course, "--student", "nobody") == 1
    assert "nothing was handed in by nobody" in capsys.readouterr().err


def test_an_unknown_assignment_is_an_error_that_says_so(course: Course, capsys):
    assert cli.main(["grade", "99_nothing", f"--course={course.folder}"]) == 1
    assert "has no exercises for '99_nothing'" in capsys.readouterr().err


def test_an_assignment_that_was_not_released_says_the_next_step(tmp_path, capsys):
    assert cli.main(["grade", ASSIGNMENT, f"--course={tmp_path}"]) == 1
    assert f"nbgrader generate_assignment {ASSIGNMENT}" in capsys.readouterr().err


def test_the_table_says_the_commonest_mistake_and_who_is_worth_a_look(
    course: Course, first_run: dict, capsys
):
    mistake = first_run["students"]["ben"]["exercises"]["conv2d"]["mistake"]

    assert grade(course) == 0

    said = capsys.readouterr().out
    assert mistake.split()[0] in said
    assert f"mia: {first_run['students']['mia']['refused']}"[:60] in said
    assert "nothing to grade" not in said
    assert "cem: Nothing is written in cells marked as the answers conv1d" in said
    assert first_run["students"]["cem"]["earned"] == first_run["students"]["ada"]["earned"]


def test_an_answer_that_never_ends_costs_its_own_points_alone(
    course: Course, first_run: dict, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Autograde, "_limits", lambda _: Limits(cpu_s=3))

    def loops(nb: NotebookNode, solution: NotebookNode) -> None:
        answer_cell(nb, "conv1d").source = LOOPS

    path = hand_in(course, "leo", solved, loops)

    found = results(course, "--student", "leo")["students"]["leo"]
    shutil.rmtree(path.parents[1])  # under the usual limits he would take minutes

    statuses = {name: one["status"] for name, one in found["exercises"].items()}
    assert statuses.pop("conv1d") == "limit hit"
    assert set(statuses.values()) == {"judged"}
    assert found["earned"] == 12 - found["exercises"]["conv1d"]["points"]


# What lies in a graded student's folder: nothing of theirs but the notebook and a time.
GRADED = {f"{ASSIGNMENT}.ipynb", "timestamp.txt", "submission_secret.txt"}


def test_a_link_beside_the_notebook_is_not_followed(course: Course, first_run: dict, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the instructor's")
    (hand_in(course, "lin", solved).parent / "data.txt").symlink_to(secret)

    results(course, "--student", "lin")

    assert set(os.listdir(course.folder / "autograded" / "lin" / ASSIGNMENT)) == GRADED


def test_a_pipe_beside_the_notebook_is_not_opened(course: Course, first_run: dict):
    os.mkfifo(hand_in(course, "pia", solved).parent / "data.txt")

    assert results(course, "--student", "pia")["students"]["pia"]["earned"] == 12


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        os.mkdir,
        lambda path: path.symlink_to("/etc/passwd"),
        lambda path: path.write_text("yesterday at tea"),
        lambda path: path.write_bytes("2026-03-01 12:00:00 UTC".encode("utf-16")),
        lambda path: path.write_text("9999-12-31 23:59:59 -99999"),
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2**26),
    ],
    ids=["pipe", "folder", "link", "words", "UTF-16", "past the last year", "64 MiB of holes"],
)
def test_a_time_of_submission_that_cannot_be_read_is_worth_a_look_and_no_more(
    course: Course, first_run: dict, capsys: pytest.CaptureFixture[str], make
):
    timestamp = hand_in(course, "tom", solved).parent / "timestamp.txt"
    make(timestamp)
    capsys.readouterr()

    statuses = [grade(course, "--student", "tom") for _ in range(2)]

    shutil.rmtree(timestamp.parents[1])
    assert statuses == [0, 0]
    assert course.scores()["tom"] == 12
    assert " ".join(capsys.readouterr().out.split()).count(f"tom: {UNREADABLE_TIME}") == 2
    graded = course.folder / "autograded" / "tom" / ASSIGNMENT
    assert "graded without it" in (graded / f"{ASSIGNMENT}.ipynb").read_text()
    assert set(os.listdir(graded)) == GRADED
    assert (graded / "timestamp.txt").read_bytes() == b""
    shutil.rmtree(graded.parent)


def test_a_folder_whose_name_is_no_text_stops_nobody_else(
    course: Course, first_run: dict, capsys: pytest.CaptureFixture[str]
):
    """As of a ZIP file from a system that writes "Müller" with one byte for the ü."""
    hand_in(course, "zoe", blank)
    odd = hand_in(course, "M\udcfcller", blank).parent.parent
    capsys.readouterr()

    status = grade(course)

    odd.rename(course.folder / "odd")
    assert status == 3
    assert "ller: the name of the folder is no text" in " ".join(capsys.readouterr().out.split())
    assert course.scores()["zoe"] == 0


def test_a_folder_whose_name_has_two_lines_stops_nobody_else(course: Course, first_run: dict):
    odd = hand_in(course, "two\nlines", blank).parent.parent
    hand_in(course, "zed", blank)

    found = converter_of(ASSIGNMENT, course.folder)
    with pytest.raises(NbGraderException, match="two lines: rename the folder"):
        found.start()

    odd.rename(course.folder / "odd lines")
    assert course.scores()["zed"] == 0


def test_a_folder_that_may_not_be_read_stops_nobody_else(
    course: Course, first_run: dict, monkeypatch: pytest.MonkeyPatch
):
    """Root may read all, so the refusal is the test's."""
    is_dir = Path.is_dir

    def refuse(path: Path) -> bool:
        if path.parent.name == "ada":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", refuse)
    work = converter_of(ASSIGNMENT, course.folder).submissions()

    assert {"ada", "ben", "eve"} <= set(work.students())


def test_a_name_cannot_repaint_the_terminal(
    course: Course, first_run: dict, capsys: pytest.CaptureFixture[str]
):
    hand_in(course, "mia\x1b[2J", blank).write_text("no notebook")
    capsys.readouterr()

    grade(course, "--student", "mia\x1b[2J")

    said = capsys.readouterr().out
    assert "mia\N{REPLACEMENT CHARACTER}[2J" in said
    assert "\x1b[2J" not in said


def test_another_notebook_beside_none_or_a_blank_one_is_worth_a_look(
    course: Course, first_run: dict, capsys: pytest.CaptureFixture[str]
):
    mine = hand_in(course, "una", solved).rename(course.submitted("una").with_name("mine.ipynb"))
    (mine.parent / ".ipynb_checkpoints").mkdir()
    shutil.copy(mine, mine.parent / ".ipynb_checkpoints" / "07-checkpoint.ipynb")
    work = hand_in(course, "val", solved).rename(course.submitted("val").parent / "07 (1).ipynb")
    hand_in(course, "val", blank)
    written = hand_in(course, "wim", solved)
    shutil.copy(work, written.with_name("draft.ipynb"))
    capsys.readouterr()

    grade(course)

    said = " ".join(capsys.readouterr().out.split())
    report = (course.folder / "reports" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    for page in (said, " ".join(report.split())):
        assert "Beside it lies mine.ipynb; what is the answer has to" in page
        assert "Nothing is written in it. Beside it lies 07 (1).ipynb;" in page
        assert "draft.ipynb" not in page
    assert "una: No notebook was handed in under this name. Beside it lies mine.ipynb" in said


def test_a_link_to_other_notebooks_is_not_followed(
    course: Course, first_run: dict, capsys: pytest.CaptureFixture[str]
):
    elsewhere = course.folder.parent / "elsewhere"
    elsewhere.mkdir()
    hand_in(course, "xia", solved).rename(elsewhere / "other.ipynb")
    folder = course.submitted("xia").parent
    folder.rmdir()
    folder.symlink_to(elsewhere)
    capsys.readouterr()

    grade(course, "--student", "xia")

    said = capsys.readouterr().out
    assert "xia: The notebook lies behind a link" in said
    assert "other.ipynb" not in said


def test_the_time_of_submission_reaches_the_gradebook(course: Course, first_run: dict):
    (hand_in(course, "uwe", solved).parent / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")

    results(course, "--student", "uwe")

    with course.gradebook() as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "uwe").timestamp.year == 2026


def test_a_check_without_a_verdict_is_an_error_and_never_full_marks(
    course: Course, first_run: dict
):
    released, _ = course.notebooks

    with pytest.raises(KeyError):
        graded_notebook(Assignment(ASSIGNMENT, released), Graded("key"))
