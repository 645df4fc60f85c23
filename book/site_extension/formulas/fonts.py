"""Fonts cut down to the signs that the course uses."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools import version
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

from ..hashed import digest

# Text: Latin with the accents of western names, punctuation, arrows and the signs of mathematics
# in running text. Formulas have MathJax's own fonts.
CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ąćčęěłńňőřśšťůűźżĀāĞğİıŞş"),
    *map(ord, "αβγδεθλμπρστφωΔΣΩ‐‑–—‘’‚“”„†•…′″‹›€←↑→↓↔∂−√∞∫≈≠≤≥"),
)
# Name in the package -> name on the site. Semibold stands for bold: enough contrast, less noise.
FACES = {
    "SourceSansPro-Regular.ttf": "source-sans.woff2",
    "SourceSansPro-It.ttf": "source-sans-italic.woff2",
    "SourceSansPro-Semibold.ttf": "source-sans-semibold.woff2",
}
FEATURES = ["kern", "liga", "ccmp", "locl", "tnum", "lnum"]


def subset(font: Path, characters: Iterable[int]) -> bytes:
    """Return a font as woff2 with only the given characters, kerning, ligatures and even figures.

    font: TrueType or WOFF
    characters: Unicode code points; those the font lacks are left out
    """
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # else it reports on every table
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False  # half the size; screens that would need it are long gone
    # The same input gives the same bytes, so that a second build changes nothing.
    loaded = TTFont(font, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(characters))
    subsetter.subset(loaded)
    loaded.flavor = "woff2"
    out = BytesIO()
    loaded.save(out)
    return out.getvalue()


def cut(font: Path, characters: list[int], cache: Path) -> bytes:
    """Return `subset` of a font from the cache: cutting takes a second, and a build cuts ten."""
    made_by = f"{characters} {FEATURES} {version}".encode()
    stored = cache / f"{font.stem}-{digest([font.read_bytes(), made_by])}.woff2"
    if not stored.exists():
        write(stored, subset(font, characters))
    return stored.read_bytes()


def write(path: Path, content: bytes) -> None:
    """Write a file unless it says the same already."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_text_fonts(app: Sphinx, failure: Exception | None) -> None:
    """Write the course's typeface into the site."""
    if failure or app.builder.format != "html":
        return
    source = Path(str(files("font_source_sans_pro"))) / "files"
    for name, target in FACES.items():
        content = cut(source / name, sorted(set(CHARACTERS)), Path(app.outdir).parent / "fonts")
        write(Path(app.outdir, "_static", "fonts", target), content)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("build-finished", write_text_fonts, priority=700)
