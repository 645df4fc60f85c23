"""Extract a submission's answers, and splice them into the instructor's notebook.

The student's file is only looked through for the text of the answers. Every other part of what is
graded is the instructor's, so tags, metadata, points, added tests, changed checks, order and cell
types of a submission have no power: they are never copied, so there is nothing to filter
(cases points_raised, check_replaced, more_tests, cells_reordered, cell_type_changed, html_around).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from autograder.intake.attempts import Attempt, CourseCells, attempts, by_name, written_answer
from autograder.intake.parse_notebook import ANSWER_LIMIT_KIB, Cell, Submitted, parse, plain
from autograder.intake.student_imports import own_imports, with_imports

# Half a surrogate pair cannot be written to any file (case half_a_character); control characters
# move the cursor of the terminal that a log is read in (case control_characters); and those that
# turn the direction of what follows show another text than is run (case shown_in_another_order).
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ATTACHED = "(attachment:"  # how Markdown names a picture that lies in its cell


@dataclass(frozen=True)
class ExtractedAnswers:
    """What is graded of a submission.

    parts: by grade id, the cells of each answer in the order they are to be run. Run each as a
        cell of its own: a trial call that raises below a right function then harms nothing.
    notes: sentences for the student, one for each thing that was put right. They hold no text of
        the student's, so they are safe to show anywhere (test_no_text_of_a_student_is_in_a_note).
    doubts: those of them that somebody should look at
    helpers: the student's own code cells that are no part of an answer and define something, in
        their order; none where they are longer together than an answer may be
    python: the version of Python that the notebook says it ran on
    written: by grade id, what stands in the cells of answers in words; none that is left blank
    """

    parts: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    python: tuple[int, int] | None = None
    written: Mapping[str, str] = field(default_factory=dict)


def extract_answers(data: bytes, course: CourseCells) -> ExtractedAnswers:
    """Find the answers in a submitted file.

    data: the file's bytes, from `read_file.read`
    course: what the course's own cells are known by
    raises RefusedSubmissionError with a plain text for the student when there is nothing to grade
    """
    submitted = parse(data)
    found, doubts = _places(submitted, course)
    read_cells = {id(cell) for attempt in found for cell in attempt.cells}
    apart = [c for c in submitted.cells if id(c) not in read_cells and _is_their_own(c, course)]
    imports = own_imports(apart, course)
    parts: dict[str, tuple[str, ...]] = {}
    notes: list[str] = []
    brought = False
    for name, stub in course.answers.items():
        own = [attempt for attempt in found if attempt.answer == name]
        texts, said = _answer(name, stub, own) if own else ((stub,), [])
        parts[name] = texts if texts == (stub,) else with_imports(texts, imports)
        brought = brought or len(parts[name]) > len(texts)
        notes += said
    if brought:
        notes.append(
            "Imports of yours that stand apart from the answers were run with those that use them."
        )
    written, lost = _written(submitted, course)
    doubts += lost
    notes += _about_the_rest(submitted, course)
    helpers = tuple(_writable(cell.source) for cell in apart if cell.defines)
    if _is_too_long(helpers):
        helpers = ()
    told = (*doubts, *notes)
    return ExtractedAnswers(parts, told, tuple(doubts), helpers, submitted.python, written)


def _places(submitted: Submitted, course: CourseCells) -> tuple[list[Attempt], list[str]]:
    """Find where the answers stand, and say where that was a guess or came to nothing."""
    found = attempts(submitted.cells, course)
    guessed, lost = [], []
    for name, stub in course.answers.items():
        own = [attempt for attempt in found if attempt.answer == name]
        if any(attempt.is_written_beside(stub) for attempt in own):
            continue
        if place := by_name(name, submitted.cells, course):
            found = [attempt for attempt in found if attempt.answer != name] + [place]
            guessed.append(name)
        elif not own:
            lost.append(name)
    return found, [*_guessed(guessed), *_lost(lost)]


def _guessed(names: Sequence[str]) -> Iterator[str]:
    if len(names) == 1:
        yield (
            f"Nothing is written in a cell marked as the answer {names[0]}; what your notebook "
            "defines elsewhere by this name was graded."
        )
    elif names:
        yield (
            f"Nothing is written in cells marked as the answers {_listed(names)}; what your "
            "notebook defines elsewhere by these names was graded."
        )


def _lost(names: Sequence[str]) -> Iterator[str]:
    if len(names) == 1:
        yield f"No cell for the answer {names[0]} was found, so it counts as not done."
    elif names:
        yield f"No cells for the answers {_listed(names)} were found, so they count as not done."


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _answer(name: str, stub: str, own: list[Attempt]) -> tuple[tuple[str, ...], list[str]]:
    """Choose what is graded as one answer, and say what a student would not expect."""
    # The first: the check that the student looked at stands below it. The later ones are copies.
    attempt = next((a for a in own if a.is_written(stub)), None) or next(
        (a for a in own if a.is_written_beside(stub)), own[0]
    )
    texts = attempt.parts(stub)
    notes = []
    if len(own) > 1 and attempt.is_written_beside(stub):
        notes.append(
            f"The answer {name} stood in {len(own)} places; the first that is filled in was graded."
        )
    if len(texts) > 1:
        notes.append(f"The answer {name} was read from {len(texts)} cells, in their order.")
    if any(cell.kind != "code" for cell in attempt.marked):
        notes.append(f"The cell of the answer {name} was no code cell; it was read as code.")
    # case answer_too_long
    if _is_too_long(texts):
        too_long = f"The answer {name} is longer than {ANSWER_LIMIT_KIB} KiB and was not read."
        return (stub,), [*notes, too_long]
    clean = tuple(map(_writable, texts))
    if clean != texts:
        notes.append(
            f"Characters in the answer {name} that no file can hold, no screen can show, or that "
            "turn the order in which text is shown, were replaced by \N{REPLACEMENT CHARACTER}."
        )
    return clean, notes


def _written(submitted: Submitted, course: CourseCells) -> tuple[dict[str, str], list[str]]:
    """Return the answers in words that are there, and what somebody should look at."""
    found, doubts = {}, []
    for name in course.written:
        text = written_answer(name, submitted.cells, course)
        if text is None:
            doubts.append(
                f"No cell for the written answer {name} was found: look for it in the notebook "
                "that was handed in."
            )
        elif _is_too_long([text]):
            doubts.append(
                f"The written answer {name} is longer than {ANSWER_LIMIT_KIB} KiB and was not "
                "read: look at it in the notebook that was handed in."
            )
        elif text:
            found[name] = _writable(text)
            if ATTACHED in text:
                doubts.append(
                    f"The written answer {name} shows pictures: they are in the notebook that was "
                    "handed in, and its words alone are shown here."
                )
    return found, doubts


def _is_too_long(texts: Sequence[str]) -> bool:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) > (
        ANSWER_LIMIT_KIB * 1024
    )


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _about_the_rest(submitted: Submitted, course: CourseCells) -> list[str]:
    """Say what of the student's notebook, outside the answers, was not used."""
    notes = []
    locked = [cell for cell in submitted.cells if cell.grade_id in course.locked]
    if sorted((cell.grade_id or "", cell.plain) for cell in locked) != sorted(
        (name, plain(source)) for name, source in course.locked.items()
    ):
        notes.append("Checks were changed, copied or missing; the course's own were used.")
    if submitted.kernel is not None and submitted.kernel != course.kernel:
        notes.append("Your notebook names another kernel; it was graded with the course's.")
    return notes


def _is_their_own(cell: Cell, course: CourseCells) -> bool:
    """Whether it is code that the course does not have so, on which an answer may rest."""
    return (
        cell.kind == "code"
        and cell.grade_id not in course.locked
        and cell.plain not in course.sources
    )


def splice(instructor: NotebookNode, parts: Mapping[str, tuple[str, ...]]) -> NotebookNode:
    """Return the instructor's notebook, without outputs, with these answers in their cells."""
    notebook = copy.deepcopy(instructor)  # test_the_instructors_notebook_is_not_changed
    for cell in notebook.cells:
        if cell.cell_type == "code":  # test_outputs_of_the_instructor_are_dropped_too
            cell.outputs = []
            cell.execution_count = None
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in parts:
            cell.source = "\n\n\n".join(parts[name])
    return notebook
