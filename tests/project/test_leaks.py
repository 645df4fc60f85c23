"""The search for leaked solutions finds them in every form in which they could be shipped."""

import html
import json
from pathlib import Path

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.release.chapter import chapters, derive
from seeing import broken_loops
from seeing.check.starting_code import body_of
from tests.support.solution_leaks import leaks, solution_lines


def test_each_chapter_has_lines_to_look_for():
    for path in chapters():
        assert len(solution_lines() & set(derive(path).solution_lines)) >= 10


PLANTS = {
    "plain": lambda line: f"x = 1\n    {line}\n",
    "notebook": lambda line: json.dumps({"source": ["x = 1\n", f"    {line}\n"]}),
    "page": lambda line: highlight(line, PythonLexer(), HtmlFormatter()),
    "escaped": lambda line: f'{{"a":"{html.escape(line)}"}}',
}


@pytest.mark.parametrize("form", PLANTS)
def test_a_planted_line_is_found(tmp_path: Path, form: str):
    for number, line in enumerate(sorted(solution_lines())):
        (tmp_path / f"{number}.txt").write_text(PLANTS[form](line), encoding="utf-8")

    assert len(leaks(tmp_path)) == len(solution_lines())


# The solution of loop_2: each of its lines is public, and what it starts from has them all.
IN_ORDER = """losses = []
for _ in range(epochs):
    for images, labels in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
return losses
"""
FORMS = {
    "plain": lambda text: text,
    "notebook": lambda text: json.dumps({"source": text.splitlines(keepends=True)}, indent=1),
    "page": lambda text: highlight(text, PythonLexer(), HtmlFormatter()),
}


@pytest.mark.parametrize("form", FORMS)
def test_public_lines_in_the_order_of_a_solution_are_found(tmp_path: Path, form: str):
    (tmp_path / "loop.txt").write_text(FORMS[form](IN_ORDER), encoding="utf-8")

    assert leaks(tmp_path).keys() == {"loop.txt"}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_lines_as_they_are_handed_out_are_no_leak(tmp_path: Path, form: str):
    broken = body_of(broken_loops.loop_2)
    (tmp_path / "loop.txt").write_text(FORMS[form](broken), encoding="utf-8")

    assert sorted(broken.split()) == sorted(IN_ORDER.split())
    assert leaks(tmp_path) == {}


def test_a_stub_is_no_leak(tmp_path: Path):
    (tmp_path / "a.py").write_text(
        'def conv2d(image, kernel):\n    raise NotImplementedError("conv2d is not written yet")\n'
    )

    assert leaks(tmp_path) == {}
