"""A search is handed an objective whose losses are known, and is judged by what it does with it."""

import numpy as np
import pytest

from seeing.probes import InputChangedError, OutputError, search_by_chance, search_grid

GRID = {
    "values[0]": [0.5, 0.25],
    "values[1]": [0.1, 0.2, 0.3],
    "losses": np.array([[1.0, 2.0, np.nan], [4.0, 5.0, 6.0]]),
}
CHANCE = {"losses": np.array([4.0, np.nan, 3.0]), "settings": 2, "seed": 0}


@pytest.mark.parametrize("kind", [list, tuple, np.float32])
def test_the_objective_knows_the_loss_of_each_combination(kind: type):
    def search(objective, values):
        return [0, 0], [[objective(kind([a, b])) for b in values[1]] for a in values[0]]

    found = search_grid([search], GRID)

    assert np.array_equal(found["losses"], GRID["losses"], equal_nan=True)
    assert found["times asked"].tolist() == [[1, 1, 1], [1, 1, 1]]


def test_what_is_asked_twice_or_not_at_all_is_counted():
    def search(objective, values):
        return [0, 0], [objective((0.25, 0.2)), objective((0.25, 0.2)), objective((0.5, 0.1))]

    assert search_grid([search], GRID)["times asked"].tolist() == [[1, 0, 0], [0, 2, 0]]


@pytest.mark.parametrize(
    ("settings", "says"), [((0.5, 0.4), "asked for 0.4"), ((0.5,), "2 numbers"), (0.5, "2 numbers")]
)
def test_settings_that_no_combination_has_are_an_error(settings, says: str):
    with pytest.raises(ValueError, match=says):
        search_grid([lambda objective, values: objective(settings)], GRID)


def test_values_that_are_sorted_in_place_are_told():
    def search(objective, values):
        values[0].sort()
        return [0, 0], [0]

    with pytest.raises(InputChangedError, match=r"values\[0\]"):
        search_grid([search], GRID)


def test_a_list_of_values_that_is_emptied_is_told():
    def search(objective, values):
        values.pop()
        return [0, 0], [0]

    with pytest.raises(InputChangedError, match="values"):
        search_grid([search], GRID)


def test_the_best_alone_is_not_enough():
    with pytest.raises(OutputError, match="2 arrays: best, losses"):
        search_grid([lambda objective, values: [1, 2, 3]], GRID)


def right(objective, draw, budget, rng):
    trials = [draw(rng) for _ in range(budget)]
    losses = [objective(settings) for settings in trials]
    return trials[int(np.nanargmin(losses))], trials, losses


@pytest.mark.parametrize("seed", range(5))
def test_right_searches_are_the_same_whatever_is_drawn(seed: int):
    found = search_by_chance([right], {**CHANCE, "seed": seed})

    assert {name: value.tolist() for name, value in found.items() if name != "losses"} == {
        "best is draw": 2,
        "trials are draws": [0, 1, 2],
        "times drawn": 3,
        "times asked": 3,
        "same again": 1,
        "new next": 1,
    }
    assert np.array_equal(found["losses"], CHANCE["losses"], equal_nan=True)


def test_equal_settings_have_equal_losses_and_further_ones_are_worse_than_all():
    def search(objective, draw, budget, rng):
        one, other = draw(rng), draw(rng)
        asked = (one, other, one, draw(rng), draw(rng))
        return one, [other], [objective(settings) for settings in asked]

    found = search_by_chance([search], CHANCE)

    assert np.array_equal(found["losses"], [4, np.nan, 4, 3, 5], equal_nan=True)
    assert found["trials are draws"].tolist() == [1]
    assert (found["times drawn"], found["times asked"]) == (4, 5)


@pytest.mark.parametrize(
    ("best", "number"),
    [([2.0, 2.0], -1), ([2.0], [[1, -1]]), (3, [[-1]]), ([[1, 2]], [[1, 2, -1]])],
)
def test_what_was_never_drawn_has_no_number(best, number):
    def search(objective, draw, budget, rng):
        return best, [draw(rng)], [objective(draw(rng))]

    assert search_by_chance([search], CHANCE)["best is draw"].tolist() == number


@pytest.mark.parametrize(
    ("source", "same", "new"),
    [
        (lambda rng: rng, 1, 1),
        (lambda rng: np.random.default_rng(), 0, 1),
        (lambda rng: np.random.default_rng(0), 1, 0),
        (lambda rng: np.random.default_rng(rng.integers(1000)), 1, 1),
    ],
)
def test_whose_draws_they_are_is_told(source, same: int, new: int):
    def search(objective, draw, budget, rng):
        return right(objective, draw, budget, source(rng))

    found = search_by_chance([search], CHANCE)

    assert (found["same again"], found["new next"]) == (same, new)


def test_settings_in_float32_are_the_ones_that_were_drawn():
    def search(objective, draw, budget, rng):
        return right(objective, lambda rng: draw(rng).astype(np.float32), budget, rng)

    assert search_by_chance([search], CHANCE)["trials are draws"].tolist() == [0, 1, 2]


def test_a_record_that_is_filled_anew_counts_as_it_was():
    kept = np.empty((3, 2))

    def search(objective, draw, budget, rng):
        kept[:] = [draw(rng) for _ in range(budget)]
        return kept[0], kept, [objective(settings) for settings in kept]

    assert search_by_chance([search], CHANCE)["new next"] == 1
