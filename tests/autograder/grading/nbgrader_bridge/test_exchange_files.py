"""Of the files beside a notebook only what the exchange would have written is believed."""

import os
import re
from pathlib import Path

import pytest

from autograder.grading.nbgrader_bridge.exchange_files import SECRET, secret_of

DRAWN = b"0123456789abcdef" * 8


def is_new(secret: bytes) -> bool:
    return bool(re.fullmatch(rb"[0-9a-f]{128}", secret)) and secret != DRAWN


def test_the_secret_of_the_exchange_is_kept(tmp_path: Path):
    (tmp_path / SECRET).write_bytes(DRAWN)

    assert secret_of(tmp_path) == DRAWN


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"../../x", b"a" * 5000, b"ABC" * 20])
def test_another_content_is_replaced_by_a_secret_that_nobody_has(tmp_path: Path, content: bytes):
    (tmp_path / SECRET).write_bytes(content)

    assert is_new(secret_of(tmp_path))
    assert secret_of(tmp_path) != secret_of(tmp_path)


def test_a_link_is_not_followed_and_a_pipe_is_not_waited_for(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(DRAWN)
    (tmp_path / SECRET).symlink_to(elsewhere)
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / SECRET)

    assert is_new(secret_of(tmp_path))
    assert is_new(secret_of(tmp_path / "pipe"))
    assert is_new(secret_of(tmp_path / "nowhere"))
