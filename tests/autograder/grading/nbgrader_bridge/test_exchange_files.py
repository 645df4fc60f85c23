"""Of the files beside a notebook only what the exchange would have written is believed."""

import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.coursedir import CourseDirectory

from autograder.grading.nbgrader_bridge.exchange_files import (
    SECRET,
    TIMESTAMP,
    ExchangeFilesOnly,
    hides_its_time,
    secret_of,
    timestamp_of,
)
from tests.support.processor import processor_s

DRAWN = b"0123456789abcdef" * 8


def test_the_secret_of_the_exchange_is_kept(tmp_path: Path):
    (tmp_path / SECRET).write_bytes(DRAWN)

    assert secret_of(tmp_path) == DRAWN


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../x", b"a" * 5000, b"ABC" * 20])
def test_another_content_is_no_secret(tmp_path: Path, content: bytes):
    (tmp_path / SECRET).write_bytes(content)

    assert secret_of(tmp_path) == b""


def test_a_link_is_not_followed_and_a_pipe_is_not_waited_for(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(DRAWN)
    (tmp_path / SECRET).symlink_to(elsewhere)
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / SECRET)

    assert secret_of(tmp_path) == b""
    assert secret_of(tmp_path / "pipe") == b""
    assert secret_of(tmp_path / "nowhere") == b""


def copied(folder: Path, course: str, student: str) -> tuple[bytes, bytes]:
    """Return time and secret beside the graded notebook of somebody who handed in by an LMS."""
    source, destination = folder / "submitted" / student, folder / course / student
    source.mkdir(parents=True, exist_ok=True)
    converter = SimpleNamespace(
        coursedir=SimpleNamespace(root=str(folder / course)),
        _format_source=lambda *_: str(source),
        _format_dest=lambda *_: str(destination),
    )
    ExchangeFilesOnly.init_assignment(converter, "small", student)  # type: ignore[arg-type]
    return (destination / TIMESTAMP).read_bytes(), (destination / SECRET).read_bytes()


def test_who_handed_in_by_an_lms_has_no_time_and_a_secret_that_nobody_can_guess(tmp_path: Path):
    for course in ("one", "other"):
        (tmp_path / course).mkdir()
    time, secret = copied(tmp_path, "one", "ada")

    assert time == b""
    assert re.fullmatch(rb"[0-9a-f]{32}", secret)
    assert copied(tmp_path, "one", "ada") == (time, secret)  # a regrade changes no file
    assert copied(tmp_path, "one", "ben")[1] != secret
    assert copied(tmp_path, "other", "ada")[1] != secret  # it rests on the course's own secret


@pytest.mark.parametrize(
    "written",
    [
        b"2026-03-01 12:00:00.123456 UTC",
        b"2026-03-01 12:00:00 Europe/Berlin\n",
        b"2026-03-01 12:00:00 +0100",
        b"2026-03-01T12:00:00Z",
        b"2026-03-01 12:00:00",
    ],
)
def test_the_time_of_the_exchange_is_kept(tmp_path: Path, written: bytes):
    (tmp_path / TIMESTAMP).write_bytes(written)

    assert timestamp_of(tmp_path) == written
    assert not hides_its_time(tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"now",
        b"0000-01-01 00:00:00",
        b"9999-12-31 23:59:59 -99999",
        b"1" * 900,
        b"2026-03-01 12:00:00 UTC" + bytes(3),
        "2026-03-01 12:00:00 ÜTC".encode("latin-1"),
        b"2026-03-01 12:00:00 " + b"9" * 900,
        b"2026-03-01 12:00:00 UTC" + b" " * 5000,
        # A time zone is a file to those who look one up, and some files keep a reader waiting.
        b"2026-03-01 12:00:00 /etc/localtime",
        b"2026-03-01 12:00:00 :/etc/localtime",
        b"2026-03-01 12:00:00 a/../../../../etc/localtime",
    ],
)
def test_what_is_no_time_is_none(tmp_path: Path, written: bytes):
    (tmp_path / TIMESTAMP).write_bytes(written)

    assert timestamp_of(tmp_path) == b""
    assert hides_its_time(tmp_path)


@pytest.mark.parametrize(
    "written", [b"now", b"1" * 900, "2026-03-01 12:00:00 ÜTC".encode("latin-1"), b"\xff\xfe0\x00"]
)
def test_nbgraders_own_reader_stops_at_what_is_no_time(tmp_path: Path, written: bytes):
    (tmp_path / TIMESTAMP).write_bytes(written)

    with pytest.raises((ValueError, ArithmeticError, AttributeError)):
        CourseDirectory().get_existing_timestamp(str(tmp_path))


def test_a_huge_file_in_the_place_of_the_time_costs_nothing(tmp_path: Path):
    with (tmp_path / TIMESTAMP).open("wb") as file:
        file.truncate(4 * 2**20)  # holes, which take no room on the student's disk
    ours_s = processor_s(lambda: timestamp_of(tmp_path))

    def by_nbgrader() -> None:
        with pytest.raises((ValueError, ArithmeticError, AttributeError)):
            CourseDirectory().get_existing_timestamp(str(tmp_path))

    assert processor_s(by_nbgrader) > 20 * ours_s


def test_a_submission_without_a_time_hides_none(tmp_path: Path):
    assert timestamp_of(tmp_path) == b""
    assert not hides_its_time(tmp_path)
