"""Names and years in a chapter lead to the entry of the references that is meant."""

from collections import Counter

import pytest
from site_extension.references.citations import CITATION, Entry, cited, entries, entry

from tests.support.chapters import PATHS, prose, read


def found(text: str) -> list[tuple[str, str, str]]:
    """Return what is cited: the words, the first author and the year."""
    return [(m[0], m[1] or m[3], m[2] or m[4]) for m in CITATION.finditer(text)]


@pytest.mark.parametrize(
    ("text", "words", "author", "year"),
    [
        ("so (He and others, 2016).", "He and others, 2016", "He", "2016"),
        ("Harris and Stephens (1988) avoid", "Harris and Stephens (1988)", "Harris", "1988"),
        ("(Coates, Lee and Ng, 2011)", "Coates, Lee and Ng, 2011", "Coates", "2011"),
        ("SIFT (Lowe, 1999 and 2004)", "Lowe, 1999 and 2004", "Lowe", "1999"),
        ("Polyak (1964) adds", "Polyak (1964)", "Polyak", "1964"),
    ],
)
def test_names_with_a_year_cite(text: str, words: str, author: str, year: str) -> None:
    assert found(text) == [(words, author, year)]


@pytest.mark.parametrize(
    "text",
    [
        "an A100 (2020, with 40 GB)",
        "(University of Pennsylvania, CIS 4190/5190, Fall 2022, lecture 13)",
        "In 2012 networks won",
        "until March 2020",
    ],
)
def test_other_years_do_not(text: str) -> None:
    assert found(text) == []


def test_pages_versions_and_addresses_are_no_years() -> None:
    text = (
        "Nitish Srivastava and others. Dropout. *JMLR* 15, 1929–1958, 2014. "
        "[arXiv:1912.01703](https://example.org/2013/a). Since 2.2016."
    )

    assert entry("02", text) == Entry("02", "Srivastava", ("2014",))


def test_the_entry_of_the_same_chapter_is_meant_and_else_the_first() -> None:
    """Two papers of 2014 by Szegedy and others: of a network, and of pictures that fool one."""
    names = {one.chapter: one.name for one in entries() if one.author == "Szegedy"}

    assert set(names) == {"10", "11"}
    for chapter, meant in {"10": "10", "11": "11", "03": "10"}.items():
        one = cited(chapter, "Szegedy", "2014")
        assert one is not None
        assert one.name == names[meant]


def test_every_entry_has_a_name_of_its_own() -> None:
    names = Counter(one.name for one in entries())

    assert len(names) > 100
    assert names.most_common(1)[0][1] == 1


def test_the_chapters_cite_and_each_citation_has_its_entry() -> None:
    citations = [(path.stem[:2], *words) for path in PATHS for words in found(prose(read(path)))]

    assert len(citations) > 25
    assert [c for c in citations if cited(c[0], c[2], c[3]) is None] == []
