"""What WordHistogram takes and refuses, and what it shows if nothing is given."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import WordHistogram


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"pictures": np.zeros((96, 384), int)}, "expected \\(384, 96\\)"),
        ({"patches": np.zeros((12, 192), int)}, "expected \\(192, 12\\)"),
        ({"patches": np.zeros((192, 12))}, "uint8"),
        ({"words": np.zeros((15, 32))}, "16 words of 32 numbers"),
        ({"words": np.full((16, 32), np.inf)}, "finite"),
        ({"picture": "cat"}, "picture"),
        ({"order": list(range(63))}, "each patch from 0 to 63 once"),
        ({"order": [0] * 64}, "each patch from 0 to 63 once"),
        ({"unit": 3}, "unit"),
        ({"row": 8}, "row"),
    ],
)
def test_what_is_no_picture_of_words_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        WordHistogram(**traits)


def test_an_order_is_taken_as_whole_numbers() -> None:
    order = list(np.random.default_rng(0).permutation(64))

    taken = WordHistogram(order=order).order
    assert taken == order
    assert {type(patch) for patch in taken} == {int}


def test_its_data_are_light() -> None:
    widget = WordHistogram()

    assert sum(a.nbytes for a in (widget.pictures, widget.words, widget.patches)) < 50_000
