"""A split is judged by its parts' sizes and members, and by how it comes about."""

import numpy as np
import pytest

from seeing.probes import OutputError, judge_splits, split_thrice

N = 2000
SOME_SEEDS = range(20)


def judged(split, asked: str, n: int = N, seed: int = 0) -> dict[str, float]:
    inputs = {"n": n, "validation": 0.2, "test": 0.2, "seed": seed}
    found = judge_splits(split_thrice([split], inputs), {"n": n, "asked": asked})
    return {name: value.tolist() for name, value in found.items()}


def cut(order):
    a, b = len(order) // 5, 2 * len(order) // 5
    return order[b:], order[:a], order[a:b]


def right(n, validation, test, rng):
    return cut(rng.permutation(n))


@pytest.mark.parametrize("seed", SOME_SEEDS)
def test_right_splits_are_the_same_whatever_is_drawn(seed: int):
    assert judged(right, "chance", seed=seed) == {
        "kept together": 0,
        "same again": 1,
        "new next": 3,
    }


def test_sizes_are_those_of_rows():
    def split(n, validation, test, rng):
        return list(range(6)), [], np.zeros((2, 1))

    assert judged(split, "sizes") == {"sizes": [6, 0, -1]}


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (([0, 1], [2], [3]), (0, 0, 0, 0)),
        (([1, 2], [3], [4]), (1, 1, 0, 0)),
        (([-1, 0], [1], [2]), (-1, 1, 0, 0)),
        (([0, 1], [2], [2, 3]), (0, 0, 1, 0)),
        (([0, 1, 1], [2], [3]), (0, 0, 0, 1)),
        (([0, 1], [2], []), (0, 1, 0, 0)),
    ],
)
def test_what_is_in_the_parts_is_counted(parts, found):
    names = ("outside", "missing", "in two parts", "twice in a part")

    told = judged(lambda n, validation, test, rng: parts, "parts", n=4)

    assert told == {"whole numbers": 1, **dict(zip(names, found, strict=True))}


@pytest.mark.parametrize("part", [[0.0, 1.0], [True, False], [float("nan")]])
def test_what_cannot_be_indexed_with_holds_no_whole_numbers(part):
    assert judged(lambda n, validation, test, rng: (part, [2], [3]), "parts", n=4) == {
        "whole numbers": 0
    }


def blocks(n, validation, test, rng):
    return cut(np.roll(np.arange(n), rng.integers(n)))


def each_fifth(n, validation, test, rng):
    kind = (np.arange(n) + rng.integers(5)) % 5
    return tuple(np.flatnonzero(one) for one in (kind > 1, kind == 0, kind == 1))


def fixed_test_part(n, validation, test, rng):
    order = rng.permutation(n - n // 5)
    return order[n // 5 :], order[: n // 5], np.arange(n - n // 5, n)


@pytest.mark.parametrize(
    ("split", "together"), [(blocks, 1), (each_fifth, 5), (fixed_test_part, -1)]
)
def test_numbers_that_are_kept_together_are_found(split, together: int):
    assert judged(split, "chance")["kept together"] == together


@pytest.mark.parametrize(
    ("split", "same", "new"),
    [
        (lambda n, v, t, rng: right(n, v, t, np.random.default_rng()), 0, 3),
        (lambda n, v, t, rng: right(n, v, t, np.random.default_rng(0)), 1, 0),
        (fixed_test_part, 1, 2),
    ],
)
def test_where_the_draws_come_from_is_told(split, same: int, new: int):
    told = judged(split, "chance")

    assert (told["same again"], told["new next"]) == (same, new)


def test_the_order_within_a_part_does_not_count():
    def split(n, validation, test, rng):
        return tuple(np.random.default_rng().permutation(part) for part in right(n, 0, 0, rng))

    assert judged(split, "chance")["same again"] == 1


def test_two_parts_are_not_enough():
    with pytest.raises(OutputError, match="3 arrays: train, validation, test"):
        judged(lambda n, validation, test, rng: ([0], [1]), "sizes")


def test_an_array_that_is_shuffled_anew_counts_as_it_was():
    kept = np.arange(N)

    def split(n, validation, test, rng):
        kept.sort()
        rng.shuffle(kept)
        return cut(kept)

    told = judged(split, "chance")

    assert (told["same again"], told["new next"]) == (1, 3)
