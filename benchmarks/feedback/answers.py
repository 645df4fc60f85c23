"""Answers that were written from the stubs alone, by people who knew neither checks nor mistakes.

`answers/<part>/<chapter>/<exercise>.txt` holds several texts of the exercise's cell, each below a
line

    #=== wrong 1: what is wrong with it

or `#=== right 1: in which style`. What lies in `building` was looked at while feedback was built;
what lies in `held_out` only measures it, and goes to `building` once others are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "answers"
PARTS = HELD_OUT, BUILDING = "held_out", "building"
HEAD = re.compile(r"^#=== (wrong|right) (\d+): (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class UnseenAnswer:
    """One text of an exercise's cell.

    about: what is wrong, or the style, in its author's words
    """

    chapter: str
    exercise: str
    is_right: bool
    number: int
    about: str
    text: str

    @property
    def name(self) -> str:
        """Return a name of its own, such as "07_convolution_filters/conv1d/wrong 2"."""
        kind = "right" if self.is_right else "wrong"
        return f"{self.chapter}/{self.exercise}/{kind} {self.number}"


def read(part: str, folder: Path = FOLDER) -> list[UnseenAnswer]:
    """Return the answers of one of PARTS, chapter by chapter."""
    return [answer for path in sorted((folder / part).glob("*/*.txt")) for answer in _of(path)]


def _of(path: Path) -> list[UnseenAnswer]:
    pieces = HEAD.split(path.read_text(encoding="utf-8"))
    if pieces[0].strip():
        raise ValueError(f"{path} begins without a line such as '#=== wrong 1: what is wrong'")
    return [
        UnseenAnswer(
            path.parent.name, path.stem, kind == "right", int(number), about, text.strip("\n")
        )
        for kind, number, about, text in zip(*(pieces[i::4] for i in range(1, 5)), strict=True)
    ]
