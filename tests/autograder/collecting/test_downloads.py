"""Files of a download are read within bounds, and a bad one costs itself alone."""

import bz2
import os
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from autograder.collecting import downloads
from autograder.collecting.downloads import METHODS, opened
from autograder.intake.read_file import MIB, RefusedSubmissionError
from tests.support.downloads import archive


def contents(path: Path) -> dict[str, bytes | str]:
    """Return by path what is read, or why it is not."""
    found: dict[str, bytes | str] = {}
    with opened(path, size_limit_mib=1) as download:
        for file in download.files:
            try:
                found[file.path] = file.read()
            except RefusedSubmissionError as error:
                found[file.path] = str(error)
    return found


def test_an_archive_and_its_unpacked_folder_hold_the_same(tmp_path: Path):
    files = {"a/one.ipynb": b"1", "a/b/two.ipynb": b"2"}
    packed = archive(tmp_path / "files.zip", files)
    with zipfile.ZipFile(packed) as reader:
        reader.extractall(tmp_path / "folder")

    assert contents(packed) == contents(tmp_path / "folder") == files


@pytest.mark.parametrize("path", ["../out.ipynb", "a/../../out.ipynb", "/etc/out.ipynb"])
def test_a_path_out_of_the_archive_is_refused_alone(tmp_path: Path, path: str):
    found = contents(archive(tmp_path / "files.zip", {path: b"x", "good": b"1"}))

    assert "leads out" in str(found.pop(path))
    assert found == {"good": b"1"}


def test_a_link_is_refused(tmp_path: Path):
    path = archive(tmp_path / "files.zip", {"good": b"1"})
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as writer:
        writer.writestr(entry, "/etc/passwd")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(path)

    assert "link" in str(contents(path)["link"])
    assert "link" in str(contents(folder)["link"])


def test_a_bomb_is_not_unpacked(tmp_path: Path):
    path = archive(tmp_path / "files.zip", {"bomb": bytes(50 * MIB)})
    lying = path.read_bytes().replace(struct.pack("<I", 50 * MIB), struct.pack("<I", 7))
    liar = tmp_path / "liar.zip"
    liar.write_bytes(lying)

    tracemalloc.start()
    said = contents(path)["bomb"], contents(liar)["bomb"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == ("it is larger than 1 MiB", "it is damaged in the archive")
    assert peak < 10 * MIB


def test_what_unpacks_without_a_bound_is_refused(tmp_path: Path):
    path = tmp_path / "files.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as writer:
        writer.writestr("bomb", bytes(5 * MIB))

    assert "no platform uses" in str(contents(path)["bomb"])
    assert zipfile.ZIP_BZIP2 not in METHODS
    assert len(bz2.compress(bytes(5 * MIB))) < 100


def test_an_encrypted_entry_is_refused(tmp_path: Path):
    path = archive(tmp_path / "files.zip", {"secret": b"x" * 9})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # in the entry's own head
    data[data.index(b"PK\x01\x02") + 8] |= 1  # in the list of entries
    path.write_bytes(data)

    assert contents(path)["secret"] == "it is encrypted"


def test_a_damaged_entry_costs_itself_alone(tmp_path: Path):
    path = archive(tmp_path / "files.zip", {"damaged": os.urandom(500), "good": b"1"})
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)

    found = contents(path)
    assert "damaged" in str(found["damaged"])
    assert found["good"] == b"1"


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_what_is_no_archive_says_so(tmp_path: Path, data: bytes):
    path = tmp_path / "files.zip"
    path.write_bytes(data)

    with pytest.raises(ValueError, match=r"no zip archive.*download it again"), opened(path, 1):
        pass


def test_a_huge_number_of_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(downloads, "FILES_LIMIT", 3)
    path = archive(tmp_path / "files.zip", {str(n): b"" for n in range(4)})

    with pytest.raises(ValueError, match="more than 3 files"), opened(path, 1):
        pass


def test_impossible_times_are_passed_over(tmp_path: Path):
    path = archive(tmp_path / "files.zip", {"a": b"1"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 12
    data[at : at + 4] = b"\xff\xff\xff\xff"  # month 15, day 31, hour 31
    path.write_bytes(data)

    with opened(path, 1) as download:
        assert download.made_at == 0
        assert download.files[0].read() == b"1"
