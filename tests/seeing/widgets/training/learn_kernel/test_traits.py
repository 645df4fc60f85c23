"""What LearnKernel refuses."""

import pytest
from traitlets import TraitError

from seeing.widgets import LearnKernel


@pytest.mark.parametrize("rate", [0, -1, float("inf"), float("nan")])
def test_a_rate_that_does_not_go_downhill_is_refused(rate: float) -> None:
    with pytest.raises(TraitError, match="rate"):
        LearnKernel(rate=rate)
