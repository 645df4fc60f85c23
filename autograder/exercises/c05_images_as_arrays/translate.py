"""translate(image, down, right): the picture moves, its frame stays."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.shifts import moved
from seeing.probes import Array, call_function

GROUPS = {"directions": 0.75, "borders": 0.5, "far": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two bright pixels of one are alike.

    In "directions" nothing but zeros leaves the picture, so what comes in again on the other side
    costs nothing there. In "far" all of it leaves.
    """
    directions, borders, far = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        down: int,
        right: int,
        rim: int = 0,
        dtype: str = "float",
    ) -> Case:
        bright = rng.permutation(200)[: sides[0] * sides[1]].reshape(sides) + 1.5
        image = np.pad(bright, rim).astype(dtype)
        return Case(group, about, {"image": image, "down": down, "right": right})

    return [
        case(directions, "one pixel down", (2, 3), 1, 0, rim=1),
        case(directions, "two pixels to the right", (2, 2), 0, 2, rim=2),
        case(directions, "one pixel up", (3, 2), -1, 0, rim=1),
        case(directions, "down and to the left", (2, 3), 2, -1, rim=2),
        case(directions, "up and to the right", (3, 2), -1, 2, rim=2),
        case(directions, "no shift", (3, 4), 0, 0),
        case(borders, "bright pixels that leave below", (4, 3), 2, 0),
        case(borders, "bright pixels that leave at the left", (3, 5), 0, -2),
        case(borders, "bright pixels that leave at a corner", (4, 5), -1, 3),
        case(borders, "a picture of uint8", (3, 5), 1, -1, dtype="uint8"),
        case(far, "a shift as large as the height", (3, 4), 3, 1),
        case(far, "a shift as large as the width", (4, 3), -1, -3),
        case(far, "a shift beyond the height", (3, 4), -4, 2),
        case(far, "a shift beyond both sides", (4, 3), 6, 5),
        case(far, "a shift to the right, beyond the width", (5, 3), 1, 4),
        case(far, "a shift down, beyond the height", (3, 5), 4, -1),
    ]


def reference(image: Any, down: int, right: int) -> Array:
    """Move by SciPy."""
    return moved(image, down, right)


@mistake(
    MISTAKES,
    "pixels that come in again on the other side",
    "What leaves the picture on one side enters it on the other: what is to come in?",
)
def rolled(image: Any, down: int, right: int) -> Any:
    return np.roll(image, (down, right), axis=(0, 1))


@mistake(
    MISTAKES,
    "border stretched",
    "The border's pixels are repeated where the picture has left: what is to come in?",
)
def stretched(image: Any, down: int, right: int) -> Any:
    return moved(image, down, right, mode="nearest")


@mistake(
    MISTAKES,
    "mirror image outside",
    "Outside its border the picture goes on as its mirror image: what is to come in?",
)
def mirror_outside(image: Any, down: int, right: int) -> Any:
    return moved(image, down, right, mode="reflect")


@mistake(
    MISTAKES,
    "moved the other way",
    "Your picture moves up for a positive first number, and left for a positive second one: on "
    "which side of the picture is row 0?",
)
def other_way(image: Any, down: int, right: int) -> Any:
    return moved(image, -down, -right)


@mistake(
    MISTAKES,
    "down and right exchanged",
    "The first number moves your picture sideways: which axis of an array comes first?",
)
def exchanged(image: Any, down: int, right: int) -> Any:
    return moved(image, right, down)


@mistake(
    MISTAKES,
    "signs lost",
    "A negative number moves your picture where the positive one does: where should it go?",
)
def signs_lost(image: Any, down: int, right: int) -> Any:
    return moved(image, abs(down), abs(right))


@mistake(
    MISTAKES,
    "negative numbers taken for 0",
    "A negative number moves nothing in yours: where should it move the picture?",
)
def negative_is_zero(image: Any, down: int, right: int) -> Any:
    return moved(image, max(down, 0), max(right, 0))


@mistake(
    MISTAKES,
    "second number ignored",
    "Your picture moves up and down alone: what does the second number do?",
)
def down_alone(image: Any, down: int, right: int) -> Any:
    return moved(image, down, 0)


@mistake(
    MISTAKES,
    "first number ignored",
    "Your picture moves left and right alone: what does the first number do?",
)
def right_alone(image: Any, down: int, right: int) -> Any:
    return moved(image, 0, right)


@mistake(
    MISTAKES,
    "a slice that ends at minus zero",
    "Where one of the two numbers is 0, an error is raised: how long is a slice that ends at minus "
    "zero?",
)
def minus_zero(image: Any, down: int, right: int) -> Any:
    image = np.asarray(image)
    made = np.zeros(image.shape)

    def to(by: int) -> slice:
        return slice(by, None) if by >= 0 else slice(None, by)

    def source(by: int) -> slice:
        return slice(None, -by) if by >= 0 else slice(-by, None)

    made[to(down), to(right)] = image[source(down), source(right)]
    return made


@mistake(
    MISTAKES,
    "everything cleared at a shift of 0",
    "Where one of the two numbers is 0, nothing but zeros is left: which rows does a slice that "
    "begins at zero hold?",
)
def cleared_at_zero(image: Any, down: int, right: int) -> Any:
    made = np.roll(image, (down, right), axis=(0, 1))
    made[slice(down) if down > 0 else slice(down, None)] = 0
    made[:, slice(right) if right > 0 else slice(right, None)] = 0
    return made


@mistake(
    MISTAKES,
    "picture enlarged",
    "Your result is larger than the picture: what becomes of what leaves the frame?",
)
def enlarged(image: Any, down: int, right: int) -> Any:
    return np.pad(image, [(max(by, 0), max(-by, 0)) for by in (down, right)])


@mistake(
    MISTAKES,
    "frame cut down to what is left",
    "Your result holds what is left of the picture, and no zeros: how large is it to be?",
)
def cut_down(image: Any, down: int, right: int) -> Any:
    image = np.asarray(image)
    rows, columns = (
        slice(max(-by, 0), max(side - max(by, 0), 0))
        for by, side in zip((down, right), image.shape, strict=True)
    )
    return image[rows, columns]


@mistake(
    MISTAKES,
    "an error beyond a whole side",
    "A shift that is larger than a side raises an error: where does a slice end whose end is "
    "counted below zero?",
)
def error_beyond(image: Any, down: int, right: int) -> Any:
    h, w = np.shape(image)
    if abs(down) > h or abs(right) > w:
        raise ValueError("could not broadcast")
    return moved(image, down, right)


@mistake(
    MISTAKES,
    "back again after a whole side",
    "Moved by a whole side or more, your picture appears again: what is left of it in the frame?",
)
def comes_back(image: Any, down: int, right: int) -> Any:
    h, w = np.shape(image)
    return moved(image, int(np.fmod(down, h)), int(np.fmod(right, w)))


@mistake(
    MISTAKES,
    "negative numbers refused",
    "A negative number raises an error: how do your slices look where the picture moves up or to "
    "the left?",
)
def negative_refused(image: Any, down: int, right: int) -> Any:
    if down < 0 or right < 0:
        raise ValueError("could not broadcast")
    return moved(image, down, right)


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def fractions_cut(image: Any, down: int, right: int) -> Any:
    return moved(image, down, right).astype(int)


EXERCISE = Exercise(
    name="translate",
    points=1.5,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=("far",),
)
