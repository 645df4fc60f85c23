"""Pruning takes what no page loads, and nothing that one does."""

from pathlib import Path

from site_extension.pages.prune import unused_files


def written(site: Path, *names: str) -> None:
    for name in names:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("", encoding="utf-8")


def unused(site: Path, text: str) -> set[str]:
    return {path.relative_to(site).as_posix() for path in unused_files(site, text)}


def test_a_file_that_no_page_names_goes(tmp_path: Path) -> None:
    written(tmp_path, "_static/type.css", "_static/scripts/bootstrap.js", "_images/old.svg")

    text = '<link href="../_static/type.css?v=1">'
    assert unused(tmp_path, text) == {"_static/scripts/bootstrap.js", "_images/old.svg"}


def test_modules_and_state_of_an_earlier_build_go(tmp_path: Path) -> None:
    folder = "_static/widgets/"
    written(tmp_path, *(folder + n for n in ("new/a.js", "new/kit.js", "old/a.js", "state/1.bin")))
    written(tmp_path, folder + "state/2.bin")

    assert unused(tmp_path, 'data-module="new/a.js" "1.bin"') == {
        folder + "old/a.js",
        folder + "state/2.bin",
    }


def test_fonts_are_loaded_by_style_sheets(tmp_path: Path) -> None:
    written(tmp_path, "_static/fonts/source-sans.woff2")

    assert unused(tmp_path, "") == set()
