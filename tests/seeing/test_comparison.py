"""When outcomes are the same: rounding passes, everything else and NaN do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seeing.comparison import (
    Wanted,
    differing,
    name_mistakes,
    passes,
    points_by_group,
    size_of,
    tolerance,
)
from seeing.probes import Outcome

numbers = st.floats(-1e6, 1e6, width=32)
rows = hnp.arrays(np.float64, st.integers(1, 30), elements=numbers)


def wanted(*values: float, near: float = 1e-6) -> Wanted:
    return Wanted({"output": np.array(values)}, {"output": near})


def outcome(*values: float) -> Outcome:
    return Outcome({"output": np.array(values)})


@given(rows, rows)
def test_a_sum_of_products_in_float32_is_within_tolerance(x, k):
    k = np.resize(k, x.size)
    exact = np.array([np.sum(x * k)])
    rounded = np.array([np.cumsum(np.float32(x) * np.float32(k), dtype=np.float32)[-1]])

    assert not differing(rounded, exact, tolerance(exact, {"x": x, "k": k})).any()


def test_tolerance_in_float64_is_finer_by_the_ratio_of_the_epsilons():
    array, inputs = np.ones(3), {"x": np.full(9, 50.0)}
    ratio = tolerance(array, inputs) / tolerance(array, inputs, np.float64)

    assert ratio == pytest.approx(np.finfo(np.float32).eps / np.finfo(np.float64).eps)


def test_tolerance_grows_with_the_number_of_terms():
    few, many = ({"x": np.full(n, 2.0)} for n in (10, 100))

    assert tolerance(np.ones(1), many) == pytest.approx(10 * tolerance(np.ones(1), few))


def test_tolerance_of_zeros_leaves_room_for_underflow_only():
    assert 0 < tolerance(np.zeros(3), {"x": np.zeros(3)}) < 1e-37


def test_equal_entries_pass_without_any_tolerance():
    assert wanted(0, 2, near=0.0).matches(outcome(0, 2))


def test_tolerance_ignores_what_is_not_finite():
    assert np.isfinite(tolerance(np.array([np.nan, np.inf, 1]), {"x": np.ones(2)}))


@given(hnp.arrays(np.float64, (2, 3), elements=numbers), st.integers(0, 5))
def test_nan_never_passes(array, place):
    broken = array.copy()
    broken.flat[place] = np.nan

    assert differing(broken, array, np.inf).sum() == 1
    assert not Wanted({"output": array}, {"output": np.inf}).matches(Outcome({"output": broken}))


def test_nan_passes_where_the_right_answer_has_it_and_nowhere_else():
    assert wanted(np.nan, 1).matches(outcome(np.nan, 1))
    assert not wanted(np.nan, 1).matches(outcome(1, np.nan))
    assert not wanted(np.nan, 1).matches(outcome(1, 1))


def test_an_infinity_passes_for_the_same_infinity_only():
    assert wanted(np.inf).matches(outcome(np.inf))
    assert not wanted(np.inf).matches(outcome(-np.inf))
    assert not wanted(np.inf).matches(outcome(1e308))
    assert not wanted(1e308).matches(outcome(np.inf))


def test_an_infinity_does_not_pass_however_wide_the_tolerance():
    assert differing(np.array([np.inf]), np.array([1.0]), np.inf).all()


def test_true_and_false_pass_only_where_they_are_asked_for():
    truth = Wanted({"output": np.array([True, False])}, {"output": 0.0})
    given = Outcome({"output": np.array([True, False])})

    assert not wanted(1, 0).matches(given)
    assert truth.matches(given)
    assert truth.matches(outcome(1, 0))
    assert not truth.matches(outcome(0, 0))


@pytest.mark.parametrize("shape", [(1, 2), (2, 1), ()])
def test_another_shape_never_passes_though_it_would_broadcast(shape):
    array = np.ones(shape)

    assert not wanted(1, 1).matches(Outcome({"output": array}))


def test_an_empty_output_does_not_pass_for_another_empty_one():
    empty = Wanted({"output": np.zeros((0, 3))}, {"output": 0.0})

    assert not empty.matches(Outcome({"output": np.zeros((3, 0))}))
    assert empty.matches(Outcome({"output": np.zeros((0, 3))}))


def test_unsigned_integers_are_not_subtracted_in_their_own_type():
    assert not differing(np.array([0], np.uint8), np.array([1], np.uint8), 1.5).any()


def test_an_error_matches_the_same_error_only():
    error = Wanted({}, {}, "ValueError")

    assert error.matches(Outcome(error="ValueError"))
    assert not error.matches(Outcome(error="IndexError"))
    assert not error.matches(outcome(1))
    assert not wanted(1).matches(Outcome(error="ValueError"))


def test_a_missing_array_does_not_pass():
    both = Wanted({"loss": np.ones(1), "w": np.ones(1)}, {"loss": 1.0, "w": 1.0})

    assert not both.matches(Outcome({"loss": np.ones(1)}))


DUE = Wanted({}, {}, "ValueError")
REFUSED = Outcome(error="ValueError")


def test_refusing_counts_from_code_that_tells_apart():
    expected = [wanted(1), wanted(2), DUE]

    assert passes(expected, [outcome(1), outcome(2), REFUSED]) == [True, True, True]
    assert passes(expected, [outcome(7), outcome(7), REFUSED]) == [False, False, True]
    assert passes(expected, [outcome(7), REFUSED, REFUSED]) == [False, False, True]


def test_refusing_everything_counts_nowhere():
    assert passes([wanted(1), wanted(2), DUE], [REFUSED] * 3) == [False] * 3
    assert passes([wanted(1), DUE, DUE], [REFUSED] * 3) == [False] * 3


def test_refusing_counts_beside_another_error():
    unfinished = Outcome(error="NotImplementedError")

    assert passes([wanted(1), DUE], [unfinished, REFUSED]) == [False, True]


def test_a_group_earns_all_of_its_points_or_none():
    passed = {"all": [True, True], "one": [True, False], "none": []}
    worth = dict.fromkeys(passed, 0.75)

    assert points_by_group(worth, passed, ()) == {"all": 0.75, "one": 0, "none": 0}


def test_what_nobody_has_to_work_out_earns_only_beside_something_else():
    worth = {"size 1": 0.25, "a flag": 0.5, "sums": 1.0}

    def earned(*groups: str) -> float:
        passed = {group: [group in groups] for group in worth}
        return sum(points_by_group(worth, passed, ("size 1", "a flag")).values())

    assert earned("size 1", "a flag") == 0
    assert earned("size 1", "sums") == 1.25
    assert earned("sums") == 1


RIGHT = [wanted(1), wanted(2), wanted(3)]


def test_a_mistake_that_explains_every_wrong_case_is_named():
    mistakes = {"doubled": [wanted(2), wanted(4), wanted(6)]}

    named = name_mistakes([outcome(2), outcome(4), outcome(6)], RIGHT, mistakes)

    assert named == [("doubled", [0, 1, 2])]


def test_of_two_that_explain_as_much_the_one_that_breaks_less_is_named():
    mistakes = {
        "broad": [wanted(9), wanted(4), wanted(9)],
        "narrow": [wanted(1), wanted(4), wanted(9)],
    }

    named = name_mistakes([outcome(7), outcome(4), outcome(9)], RIGHT, mistakes)

    assert named == [("narrow", [1, 2])]


def test_a_mistake_that_would_break_a_right_case_is_not_named():
    mistakes = {"broad": [wanted(2), wanted(4), wanted(6)]}

    assert name_mistakes([outcome(1), outcome(4), outcome(6)], RIGHT, mistakes) == []


def test_a_mistake_beside_another_is_still_named():
    mistakes = {"doubled": [wanted(2), wanted(4), wanted(3)]}

    named = name_mistakes([outcome(2), outcome(4), outcome(-1)], RIGHT, mistakes)

    assert named == [("doubled", [0, 1])]


def test_a_mistake_that_explains_less_than_half_of_what_is_wrong_is_not_named():
    mistakes = {"first doubled": [wanted(2), wanted(2), wanted(3)]}

    assert name_mistakes([outcome(2), outcome(8), outcome(-1)], RIGHT, mistakes) == []


def test_a_second_mistake_that_explains_the_rest_is_named_too():
    mistakes = {
        "doubled": [wanted(2), wanted(4), wanted(3)],
        "turned": [wanted(1), wanted(2), wanted(-3)],
    }

    named = name_mistakes([outcome(2), outcome(4), outcome(-3)], RIGHT, mistakes)

    assert named == [("doubled", [0, 1]), ("turned", [2])]


def test_an_error_that_comes_in_every_case_names_nothing():
    mistakes = {"broken": [Wanted({}, {}, "RuntimeError")] * 3}

    assert name_mistakes([Outcome(error="RuntimeError")] * 3, RIGHT, mistakes) == []


def test_an_error_in_more_cases_than_the_mistakes_is_not_named():
    mistakes = {"no lists": [wanted(1), wanted(2), Wanted({}, {}, "AttributeError")]}
    everywhere = [Outcome(error="AttributeError")] * 3
    there = [outcome(1), outcome(2), Outcome(error="AttributeError")]

    assert name_mistakes(there, RIGHT, mistakes) == [("no lists", [2])]
    assert name_mistakes(everywhere, RIGHT, mistakes) == []


def test_what_no_mistake_explains_has_no_name():
    assert name_mistakes([outcome(7), outcome(2), outcome(3)], RIGHT, {}) == []


def test_size_counts_entries_of_arrays_and_lists_and_numbers():
    assert size_of({"image": np.zeros((2, 3)), "kernel": [[1, 2]], "sigma": 0.5}) == 9
    assert size_of({"graph": "p ← 2 x + 3 y"}) == 7


def test_nothing_is_near_what_has_grown_without_end():
    assert differing(np.array([1.0, np.inf]), np.array([1e300, np.inf]), np.inf).tolist() == [
        True,
        False,
    ]
