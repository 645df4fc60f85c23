"""The command that makes visual words: what it describes, and what it writes."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from benchmarks.visual_words import __main__ as command


def test_the_command_writes_words_and_their_patches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(command, "FILE", tmp_path / "words.safetensors")
    monkeypatch.setattr(command, "PIECES", ["gravel"])

    command.main()

    made = load_file(command.FILE)
    lengths = np.linalg.norm(made["words"].astype(float), axis=1)
    assert (made["words"].shape, made["words"].dtype) == ((16, 32), np.float16)
    assert (made["patches"].shape, made["patches"].dtype) == ((192, 12), np.uint8)
    assert (np.diff(lengths) > -1e-3).all()
    assert "1024 patches" in capsys.readouterr().out


def test_a_ramp_has_one_direction_in_each_cell():
    """Brighter to the right, then downwards, then to the upper left."""
    down, right = np.indices((12, 12)).astype(float)
    found = command.descriptors(np.stack([right, down, -right - down]) * 100)

    for numbers, direction in zip(found, (0, 2, 5), strict=True):
        assert np.flatnonzero(numbers).tolist() == [8 * cell + direction for cell in range(4)]
        np.testing.assert_allclose(np.linalg.norm(numbers), 1)


def test_a_faint_patch_stays_faint():
    down, _ = np.indices((12, 12)).astype(float)

    assert np.linalg.norm(command.descriptors(down[None] * 0.1)) == pytest.approx(0.072)
