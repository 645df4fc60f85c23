"""Search by section: an index made by Pagefind when the site is built, and loaded on first use."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pagefind_bin
from sphinx import addnodes
from sphinx.application import Sphinx

from .sections import Section, sections_of

FOLDER = Path("_static", "pagefind")
WORDS = "words.txt"
# The page's side of Pagefind; what else it writes are search pages of its own look.
SHIPPED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind")
SHIPPED_KINDS = (".pf_meta", ".pf_index", ".pf_fragment")
FOR_TEACHING = "For teaching"  # the part of the book that a student's words seldom mean
TEACHING_WEIGHT, HEADING_WEIGHT = 0.2, 7
# `optimizer.zero_grad()` is one word to Pagefind. Behind a sign inside a word it gets a blank, and
# a word joiner, which is not seen, so that the page can take the blank out again.
BREAK = "\u2060 "
SIGN_INSIDE = re.compile(r"(?<=\w)(?!(?<=\d)\.\d)([^\w\s’'-]+)(?=\w)")
DEFINED = re.compile(r"\b(?:def|class) (\w+)")
WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True)
class BookPage:
    """A page of the book: its document name, its name in the contents, and its part of the book."""

    document: str
    chapter: str
    part: str = ""

    @property
    def weight(self) -> float:
        """How much a word counts that is found there."""
        return TEACHING_WEIGHT if self.part == FOR_TEACHING else 1

    @property
    def title_field(self) -> str:
        """What Pagefind calls its headings: in a title a word counts more than anywhere else."""
        return "heading" if self.part == FOR_TEACHING else "title"


def broken(text: str) -> str:
    """Return a text whose words can be found each, also those inside code.

    >>> broken("adam.zero_grad()").replace(BREAK, "|")
    'adam.|zero_grad()'
    """
    return SIGN_INSIDE.sub(r"\1" + BREAK, text)


def words_of(text: str) -> list[str]:
    """Return the words of a text as a reader may type them: in lower case, joined ones also apart.

    >>> words_of("Over-fitting, zero_grad")
    ['over-fitting', 'overfitting', 'over', 'fitting', 'zero_grad', 'zero', 'grad']
    """
    found: list[str] = []
    for word in WORD.findall(text.lower()):
        parts = [part for part in re.split(r"[\W_]", word) if part]
        joined = re.sub(r"[^\w]", "", word)
        found += dict.fromkeys((word, joined, *parts))
    return found


def page_for_pagefind(section: Section, page: BookPage) -> str:
    """Return a section as a page that Pagefind reads.

    Its filters hold what the page that searches wants to know, and no word for which it is found.
    """
    filters = [("chapter", page.chapter)]
    if page.part != FOR_TEACHING:
        names = {name.lower() for block in section.blocks for name in DEFINED.findall(block)}
        filters += [("defines", name) for name in sorted(names)]
    marks = "".join(
        f'<i data-pagefind-filter="{kind}:{escape(value)}"></i>' for kind, value in filters
    )
    blocks = "".join(f"<p>{escape(broken(block))}</p>" for block in section.blocks)
    return (
        f'<html lang="en"><body data-pagefind-body data-pagefind-weight="{page.weight}">{marks}'
        f'<p data-pagefind-weight="{HEADING_WEIGHT * page.weight}"'
        f' data-pagefind-meta="{page.title_field}">{escape(broken(section.heading))}</p>'
        f"{blocks}</body></html>"
    )


def book_pages(app: Sphinx) -> list[BookPage]:
    """List the pages, as the table of contents names them."""
    root = app.config.root_doc
    pages = [BookPage(root, app.env.titles[root].astext())]
    for toctree in app.env.get_doctree(root).findall(addnodes.toctree):
        for title, document in toctree["entries"]:
            name = title or app.env.titles[document].astext()
            pages.append(BookPage(document, name, toctree["caption"] or ""))
    return pages


def write_index(site: Path, pages: list[BookPage]) -> None:
    """Write Pagefind's index of all sections, and the list of their words, the frequent first.

    site: the folder of the built site
    """
    words: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        source, made = Path(name, "sections"), Path(name, "index")
        for page in pages:
            # A section's path is its address with a folder in the place of the page.
            folder = source / page.document
            folder.mkdir(parents=True)
            html = (site / f"{page.document}.html").read_text(encoding="utf-8")
            for section in sections_of(html):
                words.update(words_of(" ".join((section.heading, *section.blocks))))
                text = page_for_pagefind(section, page)
                (folder / f"{section.anchor}.html").write_text(text, encoding="utf-8")
        run_pagefind(source, made)
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        shutil.copytree(made, site / FOLDER, ignore=not_shipped)
    listed = "\n".join(word for word, _ in words.most_common())
    (site / FOLDER / WORDS).write_text(listed, encoding="utf-8")


def not_shipped(folder: str, names: list[str]) -> list[str]:
    """Name the files of a folder of Pagefind's that a page of ours does not load."""
    return [
        name
        for name in names
        if not (Path(folder, name).is_dir() or name in SHIPPED or name.endswith(SHIPPED_KINDS))
    ]


def run_pagefind(source: Path, target: Path) -> None:
    """Index a folder of pages; what Pagefind complains of is raised."""
    done = subprocess.run(
        [
            *(pagefind_bin.get_executable(), "--site", source, "--output-path", target),
            *("--include-characters", "_", "--quiet"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"pagefind: {done.stdout}{done.stderr}")


def leave_out_sphinx_search(app: Sphinx) -> None:
    """Write neither Sphinx's search page nor its index."""
    app.builder.search = False  # type: ignore[attr-defined]  # the HTML builders have it


def index_site(app: Sphinx, failure: Exception | None) -> None:
    """Index what was built."""
    if failure is None and app.builder.format == "html":
        write_index(Path(app.outdir), book_pages(app))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx: the index is made of written pages, before unused files are removed."""
    app.connect("builder-inited", leave_out_sphinx_search)
    app.connect("build-finished", index_site, priority=800)
