"""gaussian_kernel(size, sigma): the bell that blurs."""

from __future__ import annotations

import numpy as np
import scipy.signal

from autograder.exercises import Case, Exercise
from autograder.exercises.c07_convolution_filters.gaussian_kernel_mistakes import MISTAKES
from seeing.probes import Array, call_function

GROUPS = {"bell": 0.75, "wide bell": 0.5, "even size": 0.5, "smallest sizes": 0.25}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; sigma keeps off 1, where a width and its square are the same."""

    def case(group: str, about: str, size: int, low: float, high: float) -> Case:
        # Two decimals, so that a reader can type the case.
        return Case(group, about, {"size": size, "sigma": round(float(rng.uniform(low, high)), 2)})

    return [
        case("bell", "three pixels a side", 3, 0.6, 0.9),
        case("bell", "five pixels a side", 5, 0.7, 0.9),
        case("bell", "seven pixels a side", 7, 1.2, 1.7),
        case("bell", "a narrow bell", 5, 0.4, 0.6),
        # Much of the bell lies outside, so dividing by the whole bell's volume leaves less than 1.
        case("wide bell", "a bell wider than the kernel", 3, 2.5, 4.0),
        case("wide bell", "a bell cut off at the borders", 9, 3.0, 5.0),
        case("even size", "two pixels a side", 2, 0.6, 0.9),
        case("even size", "four pixels a side", 4, 0.7, 0.9),
        case("even size", "six pixels a side", 6, 1.3, 2.0),
        case("smallest sizes", "one pixel", 1, 1.5, 3.0),
        case("smallest sizes", "one pixel and a narrow bell", 1, 0.3, 0.7),
    ]


def reference(size: int, sigma: float) -> Array:
    """Multiply two of SciPy's Gaussian windows, and divide by the sum."""
    window = scipy.signal.windows.gaussian(size, sigma)
    bell: Array = np.outer(window, window)
    bell /= bell.sum()
    return bell


EXERCISE = Exercise(
    name="gaussian_kernel",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=("smallest sizes",),
)
