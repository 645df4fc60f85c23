"""The searches that chapter 04 quotes: what they compare, and that all of them are on record."""

import math

import numpy as np
import pytest
import torch

from benchmarks.training.fit import digits
from benchmarks.tuning.experiments import DECAYS, EXPERIMENTS
from benchmarks.tuning.objective import Chosen, data, divided_anew, trained
from benchmarks.tuning.searches import TRIALS, WAYS
from seeing import measurements


def tried(way: str, seed: int) -> list[Chosen]:
    """Let a way search where every loss is the rate's distance from 0.1, in factors of ten."""
    trials: list[Chosen] = []

    def far(chosen: Chosen) -> float:
        trials.append(chosen)
        return abs(math.log10(chosen.rate) + 1)

    WAYS[way](far, seed)
    return trials


@pytest.mark.parametrize("way", WAYS)
def test_every_way_makes_as_many_trials_inside_the_windows(way: str):
    trials = tried(way, seed=1)

    assert len(trials) == TRIALS == 32
    for one in trials:
        assert 1e-4 <= one.rate <= 1
        assert 1e-6 <= one.decay <= 0.1
        assert 0 <= one.dropout <= 0.7
        assert 8 <= one.units <= 128
        assert 0 <= one.momentum <= 0.99


@pytest.mark.parametrize(("way", "rates"), [("grid of five", 2), ("grid of two", 8)])
def test_a_grid_has_few_values_and_does_not_depend_on_the_seed(way: str, rates: int):
    trials = tried(way, seed=1)

    assert len({one.rate for one in trials}) == rates
    assert len(set(trials)) == TRIALS
    assert tried(way, seed=2) == trials


@pytest.mark.parametrize("way", ["chance in five", "chance in two", "TPE in five"])
def test_what_is_drawn_depends_on_the_seed_and_never_repeats_a_rate(way: str):
    trials = tried(way, seed=1)

    assert tried(way, seed=1) == trials
    assert tried(way, seed=2) != trials
    assert len({one.rate for one in trials}) == TRIALS


def test_where_two_are_searched_the_other_three_are_guessed():
    for way in ("grid of two", "chance in two"):
        assert {(one.decay, one.dropout, one.units) for one in tried(way, 3)} == {(1e-4, 0.0, 32)}


def test_tpe_begins_with_ten_trials_by_chance_and_then_stays_near_the_best():
    distances = [abs(math.log10(one.rate) + 1) for one in tried("TPE in five", 0)]

    assert np.mean(distances[-10:]) < np.mean(distances[:10]) / 2


def test_a_run_depends_on_its_settings_and_its_seed_alone():
    split = data("right", 0)
    one, same, other = (trained(Chosen(), split, seed) for seed in (0, 0, 1))

    assert one == same
    assert one != other


def test_only_labels_to_train_on_are_wrong():
    right, wrong = data("right", 1), data("wrong", 1)

    assert len(right.y) == len(wrong.y) == 600
    assert (right.y != wrong.y).sum() == 180
    assert torch.equal(right.y_validation, wrong.y_validation)


def test_images_are_dealt_out_anew_without_an_overlap_and_without_the_test():
    split = divided_anew(5, 300, 100)
    rows = torch.cat([split.x, split.x_validation, split.x_test])
    base = torch.cat([digits().x, digits().x_validation])

    assert (len(split.x), len(split.x_validation), len(split.x_test)) == (300, 100, 1042)
    assert torch.equal(torch.unique(rows, dim=0), torch.unique(base, dim=0))
    assert len(torch.unique(rows, dim=0)) == len(rows)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_setting_is_on_record_with_every_seed(name: str):
    rows = measurements.tuning(name)

    assert [row["settings"] for row in rows] == EXPERIMENTS[name].settings()
    for row in rows:
        assert row["found"]
        assert {len(values) for values in row["found"].values()} == {EXPERIMENTS[name].seeds}


@pytest.mark.parametrize("labels", ["right", "wrong"])
def test_the_landscape_is_the_mean_of_its_seeds(labels: str):
    landscape = measurements.landscape(labels)
    rows = [r for r in measurements.tuning("landscape") if r["settings"]["labels"] == labels]
    calm = np.array(rows[3]["found"]["loss"])[:, 10]

    assert landscape["losses"].shape == (13, 25)
    assert landscape["decays"].tolist() == list(DECAYS)
    assert landscape["losses"][3, 10] == pytest.approx(sum(calm) / 3)
    assert landscape["losses"].max() <= measurements.MOST_LOSS


def test_a_run_that_diverged_counts_as_the_most():
    raw = np.array(
        [r["found"]["loss"] for r in measurements.tuning("landscape")][: len(DECAYS)], float
    )
    diverged = ~(raw < measurements.MOST_LOSS).any(axis=1)

    assert diverged.any()
    assert (measurements.landscape("right")["losses"][diverged] == measurements.MOST_LOSS).all()


def test_what_was_not_measured_is_named():
    with pytest.raises(ValueError, match="'weather' was not measured; there are landscape,"):
        measurements.tuning("weather")
