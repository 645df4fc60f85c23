"""No line of a solution is in anything that readers get."""

import shutil
from html import escape
from pathlib import Path

from site_extension.search.search import BookPage, write_index

from autograder.release.chapter import chapters, derive
from tests.support.site_pages import CHAPTER, Site
from tests.support.solution_leaks import leaks, solution_lines


def test_no_file_of_the_site_holds_a_line_of_a_solution(site: Site):
    assert leaks(site.folder) == {}


def test_a_solution_planted_in_the_site_is_found(site: Site, tmp_path: Path):
    """The page as it would be if the answers had not been cleared."""
    (chapter,) = (derive(path) for path in chapters() if path.stem == Path(CHAPTER).stem)
    line = chapter.solution_lines[-1]
    page = tmp_path / Path(CHAPTER).name
    shutil.copy(site.folder / CHAPTER, page)
    assert leaks(tmp_path) == {}

    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("NotImplementedError", line, 1), encoding="utf-8")

    assert leaks(tmp_path) == {page.name: [line]}


def test_a_solution_planted_in_the_search_index_is_found(tmp_path: Path):
    """Pagefind compresses what it keeps of a page, and has one blank where the page has two."""
    line = min(line for line in solution_lines() if "  # " in line and "(" in line)
    page = tmp_path / "page.html"
    page.write_text(
        f'<article><section id="a"><h1>Sums</h1><pre>{escape(line)}</pre></section></article>',
        encoding="utf-8",
    )
    write_index(tmp_path, [BookPage("page", "Sums")])
    page.unlink()

    ((name, found),) = leaks(tmp_path).items()

    assert name.endswith(".pf_fragment")
    assert found == [line]
