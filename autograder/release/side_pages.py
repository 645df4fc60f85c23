"""Glossary and references as notebooks, so that they open beside the chapters in JupyterLab."""

from __future__ import annotations

import re

import nbformat
from nbformat import NotebookNode

from autograder.files import ROOT
from autograder.release.chapter import KERNEL, site_url
from autograder.release.portable_markdown import portable_markdown

PAGES = ("glossary", "references")
LIST = re.compile(r"^```\{glossary\}\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TERM = re.compile(r"^(?=\S)", re.MULTILINE)
ROLE = re.compile(r"\{term\}`(?P<shown>[^`<]+?)(?:\s*<(?P<term>[^>`]+)>)?`")
PARTS = re.compile(r"^(?=## )", re.MULTILINE)


def side_page(name: str) -> NotebookNode:
    """Derive the notebook of one of `PAGES`; each term is a heading that others link to."""
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    text = LIST.sub(lambda match: _headings(match["body"]), text)
    nb = nbformat.v4.new_notebook(metadata=NotebookNode(KERNEL))
    for number, part in enumerate(filter(str.strip, PARTS.split(text))):
        cell = nbformat.v4.new_markdown_cell(portable_markdown(part.strip(), site_url()))
        cell.id = f"{name}-{number}"
        nb.cells.append(cell)
    return nb


def _headings(body: str) -> str:
    """Write a list of terms as a heading for each, with its text below."""
    entries = []
    for entry in filter(str.strip, TERM.split(body)):
        term, _, said = entry.partition("\n")
        lines = "\n".join(line.strip() for line in said.strip().splitlines())
        entries.append(f"### {term.strip()}\n\n{ROLE.sub(_link, lines)}")
    return "\n\n".join(entries)


def _link(match: re.Match[str]) -> str:
    """Write a term as a link to its heading, whose name JupyterLab makes by setting hyphens."""
    term = match["term"] or match["shown"]
    return f"[{match['shown']}](#{term.strip().replace(' ', '-')})"
