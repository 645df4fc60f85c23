"""What SignalFlow takes and refuses."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.datasets import digits
from seeing.widgets import SignalFlow


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"images": np.zeros((16, 9), np.uint8), "labels": [0] * 2}, "expected \\(8 n, 8\\)"),
        ({"images": np.zeros((12, 8), np.uint8), "labels": [0]}, "expected \\(8 n, 8\\)"),
        ({"images": np.zeros((16, 8)), "labels": [0] * 2}, "whole numbers"),
        ({"images": np.zeros((16, 8), np.uint8)}, "so 2, got 64"),
        ({"labels": [1]}, "so 64, got 1"),
        ({"labels": [10] * 64}, "labels"),
        ({"gain": 0.09}, "gain: expected 0.1 to 10"),
        ({"gain": float("nan")}, "gain: expected 0.1 to 10"),
        ({"depth": 0}, "depth"),
        ({"depth": 21}, "depth"),
        ({"layer": 0}, "layer"),
        ({"seed": -1}, "seed"),
        ({"activation": "gelu"}, "activation"),
    ],
)
def test_what_is_no_network_of_these_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        SignalFlow(**traits)


def test_it_shows_the_first_test_digits_without_loss() -> None:
    widget, test = SignalFlow(), digits("test")

    np.testing.assert_array_equal(widget.images.reshape(-1, 8, 8) / 16, test.images[:64])
    assert widget.labels == test.labels[:64].tolist()


def test_it_opens_with_weights_of_deviation_a_tenth() -> None:
    assert SignalFlow().gain / np.sqrt(64) == pytest.approx(0.1)
