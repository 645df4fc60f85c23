"""sample_log_uniform(low, high, size, rng): draws for which each factor is as likely."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, Arrays, judge_samples, sample_thrice

GROUPS = {"range": 0.5, "spread": 0.75, "chance": 0.25}
MANY = 10_000  # draws, for which the probe knows how near a share comes
MARKS = np.arange(1, 16, 2) / 16  # of the way between the limits: no power of ten lies there
MISTAKES: list[Mistake] = []
Rng = np.random.Generator


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no limits but those of one case are above 1, where exponents are numbers.

    For the limits of "spread" no share of a known mistake's draws is near to where it is rounded.
    """
    limits, spread, chance = GROUPS
    asked = {limits: "window", spread: "shares", chance: "chance"}

    def case(group: str, about: str, low: float, high: float, size: int, refuses: str = "") -> Case:
        seed = int(rng.integers(1_000_000))
        inputs = {"low": low, "high": high, "size": size, "seed": seed}
        marks: list[float] = []
        if group == spread:
            marks = list(np.geomspace(low, high, 17)[1::2])
        looked_at = asked[group] if size == MANY or low == high else "size"
        unseen = {**inputs, "asked": looked_at, "marks": marks, "shares": MARKS}
        return Case(group, about, inputs, refuses, unseen=unseen)

    refused = "ValueError"
    return [
        case(limits, "limits of 0.0001 and 1", 1e-4, 1.0, MANY),
        case(limits, "limits that are no powers of ten", 0.003, 0.7, MANY),
        case(limits, "limits above 1", 2.0, 400.0, MANY),
        case(limits, "a single draw", 1e-3, 0.1, 1),
        case(limits, "seven draws", 1e-3, 0.1, 7),
        case(limits, "two equal limits", 0.25, 0.25, 5),
        case(limits, "a lower limit of 0", 0.0, 1.0, 6, refused),
        case(limits, "a lower limit below 0", -0.5, 1.0, 6, refused),
        case(limits, "a lower limit above the upper", 1.0, 0.01, 6, refused),
        case(spread, "limits of 0.000001 and 0.01", 1e-6, 1e-2, MANY),
        case(spread, "limits of 0.00001 and 0.001", 1e-5, 1e-3, MANY),
        case(spread, "limits of 0.001 and 0.1", 1e-3, 0.1, MANY),
        case(chance, "limits of 0.0001 and 1, drawn twice", 1e-4, 1.0, MANY),
        case(chance, "limits of 0.01 and 0.5, drawn twice", 1e-2, 0.5, MANY),
    ]


def reference(low: float, high: float, size: int, seed: int) -> Arrays:
    """Let SciPy draw."""
    from scipy import stats

    if not 0 < low <= high:
        raise ValueError("no logarithms")
    rng, equal = (np.random.default_rng(seed) for _ in range(2))

    def draw(source: Rng) -> Array:
        if low == high:
            return np.full(size, low)
        return np.asarray(stats.loguniform(low, high).rvs(size, random_state=source))

    return {"first": draw(rng), "next": draw(rng), "again": draw(equal)}


def looked_at(low: float, high: float) -> None:
    if not 0 < low <= high:
        raise ValueError("no logarithms")


def right(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return power(low, high, rng.random(size))


def power(low: float, high: float, way: Any) -> Any:
    """Return what lies part of the way between the limits, by factors."""
    return low * (high / low) ** np.asarray(way)


@mistake(
    MISTAKES,
    "uniform",
    "Your draws are spread as if the numbers themselves were uniform: each factor of ten is to be "
    "as likely as any other.",
)
def uniform(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return rng.uniform(low, high, size)


@mistake(
    MISTAKES,
    "natural power of decimal logarithms",
    "Your draws lie too high where the limits are below 1: is the power you take the inverse of "
    "the logarithm you took?",
)
def natural_power(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return np.exp(rng.uniform(np.log10(low), np.log10(high), size))


@mistake(
    MISTAKES,
    "decimal power of natural logarithms",
    "Your draws lie too low where the limits are below 1: is the power you take the inverse of the "
    "logarithm you took?",
)
def decimal_power(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return 10 ** rng.uniform(np.log(low), np.log(high), size)


@mistake(
    MISTAKES,
    "powers of the limits",
    "Your draws lie above the window, also where its limits are equal: what is to be done with the "
    "limits before you draw between them?",
)
def powers_of_limits(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return np.exp(rng.uniform(low, high, size))


@mistake(
    MISTAKES,
    "logarithms returned",
    "Your draws are below 0 where the limits are 1 or less, as exponents are: what makes a number "
    "of an exponent?",
)
def logarithms(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return rng.uniform(np.log10(low), np.log10(high), size)


@mistake(
    MISTAKES,
    "from the lower limit down",
    "Your draws lie below the lower limit and above 0: in which direction from it is the upper "
    "one?",
)
def downwards(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return low * (low / high) ** rng.random(size)


@mistake(
    MISTAKES,
    "from the upper limit up",
    "Your draws lie above the upper limit: in which direction from it is the lower one?",
)
def upwards(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return high * (high / low) ** rng.random(size)


@mistake(
    MISTAKES,
    "whole powers alone",
    "Your draws repeat a few numbers, as if nothing could occur between one power of ten and the "
    "next: which exponents can?",
)
def whole_powers(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    first, last = np.ceil(np.log10(low)), np.floor(np.log10(high))
    if low == high:
        return np.full(size, low)
    return 10.0 ** rng.integers(int(first), int(last) + 1, size)


@mistake(
    MISTAKES,
    "even between two powers",
    "Your draws are spread as if they were even between one power of ten and the next: what is to "
    "be uniform?",
)
def even_within(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    if low == high:
        return np.full(size, low)
    exponents = np.log10([low, high])
    whole = rng.integers(round(exponents[0]), round(exponents[1]), size)
    return np.clip(rng.uniform(1, 10, size) * 10.0**whole, low, high)


@mistake(
    MISTAKES,
    "a bell on the logarithmic scale",
    "The middle of your window is drawn more often than its ends: are all exponents as likely?",
)
def bell(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return power(low, high, rng.random((2, size)).mean(axis=0))


@mistake(
    MISTAKES,
    "piled up at the limits",
    "A share of your draws is just the limits: where were they before they were moved there?",
)
def piled_up(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return power(low, high, rng.normal(0.5, 0.4, size).clip(0, 1))


@mistake(
    MISTAKES,
    "one number repeated",
    "All draws are one draw: how many are to be taken?",
)
def repeated(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return np.full(size, power(low, high, rng.random()))


@mistake(
    MISTAKES,
    "size left out",
    "One number comes back, and no array: how many are asked for?",
)
def one_number(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return power(low, high, rng.random())


@mistake(
    MISTAKES,
    "own generator",
    "Equal generators give different draws: take all draws from rng.",
)
def own_generator(low: float, high: float, size: int, rng: Rng) -> Any:
    return right(low, high, size, np.random.default_rng())


@mistake(
    MISTAKES,
    "the same draws each time",
    "A generator gives the same numbers when it is asked once more, in whatever order: whose draws "
    "are these?",
)
def same_draws(low: float, high: float, size: int, rng: Rng) -> Any:
    return right(low, high, size, np.random.default_rng(0))


@mistake(
    MISTAKES,
    "nothing drawn",
    "Your numbers rise from the first to the last, and are the same each time: what is drawn?",
)
def spaced(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, high)
    return np.geomspace(low, high, size)


@mistake(
    MISTAKES,
    "sorted",
    "Your draws rise from the first to the last: in which order were they drawn?",
)
def in_order(low: float, high: float, size: int, rng: Rng) -> Any:
    return np.sort(right(low, high, size, rng))


@mistake(
    MISTAKES,
    "limits not looked at",
    "Limits without logarithms, or in the wrong order, are not refused as they should be: what "
    "does your code do with them?",
)
def any_limits(low: float, high: float, size: int, rng: Rng) -> Any:
    with np.errstate(all="ignore"):
        return np.float64(low) * (high / np.float64(low)) ** rng.random(size)


@mistake(
    MISTAKES,
    "lower limit above the upper accepted",
    "A lower limit above the upper one is not refused.",
)
def wrong_order(low: float, high: float, size: int, rng: Rng) -> Any:
    looked_at(low, max(low, high))
    return power(low, high, rng.random(size))


@mistake(
    MISTAKES,
    "equal limits refused",
    "Two equal limits are refused: may low be as large as high?",
)
def equal_refused(low: float, high: float, size: int, rng: Rng) -> Any:
    if not 0 < low < high:
        raise ValueError("no window")
    return power(low, high, rng.random(size))


EXERCISE = Exercise(
    name="sample_log_uniform",
    points=1.5,
    probe=sample_thrice,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_samples,
)
