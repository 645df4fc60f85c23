"""Where derived notebooks go, and what is never done to a student's work."""

import re
from pathlib import Path

import nbformat
import pytest

from autograder.commands.cli import main
from autograder.release import targets
from tests.support.solution_leaks import leaks

CHAPTER = "07_convolution_filters"


def test_missing_notebooks_are_added_and_those_there_are_kept(tmp_path: Path):
    (tmp_path / f"{CHAPTER}.ipynb").write_text("a student's work", encoding="utf-8")

    added, kept = targets.to_work(tmp_path)

    assert [path.name for path in kept] == [f"{CHAPTER}.ipynb"]
    assert "start.ipynb" in [path.name for path in added]
    assert (tmp_path / f"{CHAPTER}.ipynb").read_text(encoding="utf-8") == "a student's work"


def test_a_second_run_adds_nothing(tmp_path: Path):
    targets.to_work(tmp_path)

    assert targets.to_work(tmp_path)[0] == []


def test_the_start_notebook_leads_to_the_chapters_and_holds_a_living_figure(tmp_path: Path):
    targets.to_work(tmp_path)
    start = nbformat.read(tmp_path / "start.ipynb", as_version=4)

    text = "\n".join(cell.source for cell in start.cells)
    assert f"({CHAPTER}.ipynb)" in text
    assert any(
        "from seeing.widgets import" in c.source for c in start.cells if c.cell_type == "code"
    )
    assert "{anywidget}" not in text


def test_the_public_tree_holds_notebooks_keys_and_no_solution(tmp_path: Path):
    folder = targets.to_public(tmp_path / "public")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert {f"notebooks/{CHAPTER}.ipynb", f"seeing/answer_keys/{CHAPTER}.json"} <= files
    assert {"environment.yml", "pyproject.toml", "constraints.txt", "README.md"} <= files
    assert {"lab/jupyter_lab_config.py", "lab/page_config.json", "lab/overrides.json"} <= files
    assert not [name for name in files if name.startswith(("autograder", "book"))]
    assert leaks(folder) == {}


def test_the_public_readme_says_how_to_install_on_each_system(tmp_path: Path):
    readme = (targets.to_public(tmp_path / "public") / "README.md").read_text(encoding="utf-8")

    for system in ("**Linux**", "**macOS**", "**Windows**", "download.pytorch.org/whl/cpu"):
        assert system in readme
    assert len(re.findall(r"pip install -c constraints.txt .*-e '?\.\[lab\]", readme)) == 3


def test_what_opens_beside_the_chapters_holds_every_term_and_link(tmp_path: Path):
    targets.to_work(tmp_path)
    glossary = nbformat.read(tmp_path / "glossary.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in glossary.cells)
    headings = {line[4:].replace(" ", "-") for line in text.splitlines() if line[:4] == "### "}
    links = set(re.findall(r"\]\(#([^)]*)\)", text))

    assert len(headings) > 50
    assert links <= headings
    assert "{term}" not in text
    assert (tmp_path / "references.ipynb").exists()


def test_a_folder_with_something_in_it_is_not_written_over(tmp_path: Path, capsys):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        targets.to_public(tmp_path)
    assert main(["release", "public", str(tmp_path)]) == 1
    assert "not empty" in capsys.readouterr().err


def test_the_course_folder_gets_the_assignments_source(tmp_path: Path, capsys):
    assert main(["release", "course", str(tmp_path)]) == 0

    source = tmp_path / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    assert "### BEGIN SOLUTION" in source.read_text(encoding="utf-8")
    assert "nbgrader generate_assignment" in capsys.readouterr().out


def test_a_release_tells_of_each_chapter_whether_its_answer_key_was_there(tmp_path: Path, capsys):
    targets.to_course(tmp_path)

    assert main(["release", "course", str(tmp_path)]) == 0

    said = capsys.readouterr().err
    assert f"{CHAPTER}: answer key as it was" in said
    assert said.count("answer key") == len(targets.chapters())
