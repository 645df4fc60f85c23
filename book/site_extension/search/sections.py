"""What search finds: a page in sections, each with its heading and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Read by nobody as text: formulas set for the eye stand a second time as MathML.
PASSED_OVER = {"script", "style", "noscript", "button", "mjx-container"}
EMPTY = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {"p", "li", "pre", "tr", "dt", "dd", "div", "table", "caption", "summary"}
CELLS = {"td", "th"}
FORMULAS = re.compile(r"<mjx-container.*?</mjx-container>", re.S)


@dataclass
class Section:
    """One place that a reader can be sent to.

    anchor: the id of its heading
    heading: of the section, or a term of the glossary
    blocks: its paragraphs, lines of tables and pieces of code, without those of its subsections
    """

    anchor: str
    heading: str = ""
    blocks: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Cuts the article of a built page into sections."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self._open: list[Section] = []  # the innermost last
        self._passing: list[str] = []  # the elements inside one that is passed over
        self._text: list[str] = []
        self._term: Section | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section, a term or a block; or pass over an element."""
        known = dict(attrs)
        anchor, classes = known.get("id") or "", (known.get("class") or "").split()
        if tag in EMPTY:
            return
        if self._passing or tag in PASSED_OVER or "headerlink" in classes:
            self._passing.append(tag)
            return
        if tag in BLOCKS or tag == "section":
            self._end_block()
        if tag == "section" and anchor:
            self._begin(Section(anchor))
        elif tag == "dt" and anchor.startswith("term-"):
            self._end_term()
            self._term = Section(anchor)
            self._begin(self._term)

    def handle_endtag(self, tag: str) -> None:
        """End what began with the same tag."""
        if self._passing:
            if tag in self._passing:
                while self._passing.pop() != tag:
                    pass
            return
        names_section = tag in HEADINGS or (tag == "dt" and self._term)
        if names_section and self._open and not self._open[-1].heading:
            self._open[-1].heading = self._taken()
        elif tag in CELLS:
            self._text.append(" ")
        elif tag in BLOCKS or tag == "section":
            self._end_block()
        if tag == "dl":
            self._end_term()
        elif tag == "section" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text, unless it is passed over."""
        if not self._passing:
            self._text.append(data)

    def _begin(self, section: Section) -> None:
        self.sections.append(section)
        self._open.append(section)

    def _end_term(self) -> None:
        if self._term:
            self._end_block()
            self._open.remove(self._term)
            self._term = None

    def _taken(self) -> str:
        text, self._text = " ".join("".join(self._text).split()), []
        return text

    def _end_block(self) -> None:
        text = self._taken()
        if text and self._open:
            self._open[-1].blocks.append(text)


def sections_of(html: str) -> list[Section]:
    """Return the sections of a built page, in the order of the page.

    >>> page = '<article><section id="a"><h1>Sums</h1><p>1 + 2</p></section></article>'
    >>> sections_of(page)
    [Section(anchor='a', heading='Sums', blocks=['1 + 2'])]
    """
    reader = Reader()
    article = html.partition("<article")[2].partition("</article>")[0]
    # Half of a chapter; a search for the end is faster than a reading.
    reader.feed("<article" + FORMULAS.sub("", article))
    reader.close()
    return reader.sections
