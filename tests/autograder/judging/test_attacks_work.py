"""Each attack of `tests/submissions/` works where the defence against it is missing."""

import json
import os
import re
import runpy
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from autograder import exercises
from autograder.files import ROOT
from autograder.release.answer_key import write as write_answer_key
from autograder.release.chapter import derive
from tests.submissions import naive_reader, open_room
from tests.submissions.attacks import BELL, CANARY_SECRET
from tests.submissions.canary import Canary
from tests.submissions.cases import (
    CASES,
    CHAPTER,
    expected_of,
    expected_parts,
    expected_points,
    is_answer,
    solved_notebook,
    submission,
)

RIGHT = [f"{BELL}\ngaussian_kernel = bell"]
WRONG = ["def gaussian_kernel(size, sigma):\n    return np.zeros((size, size))"]
HONEST_WAYS = {
    "allclose",
    "differences",
    "builtins",
    "line by line",
    "no difference",
    "each pair",
    "visible cases",
}
READERS = {*naive_reader.READERS, naive_reader.PLAIN_JSON}
HOSTILE = [case for case in CASES if expected_of(case)["kind"] == "hostile"]
FOOLING_READERS = [case for case in HOSTILE if expected_of(case).get("fools") in READERS]
FOOLING_TESTS = [
    case for case in HOSTILE if expected_of(case).get("fools") and case not in FOOLING_READERS
]


def written(case: Path) -> Mapping[str, Any]:
    """Return the texts of the answers that a case's program writes."""
    program = case / "make.py"
    made = runpy.run_path(str(program)) if program.exists() else {}
    return made.get("ANSWERS", {})


ROOM = [case for case in HOSTILE if "def attack()" in written(case).get("gaussian_kernel", "")]
# What such an attack looks for stands in the memory of a process that grades.
THE_GRADERS_OWN = {
    "searches_the_memory_for_the_reference": "import autograder.judging.engine\n"
    "from autograder import exercises\n"
    f"exercises.load({CHAPTER.stem!r})\n",
}
# A limit that is hit, a protocol that is broken, a file that is refused: only this attack leads to
# that sentence. A witness is right only after the attack has run to its end.
TELLING = ("status", "refused")


@pytest.fixture(scope="module", autouse=True)
def answer_key() -> None:
    write_answer_key(CHAPTER.stem)


@pytest.fixture(scope="module")
def released() -> NotebookNode:
    return derive(CHAPTER).student


def test_every_attack_shows_that_it_works():
    by_hand = [case for case in HOSTILE if expected_of(case).get("fools") or case in ROOM]
    others = [case for case in HOSTILE if case not in by_hand and not tells(case)]

    assert [case.name for case in others] == []
    assert len(by_hand) >= 45


def tells(case: Path) -> bool:
    """Tell whether the verdict itself shows that the attack came as far as its defence."""
    expected = expected_of(case)
    return any(key in expected for key in TELLING) or "assert landed" in str(written(case))


@pytest.mark.soak
@pytest.mark.parametrize("case", ROOM, ids=[case.name for case in ROOM])
def test_an_attack_gets_through_where_there_is_no_sandbox(
    case: Path, tmp_path: Path, canary: Canary
):
    answer = THE_GRADERS_OWN.get(case.name, "") + written(case)["gaussian_kernel"]

    assert open_room.run(answer, tmp_path) == "through"
    assert canary.file.exists()


def test_whom_an_attack_kills_is_killed_where_there_is_no_sandbox(tmp_path: Path):
    case = next(case for case in CASES if case.name == "kills_all_processes")
    answer = written(case)["gaussian_kernel"]

    attack = "gaussian_kernel(3, 1) and neighbour.wait(9) < 0"

    assert open_room.run(answer, tmp_path, attack) == "through"


def test_an_attack_that_does_nothing_is_held(tmp_path: Path):
    assert open_room.run("", tmp_path, "neighbour.poll()") == "held"


def test_the_canary_can_be_found_where_there_is_no_sandbox(canary: Canary):
    address = ("127.0.0.1", int(os.environ["CANARY_PORT"]))
    with socket.create_connection(address):
        assert canary.visitors() == 1
    assert Path(os.environ["CANARY_FILE"]).read_text() == os.environ[CANARY_SECRET]


def fooled_tests(cells: list[str]) -> set[str]:
    """Return by which of its tests a naive grader lets an answer pass; see naive.py."""
    command = [sys.executable, "-m", "tests.submissions.naive"]
    ended = subprocess.run(
        command, input=json.dumps(cells), capture_output=True, text=True, cwd=ROOT, check=False
    )
    said = ended.stdout.rpartition("FOOLED ")[2].partition("\n")[0]
    return ({"exit code"} if ended.returncode == 0 else set()) | set(
        json.loads(said) if said.startswith("[") else []
    )


@pytest.mark.soak
@pytest.mark.parametrize("case", FOOLING_TESTS, ids=[case.name for case in FOOLING_TESTS])
def test_an_attack_fools_a_naive_grader(case: Path, released: NotebookNode):
    solved = solved_notebook(released)
    (cell,) = expected_parts(case, released, solved)["gaussian_kernel"]

    assert expected_of(case)["fools"] in fooled_tests([cell])


def test_the_naive_grader_knows_right_from_wrong():
    assert fooled_tests(RIGHT) >= HONEST_WAYS
    assert fooled_tests(WRONG) == set()


def readers_fooled(case: Path, folder: Path, released: NotebookNode) -> set[str]:
    path = submission(case, folder, released, solved_notebook(released))
    possible = {name: e.points for name, e in exercises.load(CHAPTER.stem).items()}
    answers = [cell for cell in released.cells if is_answer(cell)]
    truth = naive_reader.Truth(
        due=expected_points(case, possible),
        ids={cell.metadata.nbgrader.grade_id: cell.id for cell in answers},
    )
    return naive_reader.readers_fooled(path, truth)


@pytest.mark.parametrize("case", FOOLING_READERS, ids=[case.name for case in FOOLING_READERS])
def test_an_attack_fools_a_naive_reader(case: Path, tmp_path: Path, released: NotebookNode):
    assert expected_of(case)["fools"] in readers_fooled(case, tmp_path, released)


def test_no_naive_reader_is_fooled_by_honest_work(tmp_path: Path, released: NotebookNode):
    honest = [case for case in CASES if case.name in ("all_right", "blank", "partly_done")]

    assert [readers_fooled(case, tmp_path, released) for case in honest] == [set()] * 3


# After a rename an attack would look for nothing, and be held by nobody.
NAMED = re.compile(r"\b(?:autograder|seeing)(?:[./]\w+)+\b(?!\()")


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
