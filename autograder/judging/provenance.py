"""What makes a grade reproducible: the seed of a submission, and the engine's version."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from autograder.files import ROOT, digest_of

SECRET_BYTES = 32
# What decides a grade, from the submitted file to the points: whole rooms, so that a new file of
# theirs is in (test_each_file_on_a_grade_s_path_changes_the_engine_version). The versions are in,
# because other ones of NumPy may draw other numbers from the same seed.
DECIDING = (
    "autograder/intake/**/*.py",
    "autograder/judging/**/*.py",
    "autograder/exercises/**/*.py",
    "autograder/sandbox/**/*.py",
    "autograder/__init__.py",
    "autograder/files.py",
    "seeing/__init__.py",
    "seeing/comparison.py",
    "seeing/broken_loops.py",
    "seeing/explanation/**/*.py",
    "seeing/probes/**/*.py",
    "seeing/tiles/**/*.py",
    "constraints.txt",
)


def course_secret(path: Path) -> bytes:
    """Return the course's secret, and make it, readable by its owner alone, where there is none.

    raises ValueError if the file is too short to be one; a new secret would change every grade's
    seed, so it is never made over an old one
    """
    if not path.exists():
        partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        with contextlib.suppress(FileExistsError):  # of two processes that make it, one wins
            os.link(partial, path)
        partial.unlink()
    secret = path.read_bytes()
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"{path} is no course secret: it has under {SECRET_BYTES} bytes")
    return secret


def seed_of(secret: bytes, assignment: str, exercise: str, submission: str) -> str:
    """Return the seed that the hidden cases of one exercise of one submission are drawn with.

    Who does not hold the secret cannot compute it, not even for a submission of their own; the
    same submission has the same seed for ever.

    secret: see `course_secret`
    submission: digest of what was handed in
    returns 32 hexadecimal digits

    >>> seed_of(bytes(32), "07_convolution_filters", "conv2d", "9f3c")
    'd69e95fe28fc5477c759987497041d19'
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"a course secret has at least {SECRET_BYTES} bytes")
    # JSON keeps the names apart: ("a", "bc") and ("ab", "c") must not meet.
    message = json.dumps([assignment, exercise, submission]).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:32]


@functools.cache
def engine_version() -> str:
    """Return the version of what decides a grade: a digest of its sources."""
    return digest_of(ROOT, DECIDING)
