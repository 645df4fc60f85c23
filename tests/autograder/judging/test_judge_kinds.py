"""The judge's shape holds for classes and for training loops, not for functions only."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.exercises import Exercise
from autograder.judging.judge import hidden_cases, judge
from autograder.judging.verdict import Status
from autograder.release import answer_key
from seeing.check import answer_key as reader
from seeing.check.diagnosis import diagnose
from seeing.probes import Outcome, observe
from tests.support.other_kinds import (
    ENGINE,
    TRAINING,
    engine,
    trained,
    trained_by_torch,
)

SEED = "5eed" * 8
KINDS = {exercise.name: exercise for exercise in (ENGINE, TRAINING)}
ALL_MISTAKES = [(known, mistake) for known in KINDS.values() for mistake in known.mistakes]


def verdict_on(exercise: Exercise, *objects, seed: str = SEED):
    return judge(exercise, lambda inputs: observe(exercise.probe, objects, inputs), seed)


def test_a_right_engine_earns_every_point():
    assert verdict_on(ENGINE, *engine().objects).earned == 3


@pytest.mark.parametrize("loop", [trained, trained_by_torch])
def test_a_training_loop_that_learns_earns_every_point(loop):
    assert verdict_on(TRAINING, loop).earned == 2


@pytest.mark.parametrize(
    ("known", "mistake"), ALL_MISTAKES, ids=[f"{k.name}: {m.name}" for k, m in ALL_MISTAKES]
)
def test_a_mistake_is_named(known: Exercise, mistake):
    verdict = verdict_on(known, *mistake.objects)

    assert verdict.mistake == mistake.name
    assert verdict.earned < known.points


def test_an_engine_wrong_on_diamonds_alone_keeps_the_rest():
    passed = {g.name: g.earned for g in verdict_on(ENGINE, *engine(in_order=False).objects).groups}

    assert passed == {"trees": 1, "shared nodes": 1, "diamonds": 0}


def test_the_unseen_data_never_reaches_the_students_code():
    unseen = [case.unseen["x"] for case in hidden_cases(TRAINING, SEED)]
    reached = []

    def caller(inputs):
        reached.extend(np.ravel(v) for v in inputs.values())
        return observe(TRAINING.probe, (trained,), inputs)

    judge(TRAINING, caller, SEED)

    assert not np.isin(np.concatenate(reached), np.concatenate(unseen).ravel()).any()


def test_a_training_of_the_wrong_size_is_not_measured():
    def measure(arrays, unseen):
        measured.append(arrays["weights"].size)
        return TRAINING.measure(arrays, unseen)

    measured: list[int] = []
    weights = np.ones((3, 100_000), np.uint8)
    verdict = judge(
        replace(TRAINING, measure=measure),
        lambda _: Outcome({"weights": weights, "losses": np.array([1.0, 0.0])}),
        SEED,
    )

    assert verdict.earned == 0
    assert measured
    assert weights.size not in measured
    assert "cannot be read" in verdict.sentences[0]


def test_a_training_that_tells_more_losses_earns_every_point():
    def caller(inputs):
        outcome = observe(TRAINING.probe, (trained,), inputs)
        losses = np.repeat(outcome.arrays["losses"], 10)
        return Outcome(outcome.arrays | {"losses": losses})

    assert judge(TRAINING, caller, SEED).earned == 2


def test_weights_that_were_learnt_by_heart_fail_on_unseen_data():
    """The right losses, and weights that fit nothing."""

    def caller(inputs):
        outcome = observe(TRAINING.probe, (trained,), inputs)
        weights = -outcome.arrays["weights"]
        return Outcome({"weights": weights, "losses": outcome.arrays["losses"]})

    assert judge(TRAINING, caller, SEED).earned == 0


@pytest.mark.parametrize("weights", [np.ones(4), np.full((3, 2), np.nan), np.zeros((0, 0))])
def test_weights_that_cannot_be_run_are_a_wrong_answer_and_no_failure_of_ours(weights):
    verdict = judge(
        TRAINING, lambda inputs: Outcome({"weights": weights, "losses": np.ones(3)}), SEED
    )

    assert verdict.status is Status.JUDGED
    assert verdict.earned == 0


def test_a_class_that_lacks_a_part_is_told_what_it_raised():
    verdict = verdict_on(ENGINE, *engine().objects[:3], lambda output: output.back())

    assert verdict.status is Status.RAISED
    assert verdict.sentences[0].startswith("Your code raises AttributeError in every case")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_check_gives_the_same_diagnosis_through_the_answer_key(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(answer_key.exercises, "load", lambda chapter: {kind.name: kind})
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    answer_key.write("01_kinds", tmp_path)
    key = reader.find(kind.name)

    assert diagnose(key, engine().objects if kind is ENGINE else (trained,)).passed
    for mistake in kind.mistakes:
        finding = diagnose(key, mistake.objects).finding
        assert finding is not None
        assert finding.mistake == mistake.name


def test_an_exercise_without_a_measure_compares_the_weights_themselves():
    strict = replace(TRAINING, measure=None)

    assert verdict_on(strict, trained).earned == 2
    assert verdict_on(strict, trained_by_torch).earned == 0
