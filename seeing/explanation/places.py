"""Where in a result it is wrong, told by what is due there or by what an input has there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lgamma, log

import numpy as np

from seeing.explanation.pair import Pair, as_numbers
from seeing.probes import Array

LEAST_ENTRIES = 3  # of a result whose places are looked at
LIKELIEST = 1 / 20  # chance that as many wrong entries, drawn anywhere, lie in one of the places


def wrong_places(pairs: Sequence[Pair]) -> list[tuple[str, list[Pair]]]:
    """Return in which places alone all wrong entries lie, and the pairs that tell so.

    Such a place is said only where chance is ruled out: of all ways to choose so many entries of
    each result, those that lie in the place are few, however many places are looked at.
    returns predicates such as "is wrong exactly where `x` is negative"
    """
    told: dict[str, list[tuple[Pair, Array]]] = {}
    whole = [pair for pair in pairs if pair.same_shape and pair.wanted.size >= LEAST_ENTRIES]
    for pair in whole:
        for there, where in _places(pair):
            told.setdefault(where, []).append((pair, there))
    found: list[tuple[str, list[Pair]]] = []
    for where, all_its in told.items():
        its = [(pair, there) for pair, there in all_its if not there.all()]
        if len(its) < 2 or len(all_its) < len(whole) or 2 * len(its) < len(pairs):
            continue
        if any(pair.marks[~there].any() for pair, there in its):
            continue
        chance = sum(_log_chance(pair.marks, there) for pair, there in its)
        if chance + log(len(told)) <= log(LIKELIEST):
            exactly = all(pair.marks[there].all() for pair, there in all_its)
            what = f"is wrong {'exactly' if exactly else 'only'} where {where}"
            found.append((what, [pair for pair, _ in its]))
    return found


def _places(pair: Pair) -> Iterator[tuple[Array, str]]:
    """Yield places by what is due there, by an input of the same shape, and by the diagonal."""
    yield pair.wanted < 0, "a negative number is due"
    yield pair.wanted == 0, "0 is due"
    for name, value in pair.inputs.items():
        given = as_numbers(value)
        if given is not None and given.shape == pair.wanted.shape:
            yield given < 0, f"`{name}` is negative"
            yield given > 0, f"`{name}` is positive"
            yield given == 0, f"`{name}` is 0"
    if pair.wanted.ndim == 2:
        rows, columns = np.indices(pair.wanted.shape)
        yield np.asarray(columns > rows), "the place lies above the diagonal"
        yield np.asarray(columns < rows), "the place lies below the diagonal"


def _log_chance(marks: Array, there: Array) -> float:
    """Return the logarithm of the chance that so many entries of all lie in the place alone."""
    wrong = int(marks.sum())
    return _log_ways(int(there.sum()), wrong) - _log_ways(marks.size, wrong)


def _log_ways(of: int, many: int) -> float:
    return lgamma(of + 1) - lgamma(many + 1) - lgamma(of - many + 1)
