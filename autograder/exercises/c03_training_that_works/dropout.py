"""dropout(x, p, training, rng): units that are missing by chance while a network trains."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, Arrays, drop_often, judge_masks
from seeing.probes.masks import BATCHES

GROUPS = {"training": 1.0, "evaluation": 0.5, "extremes": 0.5}
MISTAKES: list[Mistake] = []
Rng = np.random.Generator


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no number of x is 0, and shares are tenths, see `judge_masks`."""
    training, evaluation, extremes = GROUPS

    def whole(x: Array) -> Array:
        return x.astype(int)

    def case(
        group: str,
        about: str,
        p: float,
        trains: bool = True,
        refuses: str = "",
        kind: Any = np.ndarray.copy,
        scale: float = 0.25,
    ) -> Case:
        x = distinct(rng, 5, 6) * scale
        inputs = {"x": kind(x), "p": p, "training": trains, "seed": int(rng.integers(1_000_000))}
        return Case(group, about, inputs, refuses, unseen={"x": x, "p": p})

    return [
        case(training, "a share of 0.3 in training", 0.3),
        case(training, "a share of one half in training", 0.5),
        case(training, "a share of 0.8 in training", 0.8),
        case(training, "a list in training", 0.4, kind=np.ndarray.tolist),
        case(training, "whole numbers in training", 0.3, kind=whole, scale=1),
        case(evaluation, "a share of 0.3 in evaluation", 0.3, False),
        case(evaluation, "a share of 0.8 in evaluation", 0.8, False),
        case(evaluation, "a list in evaluation", 0.4, False, kind=np.ndarray.tolist),
        case(extremes, "a share of 0 in training", 0.0),
        case(extremes, "a share of 1 in training", 1.0),
        case(extremes, "a share of 1 in evaluation", 1.0, False),
        case(extremes, "a share below 0", -0.2, refuses="ValueError"),
        case(extremes, "a share above 1", 1.2, refuses="ValueError"),
        case(extremes, "a share above 1 in evaluation", 1.2, False, refuses="ValueError"),
    ]


def reference(x: Any, p: float, training: bool, seed: int) -> Arrays:
    """Let torch drop, in float64."""
    import torch

    given = torch.tensor(np.asarray(x, dtype=float), device="cpu")

    def drop(times: int) -> Array:
        torch.manual_seed(seed)
        batches = [torch.nn.functional.dropout(given, p, training) for _ in range(times)]
        return torch.stack(batches).numpy(force=True)

    with torch.random.fork_rng(devices=[]):
        return {"batches": drop(BATCHES), "again": drop(1)[0]}


def right(x: Any, p: float, training: bool, rng: Rng) -> Array:
    return scaled(x, p, training, drawn(x, p, rng), 1 / (1 - p) if p < 1 else 0)


def drawn(x: Any, p: float, rng: Rng) -> Array:
    """Return a mask of what is kept."""
    return np.asarray(rng.random(np.shape(x)) >= p)


def scaled(x: Any, p: float, training: bool, kept: Any, factor: Any) -> Array:
    """Keep and multiply in training; p is looked at as it should be."""
    if not 0 <= p <= 1:
        raise ValueError("p is a share, from 0 to 1")
    x = np.asarray(x, dtype=float)
    return np.asarray(x * kept * factor) if training else x.copy()


@mistake(
    MISTAKES,
    "not scaled up",
    "Kept units are to be divided by 1 − p, or the mean sinks in training.",
)
def not_scaled(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, drawn(x, p, rng), 1)


@mistake(
    MISTAKES,
    "scaled in evaluation",
    "That is the form of 2014: today evaluation leaves everything as it is.",
)
def scaled_in_evaluation(x: Any, p: float, training: bool, rng: Rng) -> Any:
    kept = scaled(x, p, training, drawn(x, p, rng), 1)
    return kept if training else kept * (1 - p)


@mistake(
    MISTAKES,
    "scaled in both",
    "You divide by 1 − p in training and multiply in evaluation as well: once is enough.",
)
def scaled_in_both(x: Any, p: float, training: bool, rng: Rng) -> Any:
    made = right(x, p, training, rng)
    return made if training else made * (1 - p)


@mistake(
    MISTAKES,
    "drops in evaluation",
    "In evaluation nothing is to be dropped.",
)
def drops_in_evaluation(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return right(x, p, True, rng)


@mistake(
    MISTAKES,
    "training and evaluation exchanged",
    "Units are missing in evaluation and none is in training: what does True say?",
)
def modes_exchanged(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return right(x, p, not training, rng)


@mistake(
    MISTAKES,
    "p kept",
    "You keep the share p: p is what is dropped.",
)
def p_kept(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, drawn(x, 1 - p, rng), 1 / p if p > 0 else 0)


@mistake(
    MISTAKES,
    "p kept, and divided by 1 − p",
    "You keep the share p and divide by 1 − p: p is what is dropped.",
)
def p_kept_unscaled(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, drawn(x, 1 - p, rng), 1 / (1 - p) if p < 1 else 1)


@mistake(
    MISTAKES,
    "divided by p",
    "What is left is 1 − p, and that is what to divide by.",
)
def divided_by_p(x: Any, p: float, training: bool, rng: Rng) -> Any:
    with np.errstate(all="ignore"):
        return scaled(x, p, training, drawn(x, p, rng), 1 / np.float64(p))


@mistake(
    MISTAKES,
    "multiplied by 1 − p",
    "What is kept is made smaller in training, and the mean sinks twice: is it to grow or shrink?",
)
def multiplied(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, drawn(x, p, rng), 1 - p)


@mistake(
    MISTAKES,
    "one mask for all images",
    "The same units are missing in every image of the batch.",
)
def one_mask(x: Any, p: float, training: bool, rng: Rng) -> Any:
    kept = rng.random(np.shape(x)[1:]) >= p
    return scaled(x, p, training, kept, 1 / (1 - p) if p < 1 else 0)


@mistake(
    MISTAKES,
    "whole images dropped",
    "Units are to be dropped, not images.",
)
def whole_images(x: Any, p: float, training: bool, rng: Rng) -> Any:
    kept = rng.random((len(x), 1)) >= p
    return scaled(x, p, training, kept, 1 / (1 - p) if p < 1 else 0)


@mistake(
    MISTAKES,
    "always as many dropped",
    "The same number of units is missing each time: each is to have a draw of its own.",
)
def always_as_many(x: Any, p: float, training: bool, rng: Rng) -> Any:
    count = np.size(x)
    kept = np.argsort(rng.random(count)) >= round(p * count)
    return scaled(x, p, training, kept.reshape(np.shape(x)), 1 / (1 - p) if p < 1 else 0)


@mistake(
    MISTAKES,
    "divided by the share that happened to be kept",
    "Divide by 1 − p, not by what this draw kept.",
)
def share_of_the_draw(x: Any, p: float, training: bool, rng: Rng) -> Any:
    kept = drawn(x, p, rng)
    return scaled(x, p, training, kept, 1 / max(kept.mean(), 0.01))


@mistake(
    MISTAKES,
    "own generator",
    "Equal generators give different masks: take all draws from rng.",
)
def own_generator(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return right(x, p, training, np.random.default_rng())


@mistake(
    MISTAKES,
    "the same mask each time",
    "Two calls with one generator drop the same units: you make a new generator inside.",
)
def same_mask(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return right(x, p, training, np.random.default_rng(0))


@mistake(
    MISTAKES,
    "0/0 at p = 1",
    "Where everything is dropped you divide by zero.",
)
def zero_by_zero(x: Any, p: float, training: bool, rng: Rng) -> Any:
    with np.errstate(all="ignore"):
        return scaled(x, p, training, drawn(x, p, rng), 1 / np.float64(1 - p))


@mistake(
    MISTAKES,
    "ZeroDivisionError at p = 1",
    "Where everything is dropped you divide by zero, and Python refuses: what is due there?",
)
def division_refused(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, drawn(x, p, rng), 1 / (1 - p) if training else 1)


@mistake(
    MISTAKES,
    "p = 1 refused",
    "A share of 1 is a share: what is left when everything is dropped?",
)
def one_refused(x: Any, p: float, training: bool, rng: Rng) -> Any:
    if p == 1:
        raise ValueError("p is to be below 1")
    return right(x, p, training, rng)


@mistake(
    MISTAKES,
    "any share accepted",
    "A share lies between 0 and 1: what does your code do with another number?",
)
def any_share(x: Any, p: float, training: bool, rng: Rng) -> Any:
    x = np.asarray(x, dtype=float)
    if not training:
        return x
    return x * drawn(x, p, rng) * (1 / (1 - p) if p != 1 else 0)


@mistake(
    MISTAKES,
    "noise in place of zeros",
    "Your units are weakened by chance, none is dropped.",
)
def noise(x: Any, p: float, training: bool, rng: Rng) -> Any:
    return scaled(x, p, training, rng.random(np.shape(x)), 2)


EXERCISE = Exercise(
    name="dropout",
    points=2,
    probe=drop_often,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=("evaluation",),
    measure=judge_masks,
)
