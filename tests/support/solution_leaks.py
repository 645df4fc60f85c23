"""Find lines of solutions in what is built for students and readers."""

import gzip
import html
import json
import re
from functools import cache
from pathlib import Path

from autograder.files import ROOT
from autograder.release.chapter import chapters, derive

TAG = re.compile(r"<[^>]*>")
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)\n[ \t]*### END SOLUTION", re.S)
COMPRESSED = b"\x1f\x8b"  # how gzip begins, in which search has its index
SEARCH_BREAK = "\u2060 "  # stands there inside of words, see `site_extension/search/search.py`
NOTEBOOK_LINE_END = re.compile(r'\\n",\s*"')
DISTINCTIVE = 16  # characters; `return out` says nothing about where it comes from


@cache
def solution_lines() -> frozenset[str]:
    """Every line that only solutions hold: not the chapter's text, nor code that students have."""
    public = {
        line.strip()
        for path in (ROOT / "seeing").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    lines = {line for path in chapters() for line in derive(path).solution_lines}
    return frozenset(line for line in lines - public if len(line) >= DISTINCTIVE)


@cache
def solution_blocks() -> frozenset[str]:
    """Every solution of several lines on one line: where each is public, their order is not."""
    sources = [cell.source for path in chapters() for cell in derive(path).solution.cells]
    blocks = [block for source in sources for block in REGION.findall(source)]
    return frozenset(squeezed(block) for block in blocks if len(block.splitlines()) > 1)


def squeezed(text: str) -> str:
    """Return a text with one blank for each run of white space, as notebooks' JSON writes too."""
    return " ".join(NOTEBOOK_LINE_END.sub("\n", text).split())


def readings(text: str) -> list[str]:
    """A file as it is, as JSON strings are read, and as a page is: without tags and entities."""
    text = text.replace(SEARCH_BREAK, "")
    return [text, text.replace('\\"', '"'), html.unescape(TAG.sub("", text))]


def text_of(path: Path) -> str:
    """Return what a file holds as a text, also of one that is compressed."""
    content = path.read_bytes()
    if content.startswith(COMPRESSED):
        content = gzip.decompress(content)
    return content.decode("utf-8", errors="replace")


def leaks(folder: Path) -> dict[str, list[str]]:
    """Map each file in `folder` that holds a line of a solution to these lines."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = text_of(path)
        # Escapes such as \\u00d7 hide a line from a plain search; search has one blank for two.
        forms = {line: {line, json.dumps(line)[1:-1], squeezed(line)} for line in solution_lines()}
        shown = readings(text)
        lines = [
            line
            for line, each in forms.items()
            if any(form in one for form in each for one in shown)
        ]
        flat = [squeezed(one) for one in (text, *shown)]
        lines += [block for block in solution_blocks() if any(block in one for one in flat)]
        if lines:
            found[path.relative_to(folder).as_posix()] = sorted(lines)
    return found
