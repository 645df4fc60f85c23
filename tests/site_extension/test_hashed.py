"""Hashed names follow the contents, and nothing else."""

from pathlib import Path

from site_extension.hashed import digest, folder_name, write_modules


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_parts_that_join_to_the_same_bytes_have_different_digests() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])


def test_equal_modules_in_two_places_have_one_name(tmp_path: Path) -> None:
    files = {"pool/pool.js": "draw()", "kit/frame.js": "frame()"}

    assert folder_name(tree(tmp_path / "here", files)) == folder_name(
        tree(tmp_path / "there", files)
    )


def test_a_changed_module_elsewhere_in_the_tree_changes_the_name(tmp_path: Path) -> None:
    # A module imports others by relative path, so an old one must not be served with it.
    before = folder_name(tree(tmp_path, {"pool/pool.js": "draw()", "kit/frame.js": "frame()"}))

    assert folder_name(tree(tmp_path, {"kit/frame.js": "other()"})) != before


def test_a_moved_module_changes_the_name(tmp_path: Path) -> None:
    before = folder_name(tree(tmp_path / "before", {"a/style.js": "a", "b/style.js": "b"}))

    assert folder_name(tree(tmp_path / "after", {"b/style.js": "a", "a/style.js": "b"})) != before


def test_modules_are_written_as_they_are_and_in_their_places(tmp_path: Path) -> None:
    files = {"pool/pool.js": 'import { frame } from "../kit/frame.js";', "kit/frame.js": "…"}

    name = write_modules(tree(tmp_path / "source", files), tmp_path / "site")

    written = {path: (tmp_path / "site" / name / path).read_text("utf-8") for path in files}
    assert written == files
