"""SearchLandscape's traits: what it brings, and what is refused."""

import numpy as np
import pytest
from traitlets import TraitError

from seeing import measurements
from seeing.widgets import SearchLandscape


def test_it_brings_both_tables_that_were_measured() -> None:
    losses = SearchLandscape().losses

    for table, labels in zip(losses, ("right", "wrong"), strict=True):
        np.testing.assert_allclose(table, measurements.landscape(labels)["losses"], rtol=1e-3)


def test_a_grid_stands_in_the_middles_of_equal_parts() -> None:
    assert SearchLandscape(side=4).spacing == 0.25


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"losses": np.ones((2, 13, 24))}, "losses: expected two tables of losses"),
        ({"losses": np.full((2, 13, 25), np.nan)}, "losses: not all numbers are finite"),
        ({"labels": "noisy"}, "labels"),
        ({"side": 6}, "side"),
        ({"centre": [0.5]}, "centre: expected \\[x, y\\]"),
        ({"centre": [0.5, 1.1]}, "centre: expected \\[x, y\\]"),
        ({"spacing": 0.01}, "spacing: expected 1/24 to 1"),
        ({"spacing": float("nan")}, "spacing: expected 1/24 to 1"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_is_no_search_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        SearchLandscape(**traits)
