"""One text notebook becomes three, always the same way."""

import os
import py_compile
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat import NotebookNode

from autograder import exercises
from autograder.release import answer_key, chapter, run_notebook
from autograder.release.chapter import Chapter, ChapterError, derive
from autograder.release.run_notebook import WIDGET_STATE, CellFailedError

HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Doubling

"""
ANSWER = """
```{code-cell} ipython3
:exercise: double

def double(x):
    \"\"\"Return x + x.\"\"\"
    ### BEGIN SOLUTION
    return x + x
    ### END SOLUTION
```
"""
CHECK = """
```{code-cell} ipython3
:check: double

double(21)
```
"""
Write = Callable[[str], Chapter]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a chapter with one exercise, `double`, and derive from it, with a cache of its own."""
    monkeypatch.setattr(run_notebook, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(
        exercises, "load", lambda name: {"double": SimpleNamespace(points=3, starts_as=None)}
    )
    monkeypatch.setattr(answer_key, "write", lambda name: None)

    def write(text: str) -> Chapter:
        path = tmp_path / "00_doubling.md"
        path.write_text(HEAD + text, encoding="utf-8")
        return derive(path)

    return write


def cells(nb: NotebookNode, kind: str = "code") -> list[NotebookNode]:
    return [cell for cell in nb.cells if cell.cell_type == kind]


def code_cell(source: str, options: str = "") -> str:
    return f"\n```{{code-cell}} ipython3\n{options}\n{source}\n```\n"


def test_a_page_shows_the_stub_beside_the_output_of_the_solution(write: Write):
    page = write(ANSWER + CHECK).page

    answer, check = cells(page)
    assert "NotImplementedError" in answer.source
    assert "x + x" not in answer.source.replace("Return x + x.", "")
    assert check.outputs[0]["data"]["text/plain"] == "42"


def test_a_student_gets_the_stub_and_no_output(write: Write):
    student = write(ANSWER + CHECK).student

    answer, check = cells(student)
    assert answer.source.endswith('raise NotImplementedError("double is not written yet")')
    assert check.outputs == []


def test_nbgrader_learns_the_points_from_the_exercise(write: Write):
    answer, check = cells(write(ANSWER + CHECK).student)

    assert (answer.metadata.nbgrader.solution, answer.metadata.nbgrader.grade) == (True, False)
    assert (check.metadata.nbgrader.grade, check.metadata.nbgrader.points) == (True, 3)
    assert check.metadata.nbgrader.locked
    assert not check.metadata.editable


def test_the_solution_notebook_keeps_the_solution_between_the_markers(write: Write):
    answer = cells(write(ANSWER + CHECK).solution)[0]

    assert "### BEGIN SOLUTION\n    return x + x\n    ### END SOLUTION" in answer.source


@pytest.mark.parametrize("kind", ["page", "student", "solution"])
def test_the_same_text_gives_the_same_bytes_twice(write: Write, kind: str, monkeypatch):
    text = ANSWER + CHECK + code_cell("import ipywidgets\nipywidgets.IntSlider()")
    first = nbformat.writes(getattr(write(text), kind))
    monkeypatch.setattr(run_notebook, "CACHE", run_notebook.CACHE / "another")
    second = nbformat.writes(getattr(write(text), kind))

    assert first == second


def test_a_changed_sentence_does_not_run_the_notebook_again(write: Write, monkeypatch):
    before = write(ANSWER + CHECK).page
    monkeypatch.setattr(run_notebook, "_run", lambda *_: pytest.fail("the notebook ran again"))
    after = write("Another sentence.\n" + ANSWER + CHECK).page

    assert cells(after)[1].outputs == cells(before)[1].outputs
    assert "Another sentence." in cells(after, "markdown")[0].source


def test_a_changed_line_of_code_runs_the_notebook_again(write: Write):
    first = write(ANSWER + CHECK).page
    second = write(ANSWER + CHECK.replace("21", "22")).page

    shown = [cells(page)[1].outputs[0]["data"]["text/plain"] for page in (first, second)]
    assert shown == ["42", "44"]


@pytest.fixture
def course_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module below the course's root, in a folder that git and other tests leave alone."""
    folder = run_notebook.ROOT / "work" / f"of-a-test-{os.getpid()}"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
    path = folder / "only_for_a_test.py"
    path.write_text("VALUE = 1\n", encoding="utf-8")
    yield path
    shutil.rmtree(folder)


def test_a_module_that_a_cell_imports_is_among_what_it_read(write: Write, course_file: Path):
    chapter = write(ANSWER + CHECK + code_cell(f"from {course_file.stem} import VALUE"))
    _ = chapter.page

    assert course_file in chapter.influences()
    assert run_notebook.ROOT / "constraints.txt" in chapter.influences()
    assert run_notebook.ROOT / "seeing" / "widgets" / "__init__.py" not in chapter.influences()


def test_a_changed_module_runs_again_what_imports_it_and_nothing_else(
    write: Write, course_file: Path, monkeypatch
):
    importing = ANSWER + CHECK + code_cell(f"import {course_file.stem} as m\nm.VALUE")
    assert cells(write(importing).page)[-1].outputs[0]["data"]["text/plain"] == "1"
    _ = write(ANSWER + CHECK).page
    course_file.write_text("VALUE = 'two'\n", encoding="utf-8")

    run, ran = run_notebook._run, []
    monkeypatch.setattr(run_notebook, "_run", lambda *of: ran.append(of) or run(*of))
    _ = write(ANSWER + CHECK).page
    assert ran == []
    assert cells(write(importing).page)[-1].outputs[0]["data"]["text/plain"] == "'two'"
    assert len(ran) == 1


def test_a_module_compiled_before_is_noted_by_its_source(write: Write, course_file: Path):
    py_compile.compile(str(course_file))
    chapter = write(ANSWER + CHECK + code_cell(f"import {course_file.stem}"))
    _ = chapter.page

    assert course_file in chapter.influences()


def test_a_cell_that_raises_stops_the_build_with_the_names_of_chapter_and_cell(write: Write):
    chapter = write(ANSWER + CHECK.replace("21", "1 / 0"))

    with pytest.raises(CellFailedError, match=r"00_doubling: cell 2 \(exercise double\).*ZeroDiv"):
        _ = chapter.page


def test_a_cell_that_warns_stops_the_build(write: Write):
    chapter = write(ANSWER + CHECK + code_cell("import warnings\nwarnings.warn('old')"))

    with pytest.raises(CellFailedError, match="wrote to stderr"):
        _ = chapter.page


def test_a_failed_run_leaves_nothing_in_the_cache(write: Write):
    with pytest.raises(CellFailedError):
        _ = write(ANSWER + CHECK.replace("21", "1 / 0")).page

    assert not list(run_notebook.CACHE.glob("*"))


def test_a_cell_put_in_front_does_not_rename_the_cells_behind(write: Write):
    before = [cell.id for cell in write(ANSWER + CHECK).student.cells]
    after = [cell.id for cell in write(code_cell("1 + 1") + ANSWER + CHECK).student.cells]

    assert set(before) < set(after)
    assert len(after) == len(set(after)) == len(before) + 1


def test_a_page_keeps_a_widgets_state_but_not_its_code(write: Write):
    text = ANSWER + CHECK + code_cell("from seeing.widgets import SlideKernel1D\nSlideKernel1D()")
    page = write(text).page

    shown = cells(page)[2].outputs[0]["data"]["application/vnd.jupyter.widget-view+json"]
    state = page.metadata.widgets[WIDGET_STATE]["state"][shown["model_id"]]["state"]
    assert state["kernel"] == [-1, 1, -1]
    assert "_esm" not in state


def test_an_alt_text_reaches_the_page(write: Write):
    page = write(ANSWER + CHECK + code_cell("1", ':alt: "a one"')).page

    assert cells(page)[2].metadata.mystnb.image.alt == "a one"


def test_solution_lines_are_those_that_stand_nowhere_else(write: Write):
    assert write(ANSWER + CHECK).solution_lines == ["return x + x"]
    assert write(ANSWER + CHECK + code_cell("def f(x):\n    return x + x")).solution_lines == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ANSWER, "one answer cell and one check"),
        (ANSWER + CHECK + CHECK, "one answer cell and one check"),
        (ANSWER.replace(": double", ": triple") + CHECK, "no exercise is called 'triple'"),
        (ANSWER.replace("### BEGIN SOLUTION", "#") + CHECK, "no ### BEGIN SOLUTION"),
    ],
)
def test_a_chapter_that_breaks_the_form_is_refused(write: Write, text: str, says: str):
    with pytest.raises(ChapterError, match=says):
        _ = write(text).student


def test_the_students_markdown_is_portable_and_the_pages_is_not(write: Write):
    chapter = write(":::{tip} Look\nHere.\n:::\n" + ANSWER + CHECK)

    assert "> **Look**" in cells(chapter.student, "markdown")[0].source
    assert ":::{tip}" in cells(chapter.page, "markdown")[0].source


def test_chapters_are_found_in_the_courses_order():
    names = [path.stem for path in chapter.chapters()]

    assert names == sorted(names)
    assert "07_convolution_filters" in names
