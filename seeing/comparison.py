"""When two outcomes are the same, which cases pass, and which known mistake the outcomes point to.

The one place that decides it: for `check` beside the student, and for the judge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seeing.probes import Array, Inputs, Outcome
from seeing.probes.own_errors import OWN_ERRORS

# torch computes in float32 unless told otherwise, and a right answer in float32 is right.
COARSEST = np.float32


def tolerance(wanted: Array, inputs: Inputs, dtype: npt.DTypeLike = COARSEST) -> float:
    """Bound what rounding can do to a right answer that was computed in `dtype`.

    A sum of n products, none larger than P, is off by at most about n eps P
    (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1). n is taken as the most
    entries of any array in the case, P as the product of the inputs' largest entries.

    >>> tolerance(np.zeros(3), {"x": np.full(5, 100.0), "k": [1, -2, 1]}) < 1e-3
    True
    """
    arrays = [np.asarray(value, dtype=float) for value in inputs.values() if np.ndim(value)]
    terms = max([wanted.size, *(array.size for array in arrays)])
    with np.errstate(over="ignore"):  # an infinite bound is the caller's to refuse
        product = np.prod([_largest(array) for array in arrays]) if arrays else 0.0
    limits = np.finfo(dtype)
    # Below the smallest normal number a float loses all its digits: hence the second term.
    return float(limits.eps * terms * max(_largest(wanted), product) + limits.tiny)


def _largest(array: Array) -> float:
    finite = np.abs(array[np.isfinite(array)], dtype=float)
    return float(finite.max(initial=0.0))


@dataclass(frozen=True)
class Wanted:
    """One outcome to compare with: arrays and how near to come to each, or an error's name."""

    arrays: Mapping[str, Array]
    tolerances: Mapping[str, float]
    error: str = ""

    @classmethod
    def of(cls, outcome: Outcome, inputs: Inputs) -> Wanted:
        """Give an outcome of the reference, or of a mistake, its tolerances."""
        arrays = outcome.arrays
        near = {name: tolerance(array, inputs) for name, array in arrays.items()}
        return cls(arrays, near, outcome.error)

    def matches(self, outcome: Outcome) -> bool:
        """Tell whether `outcome` is the same error, or the same arrays up to rounding."""
        if self.error or outcome.error:
            return self.error == outcome.error
        return self.arrays.keys() == outcome.arrays.keys() and all(
            is_right(outcome.arrays[name], array, self.tolerances[name])
            for name, array in self.arrays.items()
        )

    def equals(self, other: Wanted) -> bool:
        """Tell whether `other` would pass for this one."""
        return self.matches(Outcome(other.arrays, other.error))


def is_right(actual: Array, wanted: Array, near: float) -> bool:
    """Tell whether one result passes for another: its shape, its kind, and each of its numbers."""
    return (
        actual.shape == wanted.shape
        and is_of_a_fitting_kind(actual, wanted)
        and not differing(actual, wanted, near).any()
    )


def is_of_a_fitting_kind(actual: Array, wanted: Array) -> bool:
    """Tell whether `actual` holds numbers; True and False pass only where they are asked for."""
    return actual.dtype.kind in "iuf" or actual.dtype.kind == wanted.dtype.kind == "b"


def differing(actual: Array, wanted: Array, near: float) -> npt.NDArray[np.bool_]:
    """Mark the entries of `actual` that are not within `near` of `wanted`.

    NaN passes for NaN alone, and an infinity for the same infinity. Where `near` is infinite,
    because what is wanted has grown without end, nothing is near.
    returns a mask of wanted's shape; all True where the shapes differ
    """
    if actual.shape != wanted.shape:
        return np.ones(wanted.shape, dtype=bool)
    got, due = np.asarray(actual, dtype=float), np.asarray(wanted, dtype=float)
    with np.errstate(invalid="ignore", over="ignore"):  # inf - inf is NaN, found just below
        gap = np.abs(got - due)
    # A gap of NaN or infinity is never near, however wide `near` is.
    close = np.isfinite(gap) & (gap <= (near if np.isfinite(near) else 0.0))
    same = (got == due) | (np.isnan(got) & np.isnan(due))
    far: npt.NDArray[np.bool_] = ~(close | same)
    return far


def passes(expected: Sequence[Wanted], outcomes: Sequence[Outcome]) -> list[bool]:
    """Tell case by case which outcomes count as right. The one rule for check, key and judge.

    An error that is due counts only from code that tells apart: that raises this error in no more
    than half of the ordinary cases. So `raise ValueError` alone earns nothing, and code that is
    wrong elsewhere keeps what it earns by looking at its input first.

    expected, outcomes: one a case
    """
    ordinary = [
        outcome for wanted, outcome in zip(expected, outcomes, strict=True) if not wanted.error
    ]

    def tells_apart(error: str) -> bool:
        return 2 * sum(outcome.error == error for outcome in ordinary) <= len(ordinary)

    return [
        wanted.matches(outcome) and (not wanted.error or tells_apart(wanted.error))
        for wanted, outcome in zip(expected, outcomes, strict=True)
    ]


def by_group(
    names: Iterable[str], groups: Sequence[str], passed: Sequence[bool]
) -> dict[str, list[bool]]:
    """Return for each group of a name which of its cases pass; groups, passed: one a case."""
    marks: dict[str, list[bool]] = {name: [] for name in names}
    for group, ok in zip(groups, passed, strict=True):
        marks[group].append(ok)
    return marks


def points_by_group(
    worth: Mapping[str, float], passed: Mapping[str, Sequence[bool]], not_alone: Collection[str]
) -> dict[str, float]:
    """Return what each group of cases earns: all of its points when every case passes, else none.

    A share per case would pay for the cases that a mistake happens not to touch.

    worth: points by group
    passed: by group, which of its cases pass
    not_alone: groups that code passes which works nothing out; they earn only beside another
    """
    whole = {group for group in worth if passed[group] and all(passed[group])}
    if whole <= set(not_alone):
        whole = set()
    return {group: points if group in whole else 0.0 for group, points in worth.items()}


def name_mistakes(
    outcomes: Sequence[Outcome],
    expected: Sequence[Wanted],
    mistakes: Mapping[str, Sequence[Wanted]],
) -> list[tuple[str, list[int]]]:
    """Find the known mistake that gives the same wrong outcomes, and one that explains the rest.

    outcomes, expected: one a case
    mistakes: for each mistake what it gives in each case, the more particular mistakes first;
        asked only for the cases that it takes to rule one out
    returns at most two names, each with the cases that it explains
    """
    cases = list(zip(expected, outcomes, strict=True))
    wrong = [i for i, (wanted, outcome) in enumerate(cases) if not wanted.matches(outcome)]
    right = [i for i in range(len(cases)) if i not in wrong]
    # What a probe says of itself, such as that an input was changed, tells what was done.
    always_raises = all(o.error and o.error not in OWN_ERRORS for _, o in cases)
    named: list[tuple[str, list[int]]] = []
    rest = wrong
    while rest and len(named) < 2:
        best: tuple[int, int] = (0, 0)
        found = None
        for name, gives in mistakes.items():
            if any(not expected[i].equals(gives[i]) for i in right):
                continue  # the answer is right where the mistake would make it wrong
            explains = _explained(rest, outcomes, expected, gives)
            if 2 * len(explains) < len(rest) or not explains:
                continue  # most of what is wrong would stay without a cause
            shows = [i for i in wrong if not expected[i].equals(gives[i])]
            # Explaining more is better; of two that explain as much, the one that breaks less is
            # the more particular.
            rank = (len(explains), -len(shows))
            if rank > best and _is_evidence(shows, explains, wrong, gives, outcomes, always_raises):
                best, found = rank, (name, explains)
        if found is None:
            break
        named.append(found)
        rest = [i for i in rest if i not in found[1]]
    return named


def _explained(
    rest: Sequence[int],
    outcomes: Sequence[Outcome],
    expected: Sequence[Wanted],
    gives: Sequence[Wanted],
) -> list[int]:
    """Return the cases of `rest` in which a mistake shows and gives what the answer gave.

    Ends, with those found so far, when half of them can no longer be reached.
    """
    found: list[int] = []
    for looked_at, i in enumerate(rest, start=1):
        if not expected[i].equals(gives[i]) and gives[i].matches(outcomes[i]):
            found.append(i)
        elif 2 * (looked_at - len(found)) > len(rest):
            break
    return found


def _is_evidence(
    shows: list[int],
    explains: list[int],
    wrong: list[int],
    gives: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    always_raises: bool,
) -> bool:
    """Tell whether the cases that a mistake explains are enough to name it.

    wrong: the cases that do not pass; the mistake shows in no other
    """
    error = gives[explains[0]].error
    if error and all(gives[i].error == error for i in explains):
        # Errors of one type have many causes, so they must come in these cases and no others; and
        # one that comes in all cases tells nothing.
        here = [i for i in wrong if outcomes[i].error == error]
        return explains == shows == here and not always_raises
    return 2 * len(explains) >= len(shows)


def size_of(shown: Mapping[str, Any]) -> int:
    """Count the numbers and the words that are shown, to tell which example is the smallest."""
    return sum(
        len(value.split()) if isinstance(value, str) else int(np.size(value))
        for value in shown.values()
    )
