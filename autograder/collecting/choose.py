"""Which of a student's files is the answer to an assignment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.collecting.downloads import File
from autograder.collecting.platform_names import Label, is_left_by_a_system
from autograder.intake.attempts import CourseCells
from autograder.intake.extract import extract_answers
from autograder.intake.parse_notebook import parse, plain
from autograder.intake.read_file import RefusedSubmissionError

NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.(?:json|txt))?", re.IGNORECASE | re.DOTALL)
# Colab puts "Copy of" before a name, browsers and Canvas number it, JupyterLab adds "-Copy1".
BEFORE = r"(?:copy of )*"
AFTER = r"(?:[ _-]*copy)?(?:[ _-]*\(?(?P<version>\d{1,9})\)?)?"
NOTEBOOKS_LIMIT = 50  # of one student that are looked into
MOST_NAMED = 3


class NothingChosenError(ValueError):
    """None of the files can be taken for the answer. The message says why, and what to do."""


@dataclass(frozen=True)
class Chosen:
    """The notebook that counts.

    notes: what an instructor should know of the choice
    """

    data: bytes
    notes: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class _Candidate:
    """A notebook that was looked into.

    named: whether it has the assignment's name, a copy's or a version's too
    fits: whether it holds the assignment's cells, or calls of its checks
    works: whether something is written in an answer
    """

    label: Label
    file: File
    digest: bytes
    version: int
    named: bool
    fits: bool
    works: bool

    @property
    def order(self) -> tuple[int, int]:
        return self.label.file_id, self.version


def choose(files: Sequence[tuple[Label, File]], assignment: str, course: CourseCells) -> Chosen:
    """Choose one student's answer from their files in one download.

    Untouched copies give way to what is written in, other names to the assignment's, and earlier
    versions to the latest, by Canvas' number of the file or the number in the name.
    raises NothingChosenError
    """
    notebooks = [
        (label, file)
        for label, file in files
        if NOTEBOOK.fullmatch(label.file) and not is_left_by_a_system(label.file)
    ]
    if not notebooks:
        raise NothingChosenError(f"has no notebook among {_names(label for label, _ in files)}")
    if len(notebooks) > NOTEBOOKS_LIMIT:
        raise NothingChosenError(f"has {len(notebooks)} notebooks; ask for a single one")
    candidates, unread = _looked_into(notebooks, assignment, course)
    fitting = [c for c in candidates if c.named or c.fits]
    worked = [c for c in fitting if c.works] or fitting
    best = [c for c in worked if c.named] or worked
    if not best and unread:
        raise NothingChosenError("; ".join(unread))
    if not best:
        raise NothingChosenError(
            f"has no notebook named {assignment}.ipynb, and {_names(c.label for c in candidates)} "
            "does not hold its cells"
        )
    chosen = _latest(best)
    return Chosen(chosen.file.read(), _notes(chosen, candidates, unread), chosen.label.late)


def _looked_into(
    notebooks: Iterable[tuple[Label, File]], assignment: str, course: CourseCells
) -> tuple[list[_Candidate], list[str]]:
    """Read notebooks; return those that can be read, and a sentence on each that cannot."""
    pattern = re.compile(BEFORE + re.escape(assignment) + AFTER, re.IGNORECASE)
    found, unread = [], []
    for label, file in notebooks:
        try:
            data = file.read()
        except (RefusedSubmissionError, OSError) as error:
            unread.append(f"{label.file} could not be read: {error}")
            continue
        stem = NOTEBOOK.fullmatch(label.file)
        named = pattern.fullmatch(stem["stem"]) if stem else None
        version = int(named["version"] or 0) if named else 0
        digest = hashlib.sha256(data).digest()
        inside = _inside(data, course)
        found.append(_Candidate(label, file, digest, version, bool(named), *inside))
    return found, unread


def _inside(data: bytes, course: CourseCells) -> tuple[bool, bool]:
    """Tell whether a file holds the assignment's cells, and whether an answer is written."""
    try:
        cells = parse(data).cells
        parts = extract_answers(data, course).parts
    except RefusedSubmissionError:  # grading tells the student why
        return False, False
    marks = {cell.grade_id for cell in cells}
    lines = {cell.plain for cell in cells}
    there = [
        name
        for name in course.answers
        if name in marks or plain(course.locked.get(f"check_{name}", "")) in lines - {""}
    ]
    fits = 2 * len(there) >= max(len(course.answers), 1)
    return fits, any(texts != (course.answers[name],) for name, texts in parts.items())


def _latest(best: Sequence[_Candidate]) -> _Candidate:
    newest = max(candidate.order for candidate in best)
    last = [candidate for candidate in best if candidate.order == newest]
    if len({candidate.digest for candidate in last}) > 1:
        raise NothingChosenError(
            f"has {len(last)} notebooks that could be the answer, "
            f"{_names(c.label for c in last)}; ask which counts, and give it alone"
        )
    return last[0]


def _notes(
    chosen: _Candidate, candidates: Sequence[_Candidate], unread: Sequence[str]
) -> tuple[str, ...]:
    notes = list(unread)
    others = [c for c in candidates if c is not chosen and c.digest != chosen.digest]
    if others:
        notes.append(f"{chosen.label.file} was taken, not {_names(c.label for c in others)}")
    elif not chosen.named:
        notes.append(f"{chosen.label.file} was taken for it: it holds the assignment's cells")
    return tuple(notes)


def _names(labels: Iterable[Label]) -> str:
    names = sorted(label.file for label in labels)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
