"""SlideKernel1D's traits."""

from typing import Any

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import SlideKernel1D


@pytest.mark.parametrize(
    ("traits", "message"),
    [
        ({"kernel": [1, 2, 3, 4, 5, 6]}, "kernel: 6 numbers do not fit on a signal x of 5"),
        ({"x": [1, 2]}, "kernel: 3 numbers do not fit on a signal x of 2"),
        ({"x": [1, np.nan, 3]}, r"x: the number at \[1\] is nan: use a finite one"),
        ({"kernel": [1, np.inf]}, r"kernel: the number at \[1\] is inf"),
        ({"x": []}, "x: expected 1 to 12 numbers"),
        ({"x": [[1, 2], [3, 4]]}, r"x: expected 1 to 12 numbers in one list, got shape \(2, 2\)"),
        ({"kernel": ["a"]}, r"kernel: expected a list of numbers such as \[1, 0, -1\]"),
        ({"kernel": None}, "kernel: expected 1 to 7 numbers"),
        ({"position": 3}, r"position: 3 is outside 0 … 2: .*5 − 3 \+ 1 = 3 outputs"),
        ({"position": -1}, "position: -1 is outside"),
    ],
)
def test_a_bad_value_in_one_dimension_is_named(traits: dict[str, Any], message: str) -> None:
    with pytest.raises(TraitError, match=message):
        SlideKernel1D(**traits)


def test_a_longer_kernel_moves_the_window_back_in_range() -> None:
    widget = SlideKernel1D(kernel=[1.0], position=4)

    widget.kernel = [1.0, 1.0]

    assert widget.position == 3


def test_two_widgets_share_no_list() -> None:
    first, second = SlideKernel1D(), SlideKernel1D()

    first.x[0] = 0.0

    assert second.x[0] == 25000.0
