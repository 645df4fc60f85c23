"""Put derived notebooks where they are used: work/, nbgrader's course/, a public tree."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.files import ROOT, write_atomically
from autograder.release import answer_key
from autograder.release.chapter import Chapter, chapters, derive, repository_url, site_url
from autograder.release.side_pages import PAGES, side_page
from autograder.release.start_page import start_notebook

INSTALL = ROOT / "lab" / "install.md"  # how students install it: their README says it
# What a student's repository holds besides notebooks; nothing in it knows a solution.
PUBLIC_FILES = ("pyproject.toml", "constraints.txt", "environment.yml", "LICENSE", "LICENSE-text")

# JupyterLab without the instructor's menus, opened on the start page.
LAB_FILES = ("jupyter_lab_config.py", "page_config.json", "overrides.json")

Told = Callable[[str, bool], None]


def silently(chapter: str, from_cache: bool) -> None:
    """Be told of a chapter, and say nothing."""


def to_work(folder: Path, told: Told = silently) -> tuple[list[Path], list[Path]]:
    """Add the student notebooks that `folder` lacks; leave the others as they are.

    told: called for each chapter, when its answer key is there, and told whether it was before
    returns the notebooks added and the notebooks kept
    """
    added, kept = [], []
    folder.mkdir(parents=True, exist_ok=True)
    for name, nb in _student_notebooks(told):
        path = folder / f"{name}.ipynb"
        if path.exists():
            kept.append(path)
        else:
            _write(nb, path)
            added.append(path)
    return added, kept


def to_course(folder: Path, told: Told = silently) -> list[Path]:
    """Write each chapter as an assignment's source for `nbgrader generate_assignment`."""
    written = []
    for chapter in _chapters_with_keys(told):
        path = folder / "source" / chapter.name / f"{chapter.name}.ipynb"
        _write(chapter.solution, path)
        written.append(path)
    return written


def to_public(folder: Path, told: Told = silently) -> Path:
    """Write the students' repository: notebooks, what they import, and how to install it.

    folder: must not exist, or be empty apart from `.git`; Binder, Colab and nbgitpuller read it
    raises FileExistsError when something is there that this did not make
    """
    if folder.exists() and any(child.name != ".git" for child in folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder, or empty that one first")
    folder.mkdir(parents=True, exist_ok=True)
    for name in PUBLIC_FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "README.md").write_text(_public_readme(), encoding="utf-8")
    for name in LAB_FILES:
        (folder / "lab").mkdir(exist_ok=True)
        shutil.copy(ROOT / "lab" / name, folder / "lab" / name)
    notebooks = folder / "notebooks"
    for name, nb in _student_notebooks(told):
        if name not in PAGES:  # which hold no code
            nb.cells.insert(0, _colab_cell())
        _write(nb, notebooks / f"{name}.ipynb")
    # After the notebooks, because deriving them writes the answer keys that `seeing` carries.
    shutil.copytree(
        ROOT / "seeing", folder / "seeing", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


def _chapters_with_keys(told: Told) -> Iterable[Chapter]:
    for path in chapters():
        chapter = derive(path)
        if not (from_cache := answer_key.is_current(chapter.name)):
            answer_key.write(chapter.name)
        told(chapter.name, from_cache)
        yield chapter


def _student_notebooks(told: Told = silently) -> Iterable[tuple[str, NotebookNode]]:
    """Yield the start page and each chapter, by name, as a student gets them."""
    yield "start", start_notebook(chapters())
    for name in PAGES:
        yield name, side_page(name)
    for chapter in _chapters_with_keys(told):
        yield chapter.name, chapter.student


def _write(nb: NotebookNode, path: Path) -> None:
    write_atomically(path, nbformat.writes(nb) + "\n")


def _colab_cell() -> NotebookNode:
    source = (
        "# Only Colab needs this cell: it has torch, but not the course.\n"
        "import sys\n"
        'if "google.colab" in sys.modules:\n'
        f"    %pip install -q git+{repository_url()}"
    )
    cell = nbformat.v4.new_code_cell(source, metadata={"editable": False})
    cell.id = "colab"
    return cell


def _public_readme() -> str:
    return (
        "# Seeing with Kernels: the notebooks\n\n"
        "Made from the course by `python -m autograder release public`; changes belong there.\n\n"
        f"{INSTALL.read_text(encoding='utf-8')}\n"
        + (f"The same chapters as a book: {url}\n" if (url := site_url()) else "")
    )
