"""What the index of the site's search is made of, and how the page takes apart what was typed."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from site_extension.search.search import (
    BREAK,
    FOLDER,
    WORDS,
    BookPage,
    broken,
    page_for_pagefind,
    words_of,
    write_index,
)
from site_extension.search.sections import Section

from autograder.files import ROOT
from tests.support.node import run

IN_PAGE = ROOT / "book" / "assets" / "search" / "words.js"
PAGE = """<article><section id="top"><h1>Layers</h1><p>A kernel of 3.5 by nn.Conv2d(1, 8)</p>
<section id="below"><h2>Below</h2><pre>def pool(x): return x</pre></section></section></article>"""
CODE = {
    "optimizer.zero_grad()": ["optimizer.", "zero_grad()"],
    "nn.Conv2d(1,8)": ["nn.", "Conv2d(", "1,", "8)"],
    "[[5,6],[7,8]]": ["[[5,", "6],[", "7,", "8]]"],
    "3.5": ["3.5"],
    "edge-detection": ["edge-detection"],
    "Sobel’s x": ["Sobel’s x"],
}


@pytest.mark.parametrize(("text", "parts"), CODE.items())
def test_words_inside_code_are_found_each(text: str, parts: list[str]) -> None:
    assert broken(text).split(BREAK) == parts


@pytest.mark.parametrize("text", CODE)
def test_the_page_takes_apart_what_is_typed_as_the_index_does(text: str) -> None:
    def bare(words: str) -> list[str]:
        return [word.strip("[](),") for word in words.split()]

    typed = run(IN_PAGE, "return m.asIndexed(a)", text)

    assert [w.rstrip(".") for w in bare(typed)] == [
        w.rstrip(".") for w in bare(broken(text).replace(BREAK, " "))
    ]


def test_joined_words_are_listed_apart_too() -> None:
    assert set(words_of("over-fitting zero_grad")) == {
        *("over-fitting", "overfitting", "over", "fitting"),
        *("zero_grad", "zero", "grad"),
    }


def test_pages_for_teaching_weigh_less() -> None:
    section = Section("a", "Sums", ["One"])

    chapter = page_for_pagefind(section, BookPage("a", "A", "Graphs"))
    teaching = page_for_pagefind(section, BookPage("a", "A", "For teaching"))

    assert 'data-pagefind-weight="1"' in chapter
    assert 'data-pagefind-weight="0.2"' in teaching
    assert 'data-pagefind-meta="title"' in chapter
    assert 'data-pagefind-meta="title"' not in teaching


def test_what_code_on_a_page_for_teaching_defines_is_not_meant_before_a_chapters() -> None:
    section = Section("a", "Sums", ["def mean(x): return 0"])

    assert "defines:mean" in page_for_pagefind(section, BookPage("a", "A", "Graphs"))
    assert "defines:mean" not in page_for_pagefind(section, BookPage("a", "A", "For teaching"))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    (site / "page.html").write_text(PAGE, encoding="utf-8")
    write_index(site, [BookPage("page", "07 Layers")])
    return site / FOLDER


def fragments(folder: Path) -> list[dict[str, Any]]:
    texts = [gzip.decompress(path.read_bytes()).decode() for path in folder.rglob("*.pf_fragment")]
    return [json.loads(text.removeprefix("pagefind_dcd")) for text in texts]


def test_each_section_is_a_hit_of_its_own(indexed: Path) -> None:
    found = {f["url"]: (f["meta"], f["filters"]) for f in fragments(indexed)}

    assert found == {
        "/page/top.html": ({"title": "Layers"}, {"chapter": ["07 Layers"]}),
        "/page/below.html": ({"title": "Below"}, {"chapter": ["07 Layers"], "defines": ["pool"]}),
    }


def test_no_page_of_pagefinds_own_look_is_shipped(indexed: Path) -> None:
    kinds = {path.suffix for path in indexed.rglob("*") if path.is_file()}

    assert not list(indexed.rglob("*ui*"))
    assert kinds == {".js", ".json", ".txt", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}


def test_the_frequent_word_is_listed_first(tmp_path: Path) -> None:
    text = '<article><section id="a"><h1>T</h1><p>rare often often often</p></section></article>'
    (tmp_path / "page.html").write_text(text, encoding="utf-8")

    write_index(tmp_path, [BookPage("page", "T")])

    words = (tmp_path / FOLDER / WORDS).read_text(encoding="utf-8").split("\n")
    assert words.index("often") < words.index("rare")


# Textbook pairs; an exchange of neighbours counts as one, as Damerau has it.
DISTANCES = [
    ("kitten", "sitting", 3),
    ("strde", "stride", 1),
    ("backwrad", "backward", 1),
    ("", "abc", 3),
]


@pytest.mark.parametrize(("one", "other", "changes"), DISTANCES)
def test_changes_of_letters_are_counted(one: str, other: str, changes: int) -> None:
    assert run(
        IN_PAGE, "return [m.distance(...a), m.distance(...a.toReversed())]", [one, other]
    ) == [
        changes,
        changes,
    ]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("strde", "stride"),
        ("strid3", "stride"),
        ("zero_grda", "zero_grad"),
        ("xyzzy", None),
        ("57", None),
    ],
)
def test_the_nearest_word_is_meant(word: str, found: str | None) -> None:
    known = ["the", "strict", "stride", "strides", "zero_grad", "56"]

    assert run(IN_PAGE, "return m.nearest(...a)", [word, known]) == found


@pytest.mark.parametrize(
    ("word", "known"),
    [("stri", True), ("padded", True), ("overfitted", True), ("strde", False), ("backwrd", False)],
)
def test_a_word_with_another_ending_is_known(word: str, known: bool) -> None:
    listed = ["stride", "padding", "overfitting", "backward", "back"]

    assert run(IN_PAGE, "return m.isKnown(...a)", [word, listed]) is known
