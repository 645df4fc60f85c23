"""Searches in JavaScript are those that NumPy simulates on the same draws, and on its own."""

from typing import Any

import numpy as np
import pytest

from seeing import measurements
from tests.support.node import run

MODULE = "arithmetic/searches.js"
TABLE = measurements.landscape("right")["losses"]


def packed(table: np.ndarray = TABLE) -> dict[str, Any]:
    rows, columns = table.shape
    return {"values": table.ravel().tolist(), "rows": rows, "columns": columns}


def losses_at(x: np.ndarray, y: np.ndarray, table: np.ndarray = TABLE) -> np.ndarray:
    rows, columns = table.shape
    return table[np.rint(y * (rows - 1)).astype(int), np.rint(x * (columns - 1)).astype(int)]


def mulberry32(seed: int, count: int) -> np.ndarray:
    """Draw as the page does, in Python's whole numbers."""
    draws, state = [], seed
    for _ in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)) & 0xFFFFFFFF
        draws.append(((mixed ^ (mixed >> 14)) & 0xFFFFFFFF) / 2**32)
    return np.array(draws)


@pytest.mark.parametrize("count", [4, 9, 16, 25])
def test_many_searches_end_where_a_simulation_in_numpy_does(count: int):
    found = run(MODULE, "return m.randomBests(a.table, 7, a.count, 200);", {
        "table": packed(),
        "count": count,
    })  # fmt: skip

    x, y = mulberry32(7, 400 * count).reshape(200, count, 2).transpose(2, 0, 1)
    np.testing.assert_allclose(found, losses_at(x, y).min(axis=1), atol=1e-6, rtol=0)


def test_their_draws_are_fair():
    """The quartiles of 1,000 searches are those of 20,000 by NumPy's own generator."""
    found = run(MODULE, "return m.randomBests(a, 2026, 9, 1000);", packed())

    rng = np.random.default_rng(0)
    wanted = losses_at(rng.random((20_000, 9)), rng.random((20_000, 9))).min(axis=1)
    shares = [(wanted < np.quantile(found, share)).mean() for share in (0.25, 0.5, 0.75)]
    assert np.allclose(shares, [0.25, 0.5, 0.75], atol=0.06)


def test_a_draw_gives_places_x_before_y():
    found = run(MODULE, "return m.randomPlaces(3, 5);")

    np.testing.assert_allclose(found, mulberry32(3, 10).reshape(5, 2), atol=1e-9)


@pytest.mark.parametrize(("side", "spacing"), [(2, 0.5), (3, 1 / 3), (4, 0.1), (5, 0.25)])
def test_a_grid_has_its_spacing_and_its_centre(side: int, spacing: float):
    body = "return m.gridPlaces(a.side, [0.5, 0.4], a.spacing);"
    found = np.array(run(MODULE, body, {"side": side, "spacing": spacing}))

    steps = (np.arange(side) - (side - 1) / 2) * spacing
    x, y = np.meshgrid(0.5 + steps, 0.4 + steps, indexing="ij")
    np.testing.assert_allclose(found, np.stack([x.ravel(), y.ravel()], axis=1), atol=1e-12)


def test_a_grid_is_kept_inside():
    body = "return m.centreInside(3, [0, 0.9], 0.25);"

    assert run(MODULE, body) == pytest.approx([0.25, 0.75])


def test_a_place_has_the_nearest_number():
    places = np.random.default_rng(1).random((50, 2))
    body = "return a.places.map((place) => a.table.values[m.nearest(a.table, place)]);"
    found = run(MODULE, body, {"table": packed(), "places": places.tolist()})

    np.testing.assert_allclose(found, losses_at(*places.T), atol=1e-6)


def test_the_best_so_far_never_rises():
    losses = np.random.default_rng(2).random(30)
    found = run(MODULE, "return m.bestSoFar(a);", losses.tolist())

    np.testing.assert_allclose(found, np.minimum.accumulate(losses))


def test_the_least_along_rows_and_columns():
    found = run(MODULE, "return m.leastAlong(a);", packed())

    np.testing.assert_allclose(found["columns"], TABLE.min(axis=0))
    np.testing.assert_allclose(found["rows"], TABLE.min(axis=1))


def test_worse_equal_and_better_searches_are_counted_apart():
    assert run(MODULE, "return m.compared([1, 2, 2, 3, 4], 2);") == {
        "beaten": 2,
        "tied": 2,
        "better": 1,
    }


def test_values_that_differ_by_rounding_are_one():
    assert run(MODULE, "return m.distinct([0.1 + 0.2, 0.3, 0.5]);") == 2
