"""OptimizerRace's traits: where it begins, and what is refused."""

import pytest
from traitlets import TraitError

from seeing.widgets import OptimizerRace


def test_a_surface_brings_its_own_start() -> None:
    assert OptimizerRace(surface="bent").start == [-1.2, 1.0]
    assert OptimizerRace(surface="bent", start=[2, 0]).start == [2.0, 0.0]


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"plain_rate": 0}, "plain_rate: expected above 0 to 100"),
        ({"adam_rate": float("nan")}, "adam_rate: expected above 0 to 100"),
        ({"momentum": 1}, "momentum: expected 0 to below 1"),
        ({"momentum": -0.1}, "momentum: expected 0 to below 1"),
        ({"start": [1.0]}, "start: expected \\[x, y\\]"),
        ({"start": [11, 0]}, "start: expected \\[x, y\\]"),
        ({"shown": ["adagrad"]}, "shown"),
        ({"surface": "hill"}, "surface"),
        ({"explained": "sgd"}, "explained"),
        ({"steps": 201}, "steps"),
    ],
)
def test_what_cannot_walk_is_refused(traits, why: str) -> None:
    with pytest.raises(TraitError, match=why):
        OptimizerRace(**traits)
