"""A grey picture as a trait."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing.widgets import LearnKernel, OrientationWheel
from seeing.widgets.base import Widget

BOTH = [OrientationWheel, LearnKernel]


@pytest.mark.parametrize("widget", BOTH)
def test_a_picture_too_small_for_a_window_is_refused(widget: type[Widget]) -> None:
    with pytest.raises(TraitError, match="no window of 3 × 3"):
        widget(image=np.zeros((2, 5), np.uint8))
