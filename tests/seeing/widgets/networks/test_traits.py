"""What the widgets of networks refuse."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import FilterGallery, OcclusionLab, OptimizationFilm


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: FilterGallery(kernels=np.zeros((4, 1, 3, 3))), "kernels of three channels"),
        (lambda: FilterGallery(kernels=np.full((4, 3, 3, 3), np.nan)), "not all numbers"),
        (lambda: FilterGallery(kernels=np.ones((4, 3, 3, 3)), biases=[0.0]), "for 4 kernels"),
        (lambda: OcclusionLab(weights=np.zeros(3)), "parameters of picture_network"),
        (lambda: OcclusionLab(images=np.zeros((31, 32, 3), np.uint8)), "32 × 32 below each other"),
        (lambda: OptimizationFilm(frames=np.zeros((2, 8, 8, 3))), "uint8"),
    ],
)
def test_what_a_figure_cannot_show_is_refused(make, sentence: str) -> None:
    with pytest.raises(TraitError, match=sentence):
        make()
