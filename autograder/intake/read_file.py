"""Read a file that a student handed in: never through a link, never waiting, never past a limit.

Beside each defence stands the test that falls without it; `tests/submissions/NAME` is a case.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIB = 1024 * 1024
CLEAR_OUTPUTS = "In JupyterLab choose Edit, Clear Outputs of All Cells, save, and hand it in again."

# What the student's file can be the reason of. Other errors are the machine's, and are raised:
# a full table of open files must not cost anybody points.
SENTENCES = {
    errno.ENOENT: "No notebook was handed in under this name.",
    errno.ELOOP: "The notebook is a link to another place; hand in the file itself.",
    errno.ENOTDIR: "The notebook lies behind a link or a file; hand in the file itself.",
    errno.ENXIO: "What was handed in is not an ordinary file.",
    errno.EACCES: "The notebook may not be read; check its permissions and hand it in again.",
}


class RefusedSubmissionError(ValueError):
    """There is nothing to grade. The message is a plain text for the student."""


def read(path: Path, *, size_limit_mib: float, root: Path | None = None) -> bytes:
    """Return the bytes of an ordinary file.

    size_limit_mib: a longer file is refused, and no more of it read
    root: a folder of the instructor's, such as `submitted/`; below it no folder may be a link
        either. Without it only the file itself is looked at.
    raises RefusedSubmissionError for anything but an ordinary file within the limit
    raises OSError for what is not the student's doing
    """
    limit = int(size_limit_mib * MIB)
    with _opened(path, root) as descriptor:
        about = os.fstat(descriptor)  # of what was opened: the name may mean something else by now
        if not stat.S_ISREG(about.st_mode):  # cases pipe, folder_in_place_of_a_file
            raise RefusedSubmissionError("What was handed in is not an ordinary file.")
        with open(descriptor, "rb", closefd=False) as file:
            # Not the size that the file says it has: it may grow, or not know it (cases
            # sparse_file, larger_than_the_limit; test_a_file_longer_than_it_says_is_refused).
            data = file.read(limit + 1)
        if len(data) > limit:
            raise _too_big(size_limit_mib)
        return data


def _too_big(size_limit_mib: float) -> RefusedSubmissionError:
    return RefusedSubmissionError(
        f"The notebook is larger than {size_limit_mib:g} MiB. {CLEAR_OUTPUTS}"
    )


@contextmanager
def _opened(path: Path, root: Path | None) -> Iterator[int]:
    opened: list[int] = []
    try:
        name, folder = path, None
        if root is not None:
            *between, last = path.relative_to(root).parts
            folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            opened.append(folder)
            for part in between:  # test_a_link_among_the_folders_is_refused
                folder = _open(part, os.O_DIRECTORY, folder)
                opened.append(folder)
            name = Path(last)
        opened.append(_open(name, 0, folder))
        yield opened[-1]
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _open(name: Path | str, flags: int, folder: int | None) -> int:
    """Open without following a link (cases link_*) and without waiting for a writer (case pipe)."""
    safe = os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY | os.O_NOFOLLOW | os.O_NONBLOCK
    if name == "..":  # test_a_path_out_of_the_root_is_refused
        raise RefusedSubmissionError("The notebook lies outside the folder of submissions.")
    try:
        return os.open(name, safe | flags, dir_fd=folder)
    except OSError as error:
        if error.errno not in SENTENCES:
            raise
        raise RefusedSubmissionError(SENTENCES[error.errno]) from error
