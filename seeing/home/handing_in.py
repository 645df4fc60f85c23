"""A look at a notebook before it is handed in: what a grader will find, and will not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from seeing.check import answer_key
from seeing.home import imports, notebooks, progress
from seeing.home.notebooks import SavedNotebook
from seeing.home.page import Shown
from seeing.home.progress import HowFar


def before_handing_in(chapter: str, folder: str | Path = ".") -> Shown:
    """Say what stands in the way of a grade: answers missing, marks lost, names, imports.

    chapter: its name or the beginning of it, such as "07"
    folder: where the notebooks lie; save the notebook first
    raises LookupError where no chapter begins so

    >>> before_handing_in("07")  # doctest: +SKIP
    07_convolution_filters.ipynb: 1 thing to look at
    """
    folder = Path(folder)
    known = answer_key.chapters()
    name = next((one for one in known if one.startswith(str(chapter))), "")
    if not name or not chapter:
        raise LookupError(f"no chapter begins with {chapter!r}; there are {', '.join(known)}")
    said = list(_findings(folder, name, known[name]))
    number = f"{len(said)} thing{'s' if len(said) > 1 else ''} to look at"
    head = f"{name}.ipynb: {number if said else 'ready to hand in'}"
    if not said:
        said = [f"All {len(known[name])} exercises are right by their checks, each in its cell."]
    items = "".join(f"<li>{escape(line)}</li>" for line in said)
    return Shown(
        f"<p><strong>{escape(head)}</strong></p><ul>{items}</ul>",
        "\n".join([head, *(f"- {line}" for line in said)]),
        "Before you hand in",
    )


def _findings(folder: Path, chapter: str, points: Mapping[str, float]) -> Iterator[str]:
    yield from _about_names(folder, chapter, set(points))
    try:
        notebook = notebooks.read(folder / f"{chapter}.ipynb")
    except FileNotFoundError:
        return
    except notebooks.UnreadableNotebookError as error:
        yield str(error)
        return
    yield from _about_answers(folder, notebook, chapter)
    yield from _about_marks(notebook, points)
    yield from _about_code(notebook, points)


def _about_names(folder: Path, chapter: str, exercises: set[str]) -> Iterator[str]:
    """Look for notebooks of this chapter under other names."""
    others = []
    for path in sorted(folder.glob("*.ipynb")):
        if path.stem == chapter:
            continue
        try:
            notebook = notebooks.read(path)
        except (OSError, notebooks.UnreadableNotebookError):
            continue
        if notebook.names & exercises:
            others.append(path.name)
    there = (folder / f"{chapter}.ipynb").exists()
    if not there:
        yield f"No file is called {chapter}.ipynb; a grader asks for this name."
    for other in others:
        if there:
            yield f"{other} holds exercises of this chapter, too: only {chapter}.ipynb is graded."
        else:
            yield f"{other} holds exercises of this chapter: give it the name {chapter}.ipynb."


def _about_answers(folder: Path, notebook: SavedNotebook, chapter: str) -> Iterator[str]:
    (found,) = (one for one in progress.chapters(folder) if one.name == chapter)
    for exercise in found.exercises:
        if exercise.state is HowFar.UNTOUCHED and notebook.answers(exercise.name):
            yield f"{exercise.name} is not written yet."
        elif exercise.state is HowFar.CHANGED:
            yield f"{exercise.name} was changed since its check passed: run the check again."
        elif exercise.state is HowFar.BEGUN:
            share = f"{exercise.points:g} of {exercise.most:g} points"
            yield f"{exercise.name} has not passed its check: {share} when that was run last."
    for cell in notebook.cells:
        if cell.is_answer and cell.kind == "markdown" and cell.is_untouched:
            yield f"{cell.name}, which is answered in words, is not written yet."


def _about_marks(notebook: SavedNotebook, points: Mapping[str, float]) -> Iterator[str]:
    for name in points:
        cells = notebook.answers(name)
        if not cells:
            yield (
                f"No cell is marked as the answer {name}. A grader takes what your notebook "
                "defines by this name, if it does, and is told to look at it."
            )
        elif len(cells) > 1:
            yield f"{name} has {len(cells)} cells: the first that is written in is graded."


def _about_code(notebook: SavedNotebook, points: Mapping[str, float]) -> Iterator[str]:
    withheld = {package for name in points for package in answer_key.find(name).withheld}
    imported: set[str] = set()
    for cell in notebook.cells:
        if cell.kind != "code":
            continue
        try:
            imported |= imports.of_cell(cell.text)
        except SyntaxError as error:
            if cell.is_answer:
                yield f"{cell.name} is no Python that can be run: look at line {error.lineno}."
    for package, why in imports.lacking(imported, withheld).items():
        yield f"{package} {why}."
