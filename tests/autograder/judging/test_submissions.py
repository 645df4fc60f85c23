"""Nothing that a hostile submission does reaches what is ours, and each attack would do harm.

What is ours: a canary, a server, the processes of this machine. What each submission of
`tests/submissions/` earns is told by `tests/autograder/grading/test_class_of_submissions.py`.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.files import ROOT
from autograder.intake.read_file import RefusedSubmissionError, read
from autograder.judging.engine import Assignment, Graded, Grader, Task, refused
from autograder.judging.provenance import seed_of
from autograder.release.chapter import derive
from autograder.sandbox.inside.limits import Limits
from tests.submissions.attacks import MARK
from tests.submissions.canary import Canary
from tests.submissions.cases import (
    CASES,
    CHAPTER,
    SIZE_LIMIT_MIB,
    TIGHT,
    expected_of,
    solved_notebook,
    submission,
)

# However a submission ends, grading it does (case ends_at_the_next_import).
pytestmark = pytest.mark.timeout(150, func_only=True)
HUNTS = sorted(
    case
    for case in CASES
    if (case / "make.py").exists()
    and any(word in (case / "make.py").read_text("utf-8") for word in ("CANARY", "MARK", "kill"))
)


@pytest.fixture(scope="module")
def grader(canary: Canary) -> Iterator[Grader]:
    with Grader(Assignment(CHAPTER.stem, derive(CHAPTER).student)) as started:
        yield started


def graded(case: Path, folder: Path, grader: Grader) -> Graded:
    """Grade a case as the one submission of its student."""
    assignment, key = grader.assignment, case.name
    path = submission(case, folder, assignment.released, solved_notebook(assignment.released))
    seeds = {n: seed_of(bytes(32), assignment.name, n, key) for n in assignment.exercises}
    try:
        data = read(path, size_limit_mib=SIZE_LIMIT_MIB)
    except RefusedSubmissionError as refusal:
        return refused(assignment, key, seeds, str(refusal))
    grader.limits = Limits() if expected_of(case)["kind"] == "fair" else TIGHT
    return grader.grade(Task(key, data, seeds))


@pytest.mark.parametrize("case", HUNTS, ids=[case.name for case in HUNTS])
def test_an_attack_finds_nothing_of_ours_and_leaves_nothing(
    case: Path, tmp_path: Path, grader: Grader, canary: Canary
):
    graded(CASES[CASES.index(case.parent / "all_right")], tmp_path, grader)
    before = processes()

    graded(case, tmp_path, grader)

    assert canary.is_untouched()
    assert canary.visitors() == 0
    assert left_behind(tmp_path) == []
    assert processes_when_all_have_ended(before) == before


def left_behind(*folders: Path) -> list[str]:
    """Return the files that an attack has left where it could have, were there no sandbox."""
    places = [*folders, ROOT, Path.cwd(), Path.home(), *map(Path, ("/tmp", "/var/tmp", "/dev/shm"))]
    found = [str(path) for place in places for path in place.glob("*") if MARK in path.name]
    return found + [
        str(path)
        for place in places
        for path in place.glob("*custom*.py")
        if path.stem in ("sitecustomize", "usercustomize")
    ]


def processes() -> set[int]:
    """Return the numbers of this process's descendants."""
    found: set[int] = set()
    waiting = [os.getpid()]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            children = {int(pid) for pid in task.read_text().split()}
            found |= children
            waiting += children
    return found


def processes_when_all_have_ended(wanted: set[int]) -> set[int]:
    """Return the descendants, after a wait for those that are wanted; the kernel takes a moment."""
    deadline = time.monotonic() + 10
    while (found := processes()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_there_are_enough_submissions_of_each_kind():
    kinds = [expected_of(case)["kind"] for case in CASES]

    assert kinds.count("hostile") + kinds.count("broken") >= 70
    assert kinds.count("fair") >= 12
