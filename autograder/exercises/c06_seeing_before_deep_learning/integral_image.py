"""integral_image(image): at each corner the sum of what lies above and to the left."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct, pixels
from seeing.probes import Array, call_function

GROUPS = {"sums": 0.5, "one row or column": 0.25, "number types": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two pixels of one are alike."""
    sums, thin, types = GROUPS

    def case(group: str, about: str, image: Any) -> Case:
        return Case(group, about, {"image": image})

    return [
        case(sums, "a picture of two rows and two columns", distinct(rng, 2, 2)),
        case(sums, "a picture wider than tall", distinct(rng, 2, 4)),
        case(sums, "a picture taller than wide", distinct(rng, 4, 3)),
        case(thin, "a single pixel", distinct(rng, 1, 1)),
        case(thin, "a single row", distinct(rng, 1, 4)),
        case(thin, "a single column", distinct(rng, 3, 1)),
        case(types, "fractions", distinct(rng, 2, 3) + 0.25),
        case(types, "whole numbers", distinct(rng, 3, 2).astype(int)),
        case(types, "a picture of uint8", pixels(rng, 20, 22)),
        case(types, "nested lists", distinct(rng, 2, 3).astype(int).tolist()),
    ]


def reference(image: Any) -> Array:
    """Let scikit-image add up, and put the zeros in front."""
    from skimage.transform import integral_image

    sums = integral_image(np.asarray(image, dtype=float))  # type: ignore[no-untyped-call]  # untyped
    return framed(sums)


def right(image: Any) -> Array:
    image = np.asarray(image, dtype=float)
    return framed(image.cumsum(axis=0).cumsum(axis=1))


def framed(sums: Any) -> Array:
    made: Array = np.pad(sums, ((1, 0), (1, 0)))
    return made


@mistake(
    MISTAKES,
    "no frame of zeros",
    "Your result is as large as the picture: what does a box in the first row have above it, to be "
    "taken away?",
)
def no_frame(image: Any) -> Any:
    return right(image)[1:, 1:]


@mistake(
    MISTAKES,
    "zeros at the end",
    "Your zeros lie below and to the right: on which sides does nothing come before the picture?",
)
def zeros_at_the_end(image: Any) -> Any:
    return np.pad(right(image)[1:, 1:], ((0, 1), (0, 1)))


@mistake(
    MISTAKES,
    "zeros on all sides",
    "Your zeros go all around: on which sides does nothing come before the picture?",
)
def zeros_around(image: Any) -> Any:
    return np.pad(right(image), ((0, 1), (0, 1)))


@mistake(
    MISTAKES,
    "as large as the picture, with zeros",
    "Row 0 and column 0 are zero, and the last row and column of sums are missing: how much larger "
    "than the picture is the result?",
)
def last_missing(image: Any) -> Any:
    return right(image)[:-1, :-1]


@mistake(
    MISTAKES,
    "along the rows alone",
    "You add up along each row, and not down: which rows count for an entry?",
)
def rows_alone(image: Any) -> Any:
    return framed(np.cumsum(np.asarray(image, float), axis=1))


@mistake(
    MISTAKES,
    "down the columns alone",
    "You add up down each column, and not across: which columns count for an entry?",
)
def columns_alone(image: Any) -> Any:
    return framed(np.cumsum(np.asarray(image, float), axis=0))


@mistake(
    MISTAKES,
    "one long sum",
    "You go on from the end of one row to the beginning of the next: which pixels lie above and to "
    "the left?",
)
def one_long_sum(image: Any) -> Any:
    return framed(np.cumsum(np.asarray(image, float)).reshape(np.shape(image)))


@mistake(
    MISTAKES,
    "the corner counted twice",
    "You add what lies above and what lies to the left, and so count twice what is in both: what "
    "is to be taken away once?",
)
def corner_twice(image: Any) -> Any:
    image = np.asarray(image, float)
    sums = np.zeros(np.add(image.shape, 1))
    for r, c in np.ndindex(image.shape):
        sums[r + 1, c + 1] = image[r, c] + sums[r, c + 1] + sums[r + 1, c]
    return sums


@mistake(
    MISTAKES,
    "own pixel left out",
    "An entry of yours lacks the pixel that lies right above and to the left of its corner: does "
    "it lie in the box?",
)
def own_left_out(image: Any) -> Any:
    sums = right(image)
    sums[1:, 1:] -= np.asarray(image, float)
    return sums


@mistake(
    MISTAKES,
    "the picture itself",
    "You put zeros beside the picture and add nothing up: what is an entry the sum of?",
)
def picture_itself(image: Any) -> Any:
    return framed(np.asarray(image, float))


@mistake(
    MISTAKES,
    "summed twice",
    "You add up your sums once more: how often along each axis?",
)
def summed_twice(image: Any) -> Any:
    return right(right(image)[1:, 1:])


@mistake(
    MISTAKES,
    "squares summed",
    "You add up squares: which numbers are asked for?",
)
def squares(image: Any) -> Any:
    return right(np.square(np.asarray(image, float)))


@mistake(
    MISTAKES,
    "rows and columns exchanged",
    "Your result lies on its side: which number of an entry's place counts rows?",
)
def transposed(image: Any) -> Any:
    return right(image).T


@mistake(
    MISTAKES,
    "from the other corner",
    "Your sums begin at the lower right: from which corner are they to grow?",
)
def other_corner(image: Any) -> Any:
    return right(np.asarray(image)[::-1, ::-1])[::-1, ::-1]


@mistake(
    MISTAKES,
    "means",
    "You divide by the number of pixels: is a sum asked for, or a mean?",
)
def means(image: Any) -> Any:
    sums = right(image)
    h, w = sums.shape
    return sums / np.maximum(np.outer(np.arange(h), np.arange(w)), 1)


@mistake(
    MISTAKES,
    "divided by the whole sum",
    "You divide by the sum of the whole picture: which number is to stand at the last corner?",
)
def shares(image: Any) -> Any:
    sums = right(image)
    return sums / (sums[-1, -1] or 1)


@mistake(
    MISTAKES,
    "sums of uint8",
    "Of a picture of uint8 your sums start again at 0 after 255: of which type is the array that "
    "you fill?",
)
def wrapped(image: Any) -> Any:
    image = np.asarray(image)
    return (
        right(image).astype(np.int64).astype(image.dtype) if image.dtype == "u1" else right(image)
    )


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your sums hold whole numbers alone: of which type is the array that you fill?",
)
def cut_to_whole(image: Any) -> Any:
    return right(image).astype(int)


@mistake(
    MISTAKES,
    "lists not accepted",
    "With nested lists an error is raised: what makes an array of them?",
)
def lists_not_accepted(image: Any) -> Any:
    return framed(image.cumsum(axis=0).cumsum(axis=1))


EXERCISE = Exercise(
    name="integral_image",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
