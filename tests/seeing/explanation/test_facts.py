"""A fact is said of all wrong cases that can tell, and the words say of which."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seeing.comparison import Wanted
from seeing.explanation.facts import Facts, facts_of
from seeing.probes import Outcome

TABLES = [np.arange(1.0, 7).reshape(2, 3) ** 2 * n + 0.25 for n in (1, 2, 3, 4)]


def facts(
    came: list[Any],
    due: list[Any],
    inputs: list[dict[str, Any]] | None = None,
    groups: list[str] | None = None,
    hidden: bool = False,
) -> Facts:
    """Return the facts of cases whose results are arrays, named arrays, or an error's name."""
    expected = [Wanted.of(_outcome(one), {}) for one in due]
    outcomes = [_outcome(one) for one in came]
    wrong = [i for i, (w, o) in enumerate(zip(expected, outcomes, strict=True)) if not w.matches(o)]
    count = len(due)
    return facts_of(
        inputs or [{}] * count,
        groups or ["g"] * count,
        [f"case {i}" for i in range(count)],
        expected,
        outcomes,
        wrong,
        hidden=hidden,
    )


def _outcome(result: Any) -> Outcome:
    if isinstance(result, str):
        return Outcome(error=result)
    named = result if isinstance(result, dict) else {"output": result}
    return Outcome({name: np.asarray(array) for name, array in named.items()})


def test_what_holds_in_all_wrong_cases_is_said():
    found = facts([t.T for t in TABLES], TABLES)

    assert found.relations[0] == (
        "Your output is the right one with rows and columns exchanged, in all 4 cases that are "
        "wrong."
    )
    assert found.hold_in_all


def test_what_fails_in_one_wrong_case_is_not_said():
    found = facts([*(t.T for t in TABLES[1:]), TABLES[0] + 0.3], [*TABLES[1:], TABLES[0]])

    assert not [said for said in found.relations if "exchanged" in said]


def test_a_case_that_cannot_tell_is_counted_out():
    flat = np.full((2, 2), 3.0)
    found = facts([t.T for t in TABLES] + [flat + 1], [*TABLES, flat])

    assert "exchanged, in all 4 wrong cases that can tell." in found.relations[0]


def test_single_numbers_tell_no_formula():
    assert facts([np.array(4.0), np.array(9.0)], [np.array(2.0), np.array(3.0)]).relations == ()


def test_errors_are_told_apart_from_results():
    found = facts([*(2 * t for t in TABLES[1:]), "ValueError"], [*TABLES[1:], TABLES[0]])

    assert found.relations[0].startswith("Where a result can be read: your output is twice")
    assert not found.hold_in_all


def test_the_one_result_that_is_wrong_is_named():
    due = [{"dx": t, "dw": t[0], "db": t[1]} for t in TABLES]
    found = facts([one | {"dw": 3 * one["dw"]} for one in due], due)

    assert found.relations[0] == "Only `dw` is wrong; `dx` and `db` are right in every case."
    assert found.relations[1].startswith("Your `dw` is three times the right one")


def test_results_in_another_order_are_named():
    due = [{"dx": t, "dw": t.T, "db": t[0]} for t in TABLES]
    found = facts([{"dx": one["dw"], "dw": one["dx"], "db": one["db"]} for one in due], due)

    assert found.relations[0] == (
        "Results are in another order: `dw` where `dx` belongs and `dx` where `dw` belongs."
    )


def test_results_whose_names_are_other_ones_in_each_case_are_looked_at_together():
    due = [{f"{name}.grad": t} for name, t in zip("abcd", TABLES, strict=True)]
    found = facts([{name: -t for name, t in one.items()} for one in due], due)

    assert found.relations[0].startswith("Each result that is wrong has the sign turned round")


STRIDES = [{"stride": n, "mode": "same", "pair": [[1], [2, 3]]} for n in (1, 2, 3, 1)]


def test_an_input_that_tells_wrong_from_right_is_said():
    strides, due = STRIDES * 2, TABLES * 2
    came = [t if one["stride"] == 1 else t + 0.4 for t, one in zip(due, strides, strict=True)]

    assert facts(came, due, strides).where == (
        "Wrong in all 4 cases with `stride` other than 1, right in all 4 others."
    )


def test_what_few_cases_have_in_common_by_chance_is_not_said():
    came = [t if one["stride"] == 1 else t + 0.4 for t, one in zip(TABLES, STRIDES, strict=True)]

    assert facts(came, TABLES, STRIDES).where == ""


def test_a_group_is_said_where_no_input_tells():
    came = [TABLES[0] + 0.4, TABLES[1] + 0.7, *TABLES[2:]]

    assert facts(came, TABLES, groups=["rim", "rim", "rest", "rest"]).where == (
        "Wrong in all 2 cases of “rim”, right in all 2 others."
    )


def test_nothing_is_said_where_nothing_tells():
    came = [TABLES[0] + 0.4, TABLES[1], TABLES[2] + 0.7, TABLES[3]]

    assert facts(came, TABLES).where == ""


def test_the_one_wrong_case_is_named():
    assert facts([*TABLES[:3], TABLES[3] + 1], TABLES).where == (
        "Wrong in one case only: with case 3."
    )


def test_cases_in_which_an_error_is_due_do_not_hide_what_tells():
    inputs = [{"k": np.ones((n, 1))} for n in (2, 3, 1, 1, 2, 3, 1, 1, 3)]
    came = [*(TABLES[0] + 1, TABLES[1] + 1, TABLES[2], TABLES[3]) * 2, "ValueError"]

    assert facts(came, [*TABLES * 2, "ValueError"], inputs).where == (
        "Wrong in all 4 cases with `k` not square, right in all 4 others; cases in which "
        "an error is due are left aside."
    )


def test_of_hidden_cases_no_number_of_an_input_is_said():
    inputs = [{"ratio": ratio} for ratio in (1.6, 1.6, 1.6, 1.6, 2.5, 2.75, 3.5, 1.8)]
    due = [*TABLES, *TABLES]
    came = [*due[:4], *(one + 1 for one in due[4:])]

    assert "`ratio` other than 1.6" in facts(came, due, inputs).where
    assert "1.6" not in facts(came, due, inputs, hidden=True).where


def test_four_cases_are_too_few_to_say_at_which_of_many_numbers_they_are_wrong():
    inputs = [{"ratio": ratio} for ratio in (1.6, 1.6, 2.5, 2.75)]
    came = [*TABLES[:2], TABLES[2] + 1, TABLES[3] + 1]

    assert "1.6" not in facts(came, TABLES, inputs).where


@pytest.mark.parametrize("value", [2.0, -1.0])
def test_large_results_are_left_alone(value: float):
    large = np.full(2_000_000, value)

    assert facts([2 * large], [large]).relations == ()


arrays = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_side=3), elements=st.floats())
results = arrays | st.just("ValueError") | st.dictionaries(st.sampled_from("ab"), arrays)
values = st.integers() | st.floats() | st.booleans() | st.text() | arrays | st.lists(st.integers())


@given(
    st.lists(
        st.tuples(results, results, st.dictionaries(st.sampled_from("xk"), values)), min_size=1
    )
)
def test_nothing_makes_it_stumble(cases: list[tuple[Any, Any, dict[str, Any]]]):
    came, due, inputs = (list(column) for column in zip(*cases, strict=True))

    facts(came, due, inputs)


def test_flags_tell_no_formula():
    due = [{"map": t, "training mode afterwards": np.array(0.0)} for t in TABLES]
    found = facts([one | {"training mode afterwards": np.array(1.0)} for one in due], due)

    assert found.relations == (
        "Only `training mode afterwards` is wrong; `map` is right in every case.",
    )


def test_where_a_result_is_right_in_some_wrong_cases_the_words_say_so():
    due = [{"dx": t, "dw": t.T} for t in TABLES]
    came = [{"dx": -one["dx"], "dw": one["dw"]} for one in due[:2]]
    came += [{"dx": one["dx"], "dw": one["dw"] + 0.3} for one in due[2:]]

    assert facts(came, due).relations[0] == (
        "Your `dx` has the sign turned round in every entry, in all 2 cases in which it is wrong."
    )


def test_several_ways_to_make_whole_numbers_that_agree_are_said_as_one():
    due = [np.array([1.25, 7.25, 3.25]) * n for n in (1, 5)]

    found = facts([np.round(one) for one in due], due)

    assert found.relations[0].startswith("Your output is the right one made whole numbers, in all")
    assert not [said for said in found.relations if "rounded" in said or "cut off" in said]


def test_a_group_of_which_a_case_is_right_is_not_called_wrong():
    due: list[Any] = [*TABLES, "ValueError", "ValueError", "ValueError"]
    came: list[Any] = [*TABLES, TABLES[0], TABLES[0], "ValueError"]

    where = facts(came, due, groups=[*"gggg", *["large"] * 3]).where

    assert where == "Wrong in 2 of 3 cases of “large”, right in the 4 cases of other groups."


def test_cases_of_other_results_say_nothing_of_where_one_is_wrong():
    inputs = [{"x": np.ones((2, n))} for n in (2, 2, 3, 3)]
    due = [{"a": t} for t in TABLES[:2]] + [{"b": t} for t in TABLES[2:]]
    came = due[:2] + [{"b": one["b"] + t} for one, t in zip(due[2:], TABLES, strict=False)]

    assert not facts(came, due, inputs).where


def test_several_results_that_are_wrong_together_are_told_from_those_that_never_are():
    due = [{"a": t, "b": t[0], "c": t[1]} for t in TABLES]
    came = [
        {"a": d["a"], "b": d["b"] + t[1], "c": d["c"] + t[0]}
        for d, t in zip(due, TABLES, strict=True)
    ]

    assert facts(came, due).relations[0] == "`b` and `c` are wrong; `a` is right in every case."


def test_what_one_of_several_cases_shows_is_not_said():
    due = [np.array([0.5, 0.25, 0.75, 0.5]), np.array([0.5, 0.5, 0.5, 0.5])]
    came = [np.array([0.5, 0.5, 0.25, 0.75]), np.array([0.25, 0.5, 0.5, 0.75])]

    assert not [said for said in facts(came, due).relations if "too late" in said]


def test_two_wrong_cases_are_told_by_their_group_rather_than_by_what_they_share_by_chance():
    inputs = [{"x": np.ones((2, n))} for n in (3, 3, 2, 2)]
    came = [*TABLES[:2], *(2 * one for one in TABLES[2:])]

    found = facts(came, TABLES, inputs, groups=["a", "a", "b", "b"])

    assert found.where == "Wrong in all 2 cases of “b”, right in all 2 others."


def test_where_only_one_result_is_wrong_beside_cases_that_have_fewer():
    due = [{"a": t, "b": t[0]} for t in TABLES[:3]] + [{"a": TABLES[3]}]
    came = [{"a": one["a"], "b": one["b"] + 3} for one in due[:3]] + [{"a": TABLES[3] + 0.3}]

    assert "Only `b` is wrong where there are `a` and `b`." in facts(came, due).relations


def test_a_result_that_is_not_there_is_missed():
    due = [{"a": t, "b": t[0]} for t in TABLES]
    came = [{"a": one["a"]} for one in due]

    (*_, last) = facts(came, due).relations
    assert last == "There is no `b` to compare, in all 4 cases that are wrong."


@pytest.mark.parametrize(("numbers", "is_said"), [((2, 3, 7), False), ((0.3, 2.7, 4.1), True)])
def test_a_formula_is_said_where_more_numbers_bear_it_out_than_chance_would(numbers, is_said: bool):
    due = [np.array(float(number)) for number in numbers]

    found = facts([2 * one for one in due], due)

    assert any("twice the right one" in said for said in found.relations) == is_said


def test_results_of_another_shape_are_set_apart_from_those_of_which_something_is_true():
    due = [*TABLES, TABLES[0]]
    came = [*(2 * t for t in TABLES), TABLES[0][0]]

    assert facts(came, due).relations[0] == (
        "Your output is twice the right one, in all 4 wrong cases of the right shape."
    )


def test_three_shares_in_another_place_are_no_shift():
    found = facts([np.array([0.25, 0.5, 0.25])], [np.array([0.5, 0.25, 0.25])])

    assert not [said for said in found.relations if "too late" in said or "order" in said]


def test_what_is_one_number_everywhere_is_no_formula_of_the_right_one():
    due = [np.array([0.5, 2.5, 3.25]), np.array([1.5, 6.5, 4.75])]

    found = facts([np.full(3, 1e-12), np.zeros(3)], due)

    assert not [said for said in found.relations if "in place of what is positive" in said]


def test_a_result_that_is_one_number_in_some_case_does_not_hide_that_signs_are_turned():
    due = [
        np.array([30.0, -120.0, 75.0]),
        np.array([90.0, 90.0, 90.0]),
        np.array([10.0, 20.0, 45.0]),
    ]

    assert (
        facts([-one for one in due], due)
        .relations[0]
        .startswith("Your output has the sign turned round in every entry")
    )


def test_of_cuts_that_these_cases_do_not_tell_apart_the_plainest_is_said():
    due = [np.array([0.25, -0.5, 0.75, -2.5]), np.array([-0.25, 0.5, -1.75, 0.375])]

    found = facts([np.maximum(one, 0) for one in due], due)

    assert "0 in place of what is negative" in found.relations[0]
    assert not [said for said in found.relations if "clipped" in said]


def test_both_ends_of_a_row_are_called_so():
    due = [np.arange(5.0) ** 2 + 1.5, np.arange(4.0) ** 2 + 2.5]
    came = [one + np.array([0.3, *np.zeros(one.size - 2), 7]) for one in due]

    assert "in the first and the last entry only" in facts(came, due).relations[0]
