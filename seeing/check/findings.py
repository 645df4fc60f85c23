"""What to tell a student when no known mistake explains the result: each with a next step."""

from __future__ import annotations

import inspect
import linecache
import sysconfig
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from seeing.check.answer_key import Key, KeyCase
from seeing.comparison import Wanted, differing, is_of_a_fitting_kind
from seeing.explanation import Explanation
from seeing.probes import (
    AnotherResultError,
    Array,
    InputChangedError,
    NothingReturnedError,
    Outcome,
    OutputError,
    TooSlowError,
)

# A student's line is the last one of a traceback that is neither ours nor a library's.
NOT_THE_STUDENTS = (
    str(Path(__file__).resolve().parent.parent),
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
)

COMPILED = (".pyx", ".pxd", ".pxi")  # a library's, which names its files from its own folder on


@dataclass(frozen=True)
class Finding:
    """What is wrong, in a title and a sentence or two.

    mistake: the known mistake's name, where one was recognised
    code: a line of the student's, where one is to blame
    is_of_entries: whether it only says that some entries of one case differ
    has_facts: whether it says what is true of all cases that fail
    """

    title: str
    help: str
    mistake: str = ""
    code: str = ""
    is_of_entries: bool = False
    has_facts: bool = False


NOT_WRITTEN = Finding(
    "Not written yet",
    "Put your own lines where the cell above raises NotImplementedError, run that cell, then run "
    "this one again.",
)


def hand_over_problem(key: Key, objects: Sequence[Any]) -> Finding | None:
    """Look at what was handed to `check` before anything is called."""
    call = f'check("{key.name}", {", ".join(key.objects)})'
    if len(objects) != len(key.objects):
        return Finding(
            f"{len(objects)} things to check where {len(key.objects)} belong",
            f"Write the cell as {call}.",
        )
    for name, given in zip(key.objects, objects, strict=True):
        if given is None:
            return Finding(
                f"{name} is None",
                f"Define it first with `{_definition(name)}`, run that cell, then this.",
            )
        if isinstance(given, np.ndarray | np.generic | int | float | list | tuple):
            return Finding(
                f"{name} was called already",
                f"Hand over the function itself, without parentheses after its name: {call}.",
            )
        if not callable(given):
            kind = "class" if name[0].isupper() else "function"
            return Finding(
                f"{name} is not a {kind}",
                f"It is of type {type(given).__name__}; did another cell use the name? "
                f"Run the cell with `{_definition(name)}` again.",
            )
    return None


def _definition(name: str) -> str:
    """Return how a student's cell begins, by Python's custom of capitals for classes."""
    return f"class {name}" if name[0].isupper() else f"def {name}(…)"


def describe(case: KeyCase, outcome: Outcome) -> Finding:
    """Say what is wrong in one failing case."""
    error, wanted = outcome.exception, case.expected
    if isinstance(error, NotImplementedError):
        return Finding(
            "Not written to the end",
            "In this case your function still reaches the line that raises NotImplementedError.",
        )
    if isinstance(error, InputChangedError):
        name, _, instead = str(error).partition(": ")
        what = f"the caller's {name}" if name.isidentifier() else name
        return Finding(
            f"Your function changes its input {name}"
            if name.isidentifier()
            else f"Your code changes {name}",
            f"After the call {what} is no longer what it was. "
            + (instead or "Work on a copy, or write into an array that you made yourself."),
        )
    if isinstance(error, AnotherResultError):
        return Finding(
            "Another result in a second call",
            "Called twice with the same input, your function gives one result and then another. "
            "What does it keep between calls: a default that it changes, a variable outside, an "
            "array that its caller has written into, or a mark on what it was given?",
        )
    if isinstance(error, NothingReturnedError):
        return Finding(
            "Your function returns None",
            "It ends without handing anything back: does it end with `return`, "
            "and does every path through it reach one?",
        )
    if isinstance(error, TooSlowError):
        return Finding(
            "Too slow",
            f"In this case your function takes {error}. Which of your loops runs the most often? "
            "What it does each time can be done for all of them at once.",
        )
    if isinstance(error, OutputError):
        return Finding("What comes back cannot be read", f"{_sentence(str(error))}")
    if wanted.error:
        return _missing_error(wanted.error, outcome)
    if error is not None:
        return _raised(error)
    return _wrong_arrays(outcome, wanted)


def explained(finding: Finding, why: Explanation) -> Finding:
    """Say first what is true of all cases that fail, then what is seen in one of them."""
    facts = why.facts
    if not (facts.relations or facts.where or why.likeness):
        return finding
    if facts.relations and facts.hold_in_all:
        first = [*facts.relations, facts.where]
    elif why.likeness:
        first = [why.likeness, facts.where, *facts.relations]
    elif facts.where and not facts.relations and finding.is_of_entries:
        first = [facts.where]
    else:
        first = [finding.title, facts.where, *facts.relations]
    title, *more = filter(None, first)
    text = " ".join([*more, finding.help])
    return replace(finding, title=title.removesuffix("."), help=text, has_facts=True)


def _missing_error(wanted: str, outcome: Outcome) -> Finding:
    came = f"raised {outcome.error}" if outcome.error else "returned a result"
    return Finding(
        f"{outcome.error or 'No error'} where {wanted} is due",
        f"In this case there is no right output, and the docstring asks for {wanted}; "
        f"your function {came}.",
    )


def _raised(error: BaseException) -> Finding:
    kind, message = type(error).__name__, _shortened(str(error))
    at = _students_line(error)
    where = f"In your line {at[0]}, reached with the case below." if at else "With the case below."
    title = f"{kind}: {message}" if message else kind
    return Finding(title, where, code=at[1] if at else "")


def _students_line(error: BaseException) -> tuple[int, str] | None:
    """Find the last line of the student's own code that the error passed through."""
    frames = frames_of_the_student(error)
    if not frames:
        return None
    frame, number = frames[-1]
    return number, linecache.getline(inspect.getfile(frame), number).strip()


def frames_of_the_student(error: BaseException) -> list[tuple[FrameType, int]]:
    """Return the frames of the student's own code that an error passed through, with line numbers.

    The last one comes last: it raised the error, or called what did.
    """
    return [
        (frame, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if not (file := inspect.getfile(frame)).startswith(NOT_THE_STUDENTS)
        and "<frozen" not in file
        and not file.endswith(COMPILED)
    ]


def _wrong_arrays(outcome: Outcome, wanted: Wanted) -> Finding:
    missing = [name for name in wanted.arrays if name not in outcome.arrays]
    for name, array in wanted.arrays.items():
        if name in missing:
            continue
        actual, called = outcome.arrays[name], "" if name == "output" else name
        if actual.shape != array.shape:
            return _wrong_shape(actual, array, called)
        if not is_of_a_fitting_kind(actual, array):
            return Finding(
                "True and False where numbers are due",
                "Your output is of type bool. Is a comparison, such as `==` or `>`, its last step?",
            )
        marks = differing(actual, array, wanted.tolerances[name])
        if marks.any():
            return _wrong_entries(actual, array, marks, called)
    if missing:
        return Finding(
            "Part of the result is missing", f"There is no {' and no '.join(missing)} to compare."
        )
    raise ValueError("the outcome is the right one")


def _wrong_shape(actual: Array, wanted: Array, name: str) -> Finding:
    title = f"Expected shape {wanted.shape}, got {actual.shape}"
    if name:
        return Finding(
            f"{name}: {title[0].lower()}{title[1:]}", "It is asked for in another shape."
        )
    if actual.shape == ():
        return Finding(
            title,
            "A single number is returned here. Does `return` stand inside a loop, "
            "or is more added up than belongs together?",
        )
    if actual.size == wanted.size:
        return Finding(title, "The number of entries is right, their arrangement is not.")
    if actual.ndim != wanted.ndim:
        return Finding(title, f"It has {_axes(actual.ndim)}, and {_axes(wanted.ndim)} are due.")
    other = [axis for axis in range(wanted.ndim) if actual.shape[axis] != wanted.shape[axis]]
    if all(axis >= wanted.ndim - 2 for axis in other):
        counted = "entries" if wanted.ndim == 1 else "rows and columns"
        return Finding(title, f"Count on paper how many {counted} there should be in this case.")
    along = " and ".join(f"axis {axis}" for axis in other)
    return Finding(title, f"The size is another along {along}: what does that axis count?")


def _axes(number: int) -> str:
    return f"{number} {'axis' if number == 1 else 'axes'}"


def _wrong_entries(actual: Array, wanted: Array, marks: Array, name: str) -> Finding:
    place = tuple(int(i) for i in np.argwhere(marks)[0])
    numbers = f"yours is {actual[place]:g}, expected {wanted[place]:g}."
    if place:
        share = f"{int(marks.sum())} of {marks.size} entries{name and f' of {name}'} differ"
        where = f"{name or 'output'}[{', '.join(map(str, place))}]"
        text = f"The first difference is at {where}: {numbers}"
    else:
        amiss = _amiss(actual[()], wanted[()])
        share = f"{f'`{name}`' if name else 'your output'} is {amiss} in this case"
        text = f"Of `{name}`, {numbers}" if name else numbers[0].upper() + numbers[1:]
    if np.isnan(actual[place]):
        text += (
            " NaN comes from 0/0, from the root or the logarithm of a negative number, from an "
            "array that was never filled, or from another NaN: what is computed of it is NaN too."
        )
    elif actual.dtype == np.float16:
        text += " float16 keeps three digits only; compute in float64."
    return Finding(share[0].upper() + share[1:], text, is_of_entries=True)


def _amiss(actual: Any, wanted: Any) -> str:
    """Say what is wrong with a number; an output that is 0 or 1 answers yes or no."""
    if np.isnan(actual) or {float(actual), float(wanted)} <= {0.0, 1.0}:
        return "not what it should be"
    return "too large" if actual > wanted else "too small"


def _shortened(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
