"""Every mistake fails and is named; every right style passes; the shares add up."""

import math
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import pytest

from autograder import exercises
from autograder.exercises import Case, Exercise
from autograder.exercises.outcomes import right_outcome
from autograder.judging.reference_process import in_process
from seeing.comparison import Wanted, differing, name_mistakes
from seeing.probes import Outcome, call_function, measured, observe
from seeing.probes.meanings import MEANINGS, in_words
from tests import right_answers
from tests.support.chapters import WITH_EXERCISES as CHAPTERS

EXERCISES = [(chapter, known) for chapter in CHAPTERS for known in exercises.load(chapter).values()]
ALL_RIGHT = [
    (known, objects)
    for chapter, known in EXERCISES
    for objects in right_answers.of(chapter).get(known.name, [])
]

MISTAKES = {
    "01_computation_graphs": 130,
    "02_from_graphs_to_pytorch": 60,
    "03_training_that_works": 165,
    "04_tuning": 130,
    "05_images_as_arrays": 70,
    "06_seeing_before_deep_learning": 190,
    "07_convolution_filters": 28,
    "08_edge_detection_kernels": 60,
    "09_convolution_layers": 70,
    "10_pooling_and_convolutional_networks": 70,
    "11_feature_visualization": 50,
    "12_convolution_on_a_gpu": 50,
}  # the fewest that a chapter's exercises know together

FAR = 10  # tolerances; what lies nearer to the right answer may come out as right in another draw
# Those whose tolerance is wide, since it grows with the numbers of a large case.
NEARER = {"conv2d_layer": 9, "convolve_tile": 1.1, "im2col_conv2d": 1.1}

each_exercise = pytest.mark.parametrize(
    "known", [known for _, known in EXERCISES], ids=[f"{c[:2]} {k.name}" for c, k in EXERCISES]
)
each_right = pytest.mark.parametrize(
    ("known", "objects"),
    ALL_RIGHT,
    ids=[f"{known.name}: {right_answers.name_of(objects)}" for known, objects in ALL_RIGHT],
)
# One draw tells; others are of other values alone, see also test_same_points.py.
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2))]
each_seed = pytest.mark.parametrize("seed", SEEDS)


@dataclass(frozen=True)
class Drawn:
    """What one draw of an exercise's cases gives; many tests ask of the same."""

    cases: list[Case]
    right: list[Wanted]
    came: dict[str, list[Outcome]]  # of each mistake, as of an answer
    wrong: dict[str, list[Wanted]]  # the same, as others are compared with it


@cache
def draw(name: str, seed: int) -> Drawn:
    (known,) = (known for _, known in EXERCISES if known.name == name)
    cases = cases_of(known, seed)
    right = [right_outcome(known, case) for case in cases]
    came = {m.name: [outcome_of(known, m.objects, c) for c in cases] for m in known.mistakes}
    wrong = {
        mistake: [Wanted.of(one, case.inputs) for one, case in zip(outcomes, cases, strict=True)]
        for mistake, outcomes in came.items()
    }
    return Drawn(cases, right, came, wrong)


def cases_of(known: Exercise, seed: int) -> list[Case]:
    return known.cases(np.random.default_rng(seed))


def outcome_of(known: Exercise, objects: tuple[Any, ...], case: Case) -> Outcome:
    return measured(known.measure, observe(known.probe, objects, case.inputs), case.unseen)


def gap(right: Wanted, wrong: Wanted) -> float:
    """Return how far two outcomes are apart, in tolerances; infinite where shapes or errors are."""
    if right.error or wrong.error:
        return 0 if right.error == wrong.error else math.inf
    if {n: a.shape for n, a in right.arrays.items()} != {
        n: a.shape for n, a in wrong.arrays.items()
    }:
        return math.inf
    with np.errstate(all="ignore"):
        gaps = [
            np.where(differing(wrong.arrays[name], due, 0), abs(wrong.arrays[name] - 1.0 * due), 0)
            / right.tolerances[name]
            for name, due in right.arrays.items()
        ]
    largest = max(float(one.max(initial=0)) for one in gaps)
    return math.inf if math.isnan(largest) else largest


@each_exercise
@each_seed
def test_every_mistake_is_rejected(known: Exercise, seed: int):
    drawn = draw(known.name, seed)

    for mistake, outcomes in drawn.wrong.items():
        pairs = zip(drawn.right, outcomes, strict=True)
        assert not all(right.equals(wrong) for right, wrong in pairs), mistake


@each_exercise
@each_seed
def test_a_mistake_is_far_from_right_in_each_group_that_it_costs(known: Exercise, seed: int):
    drawn = draw(known.name, seed)
    for mistake in known.mistakes:
        gaps: dict[str, float] = {}
        for case, right, wrong in zip(
            drawn.cases, drawn.right, drawn.wrong[mistake.name], strict=True
        ):
            gaps[case.group] = max(gaps.get(case.group, 0), gap(right, wrong))

        far = NEARER.get(known.name, FAR)
        near = {group: found for group, found in gaps.items() if 1 < found < far}
        assert not near, mistake.name


@each_exercise
@each_seed
def test_every_mistake_is_named_as_itself(known: Exercise, seed: int):
    drawn = draw(known.name, seed)

    for mistake, outcomes in drawn.came.items():
        named = name_mistakes(outcomes, drawn.right, drawn.wrong)
        assert [name for name, _ in named] == [mistake]


@pytest.mark.soak
@each_exercise
def test_a_mistake_gives_the_same_once_more(known: Exercise):
    drawn = draw(known.name, 0)

    for mistake in known.mistakes:
        again = [outcome_of(known, mistake.objects, case) for case in drawn.cases]
        pairs = zip(drawn.wrong[mistake.name], again, strict=True)
        assert all(first.matches(second) for first, second in pairs), mistake.name


@each_right
@each_seed
def test_a_right_answer_passes_in_this_style(known: Exercise, objects: tuple[Any, ...], seed: int):
    drawn = draw(known.name, seed)
    for case, right in zip(drawn.cases, drawn.right, strict=True):
        outcome = outcome_of(known, objects, case)
        assert right.matches(outcome), (case, outcome)


@each_exercise
@each_seed
def test_the_reference_raises_where_a_case_refuses_and_nowhere_else(known: Exercise, seed: int):
    drawn = draw(known.name, seed)

    assert [right.error for right in drawn.right] == [case.refuses for case in drawn.cases]


@each_exercise
def test_the_reference_gives_what_a_judge_can_compare_with(known: Exercise):
    cases = draw(known.name, 0).cases

    assert len(in_process(known, cases)) == len(cases)


@each_exercise
def test_every_group_has_cases_and_every_case_a_group(known: Exercise):
    assert {case.group for case in draw(known.name, 0).cases} == set(known.groups)


@each_exercise
def test_a_case_that_limits_the_time_has_a_yardstick(known: Exercise):
    assert known.yardstick or not any(case.at_most for case in draw(known.name, 0).cases)


@each_exercise
def test_every_group_rejects_some_mistake(known: Exercise):
    drawn = draw(known.name, 0)
    rejecting = {
        case.group
        for outcomes in drawn.wrong.values()
        for case, expected, outcome in zip(drawn.cases, drawn.right, outcomes, strict=True)
        if not expected.equals(outcome)
    }

    assert rejecting == set(known.groups)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_exercise_has_right_answers_in_four_styles(chapter: str):
    answers = right_answers.of(chapter)

    assert {name: len(answers.get(name, [])) >= 4 for name in exercises.load(chapter)} == (
        dict.fromkeys(exercises.load(chapter), True)
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_there_are_enough_mistakes(chapter: str):
    known = exercises.load(chapter)

    assert sum(len(exercise.mistakes) for exercise in known.values()) >= MISTAKES[chapter]
    assert all(exercise.mistakes for exercise in known.values())


def test_the_functions_of_chapter_07_have_enough_mistakes_each():
    for name, exercise in exercises.load("07_convolution_filters").items():
        assert len(exercise.mistakes) >= (8 if name == "conv2d" else 5)


@each_exercise
def test_names_of_mistakes_are_unique(known: Exercise):
    names = [mistake.name for mistake in known.mistakes]

    assert len(set(names)) == len(names)


@each_exercise
def test_help_is_one_sentence_without_code(known: Exercise):
    for mistake in known.mistakes:
        assert re.fullmatch(r"[A-Z][^.?!]*[.?]", mistake.help), mistake.name
        assert not re.search(r"\[|\]|==|np\.|::|\w\(", mistake.help), mistake.name


@each_exercise
def test_fresh_cases_have_fresh_values_in_the_same_shapes(known: Exercise):
    first, second = draw(known.name, 0).cases, cases_of(known, 1)

    assert [(c.group, c.about) for c in first] == [(c.group, c.about) for c in second]
    assert str(first) != str(second)


@each_exercise
def test_the_same_seed_draws_the_same_cases(known: Exercise):
    assert str(cases_of(known, 5)) == str(cases_of(known, 5))


def test_a_turned_kernel_costs_what_orientation_is_worth():
    known = exercises.load("07_convolution_filters")["conv2d"]
    turned = next(m for m in known.mistakes if m.name == "kernel turned by half")
    drawn = draw("conv2d", 0)
    lost = {
        case.group
        for case, right, wrong in zip(
            drawn.cases, drawn.right, drawn.wrong[turned.name], strict=True
        )
        if not right.equals(wrong)
    }

    assert lost == {"kernel orientation"}


def test_groups_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up to 2"):
        Exercise("f", 2, call_function, lambda rng: [], lambda x: x, (), {"sums": 1.5})


def test_a_chapter_without_exercises_has_none():
    assert exercises.load("00_nothing") == {}


def test_the_references_agree_with_the_lectures_numbers():
    filters = exercises.load("07_convolution_filters")
    image = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
    kernel = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]

    assert filters["conv1d"].reference(
        [25000, 28000, 30000, 21000, 18000], [-1, 1, -1]
    ).tolist() == [-27000, -19000, -27000]
    assert filters["conv2d"].reference(image, kernel).tolist() == [
        [12, 12, 17],
        [10, 17, 19],
        [9, 6, 14],
    ]


def test_a_grader_need_not_load_torch_for_exercises_about_numpy():
    numbers = ("01", "03", "05", "06", "07", "08", "09")
    chapters = [name for name in CHAPTERS if name.startswith(numbers)]
    code = f"""
import sys
import numpy as np
import autograder.commands.cli
import autograder.judging.engine
from autograder import exercises
for chapter in {chapters!r}:
    for known in exercises.load(chapter).values():
        known.cases(np.random.default_rng(0))
    print("torch" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False"] * len(numbers)


@each_exercise
def test_what_has_a_meaning_in_words_is_a_judgement_of_chance(known: Exercise):
    drawn = draw(known.name, 0)
    names = {name for wanted in drawn.right for name in wanted.arrays} & MEANINGS.keys()
    assert not names or known.measure

    for name in names - {"factor"}:  # which is a number, unless something is wrong
        given = [wanted.arrays.get(name) for wanted in chain(drawn.right, *drawn.wrong.values())]
        assert all(in_words(name, one) for one in given if one is not None), name
