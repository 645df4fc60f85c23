"""What ChannelView refuses."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import ChannelView

DOT = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"image": np.zeros((5, 5), np.uint8)}, "channels come last"),
        ({"image": np.zeros((2, 5, 3), np.uint8)}, "sides of 3"),
        ({"image": np.zeros((5, 5, 3))}, "whole numbers"),
        ({"sheets": [DOT, DOT]}, "so 3, got 2"),
        ({"sheets": [DOT, DOT, [[1, 2]]]}, "3 rows"),
        ({"sheets": [DOT, DOT, [[1, float("nan")]]]}, "finite"),
        ({"bias": float("inf")}, "finite"),
    ],
)
def test_what_is_no_layer_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ChannelView(**traits)
