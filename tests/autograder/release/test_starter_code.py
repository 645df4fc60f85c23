"""An answer that starts from code: the student gets the code, and nothing of the solution."""

import inspect

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader import preprocessors

from autograder.release import starter_code
from autograder.release.chapter import GO_ON, MARKERS, chapters, derive
from seeing import broken_loops
from seeing.check.starting_code import body_of
from tests.support.course_folder import Course

CHAPTER = "02_from_graphs_to_pytorch"
LOOPS = [f"loop_{number}" for number in range(1, 7)]


@pytest.fixture(scope="module")
def notebooks() -> dict[str, NotebookNode]:
    """Return the students' and the instructor's notebook of chapter 02."""
    (path,) = (path for path in chapters() if path.stem == CHAPTER)
    chapter = derive(path)
    return {"student": chapter.student, "solution": chapter.solution}


def answers(nb: NotebookNode) -> dict[str, NotebookNode]:
    marked = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {cell.metadata.nbgrader.grade_id: cell for cell in marked}


def lines_of(source: str) -> list[str]:
    return [line.strip() for line in source.splitlines() if line.strip()]


def test_the_body_of_a_function_is_its_lines_below_the_docstring():
    text = body_of(broken_loops.loop_1)

    source = inspect.getsource(broken_loops.loop_1)
    assert lines_of(text) == lines_of(source)[2:]
    assert text.startswith("losses = []\nfor ")


def test_a_body_below_a_signature_of_several_lines_begins_below_it():
    text = body_of(broken_loops.loop_4)

    assert text.startswith("losses = []\n")


@pytest.mark.parametrize("name", LOOPS)
def test_a_student_starts_from_the_broken_loop(notebooks: dict[str, NotebookNode], name: str):
    given = answers(notebooks["student"])[name].source

    body = lines_of(body_of(getattr(broken_loops, name)))
    assert lines_of(given)[-len(body) :] == body
    assert "NotImplementedError" not in given


@pytest.mark.parametrize("name", LOOPS)
def test_a_student_gets_another_loop_than_the_solution(
    notebooks: dict[str, NotebookNode], name: str
):
    given = answers(notebooks["student"])[name]
    solution = MARKERS.sub("", answers(notebooks["solution"])[name].source)

    assert lines_of(given.source) != lines_of(solution)
    assert starter_code.OPTION not in given.metadata
    assert given.metadata.tags == [GO_ON, starter_code.REPAIR]


@pytest.mark.parametrize("name", LOOPS)
def test_a_broken_loop_has_the_parameters_of_its_answer(
    notebooks: dict[str, NotebookNode], name: str
):
    given = answers(notebooks["student"])[name].source
    namespace: dict[str, object] = {}
    exec(given, namespace)

    asked = list(inspect.signature(namespace[name]).parameters)
    assert asked == list(inspect.signature(getattr(broken_loops, name)).parameters)


def test_a_text_that_is_not_finished_is_to_be_completed():
    (path,) = (path for path in chapters() if path.stem == "12_convolution_on_a_gpu")
    given = answers(derive(path).student)["convolve_tile"]

    assert given.metadata.tags == [GO_ON, starter_code.COMPLETE]
    assert "for k0 in range" in given.source
    assert "tl.dot" not in given.source


def test_another_answer_gets_nbgraders_stub_and_its_error_says_whose_it_is(
    notebooks: dict[str, NotebookNode],
):
    given = answers(notebooks["student"])["train_epoch"].source

    stub = '# YOUR CODE HERE\n    raise NotImplementedError("train_epoch is not written yet")'
    assert given.endswith(stub)


def test_the_text_of_one_cell_is_not_the_stub_of_the_next(notebooks: dict[str, NotebookNode]):
    clear = starter_code.ClearSolutions()
    resources = {"language": "python"}
    cells = answers(notebooks["solution"])

    for name in ("loop_1", "Net"):
        clear.preprocess_cell(cells[name].copy(), resources, 0)

    assert clear.code_stub == preprocessors.ClearSolutions().code_stub


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """Return chapter 02 as nbgrader's own command releases it from the instructor's notebook."""
    course = Course(tmp_path_factory.mktemp("class") / "course")
    course.release()
    course.nbgrader("generate_assignment", CHAPTER, "--create")
    return nbformat.read(course.folder / "release" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)


def test_nbgraders_own_command_releases_what_students_get(
    released: NotebookNode, notebooks: dict[str, NotebookNode]
):
    ours = {name: cell.source for name, cell in answers(notebooks["student"]).items()}

    assert {name: cell.source for name, cell in answers(released).items()} == ours


def test_nbgraders_own_stub_would_stand_there_without_ours(notebooks: dict[str, NotebookNode]):
    cell = answers(notebooks["solution"])["loop_1"].copy()
    preprocessors.ClearSolutions().preprocess_cell(cell, {"language": "python"}, 0)

    assert cell.source.endswith("raise NotImplementedError()")
