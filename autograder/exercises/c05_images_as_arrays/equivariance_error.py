"""equivariance_error(f, image, down, right, margin): does f's map move along with the picture?"""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from autograder.exercises.shifts import moved
from seeing.probes import Array, move_and_filter
from seeing.probes.pictures import filter_of

GROUPS = {"error": 1, "margin": 0.5, "kinds of f": 0.5}
TWO_PIXELS = "a margin of two pixels, less than the shift"
APART = 0.05  # what rounding may do is far less
MISTAKES: list[Mistake] = []
F = Callable[[Any], Array]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases until the mistakes show in each that can show them."""
    error, margins, kinds = GROUPS

    def case(
        group: str,
        about: str,
        sides: tuple[int, int],
        shift: tuple[int, int],
        margin: int = 0,
        kernel: tuple[int, int] = (3, 3),
        stride: int = 1,
        slope: float = 0,
        below: bool = True,
    ) -> Case:
        # below: whether the largest error, f of the moved picture less the moved map, is negative
        numbers = {"down": shift[0], "right": shift[1], "margin": margin}
        while True:
            image = rng.integers(0, 40, sides) / 4
            inputs: dict[str, Any] = {"image": image, **numbers}
            inputs |= {"kernel": distinct(rng, *kernel), "stride": stride, "slope": slope}
            due = float(reference(**inputs))
            if _is_telling(inputs, due, below):
                return Case(group, about, inputs)

    return [
        case(error, "a shift to the right", (5, 6), (0, 1)),
        case(error, "a shift down", (6, 4), (2, 0), below=False),
        case(error, "a shift up and to the left", (5, 5), (-1, -2)),
        case(error, "a shift down and to the left", (5, 7), (2, -1), below=False),
        case(margins, "a margin outside which f moves along", (6, 7), (0, 1), margin=1),
        case(margins, "a margin of one pixel, less than the shift", (8, 9), (-2, 3), margin=1),
        case(margins, TWO_PIXELS, (10, 9), (3, -4), margin=2, below=False),
        case(kinds, "an f that asks each pixel alone", (4, 5), (1, -2), kernel=(1, 1)),
        case(kinds, "an f with a stride", (6, 7), (1, 0), stride=2, below=False),
        case(kinds, "an f with a stride, and a shift by it", (8, 10), (0, -2), margin=2, stride=2),
        case(kinds, "an f that adds more in each row", (8, 6), (-2, 1), margin=1, slope=2.5),
    ]


def _is_telling(inputs: dict[str, Any], due: float, below: bool) -> bool:
    """Tell whether all mistakes show; where f moves along, those about margins, no two alike.

    below: which of the two that keep a sign; an error has one sign, so the other cannot show
    """
    hidden = other_sign_kept if below else sign_kept

    def errors(about_margins: bool) -> list[float]:
        known = (one for one in MISTAKES if (one.objects[0] in ABOUT_MARGINS) == about_margins)
        told = (move_and_filter(one.objects, inputs) for one in known if hidden not in one.objects)
        return [float(error) for error in told if error.ndim == 0]

    about_margins = errors(about_margins=True) if inputs["margin"] else []
    if not due:
        return len({due, *about_margins}) == 1 + len(about_margins)
    return all(abs(error - due) > APART for error in about_margins + errors(about_margins=False))


def reference(
    image: Any, down: int, right: int, margin: int, kernel: Any, stride: int, slope: float
) -> Array:
    """Move by SciPy, and take the largest difference inside the margin."""
    f = filter_of(kernel, stride, slope)
    return np.array(abs(differences(f, image, down, right, margin)).max())


def differences(f: F, image: Any, down: int, right: int, margin: int) -> Array:
    return inside(f(moved(image, down, right)) - moved(f(image), down, right), margin)


def inside(errors: Array, margin: int) -> Array:
    h, w = errors.shape
    return errors[margin : h - margin, margin : w - margin]


def largest(errors: Array) -> Array:
    return np.array(abs(errors).max())


@mistake(
    MISTAKES,
    "invariance measured",
    "You compare with what f makes of the unmoved picture, as if its map were to stay: where is "
    "the map of a moved picture to be?",
)
def invariance(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(inside(f(moved(image, down, right)) - f(image), margin))


@mistake(
    MISTAKES,
    "picture not moved for f",
    "You move a map, and f never gets to see a moved picture: what are the two maps that are to "
    "be compared?",
)
def not_moved(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(inside(f(image) - moved(f(image), down, right), margin))


@mistake(
    MISTAKES,
    "map moved twice",
    "The map that you compare with has been moved twice: what is moved already when f is asked?",
)
def moved_twice(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    once = moved(image, down, right)
    return largest(inside(f(once) - moved(f(once), down, right), margin))


@mistake(
    MISTAKES,
    "map moved back",
    "You move the map of the moved picture back and compare with that of the unmoved one: what "
    "is missing once it has left the frame?",
)
def moved_back(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    back = moved(f(moved(image, down, right)), -down, -right)
    return largest(inside(back - f(image), margin))


@mistake(
    MISTAKES,
    "down and right exchanged",
    "The first number moves sideways in yours: which axis of an array comes first?",
)
def exchanged(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(differences(f, image, right, down, margin))


@mistake(
    MISTAKES,
    "pixels that come in again on the other side",
    "What leaves on one side enters on the other, in the picture and in the map: what is to come "
    "in?",
)
def rolled(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    def roll(map_: Any) -> Array:
        return np.roll(map_, (down, right), axis=(0, 1))

    return largest(inside(f(roll(image)) - roll(f(image)), margin))


@mistake(
    MISTAKES,
    "map compared with the picture",
    "You compare a map with the picture that it was made of: how often is f to be asked?",
)
def asked_once(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    once = moved(image, down, right)
    return largest(inside(f(once) - once, margin))


@mistake(
    MISTAKES,
    "sign kept",
    "Errors below zero never count in yours, however large they are: what measures how far two "
    "numbers are apart?",
)
def sign_kept(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return differences(f, image, down, right, margin).max()


@mistake(
    MISTAKES,
    "sign of the other difference kept",
    "You take the largest of the differences with their signs, so that one below zero never "
    "counts: what measures how far two numbers are apart?",
)
def other_sign_kept(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return (-differences(f, image, down, right, margin)).max()


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your error is always a whole number, and what is smaller than 1 gets lost: of which type are "
    "the numbers of a map?",
)
def cut_to_whole(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return int(largest(differences(f, image, down, right, margin)))


@mistake(
    MISTAKES,
    "mean in place of the largest",
    "You take the mean of the errors, in which a few large ones are lost: which one is asked for?",
)
def mean(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return abs(differences(f, image, down, right, margin)).mean()


@mistake(
    MISTAKES,
    "root of the mean square",
    "You average the squares of the errors and take the root: which of the errors is asked for?",
)
def root_mean_square(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return np.sqrt((differences(f, image, down, right, margin) ** 2).mean())


@mistake(
    MISTAKES,
    "sum in place of the largest",
    "You add the errors up, so that a larger picture has a larger error: which one is asked for?",
)
def added_up(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return abs(differences(f, image, down, right, margin)).sum()


@mistake(
    MISTAKES,
    "largest square",
    "Your error is the square of the right one: what else makes a difference positive?",
)
def squared(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return (differences(f, image, down, right, margin) ** 2).max()


@mistake(
    MISTAKES,
    "relative error",
    "You divide by the largest number of the map: on which scale is the error asked for?",
)
def relative(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    scale = abs(f(moved(image, down, right))).max()
    return largest(differences(f, image, down, right, margin)) / scale


@mistake(
    MISTAKES,
    "a map of errors",
    "You return the error of every pixel: which single number is asked for?",
)
def all_errors(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return abs(differences(f, image, down, right, margin))


@mistake(
    MISTAKES,
    "margin left out",
    "You look at every pixel, up to the border: what does the margin leave out?",
)
def margin_left_out(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(differences(f, image, down, right, 0))


@mistake(
    MISTAKES,
    "margin on two sides alone",
    "Your margin lies at the top and at the left: how many borders has a picture?",
)
def two_sides(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(differences(f, image, down, right, 0)[margin:, margin:])


@mistake(
    MISTAKES,
    "margin above and below alone",
    "Your margin leaves out rows, and no columns: how many borders has a picture?",
)
def rows_alone(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(differences(f, image, down, right, 0)[margin : len(image) - margin])


@mistake(
    MISTAKES,
    "border cut away before f",
    "You cut the border away before f is asked: has the smaller picture no border of its own?",
)
def cut_before(f: F, image: Any, down: int, right: int, margin: int) -> Any:
    return largest(differences(f, inside(image, margin), down, right, 0))


ABOUT_MARGINS = (margin_left_out, two_sides, rows_alone, cut_before)

EXERCISE = Exercise(
    name="equivariance_error",
    points=2,
    probe=move_and_filter,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
