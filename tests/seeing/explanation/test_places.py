"""A place is said where all that is wrong lies in it, and chance would seldom put it there."""

import numpy as np

from seeing.explanation.pair import Pair
from seeing.explanation.places import wrong_places

DUE = np.arange(1.0, 9)


def pairs(*wrong: list[int], x: list[list[int]]) -> list[Pair]:
    """Return results of eight entries, with places that are wrong, and where `x` is negative."""
    made: list[Pair] = []
    for places, below in zip(wrong, x, strict=True):
        came, given = DUE.copy(), np.ones(8)
        came[places] += 0.5
        given[below] = -1
        made.append(Pair(came, DUE, 1e-6, {"x": given}))
    return made


def said(of: list[Pair]) -> list[str]:
    return [what for what, _ in wrong_places(of) if "negative" in what]


def test_what_is_wrong_where_an_input_is_negative_is_said_so():
    assert said(pairs([1, 4, 6], [0, 2], x=[[1, 4, 6], [0, 2]])) == [
        "is wrong exactly where `x` is negative"
    ]


def test_what_is_right_in_a_part_of_the_place_is_wrong_there_only():
    assert said(pairs([1, 4, 6], [0, 2], x=[[1, 3, 4, 6], [0, 2]])) == [
        "is wrong only where `x` is negative"
    ]


def test_two_entries_that_chance_may_have_put_there_tell_nothing():
    assert said(pairs([1], [2], x=[[1, 3], [2, 5]])) == []


def test_a_result_that_is_wrong_elsewhere_forbids_it():
    assert said(pairs([1, 4, 6], [0, 2], [3], x=[[1, 4, 6], [0, 2], []])) == []


def test_a_result_that_is_wrong_everywhere_forbids_it_unless_all_of_it_is_the_place():
    whole = list(range(8))

    assert said(pairs([1, 4, 6], [0, 2], whole, x=[[1, 4, 6], [0, 2], [1, 2]])) == []
    assert said(pairs([1, 4, 6], [0, 2], whole, x=[[1, 4, 6], [0, 2], whole])) == [
        "is wrong exactly where `x` is negative"
    ]


def test_only_the_results_that_could_have_been_right_elsewhere_tell_it():
    whole = list(range(8))
    of = pairs([1, 4, 6], [0, 2], whole, x=[[1, 4, 6], [0, 2], whole])

    ((_, told),) = [one for one in wrong_places(of) if "negative" in one[0]]
    assert told == of[:2]
