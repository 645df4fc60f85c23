"""Find lines of solutions in what is built for students and readers."""

import html
import json
import re
from functools import cache
from pathlib import Path

from autograder.release import chapters, derive

ROOT = Path(__file__).resolve().parents[1]
TAG = re.compile(r"<[^>]*>")
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


def readings(text: str) -> list[str]:
    """A file as it is, as JSON strings are read, and as a page is: without tags and entities."""
    return [text, text.replace('\\"', '"'), html.unescape(TAG.sub("", text))]


def leaks(folder: Path) -> dict[str, list[str]]:
    """Map each file in `folder` that holds a line of a solution to these lines."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8", errors="replace")
        # Escapes such as \\u00d7 hide a line from a plain search.
        forms = {line: (line, json.dumps(line)[1:-1]) for line in solution_lines()}
        shown = readings(text)
        lines = [
            line
            for line, both in forms.items()
            if any(form in one for form in both for one in shown)
        ]
        if lines:
            found[path.relative_to(folder).as_posix()] = sorted(lines)
    return found
