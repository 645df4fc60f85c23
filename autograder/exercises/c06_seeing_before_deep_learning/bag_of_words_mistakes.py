"""The mistakes in bag_of_words: each is wrong in the way that its name and help say."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def differences(descriptors: Any, vocabulary: Any) -> Array:
    """Return (n, k, d)."""
    return np.asarray(np.asarray(descriptors, float)[:, None] - np.asarray(vocabulary, float))


def distances(descriptors: Any, vocabulary: Any) -> Array:
    """Return (n, k)."""
    return np.asarray(np.sqrt((differences(descriptors, vocabulary) ** 2).sum(axis=2)))


def words_of(descriptors: Any, vocabulary: Any) -> Array:
    return np.asarray(distances(descriptors, vocabulary).argmin(axis=1))


def shares(words: Any, k: int) -> Array:
    return np.asarray(np.bincount(words, minlength=k) / max(len(words), 1))


def right(descriptors: Any, vocabulary: Any) -> Array:
    return shares(words_of(descriptors, vocabulary), len(vocabulary))


@mistake(
    MISTAKES,
    "largest product",
    "You take the word with the largest product, and a long word has a large product with much "
    "that is far away: what says how near two points are?",
)
def largest_product(descriptors: Any, vocabulary: Any) -> Any:
    products = np.asarray(descriptors, float) @ np.asarray(vocabulary, float).T
    return shares(products.argmax(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "smallest angle",
    "You compare directions, so that a word counts as near however far out it lies: what says how "
    "near two points are?",
)
def smallest_angle(descriptors: Any, vocabulary: Any) -> Any:
    d, v = np.asarray(descriptors, float), np.asarray(vocabulary, float)
    lengths = np.linalg.norm(d, axis=1)[:, None] * np.linalg.norm(v, axis=1)
    cosines = d @ v.T / np.maximum(lengths, 1e-12)
    return shares(cosines.argmax(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "farthest word",
    "You take the word that is farthest away: which is asked for?",
)
def farthest(descriptors: Any, vocabulary: Any) -> Any:
    return shares(distances(descriptors, vocabulary).argmax(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "city-block distance",
    "You add up absolute differences: what is to be summed, for a Euclidean distance?",
)
def city_block(descriptors: Any, vocabulary: Any) -> Any:
    gaps = abs(differences(descriptors, vocabulary)).sum(axis=2)
    return shares(gaps.argmin(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "largest difference",
    "Of the differences you look at the largest alone: what becomes of the others, in a Euclidean "
    "distance?",
)
def largest_difference(descriptors: Any, vocabulary: Any) -> Any:
    gaps = abs(differences(descriptors, vocabulary)).max(axis=2)
    return shares(gaps.argmin(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "differences not squared",
    "You add up differences with their signs, so that they cancel: what is done to each before "
    "the sum?",
)
def signed(descriptors: Any, vocabulary: Any) -> Any:
    gaps = differences(descriptors, vocabulary).sum(axis=2)
    return shares(gaps.argmin(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "first number alone",
    "You compare the first numbers alone: how many numbers has a descriptor?",
)
def first_number(descriptors: Any, vocabulary: Any) -> Any:
    gaps = abs(differences(descriptors, vocabulary)[..., 0])
    return shares(gaps.argmin(axis=1), len(vocabulary))


OF_DISTANCE = [known.objects[0] for known in MISTAKES]
# Ways that are wrong, and find the word where it is plain.
SPARED = [smallest_angle, city_block, largest_difference]


@mistake(
    MISTAKES,
    "last of the words that are equally near",
    "Of words that are equally near you take the last: which one does the docstring name?",
)
def last_of_equal(descriptors: Any, vocabulary: Any) -> Any:
    gaps = np.round(distances(descriptors, vocabulary)[:, ::-1], 9)
    return shares(len(vocabulary) - 1 - gaps.argmin(axis=1), len(vocabulary))


@mistake(
    MISTAKES,
    "a vote for each of the equally near",
    "Where words are equally near, each of them gets a vote of yours: how many votes has a "
    "descriptor?",
)
def all_of_equal(descriptors: Any, vocabulary: Any) -> Any:
    if not len(descriptors):
        return np.zeros(len(vocabulary))
    gaps = np.round(distances(descriptors, vocabulary), 9)
    return (gaps == gaps.min(axis=1, keepdims=True)).sum(axis=0) / len(gaps)


OF_TIES = [last_of_equal, all_of_equal]


@mistake(
    MISTAKES,
    "nearest descriptor to each word",
    "Each word looks for a descriptor in yours: which of the two is to look for the other?",
)
def words_look(descriptors: Any, vocabulary: Any) -> Any:
    if not len(descriptors):
        return np.zeros(len(vocabulary))
    chosen = distances(descriptors, vocabulary).argmin(axis=0)
    return np.bincount(chosen, minlength=len(vocabulary)) / len(descriptors)


@mistake(
    MISTAKES,
    "last words missing",
    "Your result ends with the last word that occurs: how many words has the vocabulary?",
)
def last_missing(descriptors: Any, vocabulary: Any) -> Any:
    words = words_of(descriptors, vocabulary)
    return np.bincount(words) / max(len(words), 1)


@mistake(
    MISTAKES,
    "words that do not occur missing",
    "Your result has an entry for each word that occurs: what of the others?",
)
def missing(descriptors: Any, vocabulary: Any) -> Any:
    words = words_of(descriptors, vocabulary)
    return np.unique(words, return_counts=True)[1] / max(len(words), 1)


@mistake(
    MISTAKES,
    "the words themselves",
    "You return the word of each descriptor: how often does each occur?",
)
def words_themselves(descriptors: Any, vocabulary: Any) -> Any:
    return words_of(descriptors, vocabulary)


@mistake(
    MISTAKES,
    "counts",
    "You return counts, which are larger in a picture with more points: what is to add up to 1?",
)
def counts(descriptors: Any, vocabulary: Any) -> Any:
    return right(descriptors, vocabulary) * len(descriptors)


@mistake(
    MISTAKES,
    "soft counts",
    "A descriptor gives all words a part of its vote: how many words does it vote for?",
)
def soft(descriptors: Any, vocabulary: Any) -> Any:
    if not len(descriptors):
        return np.zeros(len(vocabulary))
    near = np.exp(-distances(descriptors, vocabulary) / 4)
    return (near / near.sum(axis=1, keepdims=True)).mean(axis=0)


@mistake(
    MISTAKES,
    "divided by the number of words",
    "You divide by the number of words: of what is a share asked for?",
)
def by_words(descriptors: Any, vocabulary: Any) -> Any:
    return right(descriptors, vocabulary) * len(descriptors) / len(vocabulary)


@mistake(
    MISTAKES,
    "divided by the largest",
    "The largest of your numbers is 1: what is to be 1?",
)
def by_largest(descriptors: Any, vocabulary: Any) -> Any:
    found = right(descriptors, vocabulary)
    return found / max(found.max(), 1e-12)


@mistake(
    MISTAKES,
    "length 1",
    "Your squares add up to 1: what is to add up to 1?",
)
def length_one(descriptors: Any, vocabulary: Any) -> Any:
    found = right(descriptors, vocabulary)
    return found / max(np.linalg.norm(found), 1e-12)


@mistake(
    MISTAKES,
    "presence alone",
    "Your numbers say whether a word occurs: what of how often it does?",
)
def presence(descriptors: Any, vocabulary: Any) -> Any:
    return (right(descriptors, vocabulary) > 0).astype(int)


@mistake(
    MISTAKES,
    "presence, divided by its sum",
    "A word that occurs once counts in yours as much as one that occurs often: what is a word's "
    "share?",
)
def presence_shares(descriptors: Any, vocabulary: Any) -> Any:
    found = presence(descriptors, vocabulary)
    return found / max(found.sum(), 1)


@mistake(
    MISTAKES,
    "shares cut to whole numbers",
    "Your shares are whole numbers: which division keeps the fractions?",
)
def cut_to_whole(descriptors: Any, vocabulary: Any) -> Any:
    return np.floor(right(descriptors, vocabulary))


@mistake(
    MISTAKES,
    "differences of uint8",
    "Differences of uint8 start again at 255 below 0: of which type are your differences?",
)
def wrapped(descriptors: Any, vocabulary: Any) -> Any:
    if not len(descriptors):
        return np.zeros(len(vocabulary))
    gaps = ((np.asarray(descriptors)[:, None] - np.asarray(vocabulary)) ** 2).sum(axis=2)
    return shares(gaps.argmin(axis=1), len(vocabulary))


IN_BYTES = wrapped


@mistake(
    MISTAKES,
    "NaN for no descriptors",
    "Without descriptors your result is not a number: what is to come back then?",
)
def not_a_number(descriptors: Any, vocabulary: Any) -> Any:
    with np.errstate(invalid="ignore"):
        return counts(descriptors, vocabulary) / np.float64(len(descriptors))


@mistake(
    MISTAKES,
    "an error for no descriptors",
    "Without descriptors you divide by 0, which raises an error: what is to come back then?",
)
def error_for_none(descriptors: Any, vocabulary: Any) -> Any:
    return right(descriptors, vocabulary) * (len(descriptors) / len(descriptors))


@mistake(
    MISTAKES,
    "equal shares for no descriptors",
    "Without descriptors your words have equal shares: what is to come back then?",
)
def equal_for_none(descriptors: Any, vocabulary: Any) -> Any:
    if len(descriptors):
        return right(descriptors, vocabulary)
    return np.full(len(vocabulary), 1 / len(vocabulary))


@mistake(
    MISTAKES,
    "nothing for no descriptors",
    "Without descriptors your result is empty: how long is a bag, always?",
)
def empty_for_none(descriptors: Any, vocabulary: Any) -> Any:
    return right(descriptors, vocabulary) if len(descriptors) else np.zeros(0)
