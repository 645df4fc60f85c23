"""What students write for refine_window that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []
Window = tuple[float, float]


def powers(low: float, high: float) -> float:
    """Return the width of a window, in powers of ten."""
    return math.log10(high / low)


def is_at_edge(low: float, high: float, best: float, margin: float) -> bool:
    return min(powers(low, best), powers(best, high)) < margin * powers(low, high)


def around(middle: float, width: float) -> Window:
    """Return a window of so many powers of ten around its middle."""
    return middle / 10 ** (width / 2), middle * 10 ** (width / 2)


def shrunk(low: float, high: float, best: float, margin: float, by: float = 2) -> Window:
    """Do as is asked, but for the factor by which a window with the best inside shrinks."""
    width = powers(low, high)
    return around(best, width if is_at_edge(low, high, best, margin) else width / by)


@mistake(
    MISTAKES,
    "linear scale",
    "Your limits lie as far below the best as above it: they are to be as many powers of ten away, "
    "not as much.",
)
def linear(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = high - low
    at_edge = min(best - low, high - best) < margin * width
    half = width / 2 if at_edge else width / 4
    return best - half, best + half


@mistake(
    MISTAKES,
    "edge measured on the linear scale",
    "You judge by differences whether the best lies at an edge: how many powers of ten is it from "
    "each limit?",
)
def linear_edge(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    at_edge = min(best - low, high - best) < margin * (high - low)
    return around(best, width if at_edge else width / 2)


@mistake(
    MISTAKES,
    "cut to the last window",
    "Your window never reaches beyond the last one: may better values lie outside?",
)
def cut(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    left, right = shrunk(low, high, best, margin)
    return max(left, low), min(right, high)


@mistake(
    MISTAKES,
    "shrunk at the edge",
    "Your window is half as wide at an edge too: what if the best of all lies farther out?",
)
def always_shrunk(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return around(best, powers(low, high) / 2)


@mistake(
    MISTAKES,
    "never shrunk",
    "Your window is as wide as the last one also where the best lies inside.",
)
def never_shrunk(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return around(best, powers(low, high))


@mistake(
    MISTAKES,
    "edge and inside exchanged",
    "Your window shrinks at an edge and stays as wide where the best lies inside: when is it to "
    "shrink?",
)
def exchanged(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    return around(best, width / 2 if is_at_edge(low, high, best, margin) else width)


@mistake(
    MISTAKES,
    "half as wide as asked",
    "Your window has half of the powers of ten that it should have, at an edge and inside: is the "
    "width counted from limit to limit?",
)
def half_as_wide(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    left, right = shrunk(low, high, best, margin)
    return around(best, powers(left, right) / 2)


@mistake(
    MISTAKES,
    "twice as wide as asked",
    "Your window has twice the powers of ten that it should have, at an edge and inside: is the "
    "width counted from limit to limit?",
)
def twice_as_wide(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    left, right = shrunk(low, high, best, margin)
    return around(best, 2 * powers(left, right))


@mistake(
    MISTAKES,
    "a quarter inside",
    "Where the best lies inside, your window has a quarter of the last one's powers of ten: half "
    "is asked for, in all.",
)
def quarter(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return shrunk(low, high, best, margin, by=4)


@mistake(
    MISTAKES,
    "grown inside",
    "Where the best lies inside, your window has twice the powers of ten of the last one: is it to "
    "grow?",
)
def grown(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return shrunk(low, high, best, margin, by=1 / 2)


@mistake(
    MISTAKES,
    "lower edge forgotten",
    "At the lower edge your window shrinks, and at the upper one it does not: how many edges has a "
    "window?",
)
def upper_alone(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    return around(best, width if powers(best, high) < margin * width else width / 2)


@mistake(
    MISTAKES,
    "upper edge forgotten",
    "At the upper edge your window shrinks, and at the lower one it does not: how many edges has a "
    "window?",
)
def lower_alone(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    return around(best, width if powers(low, best) < margin * width else width / 2)


@mistake(
    MISTAKES,
    "limits alone are edges",
    "Where the best is close to a limit, but not the limit itself, your window shrinks: what is "
    "the margin for?",
)
def exactly(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    return around(best, width if best in (low, high) else width / 2)


@mistake(
    MISTAKES,
    "as far as the margin counted as closer",
    "Where the best is just as far from a limit as the margin says, your window does not shrink: "
    "is it closer than that?",
)
def or_equal(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    near = min(powers(low, best), powers(best, high)) <= margin * width
    return around(best, width if near else width / 2)


@mistake(
    MISTAKES,
    "margin given ignored",
    "Your code is right with a margin of a tenth alone: which margin does it take?",
)
def given_ignored(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return shrunk(low, high, best, 0.1)


@mistake(
    MISTAKES,
    "margin in powers of ten",
    "The best counts as close to a limit within so many powers of ten as the margin says: of what "
    "is the margin a share?",
)
def absolute_margin(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    width = powers(low, high)
    near = min(powers(low, best), powers(best, high)) < margin
    return around(best, width if near else width / 2)


@mistake(
    MISTAKES,
    "middle of the last window kept",
    "Where the best lies inside, your window has the last one's middle: around what should it lie?",
)
def middle_kept(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    middle = best if is_at_edge(low, high, best, margin) else math.sqrt(low * high)
    left, right = shrunk(low, high, best, margin)
    return around(middle, powers(left, right))


@mistake(
    MISTAKES,
    "around the edge",
    "Where the best is close to an edge, your window lies around that edge: around what should it "
    "lie?",
)
def around_the_edge(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    nearest = low if best / low < high / best else high
    middle = nearest if is_at_edge(low, high, best, margin) else best
    left, right = shrunk(low, high, best, margin)
    return around(middle, powers(left, right))


@mistake(
    MISTAKES,
    "logarithms returned",
    "What comes back are the limits' logarithms: what makes a number of an exponent?",
)
def logarithms(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return np.log10(shrunk(low, high, best, margin))


@mistake(
    MISTAKES,
    "natural logarithms returned",
    "What comes back are the limits' natural logarithms: what makes a number of an exponent?",
)
def natural_logarithms(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return np.log(shrunk(low, high, best, margin))


@mistake(
    MISTAKES,
    "limits exchanged",
    "Your limits are right, and in the wrong order: which one comes first?",
)
def limits_exchanged(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return shrunk(low, high, best, margin)[::-1]


@mistake(
    MISTAKES,
    "decimal power of natural logarithms",
    "Each of your limits is the right one, raised to a power above 2: is the power you take the "
    "inverse of the logarithm you took?",
)
def decimal_power(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return 10 ** np.log(shrunk(low, high, best, margin))


@mistake(
    MISTAKES,
    "natural power of decimal logarithms",
    "Each of your limits is a root of the right one: is the power you take the inverse of the "
    "logarithm you took?",
)
def natural_power(low: float, high: float, best: float, margin: float = 0.1) -> Any:
    return np.exp(np.log10(shrunk(low, high, best, margin)))
