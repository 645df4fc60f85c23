"""The build itself: nothing but the book, nothing unused, nothing done twice."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.site_pages import CHAPTER, ROOT, START, Site, build, pages_of_the_book

EXECUTED = ROOT / "_build" / "executed"


@dataclass
class Rebuilt:
    """A site built a second time, with a page of an earlier build in its folder.

    said: what the build said
    changed: the paths of the files that it wrote
    """

    said: str
    changed: set[Path]


@pytest.fixture(scope="module")
def rebuilt(site: Site) -> Rebuilt:
    left_by_an_earlier_build = site.folder / "book" / "old.html"
    left_by_an_earlier_build.write_text("<p>no longer a page</p>", encoding="utf-8")
    before = modified(EXECUTED) | modified(site.folder)
    said = build()
    after = modified(EXECUTED) | modified(site.folder)
    return Rebuilt(said, {path for path, at in after.items() if before.get(path) != at})


def modified(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_make_site_is_the_plain_build() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "\nsite: .venv/site\n\t$(BIN)/jupyter-book build .\n" in makefile


@pytest.mark.usefixtures("rebuilt")
def test_only_pages_of_the_book_are_built(site: Site) -> None:
    assert set(site.pages()) == {*pages_of_the_book(), "index.html", "404.html"}


def test_nothing_of_the_sources_is_published(site: Site) -> None:
    kinds = {path.suffix for path in site.folder.rglob("*") if path.is_file()}

    assert kinds & {".md", ".py", ".map", ".ttf", ".yml"} == set()
    assert not (site.folder / "_sources").exists()


def test_every_static_file_is_loaded_by_some_page(site: Site) -> None:
    static = site.folder / "_static"
    text = "\n".join((site.folder / page).read_text(encoding="utf-8") for page in site.pages())
    at_run_time = ("fonts/", "widgets/", "search/", "pagefind/")

    names = [path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()]
    assert [n for n in names if not n.startswith(at_run_time) and f"_static/{n}" not in text] == []


def test_no_page_names_another_host_for_what_it_loads(site: Site) -> None:
    loads = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""")

    for page in site.pages():
        assert not loads.search((site.folder / page).read_text(encoding="utf-8")), page


def test_formulas_are_set_at_build_time_and_styled_where_they_are(site: Site) -> None:
    styled = {p for p in site.pages() if "formulas.css" in (site.folder / p).read_text("utf-8")}

    assert CHAPTER in styled
    assert START not in styled
    assert not list(site.folder.rglob("*mathjax*.js"))


def test_binary_state_is_one_file_shared_by_pages(site: Site) -> None:
    named = {
        page: set(re.findall(r"\w{16}\.bin", (site.folder / page).read_text(encoding="utf-8")))
        for page in site.pages()
    }

    assert named[START] & named[CHAPTER]
    stored = {path.name for path in (site.folder / "_static/widgets/state").glob("*.bin")}
    assert stored == set().union(*named.values())


def test_state_beside_a_mount_holds_no_markup_that_ends_it(site: Site) -> None:
    html = (site.folder / CHAPTER).read_text(encoding="utf-8")
    scripts = re.findall(r'<script type="application/json">(.*?)</script>', html)

    assert len(scripts) == 3
    assert all(isinstance(json.loads(script), dict) for script in scripts)


def test_a_second_build_executes_and_writes_no_page_again(rebuilt: Rebuilt) -> None:
    assert "0 added, 0 changed, 0 removed" in rebuilt.said
    assert {path for path in rebuilt.changed if path.is_relative_to(EXECUTED)} == set()
    assert {p.name for p in rebuilt.changed if p.suffix == ".html"} <= {"404.html"}
