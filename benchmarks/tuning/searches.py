"""Five ways to choose five settings with 32 trials: each gives trials, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import optuna

from benchmarks.tuning.objective import Chosen

TRIALS = 32
RATES, DECAYS, DROPOUTS, UNITS, MOMENTA = (1e-4, 1.0), (1e-6, 0.1), (0.0, 0.7), (8, 128), (0, 0.99)

Objective = Callable[[Chosen], float]


def grid(objective: Objective, seed: int) -> None:
    """Two values of each setting, a quarter and three quarters along its window."""
    for shares in product((0.25, 0.75), repeat=5):
        objective(_at(*shares))


def chance(objective: Objective, seed: int) -> None:
    """All five drawn anew for each trial."""
    rng = np.random.default_rng(seed)
    for _ in range(TRIALS):
        objective(_at(*rng.random(5)))


def tpe(objective: Objective, seed: int) -> None:
    """Let Optuna choose, with its own settings."""

    def suggested(trial: optuna.Trial) -> float:
        return objective(
            Chosen(
                rate=trial.suggest_float("rate", *RATES, log=True),
                decay=trial.suggest_float("decay", *DECAYS, log=True),
                dropout=trial.suggest_float("dropout", *DROPOUTS),
                units=trial.suggest_int("units", *UNITS, log=True),
                momentum=trial.suggest_float("momentum", *MOMENTA),
            )
        )

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(suggested, n_trials=TRIALS)


def grid_of_two(objective: Objective, seed: int) -> None:
    """Eight rates with four momenta, evenly over their windows; the other three are guessed."""
    for rate, momentum in product((np.arange(8) + 0.5) / 8, (np.arange(4) + 0.5) / 4):
        objective(_rate_and_momentum(rate, momentum))


def chance_of_two(objective: Objective, seed: int) -> None:
    """Rate and momentum drawn; the other three are guessed."""
    rng = np.random.default_rng(seed)
    for _ in range(TRIALS):
        objective(_rate_and_momentum(*rng.random(2)))


WAYS: dict[str, Callable[[Objective, int], None]] = {
    "grid of five": grid,
    "chance in five": chance,
    "TPE in five": tpe,
    "grid of two": grid_of_two,
    "chance in two": chance_of_two,
}


def _at(rate: float, decay: float, dropout: float, units: float, momentum: float) -> Chosen:
    """Return the settings at these shares of their windows."""
    return Chosen(
        rate=_by_factors(RATES, rate),
        decay=_by_factors(DECAYS, decay),
        dropout=DROPOUTS[1] * dropout,
        units=round(_by_factors(UNITS, units)),
        momentum=MOMENTA[1] * momentum,
    )


def _rate_and_momentum(rate: float, momentum: float) -> Chosen:
    return Chosen(rate=_by_factors(RATES, rate), momentum=MOMENTA[1] * momentum)


def _by_factors(window: tuple[float, float], share: float) -> float:
    low, high = window
    return float(low * (high / low) ** share)
