"""Nothing that a hostile submission does reaches what is ours, and each attack would do harm.

What is ours: a canary, a server, the processes of this machine. What each submission of
`tests/submissions/` earns is told by `tests/autograder/grading/test_class_of_submissions.py`.
"""

import json
import os
import re
import runpy
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.files import ROOT
from autograder.intake.read_file import RefusedSubmissionError, read
from autograder.judging.engine import Assignment, Graded, Grader, Task, refused
from autograder.judging.provenance import seed_of
from autograder.release.chapter import derive
from autograder.sandbox.inside.limits import Limits
from tests.submissions.attacks import BELL, CANARY_SECRET, MARK
from tests.submissions.cases import (
    CASES,
    CHAPTER,
    SIZE_LIMIT_MIB,
    expected_of,
    expected_parts,
    solved_notebook,
    submission,
)

# An attack may wait until it is stopped; honest answers get what they get in a course.
TIGHT = Limits(cpu_s=2, wall_s=8, memory_mib=1500)
# However a submission ends, grading it does (case ends_at_the_next_import).
pytestmark = pytest.mark.timeout(150, func_only=True)
UNTOUCHED = "Nobody is to read this."
HUNTS = sorted(
    case
    for case in CASES
    if (case / "make.py").exists()
    and any(word in (case / "make.py").read_text("utf-8") for word in ("CANARY", "MARK", "kill"))
)


FOOLING = [case for case in CASES if "fools" in expected_of(case)]
RIGHT = [f"{BELL}\ngaussian_kernel = bell"]
WRONG = ["def gaussian_kernel(size, sigma):\n    return np.zeros((size, size))"]
HONEST_WAYS = {"allclose", "differences", "builtins", "line by line", "no difference", "each pair"}


@dataclass(frozen=True)
class Canary:
    """What attacks look for: a file, a server and a secret of the grader's."""

    file: Path
    server: socket.socket

    def visitors(self) -> int:
        """Return how many have come to the server."""
        try:
            self.server.accept()[0].close()
            return 1
        except BlockingIOError:
            return 0


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    folder = tmp_path_factory.mktemp("canary")
    file = folder / "canary"
    file.write_text(UNTOUCHED)
    for path in (folder, file):
        path.chmod(0o777)  # only the sandbox stands before it
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        patch.setenv("CANARY_FILE", str(file))
        patch.setenv("CANARY_PORT", str(server.getsockname()[1]))
        patch.setenv(CANARY_SECRET, UNTOUCHED)
        yield Canary(file, server)


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

    assert canary.file.read_text() == UNTOUCHED
    assert os.listdir(canary.file.parent) == [canary.file.name]
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


def ways_fooled(cells: list[str]) -> set[str]:
    """Return by which of its tests a naive grader lets an answer pass; see naive.py."""
    command = [sys.executable, "-m", "tests.submissions.naive"]
    ended = subprocess.run(
        command, input=json.dumps(cells), capture_output=True, text=True, cwd=ROOT, check=False
    )
    said = ended.stdout.rpartition("FOOLED ")[2].partition("\n")[0]
    return ({"exit code"} if ended.returncode == 0 else set()) | set(
        json.loads(said) if said.startswith("[") else []
    )


@pytest.mark.parametrize("case", FOOLING, ids=[case.name for case in FOOLING])
def test_an_attack_works_on_a_naive_grader(case: Path):
    assignment = Assignment(CHAPTER.stem, derive(CHAPTER).student)
    solved = solved_notebook(assignment.released)
    (cell,) = expected_parts(case, assignment.released, solved)["gaussian_kernel"]

    assert expected_of(case)["fools"] in ways_fooled([cell])


def test_the_naive_grader_knows_right_from_wrong():
    assert ways_fooled(RIGHT) >= HONEST_WAYS
    assert ways_fooled(WRONG) == set()


def test_there_are_enough_submissions_of_each_kind():
    kinds = [expected_of(case)["kind"] for case in CASES]

    assert kinds.count("hostile") + kinds.count("broken") >= 70
    assert kinds.count("fair") >= 12


def test_the_canary_can_be_found_where_there_is_no_sandbox(canary: Canary):
    address = ("127.0.0.1", int(os.environ["CANARY_PORT"]))
    with socket.create_connection(address):
        assert canary.visitors() == 1
    assert Path(os.environ["CANARY_FILE"]).read_text() == os.environ[CANARY_SECRET]


# After a rename an attack would look for nothing, and be held by nobody.
NAMED = re.compile(r"\b(?:autograder|seeing)(?:[./]\w+)+\b(?!\()")
OUT_OF_THE_SANDBOX = {
    "imports_the_references": "",
    "searches_the_memory_for_the_reference": "import autograder.judging.engine\n"
    "from autograder import exercises\n"
    f"exercises.load({CHAPTER.stem!r})\n",
}


def names_of_ours() -> dict[str, set[str]]:
    """Return by case, or by what cases share, which modules and files of ours its program names."""
    programs = {case.name: case / "make.py" for case in CASES if (case / "make.py").exists()}
    programs |= {name: CASES[0].parent / f"{name}.py" for name in ("attacks", "naive")}
    found = {name: set(NAMED.findall(path.read_text("utf-8"))) for name, path in programs.items()}
    return {name: names for name, names in found.items() if names}


def test_what_attacks_name_of_ours_is_there():
    named = [(case, name) for case, names in names_of_ours().items() for name in names]

    assert [(case, name) for case, name in named if not stands_for_something(name)] == []
    assert len({case for case, _ in named}) >= 7


def stands_for_something(name: str) -> bool:
    if "/" in name:
        return (ROOT / name).exists()
    parts = name.split(".")
    folder = ROOT.joinpath(*parts)
    if folder.is_dir() or folder.with_suffix(".py").exists():
        return True
    return len(parts) > 2 and stands_for_something(".".join(parts[:-1]))  # a name in a module


@pytest.mark.parametrize("name", OUT_OF_THE_SANDBOX)
def test_an_attack_gets_through_where_there_is_no_sandbox(name: str):
    case = next(case for case in CASES if case.name == name)
    answer = runpy.run_path(str(case / "make.py"))["ANSWERS"]["gaussian_kernel"]
    program = f"{OUT_OF_THE_SANDBOX[name]}{answer}\nprint('through' if attack() else 'held')\n"

    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert ended.stdout == "through\n"
