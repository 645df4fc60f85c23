"""What CornerLab takes and refuses."""

import numpy as np
import pytest
from skimage.feature import corner_harris
from traitlets import TraitError

from seeing.widgets import CornerLab


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"image": np.zeros((31, 40), np.uint8)}, "no window of 32"),
        ({"image": np.zeros((40, 40))}, "whole numbers"),
        ({"row": -1}, "row"),
        ({"sigma": 0.4}, "sigma: expected 0.5 to 3, got 0.4"),
        ({"sigma": float("nan")}, "sigma: expected"),
        ({"k": 0.25}, "k: expected 0.01 to 0.2"),
        ({"threshold": 0}, "threshold: expected 0.001 to 1"),
    ],
)
def test_what_cannot_be_shown_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        CornerLab(**traits)


def test_the_default_window_lies_on_a_corner() -> None:
    widget = CornerLab()
    response = corner_harris(widget.image / 255, k=widget.k, sigma=widget.sigma)
    around = response[widget.row - 3 : widget.row + 4, widget.column - 3 : widget.column + 4]

    assert response[widget.row, widget.column] == around.max() > 1
