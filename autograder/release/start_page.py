"""The book's start page as a notebook, where JupyterLab opens: the student's desk stands on top."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.files import ROOT
from autograder.release.chapter import KERNEL, site_url
from autograder.release.portable_markdown import portable_markdown
from seeing.widgets.base import widget_of

START = ROOT / "book" / "start.md"
HOME = ROOT / "lab" / "home.md"
OF_THE_SITE = re.compile(r"^## Three ways to use it\n.*?(?=^## )", re.MULTILINE | re.DOTALL)
# A living figure on a plain page is a directive; in a notebook it is a cell.
WIDGET = re.compile(
    r"^```\{anywidget\} (?P<module>\S+)\n(?P<state>.*?)^```$", re.MULTILINE | re.DOTALL
)


def start_notebook(chapters: list[Path]) -> NotebookNode:
    """Derive the start notebook from `book/start.md`, each widget directive as a code cell.

    chapters: the text notebooks that lie beside it, whose links then open in JupyterLab
    """
    nb = nbformat.v4.new_notebook(metadata=NotebookNode(KERNEL))
    text = re.sub(r"\A---\n.*?\n---\n", "", START.read_text(encoding="utf-8"), flags=re.DOTALL)
    title, text = text.strip().split("\n", 1)
    _add_markdown(nb, title, chapters)
    nb.cells += _home()
    text = OF_THE_SITE.sub("", text)
    position = 0
    for match in WIDGET.finditer(text):
        _add_markdown(nb, text[position : match.start()], chapters)
        nb.cells.append(nbformat.v4.new_code_cell(_widget_code(match["module"], match["state"])))
        position = match.end()
    _add_markdown(nb, text[position:], chapters)
    for number, cell in enumerate(nb.cells):
        cell.id = f"start-{number}"
    return nb


def _home() -> list[NotebookNode]:
    """Return the cells of the student's own desk, see `seeing.home`."""
    cells: list[NotebookNode] = jupytext.read(HOME).cells
    if url := site_url():
        cells[-1].source += f"\n- [The course as a book]({url}): every chapter, to read anywhere."
    return cells


def _add_markdown(nb: NotebookNode, text: str, chapters: list[Path]) -> None:
    for path in chapters:
        text = text.replace(
            f"](../notebooks/{path.name}", f"]({path.name}"
        )  # they lie beside it there
    if text.strip():
        nb.cells.append(nbformat.v4.new_markdown_cell(portable_markdown(text.strip(), site_url())))


def _widget_code(module: str, state: str) -> str:
    name = widget_of(START.parent / module).__name__
    given = json.loads(state.strip() or "{}")
    arguments = ", ".join(f"{key}={value!r}" for key, value in given.items())
    return (
        "# Press Shift+Enter in this cell, and the figure comes alive.\n"
        f"from seeing.widgets import {name}\n\n{name}({arguments})"
    )
