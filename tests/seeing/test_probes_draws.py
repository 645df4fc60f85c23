"""What is drawn by chance is judged by what its distribution says, not by its numbers."""

import numpy as np
import pytest
from scipy import stats

from seeing.probes import (
    InputChangedError,
    OutputError,
    draw_weights,
    drop_often,
    judge_masks,
    judge_weights,
)

SHAPE = [200, 100]
X = np.arange(1, 31).reshape(5, 6) / 4
SOME_SEEDS = range(20)


def judged_weights(draw, deviation: float = 2.0, seed: int = 0) -> dict[str, float]:
    arrays = draw_weights([draw], {"shape": SHAPE, "seed": seed})
    judged = judge_weights(arrays, {"shape": SHAPE, "deviation": deviation})
    return {name: float(value) for name, value in judged.items() if value.ndim == 0}


def judged_masks(drop, p: float, training: bool = True, seed: int = 0) -> dict[str, float]:
    inputs = {"x": X, "p": p, "training": training, "seed": seed}
    judged = judge_masks(drop_often([drop], inputs), {"x": X, "p": p})
    return {name: float(value) for name, value in judged.items() if value.ndim == 0}


@pytest.mark.parametrize("seed", SOME_SEEDS)
def test_normal_weights_of_the_right_deviation_are_the_same_whatever_is_drawn(seed: int):
    judged = judged_weights(lambda shape, rng: rng.normal(0, 2, shape), seed=seed)

    assert judged == {"rounded mean": 0, "rounded deviation": 2, "kurtosis": 3}


@pytest.mark.parametrize(
    ("distribution", "kurtosis"),
    [
        (stats.uniform(-1, 2), 1.8),
        (stats.truncnorm(-2, 2), 2.4),
        (stats.norm(), 3.0),
        (stats.logistic(), 4.2),
    ],
)
def test_the_kurtosis_is_scipys_to_a_step(distribution, kurtosis: float):
    due = float(distribution.stats(moments="k")) + 3

    judged = judged_weights(lambda shape, rng: distribution.rvs(shape, random_state=rng))

    assert judged["kurtosis"] == pytest.approx(kurtosis)
    assert abs(judged["kurtosis"] - due) <= 0.3


@pytest.mark.parametrize(("by", "read"), [(2, 4), (2**0.25, 2.378), (1.05, 2), (1 / 16, 0.125)])
def test_a_deviation_is_read_to_a_quarter_of_an_octave(by: float, read: float):
    judged = judged_weights(lambda shape, rng: rng.normal(0, 2 * by, shape))

    assert judged["rounded deviation"] == pytest.approx(read, rel=1e-3)


def test_a_mean_is_read_to_a_quarter_of_the_deviation_that_is_due():
    assert judged_weights(lambda shape, rng: rng.normal(2.9, 2, shape))["rounded mean"] == 3


def test_repeated_rows_are_not_measured():
    def repeated(shape, rng):
        return np.repeat(rng.normal(0, 2, (1, shape[1])), shape[0], axis=0)

    assert judged_weights(repeated) == {"rounded mean": -2, "rounded deviation": -2, "kurtosis": -1}


def test_equal_weights_have_no_spread():
    assert judged_weights(lambda shape, rng: np.full(shape, 2.0)) == {
        "rounded mean": 2,
        "rounded deviation": 0,
        "kurtosis": 0,
    }


@pytest.mark.parametrize(
    ("draw", "same", "new", "different"),
    [
        (lambda shape, rng: rng.random(shape), 1, 1, 1),
        (lambda shape, rng: np.random.default_rng().random(shape), 0, 1, 1),
        (lambda shape, rng: np.random.default_rng(0).random(shape), 1, 0, 1),
        (lambda shape, rng: np.ones(shape), 1, 0, 0),
        (lambda shape, rng: np.repeat(rng.random((2, 100)), 100, axis=0), 1, 1, 0),
    ],
)
def test_where_weights_come_from_is_told(draw, same: float, new: float, different: float):
    assert judged_weights(draw, deviation=0) == {
        "same again": same,
        "new next": new,
        "different": different,
    }


def test_another_shape_is_never_like_the_right_one():
    arrays = draw_weights([lambda shape, rng: rng.random(shape[::-1])], {"shape": SHAPE, "seed": 0})

    assert judge_weights(arrays, {"shape": SHAPE, "deviation": 1})["shape"].tolist() == [
        100,
        200,
        -1,
    ]


def test_weights_that_are_no_numbers_cannot_be_judged():
    with pytest.raises(OutputError, match="no numbers"):
        judged_weights(lambda shape, rng: np.full(shape, np.nan))


def dropped(x, p, training, rng):
    return np.asarray(x) * (rng.random(np.shape(x)) >= p) * (4 if training else 1)


@pytest.mark.parametrize("seed", SOME_SEEDS)
@pytest.mark.parametrize("p", [0.2, 0.5, 0.8])
def test_masks_with_the_right_share_are_the_same_whatever_is_drawn(p: float, seed: int):
    assert judged_masks(dropped, p, seed=seed) == {
        "factor": 4,
        "dropped": p,
        "drawn for each": 1,
        "same again": 1,
    }


@pytest.mark.parametrize(("p", "share"), [(0.0, 0), (1.0, 1)])
def test_nothing_and_everything_dropped_are_told_exactly(p: float, share: float):
    assert judged_masks(dropped, p)["dropped"] == share


def test_one_unit_that_is_dropped_where_none_should_be_is_seen():
    def rarely(x, p, training, rng):
        return x * (rng.random(x.shape) >= 0.001)

    assert judged_masks(rarely, 0.0)["dropped"] == 0.1


@pytest.mark.parametrize(
    ("mask", "drawn"),
    [
        (lambda rng: rng.random((1, 6)) < 0.5, 0),
        (lambda rng: rng.random((5, 1)) < 0.5, -1),
        (lambda rng: np.random.default_rng(0).random((5, 6)) < 0.5, -2),
        (lambda rng: rng.permutation(30).reshape(5, 6) < 15, -3),
    ],
)
def test_masks_that_are_not_drawn_one_by_one_are_told_apart(mask, drawn: float):
    judged = judged_masks(lambda x, p, training, rng: x * mask(rng), 0.5)

    assert (judged["drawn for each"], judged["dropped"]) == (drawn, 0.5)


@pytest.mark.parametrize(
    ("factor", "read"),
    [
        (lambda rng: 1 / 0.7, 1.43),
        (lambda rng: 1 + rng.random(), -1),
        (lambda rng: 1 + rng.random((5, 6)), -2),
        (lambda rng: 0, 0),
    ],
)
def test_the_factor_of_what_is_kept_is_found(factor, read: float):
    def scaled(x, p, training, rng):
        return x * (rng.random(x.shape) < 0.5) * factor(rng)

    assert judged_masks(scaled, 0.5)["factor"] == pytest.approx(read)


def test_what_is_divided_by_nothing_has_no_factor():
    judged = judged_masks(lambda x, p, training, rng: x * np.nan, 0.5)

    assert np.isnan(judged["factor"])


def test_equal_generators_that_give_other_masks_are_seen():
    def own(x, p, training, rng):
        return dropped(x, p, training, np.random.default_rng())

    assert judged_masks(own, 0.5)["same again"] == 0


def test_a_batch_of_one_image_is_no_batch_with_one_mask():
    inputs = {"x": X[:1], "p": 0.5, "training": True, "seed": 0}

    judged = judge_masks(drop_often([dropped], inputs), {"x": X[:1], "p": 0.5})

    assert judged["drawn for each"] == 1


def test_a_mask_written_into_the_input_is_told():
    def in_place(x, p, training, rng):
        x *= rng.random(x.shape) >= p
        return x

    with pytest.raises(InputChangedError, match="x"):
        judged_masks(in_place, 0.5)
