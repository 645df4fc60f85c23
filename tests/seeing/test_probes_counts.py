"""A vector of levels is judged by one side at a time, and a round of boosting by its four parts."""

import numpy as np
import pytest

from seeing.probes import InputChangedError, OutputError, boost_once, judge_levels, named

# Two words; the whole and its quarters.
VECTOR = np.array([0.375, 0.125, 0.25, 0, 0, 0.125, 0, 0, 0.125, 0])


def judged(vector, asked: str, words: int = 2, finest: int = 1) -> dict[str, list[float]]:
    unseen = {"asked": asked, "words": words, "finest": finest}
    arrays = judge_levels({"output": np.asarray(vector)}, unseen)
    return {name: array.tolist() for name, array in arrays.items()}


def test_a_level_weighs_what_its_numbers_add_up_to():
    assert judged(VECTOR, "weights") == {"shape": [10], "weights": [0.5, 0.5]}


def test_cells_are_the_same_whatever_their_level_weighs():
    weighed_otherwise = np.r_[VECTOR[:2] * 3, VECTOR[2:] / 7]
    cells = judged(VECTOR, "cells")["cells"]

    assert cells == [0.75, 0.25, 0.5, 0, 0, 0.25, 0, 0, 0.25, 0]
    assert judged(weighed_otherwise, "cells")["cells"] == pytest.approx(cells)


def test_levels_of_different_lengths_are_told_apart():
    ones = np.ones(21)

    assert judged(ones, "weights", words=1, finest=2)["weights"] == [1, 4, 16]
    assert judged(ones[:5], "weights", words=5, finest=0)["weights"] == [5]


def test_a_level_without_any_number_stays_zero():
    assert judged(np.zeros(10), "cells")["cells"] == [0] * 10


def test_a_vector_of_another_length_shows_its_shape_alone():
    assert judged(VECTOR[:-1], "cells") == {"shape": [9]}
    assert judged(VECTOR[None], "weights") == {"shape": [1, 10]}


def test_the_vector_itself_is_handed_on():
    assert judged(VECTOR, "vector") == {"vector": VECTOR.tolist()}


GIVEN = {"features": np.eye(2), "labels": np.array([0, 1]), "weights": np.ones(2)}


def test_a_round_of_boosting_has_four_results():
    arrays = boost_once([lambda f, y, w: (1, y, 0.5, w / 2)], GIVEN)

    assert {name: array.tolist() for name, array in arrays.items()} == {
        "feature": 1,
        "answers": [0, 1],
        "alpha": 0.5,
        "weights": [0.5, 0.5],
    }


def test_answers_of_false_and_true_are_numbers():
    answers = boost_once([lambda f, y, w: (1, y == 1, 0.5, w)], GIVEN)["answers"]

    assert answers.dtype.kind == "i"
    assert answers.tolist() == [0, 1]


def test_another_number_of_results_is_told_with_what_is_due():
    with pytest.raises(OutputError, match="return 4 arrays: feature, answers, alpha, weights"):
        boost_once([lambda f, y, w: (1, y, 0.5)], GIVEN)


def test_weights_that_are_changed_in_place_are_named():
    def change(f, y, w):
        w /= w.sum()
        return 1, y, 0.5, w

    with pytest.raises(InputChangedError, match=r"^weights$"):
        boost_once([change], GIVEN)


@pytest.mark.parametrize("probe", [boost_once, judge_levels])
def test_an_answer_key_can_name_it(probe):
    assert named(probe.__name__) is probe
