"""What chapter 04 says of searching five settings, and of TPE, by its record and Optuna."""

import numpy as np
import optuna
import pytest
from scipy import stats

from benchmarks.tuning.objective import Chosen
from benchmarks.tuning.searches import WAYS
from seeing import measurements


def ways() -> dict[str, dict[str, np.ndarray]]:
    return {
        row["settings"]["way"]: {k: np.array(v) for k, v in row["found"].items()}
        for row in measurements.tuning("five settings")
    }


def rates_of(way: str) -> list[float]:
    """The rates that a way tries, in its order."""
    tried: list[float] = []

    def objective(chosen: Chosen) -> float:
        tried.append(chosen.rate)
        return 1.0

    WAYS[way](objective, 0)
    return tried


def test_what_is_said_of_five_settings_is_in_the_record():
    found = ways()
    least = {way: row["least loss"] for way, row in found.items()}

    assert least["grid of five"][:, 15].min() > 2  # "it has nothing"
    assert (rates_of("grid of five")[:16], rates_of("grid of five")[16:]) == (
        pytest.approx([0.001] * 16),
        pytest.approx([0.1] * 16),
    )
    assert set(rates_of("grid of two")[:8]) == set(sorted(set(rates_of("grid of two")))[:2])
    ends = {way: losses[:, 31] for way, losses in least.items()}
    assert abs(ends["grid of five"].mean() - ends["chance in five"].mean()) < 0.03
    for way in ("grid of five", "chance in five"):
        assert ends[way].mean() == pytest.approx(0.18, abs=0.01)
    for way in ("grid of two", "chance in two", "TPE in five"):
        assert ends[way].mean() == pytest.approx(0.13, abs=0.01)
    assert least["chance in two"][:, 7].mean() < ends["chance in five"].mean()
    tests = {way: row["test accuracy"] for way, row in found.items()}
    means = [one.mean() for one in tests.values()]
    assert max(means) - min(means) < 0.01
    assert max(means) - min(means) < 1.5 * max(one.std(ddof=1) for one in tests.values())


def test_what_is_said_of_tpe_is_in_the_record_and_in_optuna():
    ends = {way: row["least loss"][:, 31] for way, row in ways().items()}
    spreads = {way: one.std(ddof=1) for way, one in ends.items()}

    assert min(spreads, key=spreads.__getitem__) == "TPE in five"
    assert ends["TPE in five"].mean() == pytest.approx(0.125, abs=5e-4)
    assert abs(ends["TPE in five"].mean() - ends["grid of two"].mean()) < spreads["TPE in five"]
    for after, lead in ((8, -2.5), (32, 2.5)):  # Welch's t, with a mean of ten on each side
        chance, tpe = (
            ways()[way]["least loss"][:, after - 1] for way in ("chance in five", "TPE in five")
        )
        found = stats.ttest_ind(chance, tpe, equal_var=False)
        assert found.statistic == pytest.approx(lead, abs=0.05)

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=4))
    by_chance = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=4))
    for one in (study, by_chance):
        one.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=12)
    xs, ys = ([trial.params["x"] for trial in one.trials] for one in (study, by_chance))
    assert xs[:10] == ys[:10]
    assert xs[10:] != ys[10:]


def test_optunas_tpe_fits_one_density_to_all_settings_together():
    def trials(**options) -> list[dict[str, float]]:
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=4, **options))
        study.optimize(lambda t: t.suggest_float("x", 0, 1) * t.suggest_float("y", 0, 1), 14)
        return [trial.params for trial in study.trials]

    assert int(optuna.__version__.split(".")[0]) >= 5
    assert trials() == trials(multivariate=True)
    assert trials() != trials(multivariate=False)


def test_sixty_runs_miss_the_best_twentieth_seldom():
    assert stats.binom(60, 0.05).pmf(0) == pytest.approx(0.046, abs=5e-4)
