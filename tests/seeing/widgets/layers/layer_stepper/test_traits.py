"""LayerStepper's traits: the lecture's layer, and what they refuse."""

import numpy as np
import pytest
import traitlets

from seeing.widgets import LayerStepper


def test_it_opens_with_the_lectures_layer_of_56_parameters() -> None:
    figure = LayerStepper()

    assert np.shape(figure.kernels) == (2, 3, 3, 3)
    assert np.size(figure.kernels) + np.size(figure.biases) == 56
    assert (figure.stride, figure.padding) == (2, 1)


def test_arrays_are_taken() -> None:
    figure = LayerStepper(image=np.ones((3, 4, 5)), kernels=np.zeros((2, 3, 3, 3)), biases=(0, 1))

    assert np.shape(figure.image) == (3, 4, 5)
    assert figure.biases == [0.0, 1.0]


@pytest.mark.parametrize(
    ("trait", "value", "said"),
    [
        ("image", np.ones((2, 5, 5)), "3 channels"),
        ("image", np.ones((3, 2, 5)), "smaller than the kernel"),
        ("image", np.ones((3, 6, 5)), "rows and columns of 1 to 5"),
        ("image", [[[1.0] * 3] * 3, [[1.0] * 3] * 3, [[1.0] * 4] * 3], "the same shape"),
        ("image", 3, "3 channels"),
        ("kernels", np.ones((1, 3, 3, 3)), "one for each output map"),
        ("kernels", np.ones((2, 3, 2, 2)), "3 rows of 3"),
        ("kernels", np.full((2, 3, 3, 3), np.nan), "use a finite one"),
        ("kernels", 7, "one for each output map"),
        ("biases", [1], "one for each output map"),
        ("biases", [1, np.inf], "use a finite one"),
        ("stride", 0, "stride"),
        ("padding", 3, "padding"),
        ("map", 2, "map"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(trait: str, value: object, said: str):
    figure = LayerStepper()
    before = getattr(figure, trait)

    with pytest.raises(traitlets.TraitError, match=said):
        setattr(figure, trait, value)
    assert getattr(figure, trait) == before
