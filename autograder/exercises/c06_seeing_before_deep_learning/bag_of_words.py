"""bag_of_words(descriptors, vocabulary): which share of a picture's descriptors each word has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.spatial.distance import cdist

from autograder.exercises import Case, Exercise
from autograder.exercises.c06_seeing_before_deep_learning.bag_of_words_mistakes import (
    IN_BYTES,
    MISTAKES,
    OF_DISTANCE,
    OF_TIES,
    SPARED,
)
from seeing.probes import Array, call_function

GROUPS = {"nearest word": 1.0, "shares": 0.5, "number types": 0.25, "no descriptors": 0.25}
APART = 0.05


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; where the word is the question, until each wrong way to find it shows.

    Where the shares are, some of these ways find the right words, and the others never do.
    """
    nearest, shares, types, none = GROUPS

    def case(
        group: str,
        about: str,
        n: int,
        d: int,
        votes: Sequence[int],
        dtype: str = "float",
        part: float = 0.0,
        ties: bool = False,
    ) -> Case:
        # votes: how many descriptors each word is to get
        low, high = (0, 90) if dtype == "uint8" else (-5, 6)
        spared = SPARED if group == shares else []
        wrong_ways = [way for way in OF_DISTANCE if n and way not in spared]
        wrong_ways += [IN_BYTES] if dtype == "uint8" else OF_TIES if ties else []
        wrong_ways += WHOLE if part else []
        while True:
            vocabulary = (rng.integers(low, high, (len(votes), d)) + part).astype(dtype)
            descriptors = (rng.integers(low, high, (n, d)) + part).astype(dtype)
            distances = cdist(descriptors.astype(float), vocabulary.astype(float))
            due = reference(descriptors, vocabulary)
            if n and (_has_ties(distances) != ties or list(np.rint(due * n)) != [*votes]):
                continue
            given = (descriptors, vocabulary)
            if all(_shows(way, given, due) for way in wrong_ways) and not any(
                _shows(way, given, due) for way in spared
            ):
                return Case(group, about, {"descriptors": descriptors, "vocabulary": vocabulary})

    return [
        case(nearest, "three words", 5, 2, (2, 2, 1)),
        case(nearest, "words of three numbers each", 6, 3, (1, 3, 2)),
        case(nearest, "four words, two numbers each", 5, 2, (1, 1, 2, 1)),
        case(nearest, "a descriptor that is equally near to two words", 4, 2, (2, 1, 1), ties=True),
        case(shares, "a last word that is nearest to nothing", 4, 2, (1, 3, 0)),
        case(shares, "words that are nearest to nothing", 3, 2, (0, 2, 0, 1, 0)),
        case(shares, "a single descriptor", 1, 3, (0, 1, 0)),
        case(shares, "more descriptors than words", 8, 2, (5, 3)),
        case(types, "uint8", 5, 3, (2, 1, 2), dtype="uint8"),
        case(types, "whole numbers", 4, 2, (1, 2, 1), dtype="int64"),
        case(types, "fractions of float32", 4, 3, (2, 1, 1), dtype="float32", part=0.5),
        case(none, "no descriptors", 0, 2, (0, 0, 0)),
        case(none, "no descriptors, of three numbers", 0, 3, (0, 0)),
    ]


WHOLE: list[Callable[..., Array]] = [
    lambda descriptors, vocabulary: reference(np.trunc(descriptors), vocabulary),
    lambda descriptors, vocabulary: reference(descriptors, np.trunc(vocabulary)),
]


def _shows(way: Callable[..., Array], given: tuple[Array, Array], due: Array) -> bool:
    return bool(abs(way(*given) - due).max() > APART)


def _has_ties(distances: Array) -> bool:
    ordered = np.sort(distances, axis=1)
    return bool((np.diff(ordered[:, :2], axis=1) < 1e-9).any()) if distances.shape[1] > 1 else False


def reference(descriptors: Any, vocabulary: Any) -> Array:
    """Let SciPy measure all distances, and count the first of the smallest in each row."""
    distances = cdist(np.asarray(descriptors, dtype=float), np.asarray(vocabulary, dtype=float))
    is_first = np.zeros_like(distances)
    for row, gaps in zip(is_first, distances, strict=True):
        row[list(gaps).index(min(gaps))] = 1
    return np.asarray(is_first.sum(axis=0) / max(len(distances), 1))


EXERCISE = Exercise(
    name="bag_of_words",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    not_alone=("no descriptors",),
)
