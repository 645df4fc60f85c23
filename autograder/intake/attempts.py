"""Which cells of a submission are an answer.

An answer is what *Run All* would have run between two cells of the course: the marked cell, and the
student's own code cells right above and below it. So a helper in a cell of its own, an answer split
in two (JupyterLab gives both halves the grade id, older ones give it to one) and a second try below
the first do what they did for the student. Two things differ from Run All:

- An untouched stub beside a written answer is passed over: a pasted copy would undo the answer
  (case copied_cell_left_untouched).
- Where the grade id also stands elsewhere, the first place that is filled in counts. The check that
  the student looked at stands below it; a copy at the end is most often a scratch pad (cases
  scratch_copy_at_the_end, answer_in_the_copy, scratch_below_a_stub).

Where an answer's marks are lost, or its cell is left as it was, the student's cells that define its
names are the answer (cases typed_anew, all_answers_in_one_cell, pasted_into_a_fresh_notebook).

Nothing can be gained by any choice here: all of it is the student's code, run in the sandbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.intake.course_code import defined
from autograder.intake.parse_notebook import Cell, plain

CHECK = "check_"  # before an answer's name, the grade id of its check
COURSE = ""  # in place of an answer's name: a cell of the course that is no answer


@dataclass(frozen=True)
class CourseCells:
    """What cells of the course are known by.

    answers: the stub by grade id, in the notebook's order
    written: the same of those in words, which a person grades
    locked: the source of the other cells that have a grade id: checks
    cell_ids: the answer's grade id by Jupyter's cell id; COURSE for other cells
    sources: texts of all cells, plain
    kernel: the kernel's name
    """

    answers: Mapping[str, str]
    locked: Mapping[str, str]
    cell_ids: Mapping[str, str]
    sources: frozenset[str]
    kernel: str | None
    written: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, notebook: NotebookNode) -> CourseCells:
        """Read an instructor's notebook.

        raises ValueError where it is not a released one: an id that stands twice, an answer in
            words without points, or a solution still in its place, which a student who hands in
            nothing would be given (test_a_notebook_with_solutions_is_not_taken_for_a_released_one)
        """
        answers: dict[str, str] = {}
        written: dict[str, str] = {}
        locked: dict[str, str] = {}
        cell_ids: dict[str, str] = {}
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            name = marks.get("grade_id") or COURSE
            if name in answers or name in written or name in locked:
                raise ValueError(f"the instructor's notebook has two cells with grade id {name}")
            if "### BEGIN SOLUTION" in cell.source:
                raise ValueError("the instructor's notebook holds solutions; take the released one")
            if name and marks.get("solution") and cell.cell_type != "code":
                if not marks.get("grade"):
                    raise ValueError(
                        f"{name} asks for a written answer and has no points: nbgrader calls such "
                        "a cell a manually graded answer"
                    )
                written[name] = cell.source
            elif name and marks.get("solution"):
                answers[name] = cell.source
            elif name:
                locked[name] = cell.source
            if "id" in cell:
                cell_ids[cell.id] = name if name in answers or name in written else COURSE
        sources = frozenset(plain(cell.source) for cell in notebook.cells)
        kernel = notebook.metadata.get("kernelspec", {}).get("name")
        return cls(answers, locked, cell_ids, sources, kernel, written)

    def whose(self, cell: Cell) -> str | None:
        """Return the answer a cell is marked as, COURSE for another of ours, None for their own.

        The grade id decides (cases an_answer_marked_as_a_check, check_replaced_without_ids). Where
        a tool has stripped it, Jupyter's own cell id does (case metadata_stripped), and then the
        text (case version_3).
        """
        if cell.grade_id in self.answers or cell.grade_id in self.written:
            return cell.grade_id
        if cell.grade_id in self.locked:
            return COURSE
        if cell.cell_id is not None and cell.cell_id in self.cell_ids:
            return self.cell_ids[cell.cell_id]
        return COURSE if cell.plain in self.sources else None


@dataclass
class Attempt:
    """One place where an answer stands: its marked cells, and the student's own beside them."""

    answer: str
    cells: list[Cell]
    marked: list[Cell] = field(default_factory=list)

    def is_written(self, stub: str) -> bool:
        """Whether a marked cell holds anything but the stub."""
        return any(_is_written(cell, stub) for cell in self.marked)

    def is_written_beside(self, stub: str) -> bool:
        """Whether the stub was left alone and code stands in a cell beside it."""
        return any(_is_written(cell, stub) for cell in self.cells)

    def parts(self, stub: str) -> tuple[str, ...]:
        """Return the texts to run, in order; the stub first where no marked cell is written."""
        written = [cell.source for cell in self.cells if _is_written(cell, stub)]
        texts = written if self.is_written(stub) else [stub, *written]
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n") for text in texts)


def attempts(cells: Iterable[Cell], released: CourseCells) -> list[Attempt]:
    """Return the places where answers stand, in the notebook's order."""
    found: list[Attempt] = []
    above: list[Cell] = []  # own cells that no marked cell has come below yet
    current: Attempt | None = None
    for cell in cells:
        whose = released.whose(cell)
        if whose == COURSE or whose in released.written:
            above, current = [], None
        elif whose is not None:
            if current is None or current.answer != whose:
                current = Attempt(whose, above)
                found.append(current)
                above = []
            current.cells.append(cell)
            current.marked.append(cell)
        elif cell.kind == "code":  # a student's Markdown is never read (case html_around)
            (above if current is None else current.cells).append(cell)
    return found


def by_name(name: str, cells: Sequence[Cell], released: CourseCells) -> Attempt | None:
    """Return the place of an answer of which nothing that is marked is written.

    It is the student's cells that define one of its names, those above its check if there are any.
    """
    stub = released.answers[name]
    names = defined([stub])
    check = plain(released.locked.get(f"{CHECK}{name}", ""))
    at = next((i for i, cell in enumerate(cells) if check and cell.plain == check), len(cells))
    defining = [
        (i, cell)
        for i, cell in enumerate(cells)
        if cell.kind == "code" and cell.defines & names and _is_written(cell, stub)
        if released.whose(cell) != COURSE
    ]
    above = [cell for i, cell in defining if i < at]
    chosen = above or [cell for _, cell in defining]
    return Attempt(name, chosen, chosen) if chosen else None


def written_answer(name: str, cells: Iterable[Cell], released: CourseCells) -> str | None:
    """Return what stands in the cell of an answer in words, the first that is filled in.

    "" where none is, None where there is no such cell
    """
    own = [cell for cell in cells if released.whose(cell) == name]
    stub = released.written[name]
    return next((cell.source for cell in own if _is_written(cell, stub)), "" if own else None)


def _is_written(cell: Cell, stub: str) -> bool:
    return cell.plain not in ("", plain(stub))
