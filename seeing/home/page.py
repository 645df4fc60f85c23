"""How the tables of this room are shown: as HTML in a notebook, as plain text everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STYLE = Path(__file__).with_name("home.css")


@dataclass(frozen=True)
class Shown:
    """What Jupyter displays.

    html: without its style; what students wrote is escaped in it
    text: the same in plain words
    """

    html: str
    text: str
    label: str

    def _repr_html_(self) -> str:
        style = STYLE.read_text(encoding="utf-8")
        return (
            f'<div class="sk-home" role="group" aria-label="{self.label}"><style>{style}</style>'
            f"{self.html}</div>"
        )

    def __repr__(self) -> str:
        return self.text
