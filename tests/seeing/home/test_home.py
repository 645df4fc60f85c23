"""The student's desk: progress, hints, a fresh start, and a look before handing in."""

import copy
import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.release import answer_key as written
from autograder.release.chapter import MARKERS, NOTEBOOKS, derive
from seeing.check import answer_key, record
from seeing.home import before_handing_in, hint, progress, reset
from seeing.home.progress import HowFar, chapters, next_one
from seeing.home.reset import CannotResetError

NAME = "07_convolution_filters"
CHAPTER = derive(NOTEBOOKS / f"{NAME}.md")
ALL = ("conv1d", "conv2d", "true_convolution2d", "gaussian_kernel", "conv1d_matrix")
LATER = 4e9  # seconds: after any notebook was saved


@pytest.fixture(scope="module", autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("keys")
    written.write(NAME, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_key, "FOLDER", folder)
        yield


def answer(nb: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def notebook(*solved: str) -> NotebookNode:
    """Return the student's notebook with the chapter's solutions of these exercises."""
    nb = copy.deepcopy(CHAPTER.student)
    for name in solved:
        answer(nb, name).source = MARKERS.sub("", answer(CHAPTER.solution, name).source)
    return nb


def save(nb: NotebookNode, folder: Path, name: str = NAME) -> Path:
    path = folder / f"{name}.ipynb"
    nbformat.write(nb, path)
    return path


def said_right(nb: NotebookNode, folder: Path, *names: str) -> None:
    """Write down what `check` does when these pass, before the notebook is saved."""
    for name in names:
        text = record.digest(answer(nb, name).source)
        record.change(folder, name, {"right": True, "points": 2.0, "text": text, "at": 0.0})


def states(folder: Path) -> dict[str, HowFar]:
    (chapter,) = chapters(folder)
    return {exercise.name: exercise.state for exercise in chapter.exercises}


def test_a_fresh_notebook_is_untouched_and_its_first_exercise_comes_next(tmp_path: Path):
    save(notebook(), tmp_path)

    assert states(tmp_path) == dict.fromkeys(ALL, HowFar.UNTOUCHED)
    assert "Go on with conv1d in 07_convolution_filters.ipynb." in repr(progress(tmp_path))
    assert "0 of 12" in repr(progress(tmp_path))


def test_what_passed_its_check_is_right_and_counts_its_points(tmp_path: Path):
    nb = notebook("conv1d")
    save(nb, tmp_path)
    said_right(nb, tmp_path, "conv1d")

    assert states(tmp_path)["conv1d"] is HowFar.RIGHT
    assert "2 of 12" in repr(progress(tmp_path))
    place = next_one(chapters(tmp_path))
    assert place is not None
    assert place[1].name == "conv2d"


def test_what_was_changed_since_is_told_and_counts_no_points(tmp_path: Path):
    nb = notebook("conv1d")
    said_right(nb, tmp_path, "conv1d")
    answer(nb, "conv1d").source += "\n# and one line more"
    save(nb, tmp_path)

    assert states(tmp_path)["conv1d"] is HowFar.CHANGED
    assert "0 of 12" in repr(progress(tmp_path))


def test_a_notebook_saved_before_the_check_does_not_deny_it(tmp_path: Path):
    save(notebook(), tmp_path)
    record.change(
        tmp_path, "conv1d", {"right": True, "points": 2.0, "text": "of today", "at": LATER}
    )

    assert states(tmp_path)["conv1d"] is HowFar.RIGHT


def test_what_is_written_and_not_right_is_begun(tmp_path: Path):
    save(notebook("conv2d"), tmp_path)

    assert states(tmp_path)["conv2d"] is HowFar.BEGUN


def test_the_page_links_to_the_chapter_and_shows_a_student_only_what_is_escaped(tmp_path: Path):
    nb = notebook("conv1d")
    nb.cells[0].source = "# <img src=x onerror=alert(1)>"
    save(nb, tmp_path)
    html = progress(tmp_path)._repr_html_()

    assert 'href="07_convolution_filters.ipynb"' in html
    assert "<img" not in html


def test_a_record_that_is_damaged_is_none(tmp_path: Path):
    save(notebook(), tmp_path)
    (tmp_path / record.NAME).write_text("[1, 2")

    assert states(tmp_path) == dict.fromkeys(ALL, HowFar.UNTOUCHED)


def test_reset_brings_the_stub_back_and_keeps_the_text(tmp_path: Path, capsys):
    nb = notebook("conv1d", "conv2d")
    path = save(nb, tmp_path)

    reset("conv1d", tmp_path)

    after = nbformat.read(path, as_version=4)
    (kept,) = (tmp_path / "kept").glob("conv1d_*.py")
    assert kept.read_text(encoding="utf-8").strip() == answer(nb, "conv1d").source.strip()
    assert answer(after, "conv1d").source == answer(CHAPTER.student, "conv1d").source
    assert answer(after, "conv2d").source == answer(nb, "conv2d").source
    assert f"kept/{kept.name}" in capsys.readouterr().out


def test_two_resets_in_one_second_keep_both_texts(tmp_path: Path):
    for text in ("one = 1", "two = 2"):
        nb = notebook()
        answer(nb, "conv1d").source = text
        save(nb, tmp_path)
        reset("conv1d", tmp_path)

    texts = {path.read_text(encoding="utf-8").strip() for path in (tmp_path / "kept").iterdir()}
    assert texts == {"one = 1", "two = 2"}


def test_a_cell_that_no_longer_knows_its_stub_is_left_alone(tmp_path: Path):
    nb = notebook("conv1d")
    answer(nb, "conv1d").metadata = NotebookNode()
    path = save(nb, tmp_path)
    before = path.read_bytes()

    with pytest.raises(CannotResetError, match="fresh copy"):
        reset("conv1d", tmp_path)

    assert path.read_bytes() == before


def test_hints_come_one_by_one_and_the_last_stays(tmp_path: Path):
    save(notebook(), tmp_path)

    heads = [repr(hint("conv2d", tmp_path)).splitlines()[0] for _ in range(5)]

    assert [re.findall(r"\d", head)[0] for head in heads] == list("12344")
    assert heads[0].endswith("where to read")


def test_no_hint_holds_a_line_of_a_solution(tmp_path: Path):
    save(notebook(), tmp_path)
    said = [repr(hint(name, tmp_path)) for name in ALL for _ in range(4)]

    lines = [line for line in CHAPTER.solution_lines if len(line) > 12]
    assert lines
    assert [line for line in lines if any(line in one for one in said)] == []


def test_a_worked_case_shows_its_right_result(tmp_path: Path):
    save(notebook(), tmp_path)
    said = [repr(hint("conv1d", tmp_path)) for _ in range(3)][-1]

    assert "expected" in said
    assert "your output" not in said


def findings(folder: Path) -> str:
    return repr(before_handing_in("07", folder))


def test_a_notebook_that_is_done_is_ready(tmp_path: Path):
    nb = notebook(*ALL)
    save(nb, tmp_path)
    said_right(nb, tmp_path, *ALL)

    assert "ready to hand in" in findings(tmp_path)


def test_answers_that_are_missing_are_named(tmp_path: Path):
    nb = notebook("conv1d")
    save(nb, tmp_path)
    said_right(nb, tmp_path, "conv1d")

    assert "conv2d is not written yet." in findings(tmp_path)
    assert "conv1d is" not in findings(tmp_path)


def test_a_mark_that_was_lost_is_named(tmp_path: Path):
    nb = notebook(*ALL)
    said_right(nb, tmp_path, *ALL)
    answer(nb, "conv2d").metadata.pop("nbgrader")
    save(nb, tmp_path)

    assert "No cell is marked as the answer conv2d." in findings(tmp_path)
    assert "1 thing to look at" in findings(tmp_path)


def test_a_copied_answer_is_named(tmp_path: Path):
    nb = notebook(*ALL)
    said_right(nb, tmp_path, *ALL)
    nb.cells.append(copy.deepcopy(answer(nb, "conv2d")))
    save(nb, tmp_path)

    assert "conv2d has 2 cells" in findings(tmp_path)


def test_a_file_under_another_name_is_named(tmp_path: Path):
    save(notebook(*ALL), tmp_path, "my work (1)")

    said = findings(tmp_path)
    assert "No file is called 07_convolution_filters.ipynb" in said
    assert "my work (1).ipynb holds exercises of this chapter: give it the name" in said


def test_a_second_file_beside_the_right_one_is_named(tmp_path: Path):
    save(notebook(*ALL), tmp_path)
    save(notebook(), tmp_path, "Copy of 07")

    assert "Copy of 07.ipynb holds exercises of this chapter, too" in findings(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import nowhere_to_be_found", "nowhere_to_be_found is not installed here"),
        ("from playwright import sync_api", "playwright does not come with the course"),
        ("import numpy.linalg, json\nfrom seeing.check import check", ""),
        ("%matplotlib inline\n!ls", ""),
    ],
)
def test_an_import_that_grading_lacks_is_named(tmp_path: Path, line: str, said: str):
    nb = notebook(*ALL)
    said_right(nb, tmp_path, *ALL)
    nb.cells.insert(1, nbformat.v4.new_code_cell(line))
    save(nb, tmp_path)

    assert (said or "ready to hand in") in findings(tmp_path)


def test_an_answer_that_is_no_python_is_named_with_its_line(tmp_path: Path):
    nb = notebook(*ALL)
    answer(nb, "conv1d").source = "def conv1d(x, k):\n    return ("
    save(nb, tmp_path)

    assert "conv1d is no Python that can be run: look at line 2" in findings(tmp_path)


def test_what_is_no_notebook_is_told(tmp_path: Path):
    (tmp_path / f"{NAME}.ipynb").write_text("<<<<<<< HEAD\n{}")

    assert "is no notebook that can be read" in findings(tmp_path)
    assert "No chapter lies in this folder" in repr(progress(tmp_path))


def test_an_unknown_chapter_names_those_that_there_are(tmp_path: Path):
    with pytest.raises(LookupError, match=NAME):
        before_handing_in("99", tmp_path)
