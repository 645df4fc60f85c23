"""adaboost_round(features, labels, weights): the best question, its say, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c06_seeing_before_deep_learning.adaboost_round_mistakes import (
    MISTAKES,
    OF_ANY_CHOICE,
    OF_SEVERAL,
    SPARED,
    counted_in_the_choice,
    cut_apart,
    one_direction,
    purest,
)
from seeing.probes import Array, Arrays, boost_once, outputs_asked_for

GROUPS = {"best stump": 1.25, "alpha": 0.75, "new weights": 1.0}
ASKED = dict(zip(GROUPS, ("feature, answers", "alpha", "weights"), strict=True))
LEAST = 1e-10
GAP = 0.04  # between the best error and the next
APART = 0.02
Way = Callable[..., tuple[Any, Any, Any, Any]]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases until one stump is clearly the best.

    In the groups of alpha and of the new weights any way to look for it finds it, so that a slip
    there costs nothing here; in that of the best stump, none of the wrong ways does.
    """
    stump, alpha, after = GROUPS

    def case(
        group: str,
        about: str,
        n: int,
        d: int,
        wrong_ways: Sequence[Way] = (),
        total: float = 1.0,
        repeated: bool = False,
        perfect: bool = False,
        whole: bool = False,
        parts: float = 1,
        all_alike: int | None = None,
    ) -> Case:
        while True:
            features = rng.integers(-9, 10, (n, d)) if repeated or whole else _distinct(rng, n, d)
            labels = rng.integers(0, 2, n) if all_alike is None else np.full(n, all_alike)
            if all_alike is not None:
                labels[rng.integers(n)] = 1 - all_alike
            weights = rng.integers(1, 10, n).astype(float)
            inputs: dict[str, Any] = {
                "features": np.abs(features) // 2 if repeated else features / parts,
                "labels": labels,
                "weights": weights * total / weights.sum() if total else weights.astype(int),
            }
            if _is_right(group, inputs, wrong_ways, perfect, all_alike):
                return Case(group, about, inputs, unseen={"asked": ASKED[group]})

    def _is_right(
        group: str, inputs: dict[str, Any], ways: Sequence[Way], perfect: bool, alike: int | None
    ) -> bool:
        errors = _errors(**inputs)
        least = errors[0][0]
        expected = least == 0 if perfect else 2 * GAP < least < 0.4
        if not expected or errors[1][0] - least < GAP:
            return False
        due = reference(**inputs)
        if group == stump:
            said = set(due["answers"].tolist())
            alone = said == {alike} if alike is not None else len(said) == 2
            return alone and not _some_agree(ways, inputs, due)
        return all(_chooses(way, inputs, due) for way in SPARED)

    return [
        case(stump, "a single feature", 7, 1, OF_ANY_CHOICE),
        case(
            stump,
            "three features between −1 and 1",
            6,
            3,
            [*OF_SEVERAL, counted_in_the_choice],
            parts=16,
        ),
        case(stump, "as many features as pictures", 5, 5, OF_SEVERAL, parts=1 / 64),
        case(
            stump,
            "whole numbers, and more pictures",
            7,
            3,
            [*OF_SEVERAL, one_direction],
            whole=True,
        ),
        case(stump, "equal values", 7, 1, [cut_apart, purest], repeated=True),
        case(stump, "a best stump that answers 1 to all", 5, 1, all_alike=1, parts=1 / 64),
        case(stump, "a best stump that answers 0 to all", 5, 1, all_alike=0, parts=1 / 64),
        case(alpha, "weights that add up to 1", 5, 1),
        case(alpha, "weights that add up to more than 1", 6, 1, total=3.0),
        case(alpha, "weights that add up to less than 1", 5, 1, total=0.5),
        case(alpha, "a stump without an error", 4, 1, perfect=True),
        case(after, "weights to be changed that add up to 1", 5, 1),
        case(after, "weights to be changed that add up to 2", 6, 1, total=2.0),
        case(after, "weights to be changed that add up to a half", 5, 1, total=0.5),
        case(after, "weights to be kept, since no answer is wrong", 4, 1, perfect=True),
        case(after, "weights that are whole numbers", 6, 1, total=0),
    ]


def _distinct(rng: np.random.Generator, n: int, d: int) -> Array:
    """Draw no two values of a feature alike."""
    columns = [rng.permutation(np.arange(-9, 10))[:n] + 0.25 for _ in range(d)]
    return np.stack(columns, axis=1)


def _chooses(way: Way, inputs: dict[str, Any], due: Arrays) -> bool:
    """Tell whether a way to look for the best stump finds it."""
    feature, answers, _, _ = way(*inputs.values())
    return bool(feature == due["feature"] and np.array_equal(answers, due["answers"]))


def _some_agree(ways: Sequence[Way], inputs: dict[str, Any], due: Arrays) -> bool:
    """Tell whether two of the ways, or one of them and what is due, are the same stump."""
    stumps = [way(*inputs.values())[:2] for way in ways]
    chosen = [(int(due["feature"]), *due["answers"].tolist())]
    chosen += [(int(feature), *answers.tolist()) for feature, answers in stumps]
    return len(set(chosen)) < len(chosen)


def _errors(features: Any, labels: Any, weights: Any) -> list[tuple[float, int, tuple[int, ...]]]:
    """Return of each stump its error, feature and answers, the best first.

    From one picture to the next in the order of a feature's values, the error grows by the weights
    of those that were right and shrinks by those that were wrong.
    """
    weights = np.asarray(weights, dtype=float) / np.sum(weights)
    signed = np.where(np.asarray(labels) == 1, weights, -weights)
    found = set()
    for number, values in enumerate(np.asarray(features, dtype=float).T):
        order = np.argsort(values)
        error, answers = float(weights[np.asarray(labels) == 0].sum()), np.ones(len(values), int)
        for place, picture in enumerate([None, *order]):
            if picture is not None:
                error, answers[picture] = error + signed[picture], 0
            nexts = values[order[place]] if place < len(order) else np.inf
            if picture is None or values[picture] < nexts:
                found.add((max(round(error, 12), 0.0), number, tuple(answers.tolist())))
                found.add((max(round(1 - error, 12), 0.0), number, tuple((1 - answers).tolist())))
    return sorted(found)


def reference(features: Any, labels: Any, weights: Any) -> Arrays:
    """Walk through each feature's values in order, and make new weights by the textbook's exp."""
    error, feature, said = _errors(features, labels, weights)[0]
    answers = np.array(said)
    error = max(error, LEAST)
    alpha = np.log1p(-error) - np.log(error)
    signs = np.where(answers == np.asarray(labels), -1, 1)
    after = np.asarray(weights, dtype=float) * np.exp(signs * alpha / 2)
    return {
        "feature": np.array(feature),
        "answers": answers,
        "alpha": np.array(alpha),
        "weights": after / after.sum(),
    }


EXERCISE = Exercise(
    name="adaboost_round",
    points=3,
    probe=boost_once,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
