"""Fonts keep the signs that are asked for, and little else."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from site_extension.formulas import fonts

from autograder.files import ROOT

SOURCE = Path(str(files("font_source_sans_pro"))) / "files" / "SourceSansPro-Regular.ttf"


@pytest.fixture(scope="module")
def small() -> bytes:
    return fonts.subset(SOURCE, map(ord, "kernel−≤"))


def test_the_signs_asked_for_are_there_and_no_others(small: bytes) -> None:
    kept = set(map(chr, TTFont(BytesIO(small)).getBestCmap()))

    assert kept >= set("kernel−≤")
    assert kept <= set("kernel−≤≥")  # the font draws one sign as the other's mirror


def test_a_subset_is_small_and_packed(small: bytes) -> None:
    assert small[:4] == b"wOF2"
    assert len(small) < SOURCE.stat().st_size / 50


def test_the_same_signs_give_the_same_bytes(small: bytes) -> None:
    assert fonts.subset(SOURCE, map(ord, "≤−lenrek")) == small


def test_a_font_is_cut_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fonts.cut(SOURCE, [ord("k")], tmp_path)
    monkeypatch.setattr(fonts, "subset", lambda *_: pytest.fail("cut a second time"))

    assert fonts.cut(SOURCE, [ord("k")], tmp_path) == first


def test_every_sign_of_the_books_prose_is_in_the_typeface() -> None:
    has = set(TTFont(SOURCE).getBestCmap()) & set(fonts.CHARACTERS)
    pages = [*(ROOT / "notebooks").glob("*.md"), *(ROOT / "book").glob("*.md")]

    said = {sign for page in pages for sign in page.read_text(encoding="utf-8")}
    # ✓ and the like come from the reader's own fonts; letters and figures must not.
    assert sorted(sign for sign in said if sign.isalnum() and ord(sign) not in has) == []
