"""Numbers drawn by chance are judged by their limits, by their shares, and by whose they are."""

import numpy as np
import pytest
from scipy import stats

from seeing.probes import OutputError, judge_samples, sample_thrice

SIZE = 10_000
MARKS = [3.0, 5.0, 9.0]
SHARES = [0.125, 0.375, 0.875]  # of numbers spread evenly from 2 to 10
SOME_SEEDS = range(20)


def judged(draw, asked: str, size: int = SIZE, seed: int = 0) -> dict[str, object]:
    inputs = {"low": 2.0, "high": 10.0, "size": size, "seed": seed}
    unseen = {**inputs, "asked": asked, "marks": MARKS, "shares": SHARES}
    found = judge_samples(sample_thrice([draw], inputs), unseen)
    return {name: value.tolist() for name, value in found.items() if name != "shape"}


def even(low, high, size, rng):
    return rng.uniform(low, high, size)


@pytest.mark.parametrize("seed", SOME_SEEDS)
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_right_draws_are_the_same_whatever_is_drawn(kind: type, seed: int):
    def draw(*given):
        return even(*given).astype(kind)

    assert judged(draw, "shares", seed=seed) == {
        "rounded shares": SHARES,
        "piled up": 0,
        "different": 1,
    }


@pytest.mark.parametrize("distribution", [stats.uniform(2, 4), stats.triang(0.5, 2, 8)])
def test_wrong_shares_are_scipys_in_fifths(distribution):
    def draw(low, high, size, rng):
        return distribution.rvs(size, random_state=rng)

    told = judged(draw, "shares")["rounded shares"]

    assert told == pytest.approx((5 * distribution.cdf(MARKS)).round() / 5)


@pytest.mark.parametrize(
    ("draw", "flags"),
    [
        (even, (0, 0, 1)),
        (lambda low, high, size, rng: np.full(size, np.nextafter(low, 0)), (0, 0, 1)),
        (lambda low, high, size, rng: even(low - 0.1, high, size, rng), (1, 0, 1)),
        (lambda low, high, size, rng: even(low, high + 0.1, size, rng), (0, 1, 1)),
        (lambda low, high, size, rng: even(-low, high + 0.1, size, rng), (1, 1, 0)),
    ],
)
def test_draws_outside_of_the_limits_are_seen(draw, flags: tuple[int, int, int]):
    told = judged(draw, "window")

    assert (
        tuple(told[name] for name in ("below the window", "above the window", "above 0")) == flags
    )


def test_draws_that_are_moved_to_the_limits_are_seen():
    def draw(low, high, size, rng):
        return even(low - 1, high + 1, size, rng).clip(low, high)

    assert judged(draw, "shares")["piled up"] == 1


def test_one_draw_repeated_has_no_shares():
    told = judged(lambda low, high, size, rng: [rng.uniform(low, high)] * size, "shares")

    assert told == {"rounded shares": [-1, -1, -1], "piled up": 0, "different": 0}


@pytest.mark.parametrize(
    ("draw", "same", "new", "order"),
    [
        (even, 1, 1, 0),
        (lambda low, high, size, rng: even(low, high, size, np.random.default_rng()), 0, 1, 0),
        (lambda low, high, size, rng: even(low, high, size, np.random.default_rng(0)), 1, 0, 0),
        (lambda low, high, size, rng: rng.permutation(np.linspace(low, high, size)), 1, 0, 0),
        (lambda low, high, size, rng: np.sort(even(low, high, size, rng)), 1, 1, 1),
        (lambda low, high, size, rng: -np.sort(-even(low, high, size, rng)), 1, 1, -1),
    ],
)
def test_where_the_draws_come_from_is_told(draw, same: int, new: int, order: int):
    assert judged(draw, "chance") == {
        "different": 1,
        "same again": same,
        "new next": new,
        "in order": order,
    }


def test_another_shape_is_never_like_the_right_one():
    arrays = sample_thrice([lambda *_: 3.0], {"low": 2, "high": 4, "size": 1, "seed": 0})

    assert judge_samples(arrays, {"size": 1, "asked": "size"})["shape"].tolist() == [-1]


def test_draws_that_are_no_numbers_cannot_be_judged():
    with pytest.raises(OutputError, match="no numbers"):
        judged(lambda low, high, size, rng: np.full(size, np.nan), "window")


def test_an_array_that_is_filled_anew_counts_as_it_was():
    kept = np.empty(SIZE)

    def draw(low, high, size, rng):
        kept[:] = even(low, high, size, rng)
        return kept

    assert judged(draw, "chance")["new next"] == 1
