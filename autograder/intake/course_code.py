"""Which of the course's own lines run before the answers: those whose names the answers may use.

A student runs the whole notebook; to run all of it for a grade would draw every figure. So a line
of the course's is run if it binds a name that stands, as a word, in an answer or in a line that is
run itself. A word counts wherever it stands, in a string or a comment too: a line too many costs
a moment, a line too few would cost a right answer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from nbformat import NotebookNode

WORD = re.compile(r"\w+")
# A definition, an import, an assignment, each from the start of a line.
DEFINES = re.compile(
    r"^(?:(?:async +)?def|class) +(\w+)|^(?:import|from) +(.+)|^(\w[\w ,]*)(?::[^=\n]+)?=(?!=)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Step:
    """A text to run as a cell of its own.

    answer: the grade id of the answer that it is a part of, "" for a line of the course's
    """

    source: str
    answer: str = ""

    @property
    def is_import(self) -> bool:
        """Tell whether this is an import of the course's, which calls no answer."""
        return not self.answer and self.source.startswith(("import ", "from "))


def steps(released: NotebookNode, parts: Mapping[str, Sequence[str]]) -> list[Step]:
    """Return what is run of a submission: imports of the course's, then all else in order.

    The imports come first because nothing of a student's can spoil them there
    (case ends_at_the_next_import).

    released: the instructor's notebook; its checks are not run
    parts: by grade id, the cells of each answer, see `intake.extract.ExtractedAnswers`
    """
    wanted = {word for texts in parts.values() for text in texts for word in WORD.findall(text)}
    kept: list[Step] = []
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in released.cells]
    answers_above = [name for name in names if name in parts]
    definitions = {name: defined(parts[name]) for name in answers_above}
    for cell, name in zip(reversed(released.cells), reversed(names), strict=True):
        if name in parts:
            kept += (Step(text, name) for text in reversed(parts[name]))
            answers_above.pop()
        elif cell.cell_type == "code" and name is None:
            # A check was asked before the course took the name for something else
            # (case helper_of_a_name_that_the_course_takes_later).
            taken = set().union(*(definitions[above] for above in answers_above))
            kept += _lines(cell.source, wanted, taken)
    kept.reverse()
    return sorted(kept, key=lambda step: not step.is_import)  # the order stays otherwise


def needed_by(
    answer: str, released: NotebookNode, parts: Mapping[str, Sequence[str]]
) -> list[Step]:
    """Return what is run for one answer alone: with it the others whose names it uses and lacks.

    answer: its grade id; the rest is as for `steps`
    """
    kept = {answer}
    while True:
        todo = steps(released, {name: texts for name, texts in parts.items() if name in kept})
        words = {word for step in todo for word in WORD.findall(step.source)}
        missing = words - defined(step.source for step in todo)
        more = {name for name, texts in parts.items() if defined(texts) & missing} - kept
        if not more:
            return todo
        kept |= more


def cells_that_define(words: Iterable[str], cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells that define one of these words, or a word of such a cell, in their order.

    Each cell is read once (test_a_chain_of_ten_thousand_cells_is_followed_at_once).
    """
    defining: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        for name in defined([cell]):
            defining.setdefault(name, []).append(number)
    chosen: set[int] = set()
    waiting = [*words]
    while waiting:
        for number in defining.pop(waiting.pop(), ()):
            if number not in chosen:
                chosen.add(number)
                waiting += WORD.findall(cells[number])
    return tuple(cells[number] for number in sorted(chosen))


def defined(texts: Iterable[str]) -> set[str]:
    """Return the names that texts define; they are not parsed, for a parser can be brought down."""
    lines = (next(filter(None, found)) for text in texts for found in DEFINES.findall(text))
    return {word for line in lines for word in WORD.findall(line)}


def _lines(source: str, wanted: set[str], taken: Set[str]) -> list[Step]:
    """Return the wanted statements of a cell, the last first; adds to `wanted` what they use.

    taken: names that answers above define, and that therefore are not wanted of the course
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []  # a line of IPython's own, such as a magic: the course's answers rest on none
    kept = []
    for statement in reversed(statements):
        if binds_any(statement, wanted - taken):
            text = ast.unparse(statement)
            wanted.update(WORD.findall(text))
            kept.append(Step(text))
    return kept


def binds_any(statement: ast.stmt, words: Set[str]) -> bool:
    """Return whether a statement gives a value to one of the words, or may by `import *`."""
    names = _bound(statement)
    return "*" in names or not names.isdisjoint(words)


def _bound(statement: ast.stmt) -> set[str]:
    """Return the names that a statement gives a value, or changes the value of."""
    match statement:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(alias.asname or alias.name).split(".")[0] for alias in names}
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return set().union(*map(_names, targets))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return _names(target)
    return set()


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
