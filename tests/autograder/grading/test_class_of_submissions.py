"""Every submission of `tests/submissions/` in one class: each gets its due, and nobody else's.

All are handed in for one assignment and graded by one run, as an instructor would, then once more
by nbgrader's own command. Each earns what its `expected.json` says, and no more.
"""

from dataclasses import asdict
from pathlib import Path

import pytest

from autograder import exercises
from autograder.grading.class_run import ClassResult, grade_class
from autograder.grading.nbgrader_bridge.converter import VERDICTS
from autograder.grading.nbgrader_bridge.settings import converter_of
from autograder.grading.runners.thread import ThreadRunner
from autograder.grading.verdict_store import VerdictStore
from autograder.judging.engine import Graded
from tests.submissions import cases
from tests.support.course_folder import ASSIGNMENT, Course

POSSIBLE = {e.name: float(e.points) for e in exercises.load(ASSIGNMENT).values()}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.released, _ = course.release()
    solved = cases.solved_notebook(course.released)
    for case in cases.CASES:
        path = course.submitted(case.name)
        made = cases.submission(case, path.parent, course.released, solved)
        if made != path:
            path.write_bytes(made.read_bytes())
    return course


@pytest.fixture(scope="module")
def outcome(course: Course) -> ClassResult:
    converter = converter_of(ASSIGNMENT, course.folder)
    converter.limits, converter.size_limit_mib = asdict(cases.TIGHT), cases.SIZE_LIMIT_MIB
    with converter.open_course() as opened:
        return grade_class(opened, lambda work: ThreadRunner(work.assignment, work.limits))


@pytest.fixture(scope="module")
def verdicts(course: Course, outcome: ClassResult) -> dict[str, Graded]:
    """What was found of each submission, with its answers, as the store has it."""
    with VerdictStore(course.folder / VERDICTS) as store:
        return {
            name: store.get(graded.key) or graded  # a refusal is not stored
            for name, graded in outcome.graded.items()
        }


@pytest.fixture(scope="module")
def gradebook(course: Course, outcome: ClassResult) -> dict[str, dict[str, tuple[float, bool]]]:
    """Return what the gradebook has of each student: points by exercise, and whether to look."""
    with course.gradebook() as gradebook:
        return {
            one.student.id: {
                grade.name.removeprefix("check_"): (grade.auto_score, grade.needs_manual_grade)
                for notebook in one.notebooks
                for grade in notebook.grades
            }
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }


@pytest.mark.parametrize("case", cases.CASES, ids=[case.name for case in cases.CASES])
def test_a_submission_earns_what_its_case_says(
    course: Course, verdicts: dict[str, Graded], case: Path
):
    expected = cases.expected_of(case)

    found = verdicts[case.name]

    said = {name: " ".join(verdict.sentences) for name, verdict in found.verdicts.items()}
    earned = {name: verdict.earned for name, verdict in found.verdicts.items()}
    assert earned == cases.expected_points(case, POSSIBLE), said
    for name, status in expected.get("status", {}).items():
        assert found.verdicts[name].status == status, said[name]
    for name, words in expected.get("says", {}).items():
        assert words in said[name]
    assert "HOSTILE" not in "".join((*said.values(), *found.notes, found.refused))
    assert expected.get("refused", "") in found.refused
    if "answers" in expected:
        solved = cases.solved_notebook(course.released)
        assert found.parts == cases.expected_parts_judged(case, course.released, solved)
        assert not found.refused
        of_grading = found.notes[len(expected["notes"]) :]
        pairs = zip(expected.get("notes_of_grading", []), of_grading, strict=True)
        assert [(wanted, said) for wanted, said in pairs if wanted not in said] == []


def test_the_class_is_never_stopped(outcome: ClassResult):
    assert outcome.failed == {}
    assert sorted(outcome.graded) == [case.name for case in cases.CASES]


@pytest.mark.parametrize("case", cases.CASES, ids=[case.name for case in cases.CASES])
def test_the_gradebook_has_what_the_case_says(
    gradebook: dict[str, dict[str, tuple[float, bool]]], case: Path
):
    found = gradebook[case.name]

    assert {name: points for name, (points, _) in found.items()} == cases.expected_points(
        case, POSSIBLE
    )
    assert [name for name, (_, by_hand) in found.items() if by_hand] == []


ALL = {case.name for case in cases.CASES}


def telling() -> set[str]:
    """Return each file that is like no other, and of those that differ in an answer alone one for
    each end that judging comes to: nbgrader's command has them judged as ours does.
    """
    found: dict[object, str] = {}
    for case in cases.CASES:
        program = case / "make.py"
        by_answers = program.exists() and "\ndef make(" not in program.read_text("utf-8")
        ends = frozenset(cases.expected_of(case).get("status", {}).values())
        found.setdefault(ends if by_answers else case.name, case.name)
    return set(found.values())


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(telling(), id="each kind of file"),
        pytest.param(ALL, id="all", marks=pytest.mark.soak),
    ],
)
def test_nbgraders_own_command_stumbles_over_none_of_them(
    course: Course, outcome: ClassResult, chosen: set[str]
):
    before = course.scores()
    written = course.folder / "autograded" / "all_right" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    written_at = written.stat().st_mtime_ns
    limits = [f"--Autograde.limits={key}={value}" for key, value in asdict(cases.TIGHT).items()]

    course.nbgrader(
        *("autograde", ASSIGNMENT, "--force", *limits),
        f"--Autograde.size_limit_mib={cases.SIZE_LIMIT_MIB}",
        f"--CourseDirectory.student_id_exclude={','.join(sorted(ALL - chosen))}",
    )

    assert course.scores() == before
    assert written.stat().st_mtime_ns != written_at


def test_no_feedback_page_runs_anything_of_a_students(course: Course, outcome: ClassResult):
    # nbgrader takes half a second for a page: those that bring something that could run.
    programs = [case / "make.py" for case in cases.CASES if (case / "make.py").exists()]
    bring = [path.parent.name for path in programs if "<script" in path.read_text("utf-8")]

    for student in bring:
        course.nbgrader("generate_feedback", ASSIGNMENT, f"--student={student}")

        assert "<script" not in course.feedback(student).lower()
    assert len(bring) >= 3
