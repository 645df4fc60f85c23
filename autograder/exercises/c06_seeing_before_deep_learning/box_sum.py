"""box_sum(ii, top, left, height, width): the pixels of a box, from four corners of the sums."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c06_seeing_before_deep_learning.integral_image import right as sums_of
from seeing.probes import Array, call_function

GROUPS = {"look-ups": 0.75, "borders": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; boxes of several shapes, away from the border and at each side of it."""
    inside, borders = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        box: tuple[int, int, int, int],
        part: float = 0.0,
        as_list: bool = False,
    ) -> Case:
        ii = sums_of(rng.integers(1, 10, sides) + part)
        inputs: dict[str, Any] = {"ii": ii.tolist() if as_list else ii}
        numbers = zip(("top", "left", "height", "width"), box, strict=True)
        return Case(group, about, inputs | dict(numbers))

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


def reference(ii: Any, top: int, left: int, height: int, width: int) -> Array:
    """Take the sums apart into pixels again, and add up those of the box."""
    pixels = np.diff(np.diff(np.asarray(ii, dtype=float), axis=0), axis=1)
    return np.asarray(pixels[top : top + height, left : left + width].sum())


def box(ii: Any, top: int, left: int, bottom: int, right: int) -> Any:
    """Sum the box between two rows of corners and two columns; beyond the last there is no more."""
    ii = np.asarray(ii, dtype=float)
    bottom, right = min(bottom, len(ii) - 1), min(right, len(ii[0]) - 1)
    return ii[bottom, right] - ii[top, right] - ii[bottom, left] + ii[top, left]


@mistake(
    MISTAKES,
    "corner not given back",
    "What lies above and to the left of the box is in both strips that you take away: how often is "
    "it gone then?",
)
def corner_not_given_back(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)
    return box(ii, top, left, top + height, left + width) - ii[top, left]


@mistake(
    MISTAKES,
    "corner taken away once more",
    "You take away both strips and the corner that they share: how often is it gone then, and how "
    "often should it be?",
)
def corner_once_more(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)
    return box(ii, top, left, top + height, left + width) - 2 * ii[top, left]


@mistake(
    MISTAKES,
    "all from the origin",
    "You take the sum of everything above and to the left of the box's end: what of it lies before "
    "the box?",
)
def from_the_origin(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, 0, 0, top + height, left + width)


@mistake(
    MISTAKES,
    "the rows above alone",
    "You take away the rows above the box, and not the columns to its left: how many strips are "
    "there?",
)
def rows_above_alone(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, 0, top + height, left + width)


@mistake(
    MISTAKES,
    "the columns to the left alone",
    "You take away the columns to the left of the box, and not the rows above: how many strips are "
    "there?",
)
def columns_left_alone(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, 0, left, top + height, left + width)


@mistake(
    MISTAKES,
    "two opposite corners",
    "You subtract one corner's sum from that of the opposite corner: which pixels lie in the "
    "difference that do not lie in the box?",
)
def opposite_corners(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, 0, 0, top + height, left + width) - box(ii, 0, 0, top, left)


@mistake(
    MISTAKES,
    "one row and one column too few",
    "The last row and the last column of your box are missing: at which corner does it end?",
)
def one_too_few(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, left, top + height - 1, left + width - 1)


@mistake(
    MISTAKES,
    "one row and one column too many",
    "Your box begins one row and one column too early: how many rows come before row top, and "
    "which corner holds them?",
)
def one_too_many(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, max(top - 1, 0), max(left - 1, 0), top + height, left + width)


@mistake(
    MISTAKES,
    "one row and one column too many at the end",
    "Your box ends one row and one column too late: which corner of the sums lies behind its last "
    "row?",
)
def too_many_at_the_end(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, left, top + height + 1, left + width + 1)


@mistake(
    MISTAKES,
    "sums without a frame",
    "You read the entries as if there were no zeros in front, so that your box lies one row too "
    "high and one column too far left: what does the first entry hold?",
)
def without_a_frame(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    bottom, right = top + height - 1, left + width - 1
    return box(ii, max(top - 1, 0), max(left - 1, 0), bottom, right)


@mistake(
    MISTAKES,
    "one less than the first row or column",
    "You look up one entry before the box's first, and before entry 0 comes the last one: what "
    "does the frame of zeros spare you?",
)
def from_the_last(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)
    return box(ii, top - 1, left - 1, top + height - 1, left + width - 1)


@mistake(
    MISTAKES,
    "height and width exchanged",
    "Your box is as wide as it should be tall: which of the two sizes counts rows?",
)
def sizes_exchanged(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, left, top + width, left + height)


@mistake(
    MISTAKES,
    "top and left exchanged",
    "Your box begins in the column of its row and in the row of its column: which number counts "
    "rows?",
)
def places_exchanged(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, left, top, left + height, top + width)


@mistake(
    MISTAKES,
    "rows and columns exchanged",
    "You look up columns where rows are asked for, and rows for columns: which index of an array "
    "comes first?",
)
def axes_exchanged(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(np.transpose(ii), top, left, top + height, left + width)


@mistake(
    MISTAKES,
    "sizes taken for places",
    "You read height and width as the place where the box ends: how far is it from there to its "
    "beginning?",
)
def sizes_as_ends(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, left, height, width)


@mistake(
    MISTAKES,
    "entries summed",
    "You add up the entries of the box, and each is a sum already: which four of them are enough?",
)
def entries_summed(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)
    return ii[top : top + height, left : left + width].sum()


@mistake(
    MISTAKES,
    "entries behind the frame summed",
    "You add up the entries that belong to the pixels of the box, and each is a sum already: which "
    "four of them are enough?",
)
def later_entries_summed(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)[1:, 1:]
    return ii[top : top + height, left : left + width].sum()


@mistake(
    MISTAKES,
    "four corners added",
    "You add all four corners: which of them hold what does not lie in the box?",
)
def all_added(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    ii = np.asarray(ii, dtype=float)
    return ii[[top, top, top + height, top + height], [left, left + width] * 2].sum()


@mistake(
    MISTAKES,
    "mean",
    "You divide by the number of pixels: is a sum asked for, or a mean?",
)
def mean(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return box(ii, top, left, top + height, left + width) / (height * width)


@mistake(
    MISTAKES,
    "sign",
    "Yours is the negative of the sum: which corner holds all of the box?",
)
def negative(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return -box(ii, top, left, top + height, left + width)


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your sum is always a whole number: of which type are the pixels?",
)
def cut_to_whole(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return int(box(ii, top, left, top + height, left + width))


@mistake(
    MISTAKES,
    "lists not accepted",
    "With nested lists an error is raised: how is one entry of a list of lists read?",
)
def lists_not_accepted(ii: Any, top: int, left: int, height: int, width: int) -> Any:
    return ii[top, left] * 0 + box(ii, top, left, top + height, left + width)


EXERCISE = Exercise(
    name="box_sum",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
