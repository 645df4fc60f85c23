"""line_kernel(angle): the kernel that answers to lines of one direction."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_again

GROUPS = {"level and upright": 0.75, "slanting": 0.75, "other angles": 0.5}
MISTAKES: list[Mistake] = []
RISES = np.array([[-1, -1, 2], [-1, 2, -1], [2, -1, -1]])
KERNELS = {
    0: np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]),
    45: RISES,
    90: np.array([[-1, 2, -1]] * 3),
    135: RISES[:, ::-1],
}


def case(group: str, about: str, angle: float, refuses: str = "") -> Case:
    return Case(group, about, {"angle": angle}, refuses)


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; half a turn more or less is the same line, and drawn afresh."""
    level, slanting, other = GROUPS
    turns = 180 * rng.integers(2, 5, size=3)  # half a turn off leaves them outside
    odd = int(rng.integers(1, 44))
    return [
        case(level, "a level line", 0),
        case(level, "an upright line", 90),
        case(slanting, "a line that rises to the right", 45),
        case(slanting, "a line that falls to the right", 135),
        case(other, "a level line after half a turn", 180),
        case(other, "a rising line after several half turns", 45 + int(turns[0])),
        case(other, "an upright line after half turns the other way", 90 - int(turns[1])),
        case(other, "a falling line after half turns the other way", 135 - int(turns[2])),
        case(other, "an angle between the four", odd, "ValueError"),
        case(other, "an angle between the four, below zero", -odd, "ValueError"),
        case(other, "half a degree more than one of the four", 45.5, "ValueError"),
        case(other, "a quarter of a degree less than one of the four", 134.75, "ValueError"),
    ]


def reference(angle: float) -> Array:
    """Weigh each place of the grid by whether the line through the middle runs through it."""
    if angle % 45:
        raise ValueError("there are kernels for multiples of 45 degrees only")
    down, right = np.mgrid[-1:2, -1:2]
    turned = np.deg2rad(angle)
    # A place is as far off the line as its product with the line's normal says; y points down.
    off = np.abs(right * np.sin(turned) + down * np.cos(turned))
    weights: Array = np.where(off < 0.5, 2.0, -1.0)
    return weights


def known(angle: float) -> Array:
    """Look the right kernel up, for mistakes that are wrong in one way only."""
    if angle % 45:
        raise ValueError
    return KERNELS[int(angle) % 180].astype(float)


@mistake(
    MISTAKES,
    "level and upright exchanged",
    "Your kernel for a level line finds upright ones: the name is that of the line, not of the "
    "direction in which the brightness changes.",
)
def level_and_upright_exchanged(angle: int) -> Any:
    return known(90 - angle if angle % 90 == 0 else angle)


@mistake(
    MISTAKES,
    "named by the gradient",
    "Each kernel finds the lines across the asked direction: at 0 degrees the line itself is level "
    "and the brightness changes up and down.",
)
def named_by_the_gradient(angle: int) -> Any:
    return known(angle + 90)


@mistake(
    MISTAKES,
    "45 and 135 exchanged",
    "Your two slanting kernels have changed places: row 0 is on top, so a line that rises to the "
    "right ends in the top right corner.",
)
def slanting_exchanged(angle: int) -> Any:
    return known(-angle)


@mistake(
    MISTAKES,
    "kernel that answers to brightness",
    "The entries do not add up to zero, so a plain grey area gets an answer too.",
)
def answers_to_brightness(angle: int) -> Any:
    return np.maximum(known(angle), 0)


@mistake(
    MISTAKES,
    "centre line too weak",
    "Three entries on the line have to balance six beside it: with what weight does the sum "
    "become zero?",
)
def centre_too_weak(angle: int) -> Any:
    return np.minimum(known(angle), 1)


@mistake(
    MISTAKES,
    "dark lines in place of bright ones",
    "The signs are reversed: a bright line on a dark ground is to give a positive answer.",
)
def dark_lines(angle: int) -> Any:
    return -known(angle)


@mistake(
    MISTAKES,
    "an edge kernel, not a line kernel",
    "Your kernel is negative on one side and positive on the other, which finds a step: a line is "
    "darker on both of its sides.",
)
def an_edge_kernel(angle: int) -> Any:
    known(angle)
    down, right = np.mgrid[-1:2, -1:2]
    turned = np.deg2rad(angle)
    return np.sign(np.round(right * np.sin(turned) + down * np.cos(turned)))


@mistake(
    MISTAKES,
    "entries divided",
    "The pattern is right and its scale is not: the entries are 2 and −1.",
)
def entries_divided(angle: int) -> Any:
    return known(angle) / 6


@mistake(
    MISTAKES,
    "angles from 180 on refused",
    "Half a turn leaves a line as it was, so 180 degrees means the same line as 0.",
)
def no_half_turns(angle: int) -> Any:
    if not 0 <= angle < 180:
        raise ValueError
    return known(angle)


@mistake(
    MISTAKES,
    "nearest angle taken in silence",
    "An angle that has no kernel of its own is an error to be raised, not to be rounded.",
)
def nearest_angle(angle: int) -> Any:
    return known(45 * round(angle / 45))


EXERCISE = Exercise(
    name="line_kernel",
    points=2,
    probe=call_again,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
