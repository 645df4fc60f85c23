"""Which of a student's files counts."""

import nbformat
import pytest

from autograder.collecting.choose import Chosen, NothingChosenError, choose
from autograder.collecting.downloads import File
from autograder.collecting.platform_names import Label, Owner
from autograder.intake.attempts import CourseCells
from autograder.intake.read_file import RefusedSubmissionError
from tests.support.downloads import NAME, notebook, released

ADA = Owner("Moodle", "Ada Lovelace", "4711")
CELLS = CourseCells.of(released())
WORK, MORE = notebook("work"), notebook("more work")
OTHER_CHAPTER = notebook("work", "08_edges")


def of(*files: tuple[str, bytes | Exception, int]) -> Chosen:
    """Choose among files: name, contents or why they cannot be read, Canvas' number."""

    def reader(data: bytes | Exception):
        def read() -> bytes:
            if isinstance(data, Exception):
                raise data
            return data

        return read

    pile = [(Label(ADA, name, id_), File(name, reader(data))) for name, data, id_ in files]
    return choose(pile, NAME, CELLS)


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}.ipynb",
        f"Copy of {NAME}.ipynb",
        f"Copy of Copy of {NAME}.ipynb",
        f"{NAME} (1).ipynb",
        f"{NAME}-1.ipynb",
        f"{NAME}-Copy1.ipynb",
        f"{NAME} - Copy.ipynb",
        f"{NAME.upper()}.IPYNB",
        f"{NAME}.ipynb.json",
        f"{NAME}.ipynb.txt",
    ],
)
def test_a_copy_of_the_assignments_name_is_taken_whatever_it_holds(name: str):
    assert of((name, b"no notebook", 0)) == Chosen(b"no notebook")


@pytest.mark.parametrize("marks", [True, False])
def test_another_name_is_taken_when_the_notebook_holds_the_assignments_cells(marks: bool):
    data = notebook("work", marks=marks)

    chosen = of(("my homework.ipynb", data, 0))

    assert chosen.data == data
    assert chosen.notes == ("my homework.ipynb was taken for it: it holds the assignment's cells",)


def test_marks_are_enough_where_the_checks_are_gone():
    made = nbformat.reads(WORK, as_version=4)
    made.cells = [cell for cell in made.cells if "check" not in cell.source]
    data = nbformat.writes(made).encode()

    assert of(("homework.ipynb", data, 0)).data == data


@pytest.mark.parametrize("data", [OTHER_CHAPTER, b"no notebook", b"{}"])
def test_another_name_is_not_taken_when_it_holds_something_else(data: bytes):
    with pytest.raises(NothingChosenError, match=r"no notebook named.*homework\.ipynb does not"):
        of(("homework.ipynb", data, 0))


def test_what_is_written_in_counts_before_an_untouched_notebook():
    chosen = of((f"{NAME}.ipynb", WORK, 0), (f"{NAME} (1).ipynb", notebook(), 0))

    assert chosen.data == WORK
    assert chosen.notes == (f"{NAME}.ipynb was taken, not {NAME} (1).ipynb",)
    assert of((f"{NAME}.ipynb", notebook(), 0), ("draft.ipynb", WORK, 0)).data == WORK


def test_untouched_is_taken_when_there_is_nothing_else():
    assert of((f"{NAME}.ipynb", notebook(), 0), ("notes.txt", b"", 0)).data == notebook()


def test_the_assignments_name_counts_before_others():
    chosen = of((f"{NAME}.ipynb", WORK, 0), ("draft.ipynb", MORE, 0))

    assert chosen.data == WORK
    assert chosen.notes == (f"{NAME}.ipynb was taken, not draft.ipynb",)


def test_the_latest_version_counts_and_this_is_said():
    chosen = of(
        (f"{NAME}.ipynb", WORK, 0), (f"{NAME}-2.ipynb", MORE, 0), (f"{NAME}-1.ipynb", WORK, 0)
    )

    assert chosen.data == MORE
    assert chosen.notes == (f"{NAME}-2.ipynb was taken, not {NAME}-1.ipynb, {NAME}.ipynb",)


def test_canvas_number_of_the_file_counts_before_the_number_in_the_name():
    assert of((f"{NAME} (5).ipynb", WORK, 100), (f"{NAME}.ipynb", MORE, 101)).data == MORE


def test_two_that_could_be_the_answer_are_not_guessed():
    with pytest.raises(
        NothingChosenError, match=r"2 notebooks that could be the answer.*ask which"
    ):
        of((f"{NAME}.ipynb", WORK, 0), (f"Copy of {NAME}.ipynb", MORE, 0))


def test_the_same_file_twice_is_one():
    assert of((f"{NAME}.ipynb", WORK, 0), (f"Copy of {NAME}.ipynb", WORK, 0)) == Chosen(WORK)


@pytest.mark.parametrize("name", ["work.pdf", "work.zip", ".ipynb_checkpoints", ".hidden.ipynb"])
def test_no_notebook_names_what_is_there(name: str):
    with pytest.raises(NothingChosenError, match=f"no notebook among {name}"):
        of((name, b"", 0))


def test_what_cannot_be_read_is_said_and_another_is_taken():
    broken = RefusedSubmissionError("it is damaged in the archive")

    assert "damaged" in of((f"{NAME}.ipynb", WORK, 0), ("b.ipynb", broken, 0)).notes[0]
    with pytest.raises(NothingChosenError, match="it is damaged in the archive"):
        of((f"{NAME}.ipynb", broken, 0))


def test_a_heap_of_notebooks_is_not_looked_into():
    heap = [(f"{n}.ipynb", RefusedSubmissionError("was read"), 0) for n in range(51)]

    with pytest.raises(NothingChosenError, match="has 51 notebooks"):
        of(*heap)
