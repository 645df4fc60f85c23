"""What ShuffleLab takes and refuses."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.datasets import digits
from seeing.widgets import ShuffleLab

IMAGES = np.zeros((20, 8, 8))
ANSWER = {"digit": 0, "share": 100, "seed": 1, "answer": 3}


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"images": np.zeros((20, 28, 28)), "labels": [0] * 20}, "digits, \\(n, 8, 8\\)"),
        ({"images": np.zeros((19, 8, 8)), "labels": [0] * 19}, "20 digits, and here are 19"),
        ({"images": IMAGES + 16, "labels": [0] * 20}, "0 to 1"),
        ({"images": IMAGES, "labels": [0] * 19}, "so 20, got 19"),
        ({"images": IMAGES, "labels": [10] * 20}, "labels"),
        ({"weights": np.zeros(640)}, "64 weights"),
        ({"share": 101}, "share"),
        ({"column": 8}, "column"),
        ({"answers": [3]}, "at most 20"),
        ({"answers": [ANSWER] * 21}, "at most 20"),
        ({"answers": [{"digit": 0}]}, "answer, digit, seed, share"),
    ],
)
def test_what_is_no_quiz_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ShuffleLab(**traits)


def test_it_takes_the_courses_digits_without_loss() -> None:
    test = digits("test")
    widget = ShuffleLab(images=test.images, labels=test.labels.tolist(), answers=[ANSWER])

    np.testing.assert_array_equal(widget.images, test.images)


def test_the_digits_shown_are_as_hard_as_all() -> None:
    widget, test = ShuffleLab(), digits("test")
    w, b = widget.weights[:640].reshape(10, 64).astype(float), widget.weights[640:]

    def right(images: np.ndarray, labels: np.ndarray) -> float:
        return float(np.mean((images.reshape(-1, 64) @ w.T + b).argmax(axis=1) == labels))

    shown = right(widget.images, np.array(widget.labels))
    assert shown == pytest.approx(right(test.images, test.labels), abs=0.01)
    assert widget.labels[widget.digit] == 3
