"""Where an answer fails: what the inputs of all wrong cases have, and those of no right one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import Any

import numpy as np

from seeing.explanation.pair import as_numbers, axis_name, plural

MOST_COLUMNS = 4  # of a table whose columns mean different things
LEAST = 2  # wrong cases, and right ones, by which a condition is told from chance
LEAST_OF_VALUES = 3  # where it is of the numbers in an input, which may be drawn so by chance
# The chance that some condition would fit as well if the wrong cases were any of all.
LIKELIEST = 1 / 10


def separating(inputs: Sequence[Mapping[str, Any]], wrong: Sequence[bool], *, hidden: bool) -> str:
    """Return what the wrong cases have and no right one has; "" if nothing does.

    inputs, wrong: one a case
    hidden: whether no number of an input may be said
    returns words that follow "with", such as "`stride` other than 1"
    """
    if sum(wrong) < LEAST or len(wrong) - sum(wrong) < LEAST:
        return ""
    enough = min(sum(wrong), len(wrong) - sum(wrong)) >= LEAST_OF_VALUES
    known = [
        _properties(one, inputs, entries=enough, values=enough and not hidden) for one in inputs
    ]
    found: dict[tuple[bool, ...], str] = {}  # by the cases that have it, in its plainest words
    for name in dict.fromkeys(name for one in known for name in one):
        holds = [one.get(name) for one in known]
        if None not in holds:
            found.setdefault(tuple(map(bool, holds)), name)
        if tuple(wrong) in found:
            break
    # Of all ways to choose so many cases, those that would have given words as plain as these.
    worded = sum(sum(holds) == sum(wrong) for holds in found)
    fits = found.get(tuple(wrong), "")
    return fits if worded <= LIKELIEST * comb(len(wrong), sum(wrong)) else ""


def _properties(
    inputs: Mapping[str, Any], of_all: Sequence[Mapping[str, Any]], *, entries: bool, values: bool
) -> dict[str, bool]:
    """Return by its words what can be said of the inputs of one case, the plainest first.

    of_all: the inputs of all cases
    entries: whether the numbers in arrays count, besides their shapes and types
    values: whether numbers are compared with those of other cases
    """
    numbers: dict[str, bool] = {}
    arrays: dict[str, bool] = {}
    for name, value in inputs.items():
        array = as_numbers(value)
        if array is None:
            continue
        if array.ndim == 0:
            numbers |= _of_number(name, value)
        else:
            arrays |= _of_array(name, value, array)
            if entries:
                arrays |= _of_entries(name, array)
    if values:
        numbers |= _values(inputs, of_all)
    return numbers | _of_several(inputs) | _types(inputs, of_all) | arrays


def _types(inputs: Mapping[str, Any], of_all: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """Tell of which of the types that arrays of this name have in some case this one is."""
    found: dict[str, bool] = {}
    for name, value in inputs.items():
        kinds = [one[name].dtype for one in of_all if isinstance(one.get(name), np.ndarray)]
        mine = value.dtype if isinstance(value, np.ndarray) else None
        found |= {f"`{name}` of type {kind}": kind == mine for kind in dict.fromkeys(kinds)}
    return found


def _values(inputs: Mapping[str, Any], of_all: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """Compare the numbers of a case with those that several cases have."""
    found: dict[str, bool] = {}
    for name, value in inputs.items():
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        others = [one.get(name) for one in of_all]
        numbers = [other for other in others if isinstance(other, int | float)]
        for other in dict.fromkeys(numbers):
            if numbers.count(other) >= LEAST:
                found[f"`{name}` other than {other:g}"] = value != other
                found[f"`{name}` = {other:g}"] = value == other
    return found


def _of_number(name: str, value: Any) -> dict[str, bool]:
    if isinstance(value, bool):
        return {f"`{name}` True": value, f"`{name}` False": not value}
    number = float(value)
    return {
        f"`{name}` other than 1": number != 1,
        f"`{name}` other than 0": number != 0,
        f"`{name}` = 1": number == 1,
        f"`{name}` = 0": number == 0,
        f"an even `{name}`": number % 2 == 0,
        f"an odd `{name}`": number % 2 == 1,
        f"a negative `{name}`": number < 0,
        f"`{name}` of at least 0": number >= 0,
        f"`{name}` larger than 1": number > 1,
        f"a whole `{name}`": number.is_integer(),
        f"`{name}` that is no whole number": not number.is_integer(),
    }


def _of_array(name: str, value: Any, array: np.ndarray) -> dict[str, bool]:
    found = {
        f"an empty `{name}`": array.size == 0,
        f"`{name}` as a list": isinstance(value, list | tuple),
        f"`{name}` of a type for whole numbers": array.dtype.kind in "iub",
        f"`{name}` of a type of 8 or 16 bits": array.dtype.kind in "iuf"
        and array.dtype.itemsize <= 2,
    }
    if array.ndim >= 2:
        rows, columns = array.shape[-2:]
        found |= {
            f"`{name}` not square": rows != columns,
            f"`{name}` square": rows == columns,
        }
    for axis, length in enumerate(array.shape):
        one = "entry" if array.ndim == 1 else axis_name(axis, array.ndim)
        found |= {
            f"more than one {one} in `{name}`": length > 1,
            f"a single {one} in `{name}`": length == 1,
            f"an even number of {plural(one)} in `{name}`": length % 2 == 0,
            f"an odd number of {plural(one)} in `{name}`": length % 2 == 1,
            f"more than two {plural(one)} in `{name}`": length > 2,
            f"at most two {plural(one)} in `{name}`": length <= 2,
        }
    return found


def _of_entries(name: str, array: np.ndarray) -> dict[str, bool]:
    found: dict[str, bool] = {}
    if array.ndim == 2 and array.shape[1] <= MOST_COLUMNS and array.dtype.kind in "iuf":
        found |= {
            f"a number other than 1 in column {column} of `{name}`": bool((entries != 1).any())
            for column, entries in enumerate(array.T)
        }
    if array.dtype.kind in "iuf" and array.size:
        finite = array[np.isfinite(array.astype(float))].astype(float)
        found |= {
            f"negative entries in `{name}`": bool((finite < 0).any()),
            f"no negative entry in `{name}`": bool((finite >= 0).all()),
            f"only negative entries in `{name}`": bool((finite < 0).all()),
            f"a 0 in `{name}`": bool((finite == 0).any()),
            f"fractions in `{name}`": bool((finite % 1 != 0).any()),
            f"equal entries in `{name}`": np.unique(array).size < array.size,
            f"NaN or infinite entries in `{name}`": finite.size < array.size,
        }
    return found


def _of_several(inputs: Mapping[str, Any]) -> dict[str, bool]:
    """Compare inputs with each other: the axes of one, and numbers and shapes of two."""
    found: dict[str, bool] = {}
    arrays = {n: a for n, v in inputs.items() if (a := as_numbers(v)) is not None}
    names = list(arrays)
    for one in names:
        for other in names[names.index(one) + 1 :]:
            a, b = arrays[one], arrays[other]
            if a.ndim and b.ndim:
                found |= {
                    f"`{one}` and `{other}` of different shapes": a.shape != b.shape,
                    f"`{one}` and `{other}` of the same shape": a.shape == b.shape,
                    f"`{one}` and `{other}` of different numbers of axes": a.ndim != b.ndim,
                }
            elif a.ndim == b.ndim == 0 and not {float(a), float(b)} <= {0.0, 1.0}:  # switches
                found |= {
                    f"`{one}` smaller than `{other}`": bool(a < b),
                    f"`{one}` larger than `{other}`": bool(a > b),
                    f"`{one}` equal to `{other}`": bool(a == b),
                    f"`{one}` other than `{other}`": bool(a != b),
                }
    return found
