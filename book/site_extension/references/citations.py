"""Citations in chapters, as in "(He and others, 2016)", lead to their entries.

A chapter is written as papers are, by names and year, and so reads well in every notebook. On the
site such words are a link to the entry of `book/references.md` with that first author and year: to
the one that stands with the same chapter, or else the first.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from autograder.files import ROOT

from ..pages import chapters

logger = logging.getLogger(__name__)

PAGE = "book/references"
CHAPTER = re.compile(r"^(?:## )?Chapter (\d\d),")
# Authors end at the first full stop that is not an initial's.
AUTHORS = re.compile(r"(.*?[^\W\d_]{2})\. ")
# A year, and no page number, version, or part of an address.
YEAR = re.compile(r"(?<![\d.:/–-])(?:19|20)\d\d(?![\d–-]|\.\d)")
LINK_TARGET = re.compile(r"(?<=\])\([^)]*\)")

NAME = r"[^\W\d_a-z][\w’-]+"
NAMES = rf"({NAME})(?:(?:, {NAME})* and (?:others|{NAME}))?"
YEARS = r"((?:19|20)\d\d)(?: (?:and|to) (?:19|20)\d\d)?"
CITATION = re.compile(rf"(?<=\(){NAMES}, {YEARS}(?=\))|{NAMES} \({YEARS}\)")
# Words that are quoted, computed, or a link already.
LEFT_ALONE = (nodes.FixedTextElement, nodes.literal, nodes.reference, addnodes.pending_xref)


@dataclass(frozen=True)
class Entry:
    """One of the references.

    chapter: such as "06"
    author: the first author's last name
    years: those that the entry names
    """

    chapter: str
    author: str
    years: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its place on the page, such as `chapter-06-lowe-1999`."""
        return str(nodes.make_id(f"chapter-{self.chapter}-{self.author}-{self.years[0]}"))


def entry(chapter: str, text: str) -> Entry | None:
    """Read one item of the references; None for one that names no authors, or no year.

    >>> entry("03", "Boris T. Polyak. Some methods. *USSR* 4, 1–17, 1964. Momentum.")
    Entry(chapter='03', author='Polyak', years=('1964',))
    """
    authors = AUTHORS.match(text)
    if not authors:
        return None
    first = re.split(r",| and ", authors[1])[0].split()[-1]
    years = tuple(dict.fromkeys(YEAR.findall(LINK_TARGET.sub("", text[authors.end() :]))))
    return Entry(chapter, first, years) if years else None


@lru_cache
def entries() -> list[Entry]:
    """List what can be cited, in the order of the references."""
    found, chapter = [], ""
    for line in (ROOT / f"{PAGE}.md").read_text(encoding="utf-8").splitlines():
        if heading := CHAPTER.match(line):
            chapter = heading[1]
        elif line.startswith("- ") and (one := entry(chapter, line[2:])):
            found.append(one)
    return found


def cited(chapter: str, author: str, year: str) -> Entry | None:
    """Find what a chapter cites: the entry that stands with it, or else the first."""
    fitting = [one for one in entries() if one.author == author and year in one.years]
    return next((one for one in fitting if one.chapter == chapter), next(iter(fitting), None))


class NameEntries(SphinxTransform):
    """Give each entry of the references a place that can be linked to."""

    default_priority = 400

    def apply(self, **_: object) -> None:
        """Name the list items by the chapter whose section they stand in."""
        if self.env.docname != PAGE:
            return
        for section in self.document.findall(nodes.section):
            heading = CHAPTER.match(section[0].astext())
            if heading is None:
                continue
            for item in section.findall(nodes.list_item):
                one = entry(heading[1], item.astext())
                if one:
                    item["names"].append(one.name)
                    self.document.note_explicit_target(item, item)


class LinkCitations(SphinxTransform):
    """Make a chapter's citations links; one without an entry is a warning, and so an error."""

    default_priority = 400

    def apply(self, **_: object) -> None:
        """Replace each text that cites."""
        if self.env.docname not in chapters.docnames():
            return
        self.env.note_dependency(str(ROOT / f"{PAGE}.md"))
        for text in list(self.document.findall(nodes.Text)):
            if CITATION.search(text) and not _left_alone(text):
                text.parent.replace(text, list(self._linked(text)))

    def _linked(self, text: nodes.Text) -> Iterator[nodes.Node]:
        chapter, end = posixpath.basename(self.env.docname)[:2], 0
        for match in CITATION.finditer(text):
            author, year = match[1] or match[3], match[2] or match[4]
            one = cited(chapter, author, year)
            if one is None:
                logger.warning("no entry in %s.md for %s", PAGE, match[0], location=text.parent)
                continue
            yield nodes.Text(text[end : match.start()])
            yield self._link(one, match[0])
            end = match.end()
        yield nodes.Text(text[end:])

    def _link(self, one: Entry, said: str) -> nodes.Node:
        link: nodes.Element = addnodes.pending_xref(
            refdomain="std", reftype="ref", reftarget=one.name,
            refexplicit=True, refwarn=True, refdoc=self.env.docname,
        )  # fmt: skip
        link += nodes.inline(text=said, classes=["xref", "std", "std-ref"])
        return link


def _left_alone(node: nodes.Node) -> bool:
    while node.parent:
        node = node.parent
        if isinstance(node, LEFT_ALONE):
            return True
    return False


def setup(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(NameEntries)
    app.add_transform(LinkCitations)
