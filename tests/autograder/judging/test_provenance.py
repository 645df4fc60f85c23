"""Seeds that only the holder of the secret can compute, and a version that follows the sources."""

import threading
from pathlib import Path

import pytest

from autograder.files import ROOT, digest_of
from autograder.judging.provenance import (
    DECIDING,
    course_secret,
    engine_version,
    seed_of,
)
from tests.support.imports import closure, graph, modules

SECRET = bytes(range(32))


def test_the_same_submission_has_the_same_seed():
    assert seed_of(SECRET, "07", "conv2d", "d1") == seed_of(SECRET, "07", "conv2d", "d1")


@pytest.mark.parametrize(
    "other",
    [
        (bytes(32), "07", "conv2d", "d1"),
        (SECRET, "08", "conv2d", "d1"),
        (SECRET, "07", "conv1d", "d1"),
        (SECRET, "07", "conv2d", "d2"),
        (SECRET, "07c", "onv2d", "d1"),
        (SECRET, "07", "conv2d\x00", "d1"),
    ],
)
def test_every_part_changes_the_seed(other):
    assert seed_of(*other) != seed_of(SECRET, "07", "conv2d", "d1")


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        seed_of(b"guess", "07", "conv2d", "d1")


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "secret"
    first = course_secret(path)

    assert len(first) == 32
    assert course_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_two_courses_have_two_secrets(tmp_path: Path):
    assert course_secret(tmp_path / "a") != course_secret(tmp_path / "b")


def test_all_who_make_it_at_once_get_the_same(tmp_path: Path):
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(course_secret(tmp_path / "secret")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_file_that_is_no_secret_is_kept_and_refused(tmp_path: Path):
    path = tmp_path / "secret"
    path.write_bytes(b"short")

    with pytest.raises(ValueError, match="no course secret"):
        course_secret(path)
    assert path.read_bytes() == b"short"


@pytest.mark.parametrize("pattern", DECIDING)
def test_every_deciding_source_changes_the_version(tmp_path: Path, pattern: str):
    path = tmp_path / pattern.replace("**/*", "c99_new/module")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a = 1\n")
    before = digest_of(tmp_path, DECIDING)
    path.write_text("a = 2\n")

    assert digest_of(tmp_path, DECIDING) != before


# What a grade's way goes through: the grader, the references' process, the exercises that are
# loaded by name, and what runs inside the sandbox.
STARTS = ("autograder.judging.engine", "autograder.judging.reference_process")
LOADED = ("autograder.exercises.", "autograder.sandbox.inside.")


def files_on_a_grades_path() -> set[Path]:
    known = modules("autograder", "seeing")
    starts = [name for name in known if name in STARTS or name.startswith(LOADED)]
    return {known[name] for name in closure(starts, graph("autograder", "seeing"))}


def test_each_file_on_a_grades_path_changes_the_engine_version(tmp_path: Path):
    files = files_on_a_grades_path()
    for path in files:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    before = digest_of(tmp_path, DECIDING)

    unnoticed = []
    for path in files:
        copy = tmp_path / path.relative_to(ROOT)
        copy.write_bytes(path.read_bytes() + b"#")
        if digest_of(tmp_path, DECIDING) == before:
            unnoticed.append(path.relative_to(ROOT).as_posix())
        copy.write_bytes(path.read_bytes())

    assert unnoticed == []
    assert len(files) > 100  # the way is found at all


def test_the_deciding_sources_are_there():
    assert [pattern for pattern in DECIDING if not list(ROOT.glob(pattern))] == []
    assert len(engine_version()) == 12
