"""What students write for random_search that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Objective = Callable[[Any], float]
Rng = np.random.Generator
Draw = Callable[[Rng], Array]


def run(objective: Objective, draw: Draw, budget: int, rng: Rng) -> tuple[Array, Array]:
    """Draw and run as often as is asked; return the trials and their losses."""
    trials = np.array([draw(rng) for _ in range(budget)])
    return trials, np.array([objective(settings) for settings in trials])


def with_best(trials: Array, losses: Array) -> tuple[Array, Array, Array]:
    return trials[np.nanargmin(losses)], trials, losses


@mistake(
    MISTAKES,
    "one draw for all",
    "Settings are drawn once, and all trials have them: when is it time for the next draw?",
)
def one_draw(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials = np.array([draw(rng)] * budget)
    return with_best(trials, np.array([objective(settings) for settings in trials]))


@mistake(
    MISTAKES,
    "a new generator for each trial",
    "All trials have the same settings, though there is a draw for each: does the generator begin "
    "anew each time?",
)
def new_generator(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials = np.array([draw(np.random.default_rng(0)) for _ in range(budget)])
    return with_best(trials, np.array([objective(settings) for settings in trials]))


@mistake(
    MISTAKES,
    "run and recorded by different draws",
    "There are two draws for each trial, one that is run and one in the record: how long is a draw "
    "to be kept?",
)
def drawn_twice(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = [], []
    for _ in range(budget):
        trials.append(draw(rng))
        losses.append(objective(draw(rng)))
    return with_best(np.array(trials), np.array(losses))


@mistake(
    MISTAKES,
    "a mixture that nobody has run",
    "The best settings that come back are those of no trial: do all of them come from one run?",
)
def mixture(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials.mean(axis=0), trials, losses


@mistake(
    MISTAKES,
    "last in place of best",
    "The settings of the last trial come back, whatever the losses are: which was the best?",
)
def last(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[-1], trials, losses


@mistake(
    MISTAKES,
    "first in place of best",
    "The settings of the first trial come back, whatever the losses are: which was the best?",
)
def first(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[0], trials, losses


@mistake(
    MISTAKES,
    "first in place of best, but for losses below 0",
    "The settings of the first trial come back, whatever the losses above 0 are: what is your best "
    "at the beginning, and can a loss be below it?",
)
def from_zero(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    best, found = 0, 0.0
    for i in range(budget):
        if losses[i] < found:
            best, found = i, losses[i]
    return trials[best], trials, losses


@mistake(
    MISTAKES,
    "largest loss",
    "The settings that come back have the largest loss of all: is a loss to be large or small?",
)
def largest(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.nanargmax(losses)], trials, losses


@mistake(
    MISTAKES,
    "one number in place of settings",
    "One number comes back as best, and a trial has a row of settings: which row is the best?",
)
def number(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return np.nanargmin(losses), trials, losses


@mistake(
    MISTAKES,
    "NaN wins",
    "The settings of a run that diverged come back, wherever there is one: how does NaN compare "
    "with a number?",
)
def nan_wins(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.argmin(losses)], trials, losses


@mistake(
    MISTAKES,
    "a first NaN wins",
    "Where the first run diverged, its settings come back: is any number less than NaN?",
)
def first_nan_wins(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[min(range(budget), key=lambda i: losses[i])], trials, losses


@mistake(
    MISTAKES,
    "last of equals",
    "Of equal losses the last wins: the first is asked for.",
)
def last_of_equals(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.flatnonzero(losses == np.nanmin(losses))[-1]], trials, losses


@mistake(
    MISTAKES,
    "one trial too few",
    "Your record is one run shorter than the budget, and each draw is in it: how often does the "
    "loop turn?",
)
def too_few(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget - 1, rng)
    return with_best(trials, losses)


@mistake(
    MISTAKES,
    "one trial too many",
    "Your record is one run longer than the budget: how often does the loop turn?",
)
def too_many(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    return with_best(*run(objective, draw, budget + 1, rng))


@mistake(
    MISTAKES,
    "only progress recorded",
    "A trial is in your record only if its loss is below all before: the bad ones belong there "
    "too.",
)
def only_progress(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    least = np.fmin.accumulate(losses)
    kept = [i for i in range(budget) if i == 0 or losses[i] < least[i - 1]]
    return trials[np.nanargmin(losses)], trials[kept], losses[kept]


@mistake(
    MISTAKES,
    "diverged runs left out of the record",
    "Your record has no run that diverged, though its loss belongs there as well.",
)
def diverged_left_out(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    kept = ~np.isnan(losses)
    return with_best(trials[kept], losses[kept])


@mistake(
    MISTAKES,
    "NaN rewritten in the record",
    "Your record has something else where a run diverged: what did the objective return?",
)
def rewritten(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return with_best(trials, np.nan_to_num(losses, nan=np.inf))


@mistake(
    MISTAKES,
    "best so far in the record",
    "Your losses never rise: is each the loss of its own run?",
)
def best_so_far(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.nanargmin(losses)], trials, np.fmin.accumulate(losses)


@mistake(
    MISTAKES,
    "record sorted",
    "Your record begins with the best trial and ends with the worst: in which order were they "
    "drawn?",
)
def record_sorted(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    order = np.argsort(losses, kind="stable")
    return with_best(trials[order], losses[order])


@mistake(
    MISTAKES,
    "losses sorted alone",
    "Your losses rise from the first to the last, and your trials stand in the order drawn: which "
    "loss belongs to which trial?",
)
def losses_sorted(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.nanargmin(losses)], trials, np.sort(losses)


@mistake(
    MISTAKES,
    "best run once more",
    "There is one run more than the budget pays for, and it is not in your record: was one of them "
    "made again?",
)
def best_again(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    found = with_best(*run(objective, draw, budget, rng))
    objective(found[0])
    return found


@mistake(
    MISTAKES,
    "every run made twice",
    "There are twice as many runs as the budget pays for: what can be kept of the first?",
)
def twice(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    found = with_best(*run(objective, draw, budget, rng))
    for settings in found[1]:
        objective(settings)
    return found


@mistake(
    MISTAKES,
    "stops at the first rise",
    "No run is made after the first whose loss is above that of the one before: may it fall again?",
)
def stops_at_rise(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = [draw(rng)], []
    losses.append(objective(trials[0]))
    while len(trials) < budget and not (len(losses) > 1 and losses[-1] > losses[-2]):
        trials.append(draw(rng))
        losses.append(objective(trials[-1]))
    return with_best(np.array(trials), np.array(losses))


@mistake(
    MISTAKES,
    "a row for each setting",
    "Your trials have a row for each setting: a row for each trial is asked for.",
)
def turned(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    trials, losses = run(objective, draw, budget, rng)
    return trials[np.nanargmin(losses)], trials.T, losses


@mistake(
    MISTAKES,
    "record exchanged",
    "The losses come second and the trials third: in which order are they to come back?",
)
def exchanged(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    best, trials, losses = with_best(*run(objective, draw, budget, rng))
    return best, losses, trials


@mistake(
    MISTAKES,
    "own generator",
    "Equal generators give different trials: take all draws from rng.",
)
def own_generator(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    return with_best(*run(objective, draw, budget, np.random.default_rng()))


@mistake(
    MISTAKES,
    "the same search each time",
    "A generator gives the same trials when it is used once more, though they differ among "
    "themselves: whose draws are these?",
)
def same_search(objective: Objective, draw: Draw, budget: int, rng: Rng) -> Any:
    return with_best(*run(objective, draw, budget, np.random.default_rng(0)))
