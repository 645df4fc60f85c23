"""Every chapter keeps the course's form: what can be held mechanically is held here."""

import ast
import re

import pytest

from autograder.exercises import load
from tests.support.chapters import PATHS, ROOT, Cell, code, exercises, prose, read

DIRECTIVES = {"note", "tip", "important", "warning", "margin", "dropdown"}
FORBIDDEN = re.compile(r"\b(simply|obviously|trivially|clearly|of course|basically)\b", re.I)
PLOTTING = re.compile(r"\bmatplotlib\b|\bplt\.|\.imshow\(|%matplotlib")

CHAPTERS = {path.stem: read(path) for path in PATHS}
each_chapter = pytest.mark.parametrize("cells", CHAPTERS.values(), ids=[*CHAPTERS])


def draws_a_figure(cell: Cell) -> bool:
    """Whether the cell's last line shows a figure of `seeing.figures`."""
    last = ast.parse(cell.source).body[-1]
    return isinstance(last, ast.Expr) and ast.unparse(last).startswith("figures.")


def test_there_is_a_chapter():
    assert PATHS


@each_chapter
def test_it_opens_with_a_title_and_what_you_will_do_learn_and_need(cells: list[Cell]):
    first = next(i for i, cell in enumerate(cells) if cell.kind == "code")
    opening = prose(cells[:first])

    assert re.match(r"# \w", opening)
    promises = re.findall(r"\*\*You will (do|learn|need)\*\*", opening)
    assert promises == ["do", "learn", "need"]


@each_chapter
def test_it_ends_with_a_summary_a_quiz_and_the_way_on(cells: list[Cell]):
    headings = re.findall(r"^## (.+)$", prose(cells), flags=re.M)

    assert headings[-3:] == ["Summary", "Quiz yourself", "Go further"]
    assert "\n**Next.**" in cells[-1].source


@each_chapter
def test_prose_comes_before_code(cells: list[Cell]):
    assert cells[0].kind == "markdown"


@each_chapter
def test_a_code_cell_has_at_most_fifteen_lines(cells: list[Cell]):
    for cell in code(cells):
        if "exercise" not in cell.options:
            assert len(cell.source.splitlines()) <= 15, cell.source


@each_chapter
def test_a_line_of_code_fits_the_pages_column(cells: list[Cell]):
    for cell in code(cells):
        assert max(map(len, cell.source.splitlines())) <= 72, cell.source


@each_chapter
def test_no_cell_carries_plotting_boilerplate(cells: list[Cell]):
    for cell in code(cells):
        assert not PLOTTING.search(cell.source), cell.source


@each_chapter
def test_the_text_does_not_call_anything_easy(cells: list[Cell]):
    found = FORBIDDEN.findall("\n".join(cell.source for cell in cells))

    assert not found


@each_chapter
def test_a_cell_has_alt_text_just_when_it_draws_a_figure(cells: list[Cell]):
    for cell in code(cells):
        described = len(str(cell.options.get("alt", ""))) >= 20
        assert described == draws_a_figure(cell), cell.source


@each_chapter
def test_only_directives_and_roles_with_a_portable_form_are_used(cells: list[Cell]):
    text = prose(cells)
    colon_fences = set(re.findall(r"^:{3,}\{([\w-]+)\}", text, flags=re.M))
    roles = set(re.findall(r"\{([\w:-]+)\}`", re.sub(r"^```\{", "", text, flags=re.M)))

    assert colon_fences <= DIRECTIVES
    assert roles <= {"term"}
    assert not re.search(r"^`{3,}\{", text, flags=re.M)


@each_chapter
def test_each_term_is_in_the_glossary(cells: list[Cell]):
    glossary = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^([\w-][\w -]*)$", glossary.split("```{glossary}")[1], flags=re.M))
    used = re.findall(r"\{term\}`(?:[^`<]*<)?([^`>]+)>?`", prose(cells))

    assert used
    assert set(used) <= known


@each_chapter
def test_links_to_other_pages_lead_somewhere(cells: list[Cell]):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", prose(cells)):
        assert (ROOT / "notebooks" / target).is_file(), target


@pytest.mark.parametrize(("chapter", "cells"), CHAPTERS.items(), ids=[*CHAPTERS])
def test_each_exercise_is_followed_by_its_check(chapter: str, cells: list[Cell]):
    objects = {known.name: known.objects for known in load(chapter).values()}
    marked = [c for c in code(cells) if {"exercise", "check"} & set(c.options)]
    names = [str(c.options["exercise"]) for c in marked[::2]]

    assert [c.options.get("check") for c in marked[1::2]] == names
    assert [c.source for c in marked[1::2]] == [
        f'check("{name}", {", ".join(objects[name])})' for name in names
    ]
    assert len(names) == len(set(names)) == len(marked) // 2


@each_chapter
def test_each_stub_states_its_task_and_hides_its_solution(cells: list[Cell]):
    for name, source in exercises(cells).items():
        task, *solutions = source.split("    ### BEGIN SOLUTION\n")
        docstring = ast.get_docstring(ast.parse(task).body[-1])

        assert docstring is not None, name
        assert re.search(r"^returns ", docstring, flags=re.M), name
        assert re.search(rf"^>>> .*\b{name}\b", docstring, flags=re.M), name
        assert solutions, name
        assert all("    ### END SOLUTION" in solution for solution in solutions), name
        assert solutions[-1].endswith("    ### END SOLUTION"), name
        assert len(solutions) == 1 or isinstance(ast.parse(task).body[-1], ast.ClassDef), name


@each_chapter
def test_each_exercise_has_a_purpose_and_a_miniature(cells: list[Cell]):
    headings = re.findall(r"^## Exercise: .+?(?=^## )", prose(cells), flags=re.M | re.S)

    assert len(headings) == len(exercises(cells))
    assert all("miniature" in text for text in headings)


@each_chapter
def test_a_prediction_comes_before_something_is_seen(cells: list[Cell]):
    assert len(re.findall(r"[Pp]redict", prose(cells))) >= 3
