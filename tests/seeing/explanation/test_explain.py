"""A name where it explains what is wrong, a fact where it does not, and both in true words."""

import numpy as np

from seeing.comparison import Wanted
from seeing.explanation import Explanation, explain
from seeing.probes import Outcome

DUE = [np.arange(1.0, 5) * n for n in (1, 2, 3, 5, 7)]


def wanted(arrays: list[np.ndarray]) -> list[Wanted]:
    return [Wanted.of(Outcome({"output": array}), {}) for array in arrays]


def explained(came: list[np.ndarray], **mistakes: list[np.ndarray]) -> Explanation:
    return explain(
        [{}] * 5,
        ["g"] * 5,
        ["a case"] * 5,
        wanted(DUE),
        [Outcome({"output": array}) for array in came],
        {name: wanted(gives) for name, gives in mistakes.items()},
    )


DOUBLED = [2 * one for one in DUE]
ODD = [one + np.array([0.3, 0, 0, 7]) * n for n, one in enumerate(DUE)]


def test_a_name_that_explains_everything_needs_no_facts():
    why = explained(DOUBLED, doubled=DOUBLED)

    assert (why.mistakes, why.likeness) == (("doubled",), "")
    assert why.share == "In all 5 cases that are wrong, yours does just what this mistake does."
    assert why.facts.relations == ()


def test_a_name_for_a_single_wrong_case_says_so():
    came = [*DUE[:4], DOUBLED[4]]

    why = explained(came, doubled=came)

    assert why.share == "In the case that is wrong, yours does just what this mistake does."


def explained_errors(came: list[Outcome], **mistakes: list[Wanted]) -> Explanation:
    number = len(came)
    return explain(
        [{}] * number, ["g"] * number, ["a case"] * number, wanted(DUE[:number]), came, mistakes
    )  # fmt: skip


RAISES = Wanted({}, {}, "RuntimeError")


def test_where_nothing_but_an_error_came_no_more_is_said_to_be_the_same():
    came = [Outcome({"output": DUE[0]}), *[Outcome(error="RuntimeError")] * 2]

    why = explained_errors(came, fixed=[*wanted(DUE[:1]), RAISES, RAISES])

    assert why.mistakes == ("fixed",)
    assert (
        why.share
        == "In all 2 cases that are wrong, yours raises RuntimeError, as this mistake does."
    )


def test_a_number_that_is_the_same_beside_an_error_is_more_than_the_error():
    came = [Outcome({"output": DOUBLED[0]}), *[Outcome(error="RuntimeError")] * 2]

    why = explained_errors(came, fixed=[*wanted(DOUBLED[:1]), RAISES, RAISES])

    assert why.share == "In all 3 cases that are wrong, yours does just what this mistake does."


def test_a_second_name_that_only_raises_says_so_too():
    came = [*(Outcome({"output": one}) for one in DOUBLED[:3]), Outcome(error="RuntimeError")]
    doubled, fixed = [*wanted(DOUBLED[:3]), *wanted(DUE[3:4])], [*wanted(DUE[:3]), RAISES]

    why = explained_errors(came, doubled=doubled, fixed=fixed)

    assert why.share == (
        "In 3 of the 4 cases that are wrong, yours does just what this mistake does; in the other "
        "one, it raises RuntimeError, as “fixed” does."
    )


def test_a_name_that_explains_a_part_is_only_likened():
    came = [*DOUBLED[:3], ODD[3], ODD[4]]

    why = explained(came, doubled=[*DOUBLED[:3], *DUE[3:]])

    assert why.mistakes == ()
    assert why.likeness == "Of the 5 cases that are wrong, yours comes out in 3 like “doubled”."
    assert why.explained == (0, 1, 2)


def test_what_is_like_a_mistake_in_a_single_case_is_not_likened_to_it():
    came = [DOUBLED[0], ODD[1], *DUE[2:]]

    why = explained(came, doubled=[DOUBLED[0], *DUE[1:]])

    assert (why.mistakes, why.likeness, why.explained) == ((), "", ())


def test_a_second_name_is_said_with_how_many_it_explains():
    came = [*DOUBLED[:3], *(-one for one in DUE[3:])]

    why = explained(came, doubled=[*DOUBLED[:3], *DUE[3:]], turned=[*DUE[:3], *came[3:]])

    assert why.mistakes == ("doubled", "turned")
    assert why.share == (
        "In 3 of the 5 cases that are wrong, yours does just what this mistake does; in the "
        "others, just what “turned” does."
    )


def test_a_fact_of_all_wrong_cases_is_said_in_place_of_a_name_for_some():
    why = explained(DOUBLED, broad=[*DOUBLED[:3], *DUE[3:]])

    assert why.mistakes == ()
    assert why.facts.relations[0].startswith("Your output is twice the right one, in all 5 cases")


def test_right_outcomes_are_explained_by_nothing():
    assert explained(DUE, doubled=DOUBLED) == Explanation()


def test_cases_in_which_an_error_is_due_are_a_question_of_their_own():
    due = [*wanted(DUE[:4]), Wanted({}, {}, "ValueError")]
    came = [Outcome({"output": one}) for one in DOUBLED]
    gives = [*wanted(DOUBLED[:4]), Wanted({}, {}, "ValueError")]

    why = explain([{}] * 5, ["g"] * 5, ["a case"] * 5, due, came, {"doubled": gives})

    assert why.mistakes == ("doubled",)
    assert why.share == (
        "In 4 of the 5 cases that are wrong, yours does just what this mistake does; in the other "
        "one an error is due."
    )
