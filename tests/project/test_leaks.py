"""The search for leaked solutions finds them in every form in which they could be shipped."""

import html
import json
from pathlib import Path

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.release import chapters, derive
from tests.leaks import leaks, solution_lines


def test_each_chapter_has_lines_to_look_for():
    for path in chapters():
        assert len(solution_lines() & set(derive(path).solution_lines)) >= 10


PLANTS = {
    "plain": lambda line: f"x = 1\n    {line}\n",
    "notebook": lambda line: json.dumps({"source": ["x = 1\n", f"    {line}\n"]}),
    "page": lambda line: highlight(line, PythonLexer(), HtmlFormatter()),
    "search index": lambda line: f'Search.setIndex({{"a":"{html.escape(line)}"}})',
}


@pytest.mark.parametrize("form", PLANTS)
def test_a_planted_line_is_found(tmp_path: Path, form: str):
    for number, line in enumerate(sorted(solution_lines())):
        (tmp_path / f"{number}.txt").write_text(PLANTS[form](line), encoding="utf-8")

    assert len(leaks(tmp_path)) == len(solution_lines())


def test_a_stub_is_no_leak(tmp_path: Path):
    (tmp_path / "a.py").write_text("def conv2d(image, kernel):\n    raise NotImplementedError()\n")

    assert leaks(tmp_path) == {}
