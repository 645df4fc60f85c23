"""What PixelInspector takes and refuses."""

import numpy as np
import pytest
from skimage.color import rgb2gray
from traitlets import TraitError

from seeing.widgets import PixelInspector


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"image": np.zeros((5, 5), np.uint8)}, "channels come last"),
        ({"image": np.zeros((200, 5, 3), np.uint8)}, "sides of 3 to 128"),
        ({"image": np.zeros((5, 5, 3))}, "whole numbers"),
        ({"row": -1}, "row"),
        ({"pins": [[1, 2]]}, "2 entries, got 1"),
        ({"pins": [[1, 2], [3]]}, "row, column"),
        ({"pins": [[1, 2], [3, -1]]}, "from 0"),
        ({"pins": [[0.5, 2], None]}, "whole numbers"),
        ({"pins": ["ab", None]}, "row, column"),
    ],
)
def test_what_cannot_be_shown_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        PixelInspector(**traits)


def test_places_from_numpy_are_places() -> None:
    widget = PixelInspector(pins=[None, np.argwhere(np.eye(4))[2]])

    assert widget.pins == [None, [2, 2]]


def test_the_default_picture_holds_what_the_challenge_asks_for() -> None:
    widget = PixelInspector()
    greys = 255 * rgb2gray(widget.image)
    reds = widget.image[..., 0].astype(int)
    row, column = widget.pins[0]

    partners = (abs(greys - greys[row, column]) <= 1) & (abs(reds - reds[row, column]) >= 100)
    assert partners.sum() == 29
    assert not partners[widget.row, widget.column]
