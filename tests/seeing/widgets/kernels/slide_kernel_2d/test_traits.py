"""SlideKernel2D's traits."""

from typing import Any

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import SlideKernel2D


@pytest.mark.parametrize(
    ("traits", "message"),
    [
        ({"kernel": [[1, 2, 3, 4]], "image": [[1, 2, 3]]}, "kernel: 1 × 4 does not fit .* 1 × 3"),
        ({"image": [[1, 2], [3, 4]]}, "kernel: 3 × 3 does not fit into an image of 2 × 2"),
        ({"kernel": [[1, 2, 3], [4, 5]]}, "kernel: row 1 has length 2 and row 0 has 3: give every"),
        ({"image": [[1, 2], [3, -np.inf]]}, r"image: the number at \[1, 1\] is -inf"),
        ({"kernel": [1, 2, 3]}, r"kernel: expected rows .* one row is \[\[1, 2, 1\]\]"),
        ({"kernel": [[]]}, "kernel: expected rows and columns of 1 to 5"),
        ({"kernel": [["a"]]}, "kernel: expected rows of numbers"),
        ({"image": np.zeros((9, 9))}, r"image: .*1 to 8 numbers, got shape \(9, 9\)"),
        ({"row": 3}, "row: 3 is outside 0 … 2"),
        ({"column": 3}, r"column: 3 is outside 0 … 2: .*n − k \+ 1"),
    ],
)
def test_a_bad_value_in_two_dimensions_is_named(traits: dict[str, Any], message: str) -> None:
    with pytest.raises(TraitError, match=message):
        SlideKernel2D(**traits)


def test_a_refused_value_changes_nothing() -> None:
    widget = SlideKernel2D()
    before = widget.kernel

    with pytest.raises(TraitError):
        widget.kernel = [[1, 2], [3]]

    assert widget.kernel == before


def test_arrays_become_lists_that_json_can_carry() -> None:
    widget = SlideKernel2D(image=np.arange(12, dtype=np.uint8).reshape(3, 4), kernel=[[1, 0]])

    assert widget.image == [[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]


def test_a_larger_kernel_moves_the_window_back_in_range() -> None:
    widget = SlideKernel2D(kernel=[[1.0]], row=4, column=3)

    widget.kernel = [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]

    assert (widget.row, widget.column) == (3, 2)
