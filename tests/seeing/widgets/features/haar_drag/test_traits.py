"""What HaarDrag takes and refuses, and what it shows if nothing is given."""

import numpy as np
import pytest
from skimage.data import lfw_subset
from traitlets import TraitError

from seeing.widgets import HaarDrag


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"pictures": np.zeros((25, 50), int)}, "expected \\(50, 25\\)"),
        ({"pictures": np.zeros((50, 25))}, "uint8"),
        ({"counts": np.zeros((1732, 20))}, "counts of the features"),
        ({"thresholds": np.zeros(1731)}, "a threshold for each feature"),
        ({"widths": np.full(1732, np.nan)}, "finite"),
        ({"kind": "five"}, "kind"),
        ({"picture": "cat"}, "picture"),
        ({"top": 8}, "top"),
        ({"width": 0}, "width"),
    ],
)
def test_what_is_no_feature_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        HaarDrag(**traits)


def test_the_first_face_is_the_mean_of_all_and_none_of_them() -> None:
    faces = 255 * lfw_subset()[:100]
    shown = HaarDrag().pictures[:25].astype(float)

    np.testing.assert_allclose(shown, faces.mean(axis=0), atol=0.5)
    nearest = np.abs(faces - shown).mean(axis=(1, 2)).min()
    assert nearest > 10


def test_its_data_are_light() -> None:
    widget = HaarDrag()
    sent = [widget.pictures, widget.counts, widget.thresholds, widget.widths]

    assert sum(array.nbytes for array in sent) < 50_000
