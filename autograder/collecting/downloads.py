"""The files of a download, an archive or a folder that it was unpacked to, read within bounds.

Nothing is unpacked: a path in an archive only says whose a file is, so it leads nowhere.
"""

from __future__ import annotations

import os
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from autograder.intake import read_file
from autograder.intake.read_file import RefusedSubmissionError

FILES_LIMIT = 100_000  # a class of 2,000 with fifty files each
# Others are read without a bound on what a piece of them becomes, and no platform writes them.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1


@dataclass(frozen=True)
class File:
    """A file of a download.

    path: with "/" between its parts
    read: returns the bytes; raises RefusedSubmissionError for what is no ordinary file of bounded
        size, or is damaged
    """

    path: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Download:
    """What a platform has handed out.

    made_at: seconds since 1970: when it was made, or the newest of its files came into being
    """

    files: tuple[File, ...]
    made_at: int


@contextmanager
def opened(path: Path, size_limit_mib: float) -> Iterator[Download]:
    """Open a zip archive or a folder; its files can be read until the block ends.

    raises ValueError where it is neither, or is damaged as a whole; OSError where it is not there
    """
    if path.is_dir():
        yield _folder(path, size_limit_mib)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _archive(path, archive, size_limit_mib)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ValueError(
            f"{path} is no zip archive, or not all of one ({error}): download it again"
        ) from error


def _archive(path: Path, archive: zipfile.ZipFile, size_limit_mib: float) -> Download:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _bounded(path, len(entries))
    # The platform's clock may be in another zone; the file here is no older than its contents.
    times = [found for entry in entries if (found := _seconds(entry)) is not None]
    made_at = min(max(times, default=0), int(path.stat().st_mtime))
    files = (
        File(entry.filename, partial(_read_entry, archive, entry, size_limit_mib))
        for entry in entries
    )
    return Download(tuple(files), made_at)


def _seconds(entry: zipfile.ZipInfo) -> int | None:
    try:
        return int(time.mktime(datetime(*entry.date_time).timetuple()))
    except (ValueError, OverflowError):  # any bits may stand there
        return None


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, size_limit_mib: float) -> bytes:
    parts = entry.filename.split("/")
    if parts[0] == "" or ".." in parts:
        raise RefusedSubmissionError("its path leads out of the archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise RefusedSubmissionError("it is a link to another place")
    if entry.flag_bits & ENCRYPTED:
        raise RefusedSubmissionError("it is encrypted")
    if entry.compress_type not in METHODS:
        raise RefusedSubmissionError("it is compressed in a way that no platform uses")
    limit = int(size_limit_mib * read_file.MIB)
    try:
        with archive.open(entry) as file:
            data = file.read(limit + 1)  # not the size it says: test_a_bomb_is_not_unpacked
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RefusedSubmissionError("it is damaged in the archive") from error
    if len(data) > limit:
        raise RefusedSubmissionError(f"it is larger than {size_limit_mib:g} MiB")
    return data


def _folder(path: Path, size_limit_mib: float) -> Download:
    found = []
    for folder, _, names in os.walk(path):
        found += [Path(folder, name) for name in names]
        _bounded(path, len(found))
    files = (
        File(
            file.relative_to(path).as_posix(),
            partial(read_file.read, file, size_limit_mib=size_limit_mib, root=path),
        )
        for file in sorted(found)
    )
    return Download(tuple(files), max((int(file.lstat().st_mtime) for file in found), default=0))


def _bounded(path: Path, number: int) -> None:
    if number > FILES_LIMIT:
        raise ValueError(
            f"{path} has more than {FILES_LIMIT:,} files: is it what the platform handed out?"
        )
