"""What layers with one parent have in common: how a case is made."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case
from autograder.exercises.random_arrays import distinct


def case(
    rng: np.random.Generator, group: str, about: str, a: Any, before: float = 0.0, **others: Any
) -> Case:
    """Make a case with an upstream gradient of the shape of `a`."""
    upstream = distinct(rng, *np.shape(a), largest=30)
    return Case(group, about, {"a": a, **others, "upstream": upstream, "grad_before": before})
