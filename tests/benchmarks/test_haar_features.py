"""The record of Haar-like features is what its command makes of the faces."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from benchmarks.haar_features import __main__ as command
from seeing.widgets.features.haar_drag import haar_features


def test_the_command_makes_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(command, "FILE", tmp_path / "features.safetensors")

    command.main()

    made, kept = load_file(command.FILE), haar_features.recorded()
    assert made.keys() == kept.keys() == {"counts", "thresholds", "widths"}
    np.testing.assert_array_equal(made["counts"], kept["counts"])
    np.testing.assert_allclose(made["thresholds"], kept["thresholds"], rtol=1e-5, atol=1e-5)
    assert "best: 5 of 200 wrong" in capsys.readouterr().out


def test_there_are_as_many_features_as_fit():
    """Two thirds of them have two rectangles: counted by hand, (7+5+3+1)·36 beside or stacked."""
    kinds = [feature.kind for feature in haar_features.features()]

    counts = {kind: kinds.count(kind) for kind in haar_features.KINDS}
    assert counts == {"beside": 16 * 36, "stacked": 16 * 36, "three": 9 * 36, "four": 16 * 16}


def test_the_threshold_of_least_errors_is_found():
    """Below 1.5 lie 60 faces and no other, so 40 are wrong; at 2.5 it is 50, at 3.5 it is 60."""
    faces = np.r_[np.full(60, 1.0), np.full(40, 4.0)]
    others = np.r_[np.full(10, 2.0), np.full(90, 3.0)]
    stump = command.best_stump(np.r_[faces, others])

    assert stump.threshold == 1.5
    assert command.errors(stump) == 40
    assert stump.faces[: stump.below].sum() == 60
