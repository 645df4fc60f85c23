"""What the intake refuses to be fooled by, beyond what a folder in `tests/submissions/` can say."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import NotebookNode, v4

from autograder.files import ROOT
from autograder.intake.attempts import CourseCells
from autograder.intake.extract import extract_answers
from autograder.intake.read_file import RefusedSubmissionError, read
from tests.support.intake import Rebuilt, rebuild

STUB = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
ANSWER = "def double(x):\n    return 2 * x"


def course(**changes: object) -> NotebookNode:
    """A notebook with one answer and its check, as released."""
    marks = {"schema_version": 3, "grade": False, "solution": True, "locked": False, "task": False}
    answer = v4.new_code_cell(STUB, metadata={"nbgrader": {**marks, "grade_id": "double"}})
    check = v4.new_code_cell("check('double', double)")
    check.metadata.nbgrader = {
        **marks,
        "grade": True,
        "solution": False,
        "grade_id": "check_double",
    }
    made = v4.new_notebook(cells=[v4.new_markdown_cell("# Double"), answer, check])
    answer.update(changes)  # after the making, which looks whether it is a notebook
    return made


def handed_in(tmp_path: Path, content: NotebookNode | bytes) -> Path:
    path = tmp_path / "double.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def intake(tmp_path: Path, content: NotebookNode | bytes) -> Rebuilt:
    return rebuild(handed_in(tmp_path, content), course(), size_limit_mib=1)


@pytest.mark.parametrize(("lines", "kept"), [(10, 2), (30_000, 0)])
def test_helpers_are_kept_up_to_the_length_of_an_answer(lines: int, kept: int):
    made = course(source=ANSWER)
    helper, plot = v4.new_code_cell("a = 1\n" * lines), v4.new_code_cell("print(1)")
    made.cells[:0] = [helper, plot, helper]

    found = extract_answers(json.dumps(made).encode(), CourseCells.of(course()))

    assert len(found.helpers) == kept


def test_the_instructors_notebook_is_not_changed(tmp_path: Path):
    instructor = course()
    before = json.dumps(instructor)

    rebuild(handed_in(tmp_path, course(source=ANSWER)), instructor, size_limit_mib=1)

    assert json.dumps(instructor) == before


def test_outputs_of_the_instructor_are_dropped_too(tmp_path: Path):
    instructor = course(outputs=[v4.new_output("stream", text="2")], execution_count=1)
    done = rebuild(handed_in(tmp_path, course()), instructor, size_limit_mib=1)

    assert [(c.outputs, c.execution_count) for c in done.notebook.cells[1:]] == [([], None)] * 2


def test_a_notebook_with_solutions_is_not_taken_for_a_released_one(tmp_path: Path):
    source = course(source="def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x")

    with pytest.raises(ValueError, match="holds solutions"):
        rebuild(handed_in(tmp_path, course()), source, size_limit_mib=1)


def test_an_instructors_notebook_with_a_grade_id_twice_is_refused(tmp_path: Path):
    twice = course()
    twice.cells.append(twice.cells[1])

    with pytest.raises(ValueError, match="two cells with grade id double"):
        rebuild(handed_in(tmp_path, course()), twice, size_limit_mib=1)


def test_an_instructors_written_answer_without_points_is_never_dropped_in_silence(tmp_path: Path):
    with pytest.raises(ValueError, match="asks for a written answer and has no points"):
        rebuild(handed_in(tmp_path, course()), course(cell_type="markdown"), size_limit_mib=1)


def test_a_mistake_of_the_instructors_is_not_told_to_the_student(tmp_path: Path):
    with pytest.raises(ValueError, match="written answer") as raised:
        rebuild(tmp_path / "missing.ipynb", course(cell_type="markdown"), size_limit_mib=1)

    assert not isinstance(raised.value, RefusedSubmissionError)


def with_words(text: str = "YOUR ANSWER HERE", **changes: object) -> NotebookNode:
    """The same notebook with a question to be answered in words."""
    made = course()
    marks = {**made.cells[1].metadata.nbgrader, "grade": True, "points": 2, "grade_id": "why"}
    words = v4.new_markdown_cell("Why?", metadata={"nbgrader": marks}, id="words")
    words.update(source=text, **changes)
    made.cells.append(words)
    return made


@pytest.mark.parametrize(
    ("submitted", "written", "says"),
    [
        (with_words("Because."), {"why": "Because."}, ""),
        (with_words(), {}, ""),
        (with_words("  "), {}, ""),
        (with_words("Because.", metadata={}, id="of-an-editor"), {}, "No cell for the written"),
        (with_words("Because.", cell_type="raw"), {"why": "Because."}, ""),
        (with_words("a" * 600 * 1024), {}, "is longer than"),
        (with_words("\ud800!"), {"why": "\N{REPLACEMENT CHARACTER}!"}, ""),
        (with_words("![](attachment:a.png)"), {"why": "![](attachment:a.png)"}, "shows pictures"),
    ],
)
def test_an_answer_in_words_is_read_and_what_cannot_be_is_said(
    submitted: NotebookNode, written: dict[str, str], says: str
):
    found = extract_answers(json.dumps(submitted).encode(), CourseCells.of(with_words()))

    assert found.written == written
    assert says in " ".join(found.doubts)
    assert bool(says) == bool(found.doubts)
    assert "why" not in found.parts


def test_code_beside_an_answer_in_words_belongs_to_neither_exercise(tmp_path: Path):
    made = with_words("Because.")
    made.cells[1].source = ANSWER
    made.cells.append(v4.new_code_cell("1 / 0"))

    found = extract_answers(json.dumps(made).encode(), CourseCells.of(with_words()))

    assert found.parts == {"double": (ANSWER,)}


def test_no_text_of_a_student_is_in_a_note(tmp_path: Path):
    shout = course(source="<HOSTILE>\ud800", cell_type="<HOSTILE>")
    shout.cells += [*shout.cells[1:], v4.new_code_cell("import HOSTILE")]
    shout.metadata.kernelspec = {"name": "<HOSTILE>"}
    notes = intake(tmp_path, shout).notes

    assert len(notes) == 6
    assert "HOSTILE" not in "".join(notes)


def test_a_file_at_the_limit_is_read(tmp_path: Path):
    assert len(read(handed_in(tmp_path, b"x" * 1024**2), size_limit_mib=1)) == 1024**2


def test_a_file_longer_than_it_says_is_refused():
    size = Path("/proc/self/environ").stat().st_size  # the kernel says 0, whatever it holds

    assert size == 0
    with pytest.raises(RefusedSubmissionError, match="larger than"):
        read(Path("/proc/self/environ"), size_limit_mib=1e-6)


def test_a_link_among_the_folders_is_refused(tmp_path: Path):
    handed_in(tmp_path, course(source=ANSWER))
    submitted = tmp_path / "submitted"
    (submitted / "eve").mkdir(parents=True)
    (submitted / "eve" / "lesson").symlink_to(tmp_path)
    path = submitted / "eve" / "lesson" / "double.ipynb"

    with pytest.raises(RefusedSubmissionError, match="behind a link"):
        rebuild(path, course(), size_limit_mib=1, root=submitted)


def test_the_root_itself_may_be_a_link(tmp_path: Path):
    submitted = tmp_path / "disk" / "eve"
    submitted.mkdir(parents=True)
    handed_in(submitted, course(source=ANSWER))
    (tmp_path / "submitted").symlink_to(tmp_path / "disk")
    root = tmp_path / "submitted"

    done = rebuild(root / "eve" / "double.ipynb", course(), size_limit_mib=1, root=root)

    assert done.answers == {"double": ANSWER}


def test_a_path_out_of_the_root_is_refused(tmp_path: Path):
    handed_in(tmp_path, course())
    root = tmp_path / "submitted"
    root.mkdir()

    with pytest.raises(RefusedSubmissionError, match="outside"):
        read(root / ".." / "double.ipynb", size_limit_mib=1, root=root)


def test_a_failure_of_the_machine_is_not_the_students(tmp_path: Path, monkeypatch):
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    path = handed_in(tmp_path, course())
    monkeypatch.setattr(os, "open", full)

    with pytest.raises(OSError, match="Too many open files"):
        read(path, size_limit_mib=1)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch):
    def forbidden(*_: object, **__: object) -> int:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)  # root may read everything

    with pytest.raises(RefusedSubmissionError, match="permissions"):
        read(tmp_path / "double.ipynb", size_limit_mib=1)


def test_no_file_is_left_open(tmp_path: Path):
    path = handed_in(tmp_path, b"x" * 2**21)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with pytest.raises(RefusedSubmissionError):
            read(path, size_limit_mib=1, root=tmp_path)

    assert len(os.listdir("/proc/self/fd")) == before


# Files below 20 MiB that take the most memory or time for their size.
EXPENSIVE = {
    "values": b'{"cells": [], "n": [' + b"{}," * 6_600_000 + b"{}]}",
    "values within the limit": b'{"cells": [], "n": [' + b"{}," * 990_000 + b"{}]}",
    "cells": b'{"cells": [' + b'{"source":""},' * 990_000 + b"{}]}",
    "lines": b'{"cells": [{"cell_type": "code", "source": "%b"}]}' % (4_700_000 * "ŷ\\n".encode()),
    "wide characters": b'{"cells": [{"source": "' + "😀".encode() * 4_900_000 + b'"}]}',
    "one long number": b'{"cells": [], "n": ' + b"9" * 19_000_000 + b"}",
    "keys": b'{"cells": [], ' + b",".join(b'"%x":0' % n for n in range(900_000)) + b"}",
    "imports": b'{"cells": [{"cell_type": "code", "source": "%b"}]}' % (b"import a\\n" * 1_800_000),
    "imports with room": b'{"cells": [{"cell_type": "code", "source": "%b"}]}'
    % ((b"import" + b" " * 5000 + b"(\\n") * 3_000),
    "strings": b'{"cells": [' + b'"",' * 6_300_000 + b'""]}',
    "short rows": b'{"cells": [], "n": [' + b"[0]," * 4_700_000 + b"[]]}",
    "rows": b'{"cells": [], "n": [' + (b"[" + b"0," * 32 + b"0],") * 280_000 + b"[]]}",
    "rows without an end": b'{"cells": ' + b"[0,0,0" * 3_300_000,
    "quotes in an open string": b'{"cells": ["' + b'\\",' * 6_300_000,
    "an open string": b'{"cells": [' + b'"' * 19_000_000,
}
READ_THEM = """
import resource, sys, nbformat
from pathlib import Path
from autograder.intake.read_file import RefusedSubmissionError
from tests.support.intake import rebuild

mine = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
most = mine + 400 * 1024**2
resource.setrlimit(resource.RLIMIT_AS, (most, most))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))  # takes 3 s; quadratic time takes hours
for path in map(Path, sys.argv[2:]):
    print(path.name, flush=True)
    try:
        rebuild(path, nbformat.read(sys.argv[1], 4), size_limit_mib=20)
    except RefusedSubmissionError:
        pass
"""


def test_the_worst_files_within_the_limit_take_a_bounded_share_of_the_machine(tmp_path: Path):
    instructor = tmp_path / "course.json"
    instructor.write_text(json.dumps(course()))
    for shape, data in EXPENSIVE.items():
        (tmp_path / shape).write_bytes(data)

    done = subprocess.run(
        [sys.executable, "-c", READ_THEM, instructor, *(tmp_path / shape for shape in EXPENSIVE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.splitlines(), done.stderr) == (list(EXPENSIVE), "")
