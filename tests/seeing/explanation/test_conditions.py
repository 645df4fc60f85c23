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


def test_the_numbers_in_an_array_are_a_condition_where_three_have_them_and_three_lack_them():
    below, above = [[-1.0, 2], [3, -4], [-5, -6]], [[1.0, 2], [3, 4], [5, 7]]

    assert said(below, above) == "negative entries in `x`"


@pytest.mark.parametrize(
    ("wrong", "right", "condition"),
    [
        ([[1.0, 2, 3], [4, 5, 6, 7]], [[1.0, 2], [3]], "more than two entries in `x`"),
        ([[1.0, 2], [3]], [[1.0, 2, 3], [4, 5, 6, 7]], "at most two entries in `x`"),
        ([[1.0, 2], [4, 5, 6]], [[1.0], [3]], "more than one entry in `x`"),
    ],
)
def test_a_size_is_a_condition_with_two_cases_on_each_side(wrong, right, condition):
    assert said(wrong, right) == condition


def test_a_single_case_tells_nothing():
    assert said([[1.0, 2, 3]], [[1.0], [2]]) == ""
