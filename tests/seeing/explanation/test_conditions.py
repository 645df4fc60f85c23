"""A condition is said where enough cases tell it from chance."""

import numpy as np
import pytest

from seeing.explanation.conditions import separating


def said(wrong: list[list[float]], right: list[list[float]], *, hidden: bool = True) -> str:
    cases = [{"x": np.array(values)} for values in (*wrong, *right)]
    return separating(cases, [True] * len(wrong) + [False] * len(right), hidden=hidden)


def test_the_numbers_in_an_array_are_no_condition_where_two_cases_lack_them():
    below, above = [[-1.0, 2], [3, -4], [-5, -6]], [[1.0, 2], [3, 4]]

    assert said(below, above) == ""


def test_the_numbers_in_an_array_are_a_condition_where_four_have_them_and_four_lack_them():
    below = [[-1.0, 2], [3, -4], [-5, -6], [-7, 8]]
    above = [[1.0, 2], [3, 4], [5, 7], [8, 9]]

    assert said(below, above) == "negative entries in `x`"


@pytest.mark.parametrize(
    ("wrong", "right", "condition"),
    [
        ([[1.0, 2, 3], [4, 5, 6, 7], [1.0, 2, 3]], [[1.0, 2]] * 4, "more than two entries in `x`"),
        ([[1.0, 2], [3]], [[1.0, 2, 3]] * 6, "at most two entries in `x`"),
        ([[1.0, 2], [4, 5, 6]], [[1.0]] * 6, "more than one entry in `x`"),
    ],
)
def test_a_size_is_a_condition_where_it_parts_more_cases_than_chance_would(wrong, right, condition):
    assert said(wrong, right) == condition


def test_a_size_that_two_of_four_cases_have_is_no_condition():
    assert said([[1.0, 2, 3], [4, 5, 6, 7]], [[1.0, 2], [3]]) == ""


def test_the_more_conditions_could_be_said_the_more_cases_each_of_them_takes():
    sizes = [(1.0, 1.0, 1.0), (1.0, 1.0, 2.0), (1.0, 2.0, 1.0), (2.0, 1.0, 1.0)]
    three = [dict(zip(("a", "b", "c"), one, strict=True)) for one in sizes]
    alone = [{"c": one["c"]} for one in three]

    def condition(cases: list[dict[str, float]], beside: int) -> str:
        wrong = [c["c"] == 2 for c in cases] * 2 + [False] * beside
        return separating([*cases * 2, *cases[:1] * beside], wrong, hidden=True)

    assert condition(alone, 0) == "`c` other than 1"
    assert condition(three, 0) == ""
    assert condition(three, 4) == "`c` other than 1"


def test_a_type_is_a_condition_where_other_cases_have_another():
    wrong, right = [np.ones(2, np.int16)] * 3, [np.ones(2), np.ones(2, np.uint8)] * 3
    cases = [{"x": array} for array in (*wrong, *right)]

    assert separating(cases, [True] * 3 + [False] * 6, hidden=True) == "`x` of type int16"


def test_a_single_case_tells_nothing():
    assert said([[1.0, 2, 3]], [[1.0], [2]]) == ""
