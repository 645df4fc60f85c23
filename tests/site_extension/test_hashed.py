"""Hashed names follow the contents, and nothing else."""

from pathlib import Path

from site_extension.hashed import digest, folder_name, write_modules


def module(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(files))}.js"


def test_parts_that_join_to_the_same_bytes_have_different_digests() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])


def test_equal_modules_in_two_places_have_one_name(tmp_path: Path) -> None:
    here = module(tmp_path / "here", figure="draw()", kit="frame()")
    there = module(tmp_path / "there", figure="draw()", kit="frame()")

    assert folder_name(here) == folder_name(there)


def test_a_changed_neighbour_changes_the_name(tmp_path: Path) -> None:
    # A module imports its neighbours by relative path, so an old one must not be served with it.
    before = folder_name(module(tmp_path, figure="draw()", kit="frame()"))

    assert folder_name(module(tmp_path, figure="draw()", kit="other()")) != before


def test_modules_are_written_as_they_are_and_together(tmp_path: Path) -> None:
    source = module(tmp_path / "source", figure='import { frame } from "./kit.js";', kit="…")

    name = write_modules(source, tmp_path / "site")

    written = tmp_path / "site" / name
    assert written.read_bytes() == source.read_bytes()
    assert written.with_name("kit.js").read_text(encoding="utf-8") == "…"
