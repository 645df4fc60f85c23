"""Imports of a student's own that stand apart from the answers, as in the notebook's first cell.

*Run All* ran them, so an answer that uses one is right. Each is run right before the answers that
name what it binds, as a part of them: it has no more power than an answer's own first line
(case imports_at_the_top).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from autograder.intake.attempts import CourseCells
from autograder.intake.course_code import WORD, binds_any
from autograder.intake.parse_notebook import Cell

# Short, and with no bracket inside of brackets: nothing that could bring a parser down. Nothing is
# given back that was once taken, or spaces would take minutes (test_the_worst_files_...).
IMPORT = re.compile(
    r"^(?:import|from) [^\n;()]{1,500}+(?:\([^;()]{1,500}+\))?+(?=[ \t\r]*+(?:;|$))", re.MULTILINE
)
MOST = 100  # that are looked at: test_the_worst_files_within_the_limit_...


def own_imports(cells: Iterable[Cell], released: CourseCells) -> dict[str, ast.stmt]:
    """Return the imports in a student's cells that the course does not have itself, by text."""
    of_the_course = {line for source in released.sources for line in source.splitlines()}
    found: dict[str, ast.stmt] = {}
    for line in islice(_lines(cells), MOST):
        if line.strip() in of_the_course:
            continue
        try:
            (statement,) = ast.parse(line).body
        except (SyntaxError, ValueError):  # ValueError too for characters that no source may hold
            continue
        found[ast.unparse(statement)] = statement
    return found


def _lines(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        yield from (match[0] for match in IMPORT.finditer(cell.source))


def with_imports(texts: Sequence[str], imports: Mapping[str, ast.stmt]) -> tuple[str, ...]:
    """Return an answer's cells, before them the imports that they use and do not repeat."""
    used = {word for text in texts for word in WORD.findall(text)}
    lines = {line.strip() for text in texts for line in text.splitlines()}
    needed = (
        text
        for text, statement in imports.items()
        if binds_any(statement, used) and text not in lines
    )
    return (*needed, *texts)
