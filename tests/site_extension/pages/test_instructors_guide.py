"""The instructor's guide, followed from `release` to exported grades."""

import csv
import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
import yaml

from autograder.commands.cli import INTERRUPTED
from autograder.commands.grade import SOME_NOT_GRADED
from autograder.files import ROOT
from autograder.sandbox.inside.limits import Limits
from tests.support import guide_class
from tests.support.course_folder import ASSIGNMENT
from tests.support.guide import Command, Ran, Reader, fences, steps, text_of

# In the order in which a reader takes them: each goes on from where the one before ended.
CLASS = ("instructors", "grading_trust", "grading_at_scale")
OWN = ("own_exercises",)  # rests on the set-up alone
PAGES = (*CLASS, *OWN)
LINES = 6  # of the doctor, which the first table of the guide explains
SET_UP = Command(". .venv/bin/activate")
GRADE = f"python -m autograder grade {ASSIGNMENT}"


class Followed:
    """What the guide has led to.

    scores: by command, the points by student right after it
    own: what the page on exercises of one's own has led to
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.course = reader.root / "course"
        self.scores: dict[str, dict[str, float]] = {}
        self.own: Followed

    def follow_from_set_up(self, pages: Sequence[str]) -> None:
        self.reader.take(SET_UP)
        for page in pages:
            self.follow(page)

    def follow(self, page: str) -> None:
        for step in steps(page):
            if isinstance(step, Command):
                for beginning, others_do in guide_class.BEFORE.items():
                    if step.text.startswith(beginning):
                        others_do(self.reader)
            self.reader.take(step)
            if isinstance(step, Command):
                ran = self.reader.ran[-1]
                assert ran.status == 0, f"{ran.command}\n{ran.stdout}\n{ran.stderr[-3000:]}"
                if f"grade {ASSIGNMENT}" in ran.command:
                    self.scores[ran.command.strip()] = guide_class.scores(self.reader)

    def ran(self, command: str, place: int = 0) -> Ran:
        """Return one of those times that a command was run."""
        return [ran for ran in self.reader.ran if command in ran.command.splitlines()][place]

    def feedback(self, student: str) -> str:
        page = self.course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return page.read_text(encoding="utf-8")

    def exported(self) -> dict[str, dict[str, str]]:
        with (self.reader.root / "grades.csv").open(encoding="utf-8", newline="") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}

    @property
    def late(self) -> str:
        """Who handed in by the exchange: it takes the name of the account that runs the tests."""
        (name,) = self.exported().keys() - guide_class.NAMES.keys()
        return name


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """Follow the pages on grading a class; each command must end well."""
    followed, own = (Followed(Reader(tmp_path_factory.mktemp("guide"))) for _ in range(2))
    with ThreadPoolExecutor(1) as beside:  # the other page meanwhile, in another clone
        done = beside.submit(own.follow_from_set_up, OWN)
        for page in CLASS:
            followed.follow(page)
        done.result()
    followed.own = own
    return followed


def test_the_doctor_says_that_grading_can_run(followed: Followed):
    said = followed.ran("python -m autograder doctor").stdout

    assert "Grading can run here." in said
    named = re.findall(r"^\| `(\w+)` \|", text_of("instructors"), re.MULTILINE)[:LINES]
    assert [line.split()[0] for line in said.splitlines() if "  ok  " in line] == named


def test_the_first_run_grades_all_and_the_second_none(followed: Followed):
    first, second = (followed.ran(GRADE, place).stdout for place in (0, 1))

    assert f"{ASSIGNMENT}: 6 graded" in first
    assert "known before" not in first
    assert f"{ASSIGNMENT}: 6 graded, 6 of them known before" in second


def test_the_summary_names_a_mistake_and_whom_to_look_at(followed: Followed):
    said = followed.ran(GRADE).stdout

    assert "kernel turned by half (1)" in said
    assert re.findall(r"^  (\d+): ", said, re.MULTILINE) == ["4714", "4715"]


def test_the_class_report_is_where_the_guide_says(followed: Followed):
    report = followed.course / "reports" / f"{ASSIGNMENT}.html"

    assert f"course/reports/{ASSIGNMENT}.html" in text_of("instructors")
    assert "kernel turned by half" in report.read_text(encoding="utf-8")
    assert str(report) in followed.ran(GRADE).stdout


def test_right_answers_get_all_points_and_a_known_mistake_costs_its_group(followed: Followed):
    scores = followed.scores[GRADE]

    assert scores["4711"] == 12
    assert scores["4712"] == 12 - 2.5
    assert scores["4713"] == scores["4715"] == 0
    assert scores["4714"] == 12 - 2


def test_every_way_of_grading_gives_the_same_scores(followed: Followed):
    # Given in formgrader, between the first two and the last.
    by_hand = {"4713": 1.0, "4711": 12 + guide_class.FOR_WHAT_IS_WRITTEN}
    ways = [f"nbgrader autograde {ASSIGNMENT} --force", f"{GRADE} --workers 2"]

    natively, by_workers = (followed.scores[way] for way in ways)
    assert natively == followed.scores[GRADE]
    assert by_workers == natively | by_hand


def test_the_export_holds_the_scores(followed: Followed):
    by_hand = {"4713": 1.0, "4711": 12 + guide_class.FOR_WHAT_IS_WRITTEN}
    graded = followed.scores[GRADE] | by_hand | {followed.late: 0.0}

    exported = followed.exported()
    assert {name: float(row["score"]) for name, row in exported.items()} == graded
    assert {row["max_score"] for row in exported.values()} == {"14.0"}  # 2 for what is written
    assert (exported["4711"]["first_name"], exported["4711"]["last_name"]) == ("Ada", "Lovelace")


def test_who_is_late_loses_the_points_and_nobody_else_does(followed: Followed):
    penalties = {n: float(r["late_submission_penalty"]) for n, r in followed.exported().items()}

    late = followed.late
    assert penalties.pop(late) == followed.scores[GRADE][late] == 2
    assert set(penalties.values()) == {0.0}


def test_a_manual_score_and_a_comment_reach_the_student_and_stay(followed: Followed):
    assert guide_class.COMMENT in followed.feedback("4713")
    assert followed.scores[f"{GRADE} --workers 2"]["4713"] == 1


def test_who_is_known_by_moodle_or_by_canvas_has_the_number_of_the_list(followed: Followed):
    assert followed.exported().keys() == {*guide_class.NAMES, followed.late}
    assert followed.exported()[guide_class.BY_CANVAS]["last_name"] == "Large"


def test_the_worksheets_times_reach_nbgrader_in_the_zone_that_was_named(followed: Followed):
    for student in guide_class.IN_MOODLE:
        at = followed.course / "submitted" / student / ASSIGNMENT / "timestamp.txt"
        assert at.read_text().startswith("2026-10-30 21:50")


def test_an_answer_in_words_is_asked_for_written_and_graded_by_a_person(followed: Followed):
    feedback = followed.feedback("4711")

    assert "What you hope to read." in feedback
    assert "13.5 of 14 points" in feedback
    assert "What you hope to read." not in followed.feedback("4713")


def test_the_exchange_hands_the_feedback_back(followed: Followed):
    fetched = guide_class.fetch_feedback(followed.reader)

    assert "gaussian_kernel" in fetched
    assert "0 of 14 points" in fetched  # it came too late


def test_what_a_course_leaves_in_the_clone_is_nothing_for_git(followed: Followed):
    root = followed.reader.root
    named = [
        "grades.csv",
        "students.csv",
        "worksheet.csv",
        f"{ASSIGNMENT}.json",
        f"{ASSIGNMENT}.log",
    ]
    assert [name for name in named if not (root / name).exists()] == []
    ignored = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        input="\n".join([*named, "course/gradebook.db"]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ignored.stdout.splitlines() == [*named, "course/gradebook.db"]


def test_the_feedback_names_the_mistake_and_holds_no_seed(followed: Followed):
    assert "kernel turned by half" in followed.feedback("4712")
    assert "kernel turned by half" not in followed.feedback("4711")
    for student in followed.exported():
        assert not re.search(r"\b[0-9a-f]{32}\b", followed.feedback(student))


def test_the_script_says_the_mean(followed: Followed):
    scores = followed.scores[GRADE].values()

    said = followed.ran(f"sh grade_tonight.sh {ASSIGNMENT}").stdout
    assert said == f"6 students, on average {sum(scores) / 6:.1f} of 12 points\n"


def test_the_files_to_back_up_are_there_and_the_secret_is_the_owners_alone(followed: Followed):
    rows = re.findall(r"^\| (`[^|]*`) \|.*\|$", text_of("instructors"), re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([\w.]+)/?`", row)][LINES:]

    missing = {name for name in named if not (followed.course / name).exists()}
    assert len(named) == 11
    assert missing == set()
    assert (followed.course / "grading_secret").stat().st_mode & 0o777 == 0o600


def test_an_exercise_of_ones_own_is_graded_by_command_and_by_nbgrader(followed: Followed):
    own = followed.own
    assert guide_class.scores(own.reader, guide_class.OWN) == {"solution": 3, "total": 0}
    said = own.ran(f"python -m autograder grade {guide_class.OWN} --exercises my_exercises")
    assert "sum in place of the mean (1)" in said.stdout


def test_the_limits_are_those_of_the_sandbox():
    rows = re.findall(r"^\| `(\w+)`: .* \| (\d+)", text_of("grading_trust"), re.MULTILINE)

    assert {name: float(value) for name, value in rows} == asdict(Limits())


def test_every_exit_status_is_told():
    told = re.findall(r"^\| (\d+) \|", text_of("instructors"), re.MULTILINE)

    assert [int(status) for status in told] == [0, 1, 2, SOME_NOT_GRADED, INTERRUPTED]


def test_only_commands_for_other_machines_are_not_run():
    heads = {page: {head for head, _ in fences(page)} for page in PAGES}

    assert {page for page in PAGES if "sh" in heads[page]} == {"grading_at_scale"}
    assert not set.union(*heads.values()) & {"shell", "console", ""}


@pytest.mark.parametrize(
    "body", [body for head, body in fences("grading_at_scale") if head == "{code-block} yaml"]
)
def test_settings_in_yaml_can_be_read(body: str):
    caption, _, text = body.partition("\n")

    assert caption.startswith(":caption: ")
    assert isinstance(yaml.safe_load(text), dict)
