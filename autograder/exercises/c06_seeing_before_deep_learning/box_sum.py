"""box_sum(ii, top, left, height, width): the pixels of a box, from four corners of the sums."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c06_seeing_before_deep_learning.integral_image import right as sums_of
from seeing.probes import Array, call_function, observe

GROUPS = {"look-ups": 0.75, "borders": 0.25}
MISTAKES: list[Mistake] = []
TOP_LEFT = (0, 0)


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases until no two ways to take a box come to the same number."""
    inside, borders = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        box: tuple[int, int, int, int],
        part: float = 0.0,
        as_list: bool = False,
    ) -> Case:
        while True:
            ii = sums_of(rng.integers(1, 10, sides) + part)
            numbers = dict(zip(("top", "left", "height", "width"), box, strict=True))
            inputs: dict[str, Any] = {"ii": ii} | numbers
            if _is_telling(inputs, group == borders):
                return Case(group, about, inputs | {"ii": ii.tolist() if as_list else ii})

    return [
        case(inside, "a box of two rows and two columns", (5, 6), (2, 1, 2, 2)),
        case(inside, "a wide box", (5, 7), (2, 1, 1, 4)),
        case(inside, "a tall box", (7, 5), (1, 2, 3, 1)),
        case(inside, "a single pixel", (5, 6), (1, 3, 1, 1)),
        case(inside, "fractions", (6, 6), (3, 1, 2, 3), part=0.25),
        case(inside, "nested lists", (5, 5), (1, 2, 2, 1), as_list=True),
        case(borders, "a box in the first row", (4, 6), (0, 2, 2, 3)),
        case(borders, "a box in the first column", (6, 4), (2, 0, 3, 2)),
        case(borders, "a box that ends in the last row and column", (4, 5), (2, 1, 2, 4)),
        case(borders, "a box that is the whole picture", (3, 4), (0, 0, 3, 4)),
    ]


def _is_telling(inputs: dict[str, Any], at_border: bool) -> bool:
    """Tell whether all that come to another number inside the picture come to different ones."""
    due = observe(lambda _, given: reference(**given), (), inputs).arrays["output"]
    came = [observe(call_function, known.objects, inputs).arrays for known in MISTAKES]
    numbers = [float(one["output"]) for one in came if one and one["output"].ndim == 0]
    wrong = [number for number in numbers if number != due]
    return at_border or len(wrong) == len(set(wrong))


def reference(ii: Any, top: int, left: int, height: int, width: int) -> Array:
    """Take the sums apart into pixels again, and add up those of the box."""
    pixels = np.diff(np.diff(np.asarray(ii, dtype=float), axis=0), axis=1)
    return np.asarray(pixels[top : top + height, left : left + width].sum())
