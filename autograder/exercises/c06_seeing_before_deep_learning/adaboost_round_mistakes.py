"""The mistakes in adaboost_round: each is wrong in the way that its name and help say."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
LEAST = 1e-10
Round = tuple[Any, Any, Any, Any]
Stump = tuple[int, Array]  # the feature's number, the answers


def stumps(features: Any) -> Iterator[Stump]:
    """Give all stumps; the first two of each feature answer all alike."""
    for number, values in enumerate(np.asarray(features, dtype=float).T):
        levels = np.unique(values)
        for threshold in (levels[0] - 1, *((levels[1:] + levels[:-1]) / 2)):
            yield number, (values > threshold).astype(int)
            yield number, (values < threshold).astype(int)


def by_weight(answers: Array, labels: Any, weights: Array) -> float:
    return float(weights[answers != labels].sum())


def shares(weights: Any) -> Array:
    return np.asarray(np.asarray(weights, dtype=float) / np.sum(weights))


def best(
    asked: Iterable[Stump],
    labels: Any,
    weights: Array,
    error_of: Callable[[Array, Any, Array], float] = by_weight,
) -> Stump:
    return min(asked, key=lambda stump: error_of(stump[1], np.asarray(labels), weights))


def bounded(error: float) -> float:
    """Keep an error from 0, and that of the worst stump from 1."""
    return min(max(error, LEAST), 1 - LEAST)


def say(error: float) -> Any:
    error = bounded(error)
    return np.log((1 - error) / error)


def heavier(answers: Array, labels: Any, weights: Array, error: float) -> Array:
    error = bounded(error)
    return shares(np.where(answers == labels, weights * error / (1 - error), weights))


def right(features: Any, labels: Any, weights: Any) -> Round:
    return finished(best(stumps(features), labels, shares(weights)), labels, weights)


def finished(stump: Stump, labels: Any, weights: Any) -> Round:
    """Go on rightly from a stump that was chosen."""
    (feature, answers), weights = stump, shares(weights)
    error = by_weight(answers, labels, weights)
    return feature, answers, say(error), heavier(answers, labels, weights, error)


@mistake(
    MISTAKES,
    "one direction alone",
    "None of your stumps answers 1 below its threshold and 0 above: which values may speak for a "
    "face?",
)
def one_direction(features: Any, labels: Any, weights: Any) -> Round:
    above = [stump for i, stump in enumerate(stumps(features)) if i % 2 == 0]
    return finished(best(above, labels, shares(weights)), labels, weights)


@mistake(
    MISTAKES,
    "weights ignored in the choice",
    "Your stump makes the fewest errors, whatever they weigh: what does an error cost?",
)
def counted_in_the_choice(features: Any, labels: Any, weights: Any) -> Round:
    equal = np.full(len(labels), 1 / len(labels))
    return finished(best(stumps(features), labels, equal), labels, weights)


@mistake(
    MISTAKES,
    "largest error",
    "You choose the stump with the largest error: which is the best?",
)
def largest_error(features: Any, labels: Any, weights: Any) -> Round:
    worst = best(stumps(features), labels, shares(weights), lambda *given: -by_weight(*given))
    return finished(worst, labels, weights)


@mistake(
    MISTAKES,
    "mean as the threshold",
    "You try the mean of each feature alone: how many places are there for a threshold?",
)
def mean_threshold(features: Any, labels: Any, weights: Any) -> Round:
    def at_means() -> Iterator[Stump]:
        for number, values in enumerate(np.asarray(features, dtype=float).T):
            yield number, (values > values.mean()).astype(int)
            yield number, (values < values.mean()).astype(int)

    return finished(best(at_means(), labels, shares(weights)), labels, weights)


@mistake(
    MISTAKES,
    "middle between the two means as the threshold",
    "You try the middle between the means of the two kinds alone: how many places are there for a "
    "threshold?",
)
def between_means(features: Any, labels: Any, weights: Any) -> Round:
    def at_middles() -> Iterator[Stump]:
        for number, values in enumerate(np.asarray(features, dtype=float).T):
            kinds = [values[np.asarray(labels) == kind] for kind in (0, 1)]
            middle = np.mean([kind.mean() if kind.size else values.mean() for kind in kinds])
            yield number, (values > middle).astype(int)
            yield number, (values <= middle).astype(int)

    return finished(best(at_middles(), labels, shares(weights)), labels, weights)


@mistake(
    MISTAKES,
    "median as the threshold",
    "You try the median of each feature alone: how many places are there for a threshold?",
)
def median_threshold(features: Any, labels: Any, weights: Any) -> Round:
    def at_medians() -> Iterator[Stump]:
        for number, values in enumerate(np.asarray(features, dtype=float).T):
            yield number, (values > np.median(values)).astype(int)
            yield number, (values < np.median(values)).astype(int)

    return finished(best(at_medians(), labels, shares(weights)), labels, weights)


OF_ANY_CHOICE = [median_threshold, largest_error, mean_threshold, between_means]


@mistake(
    MISTAKES,
    "first feature alone",
    "You look at the first feature alone: how many columns compete?",
)
def first_alone(features: Any, labels: Any, weights: Any) -> Round:
    return right(np.asarray(features)[:, :1], labels, weights)


@mistake(
    MISTAKES,
    "last feature's best",
    "You keep the best stump of the last feature, whatever an earlier one had: what is the best to "
    "be compared with?",
)
def last_feature(features: Any, labels: Any, weights: Any) -> Round:
    last = np.shape(features)[1] - 1
    stump = best((s for s in stumps(features) if s[0] == last), labels, shares(weights))
    return finished(stump, labels, weights)


@mistake(
    MISTAKES,
    "purest halves",
    "You look for halves that are pure, as a decision tree does, which is another question: what "
    "is the error of a stump?",
)
def purest(features: Any, labels: Any, weights: Any) -> Round:
    labels, given = np.asarray(labels), shares(weights)

    def impurity(stump: Stump) -> float:
        total = 0.0
        for side in (0, 1):
            inside = stump[1] == side
            mass, ones = given[inside].sum(), given[inside & (labels == 1)].sum()
            total += 2 * ones * (mass - ones) / mass if mass else 0.0
        return total

    feature, answers = min(stumps(features), key=impurity)
    sides = [given[(answers == s) & (labels == 1)].sum() * 2 for s in (0, 1)]
    majority = [
        int(ones > given[answers == s].sum()) for s, ones in zip((0, 1), sides, strict=True)
    ]
    return finished((feature, np.array(majority)[answers]), labels, weights)


@mistake(
    MISTAKES,
    "equal values cut apart",
    "Your stump answers 1 to a picture and 0 to another with the same value: where can a threshold "
    "lie?",
)
def cut_apart(features: Any, labels: Any, weights: Any) -> Round:
    def ordered() -> Iterator[Stump]:
        for number, values in enumerate(np.asarray(features, dtype=float).T):
            order = np.argsort(values, kind="stable")
            for count in range(len(values)):
                low = np.isin(np.arange(len(values)), order[:count]).astype(int)
                yield number, 1 - low
                yield number, low

    return finished(best(ordered(), labels, shares(weights)), labels, weights)


def without(said: int, features: Any) -> list[Stump]:
    """Leave out the stumps that answer this to all."""
    return [stump for stump in stumps(features) if set(stump[1].tolist()) != {said}]


@mistake(
    MISTAKES,
    "no stump that answers all alike",
    "Your thresholds lie between two values alone, and never outside of all: what if the best is "
    "to answer the same to all?",
)
def none_alike(features: Any, labels: Any, weights: Any) -> Round:
    kept = [stump for stump in stumps(features) if len(set(stump[1].tolist())) == 2]
    return finished(best(kept, labels, shares(weights)), labels, weights)


@mistake(
    MISTAKES,
    "no stump that answers 1 to all",
    "None of your stumps answers 1 to all: on which side of all values may a threshold lie?",
)
def never_all_ones(features: Any, labels: Any, weights: Any) -> Round:
    return finished(best(without(1, features), labels, shares(weights)), labels, weights)


@mistake(
    MISTAKES,
    "no stump that answers 0 to all",
    "None of your stumps answers 0 to all: on which side of all values may a threshold lie?",
)
def never_all_zeros(features: Any, labels: Any, weights: Any) -> Round:
    return finished(best(without(0, features), labels, shares(weights)), labels, weights)


OF_SEVERAL = [first_alone, last_feature]
# Ways to look for the stump that are wrong, and find it where it is plain.
SPARED = [
    one_direction,
    counted_in_the_choice,
    mean_threshold,
    between_means,
    median_threshold,
    purest,
    none_alike,
]


@mistake(
    MISTAKES,
    "features counted from 1",
    "Your number of the feature is one too large: which number has the first?",
)
def from_one(features: Any, labels: Any, weights: Any) -> Round:
    feature, *rest = right(features, labels, weights)
    return (feature + 1, *rest)


@mistake(
    MISTAKES,
    "answers of −1 and 1",
    "Your answers are −1 and 1: which two are asked for?",
)
def signed_answers(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    return feature, 2 * answers - 1, alpha, after


@mistake(
    MISTAKES,
    "whether the answers are right",
    "You return which answers are right: which answers does the stump give?",
)
def marks(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    return feature, (answers == labels).astype(int), alpha, after


@mistake(
    MISTAKES,
    "which answers are wrong",
    "You return which answers are wrong: which answers does the stump give?",
)
def wrong_marks(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    return feature, (answers != labels).astype(int), alpha, after


def with_alpha(name: str, help: str, alpha_of: Callable[[float], Any]) -> None:
    """Add a mistake that concerns alpha alone; it is made of the error, at least 1e-10."""

    def answer(features: Any, labels: Any, weights: Any) -> Round:
        feature, answers, _, after = right(features, labels, weights)
        error = max(by_weight(answers, labels, shares(weights)), LEAST)
        return feature, answers, alpha_of(error), after

    MISTAKES.append(Mistake(name, help, (answer,)))


with_alpha(
    "half of alpha",
    "Yours is half of the alpha asked for, and belongs to answers of −1 and 1: what does the "
    "docstring take the log of?",
    lambda e: np.log((1 - e) / e) / 2,
)
with_alpha(
    "sign of alpha",
    "Your alpha has the opposite sign: is a stump that is right more often than not to have a "
    "positive say, or a negative one?",
    lambda e: np.log(e / (1 - e)),
)
with_alpha(
    "another logarithm",
    "Your logarithm has another base than the natural one: which does the docstring name?",
    lambda e: np.log10((1 - e) / e),
)
with_alpha(
    "logarithm of base 2",
    "Your logarithm has the base 2: which does the docstring name?",
    lambda e: np.log2((1 - e) / e),
)
with_alpha(
    "no logarithm",
    "Your alpha is a ratio of what is right to what is wrong: what is to be taken of it?",
    lambda e: (1 - e) / e,
)
with_alpha(
    "log of one over the error",
    "Your alpha is the log of 1 over the error: what stands above the error in the docstring?",
    lambda e: np.log(1 / e),
)
with_alpha(
    "error in place of alpha",
    "You return the error of the stump: what is its say?",
    lambda e: e,
)
with_alpha(
    "share that is right in place of alpha",
    "You return the share of the weights that is answered rightly: what is the say of a stump?",
    lambda e: 1 - e,
)


def with_weights(name: str, help: str, after_of: Callable[[Array, Array, float], Any]) -> None:
    """Add a mistake in the new weights alone.

    after_of: told which answers are right, the weights that add up to 1, and the error
    """

    def answer(features: Any, labels: Any, weights: Any) -> Round:
        feature, answers, alpha, _ = right(features, labels, weights)
        given = shares(weights)
        error = max(by_weight(answers, labels, given), LEAST)
        return feature, answers, alpha, after_of(answers == labels, given, error)

    MISTAKES.append(Mistake(name, help, (answer,)))


with_weights(
    "right ones made heavier",
    "You make heavier what the stump gets right: what is the next round to look at?",
    lambda right, w, e: shares(np.where(right, w, w * e / (1 - e))),
)
with_weights(
    "not divided by their sum at the end",
    "Your new weights do not add up to 1: what is done last?",
    lambda right, w, e: np.where(right, w * e / (1 - e), w),
)
with_weights(
    "wrong ones changed too",
    "You change the wrong ones as well, by as much as the right ones, so that the step is taken "
    "twice: which ones stay as they were?",
    lambda right, w, e: shares(np.where(right, w * e / (1 - e), w * (1 - e) / e)),
)
with_weights(
    "all changed alike",
    "After your division by the sum the weights are what they were: which of them are to be "
    "changed?",
    lambda right, w, e: w,
)
with_weights(
    "right ones times the error",
    "You multiply the right ones by the error: by what is it to be divided?",
    lambda right, w, e: shares(np.where(right, w * e, w)),
)
with_weights(
    "only half of the step",
    "Your step is too small: the wrong ones should have half of the weight afterwards, and what is "
    "the factor for the right ones?",
    lambda right, w, e: shares(np.where(right, w * np.sqrt(e / (1 - e)), w)),
)
with_weights(
    "right ones at 0",
    "You forget what is right, so that its weight is 0: by what is it to be multiplied?",
    lambda right, w, e: shares(np.where(right, 0 if not right.all() else w, w)),
)
with_weights(
    "divided by the largest",
    "Your largest weight is 1: what is to be 1?",
    lambda right, w, e: (
        np.where(right, w * e / (1 - e), w) / np.where(right, w * e / (1 - e), w).max()
    ),
)
with_weights(
    "the old weights forgotten",
    "You begin from equal weights in the step: which weights are to be changed?",
    lambda right, w, e: shares(np.where(right, e / (1 - e), 1)),
)


@mistake(
    MISTAKES,
    "errors counted",
    "Your error is the share of the pictures that are wrong, in the choice and after it: what does "
    "an error cost?",
)
def counted(features: Any, labels: Any, weights: Any) -> Round:
    given, equal = shares(weights), np.full(len(labels), 1 / len(labels))
    feature, answers = best(stumps(features), labels, equal)
    error = by_weight(answers, labels, equal)
    return feature, answers, say(error), heavier(answers, labels, given, error)


@mistake(
    MISTAKES,
    "errors counted after the choice",
    "You choose by weight, and then take the share of the pictures that are wrong for the error: "
    "what is the error of a stump?",
)
def counted_later(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, _, _ = right(features, labels, weights)
    error = float((answers != labels).mean())
    return feature, answers, say(error), heavier(answers, labels, shares(weights), error)


@mistake(
    MISTAKES,
    "weights not divided by their sum at the start",
    "Where the given weights do not add up to 1, your error is no share of them: what is done "
    "first?",
)
def not_at_the_start(features: Any, labels: Any, weights: Any) -> Round:
    given = np.asarray(weights, dtype=float)
    feature, answers = best(stumps(features), labels, given)
    error = max(by_weight(answers, labels, given), LEAST)
    with np.errstate(all="ignore"):
        ratio = np.float64(error) / (1 - error)
        return (
            feature,
            answers,
            -np.log(ratio),
            shares(np.where(answers == labels, given * ratio, given)),
        )


@mistake(
    MISTAKES,
    "no smallest error: infinite and not a number",
    "For a stump without an error your alpha is infinite and your weights are not numbers: how "
    "small may an error be?",
)
def no_least(features: Any, labels: Any, weights: Any) -> Round:
    given = shares(weights)
    feature, answers = best(stumps(features), labels, given)
    with np.errstate(all="ignore"):
        ratio = np.float64(by_weight(answers, labels, given))
        ratio = ratio / (1 - ratio)
        after = np.where(answers == labels, given * ratio, given)
        return feature, answers, -np.log(ratio), after / after.sum()


@mistake(
    MISTAKES,
    "no smallest error: a division by zero",
    "For a stump without an error you divide by 0, which raises an error: how small may an error "
    "be?",
)
def zero_division(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    error = by_weight(answers, labels, shares(weights))
    return feature, answers, alpha + 0 / error, after


@mistake(
    MISTAKES,
    "a smallest error of another size",
    "For a stump without an error your alpha comes from another smallest error: which does the "
    "docstring name?",
)
def another_least(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    error = by_weight(answers, labels, shares(weights))
    return feature, answers, alpha if error > 0 else np.log(1 / 1e-12 - 1), after


@mistake(
    MISTAKES,
    "new weights of the given sum",
    "Your new weights add up to what the given ones added up to: to what are they to?",
)
def given_sum(features: Any, labels: Any, weights: Any) -> Round:
    feature, answers, alpha, after = right(features, labels, weights)
    return feature, answers, alpha, after * np.sum(weights)
