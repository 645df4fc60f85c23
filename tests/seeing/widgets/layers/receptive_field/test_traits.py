"""What ReceptiveField refuses."""

import pytest
from traitlets import TraitError

from seeing.widgets import ReceptiveField


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ([], "1 to 5"),
        ([[3, 1, 1]] * 6, "1 to 5"),
        ([[3, 1]], "give"),
        ([[3, 0, 1]], "stride of layer 0"),
        ([[3, 1, 1], [9, 1, 1]], "kernel size of layer 1"),
    ],
)
def test_layers_that_cannot_be_drawn_are_refused(layers, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        ReceptiveField(layers=layers)
