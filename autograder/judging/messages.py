"""What to tell a student of the hidden cases.

Only words of ours: which kind of case, which kind of difference. No number of a case, and nothing
that the student's code said while it held one: an error's message may repeat what it was given,
and so may the name of an error that the student made up.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.judging.verdict import Status
from seeing.comparison import Wanted, differing, is_of_a_fitting_kind, size_of
from seeing.explanation import Explanation
from seeing.probes import Outcome, OutputError
from seeing.probes.meanings import in_words
from seeing.probes.own_errors import OWN_ERRORS

KNOWN_ERRORS = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
} - {"BaseException", "Exception"}  # the nearest class of Python's for an error of one's own
NOT_WRITTEN = "Not written yet: the cell still raises NotImplementedError."
UNCHANGED = "Nothing is changed yet: the cell holds the code as it was handed out."
ALL_PASS = "All hidden cases pass."
STOPPED = "The cases after that were not run; groups that had passed by then keep their points."
WAITED_ENOUGH = (
    "Your other answers were waited for so long that this one was not run: look at those that were "
    "stopped."
)
FORFEITED = "Such an answer earns no points."


def error_name(error: str) -> str:
    """Name an error type if Python has one of that name."""
    return error if error in KNOWN_ERRORS else "an error of its own"


def waits_for(other: str) -> str:
    """Say which exercise comes first; both cells were looked at."""
    return f"{other}, which this answer names, is not written yet: do that one first."


def is_withheld(package: str) -> str:
    """Say that a package is not there when this is graded."""
    return f"{package}, which this answer names, is not there when it is graded."


def raises(kind: str, missing: str) -> str:
    """Say that an answer raises an error, the same in every case.

    kind: where its cell did, and so defined nothing; "" where its function does, a NameError
    missing: the name that is not defined, a word of the answer's own; "" where it is none
    """
    which = f": {missing} is not defined when it is graded" if missing else ""
    if kind:
        return (
            f"The cell of this answer raises {kind} before it has defined what is asked for{which}."
        )
    return f"Your code raises NameError in every case{which}."


def brought(name: str) -> str:
    """Say that cells of the student's own were needed."""
    return f"The answer {name} uses what cells apart from it define; these were run before it."


def newer_python(theirs: tuple[int, int]) -> str:
    """Say why what is right elsewhere may be an error of syntax here."""
    here = sys.version_info
    return (
        f"The notebook ran on Python {theirs[0]}.{theirs[1]} and was graded with {here.major}."
        f"{here.minor}, to which some newer syntax is an error."
    )


def of_status(status: Status, outcomes: Sequence[Outcome], said: str) -> tuple[str, ...]:
    """Say how the judging ended, where it did not run to its end.

    said: the sentence of whoever ended it
    """
    if status is Status.NOT_WRITTEN:
        return (said or NOT_WRITTEN,)
    if status is Status.REFUSED:
        return (said,)
    if status is Status.RAISED:
        names = {error_name(outcome.error) for outcome in outcomes}
        name = names.pop() if len(names) == 1 else "an error"
        return (said or f"Your code raises {name} in every case.",)
    return (said, FORFEITED if status is Status.BROKE_PROTOCOL else STOPPED)


def of_all(why: Explanation) -> tuple[str, ...]:
    """Say what is true of all hidden cases that fail; it holds no number of any of them."""
    return tuple(filter(None, (why.likeness, *why.facts.relations, why.facts.where)))


def of_groups(
    groups: Iterable[str],
    cases: Sequence[Case],
    expected: Sequence[Wanted],
    outcomes: Sequence[Outcome],
    passed: Sequence[bool],
) -> tuple[str, ...]:
    """Say of each group that fails what is wrong in its smallest failing case."""
    if all(passed):
        return (ALL_PASS,)
    smallest: dict[str, int] = {}
    # As far as there are outcomes: the later cases were not run.
    for i in sorted(range(len(outcomes)), key=lambda i: size_of(cases[i].inputs)):
        if not passed[i]:
            smallest.setdefault(cases[i].group, i)
    return tuple(
        f"{group}: with {cases[at].about}, {difference(expected[at], outcomes[at])}."
        for group in groups
        if (at := smallest.get(group)) is not None
    )


def of_groups_alone(exercise: Exercise, marks: Mapping[str, Sequence[bool]]) -> tuple[str, ...]:
    """Say why groups that pass earn nothing where no others do; see `points_by_group`."""
    passed = [group for group in exercise.groups if all(marks[group])]
    if not set(passed) <= set(exercise.not_alone):
        return ()
    return tuple(
        f"{group}: passes, and earns points only beside another kind of case, since code that "
        "works nothing out passes it too."
        for group in passed
    )


def difference(wanted: Wanted, outcome: Outcome) -> str:
    """Say in what way an outcome is not the wanted one, and not by how much."""
    if wanted.error:
        return _missing_error(wanted.error, outcome)
    if outcome.error in OWN_ERRORS:
        return OWN_ERRORS[outcome.error].clause
    if outcome.error:
        return f"your code raises {error_name(outcome.error)}"
    if outcome.arrays.keys() - wanted.arrays.keys():
        return "there is more than was asked for in the result"
    return "; ".join(_differences(wanted, outcome.arrays))


def _missing_error(due: str, outcome: Outcome) -> str:
    if outcome.error == due:
        return f"{due} is right, but your code raises it in most other cases too"
    if outcome.error == OutputError.__name__ or not outcome.error:
        clause = "your code returns a result"
    elif outcome.error in OWN_ERRORS:
        clause = OWN_ERRORS[outcome.error].clause
    else:
        clause = f"your code raises {error_name(outcome.error)}"
    return f"{clause} where {due} is due"


def _differences(wanted: Wanted, arrays: Mapping[str, np.ndarray]) -> list[str]:
    found = []
    for name, due in wanted.arrays.items():
        actual, called = arrays.get(name), "the output" if len(wanted.arrays) == 1 else name
        if actual is None:
            found.append(f"there is no {name} to compare")
        elif (yours := in_words(name, actual)) and (right := in_words(name, due)) != yours:
            found.append(f"in yours {yours}" + (f"; asked is that {right}" if right else ""))
        elif actual.ndim != due.ndim:
            found.append(f"{called} has another number of dimensions than it should")
        elif actual.shape != due.shape:
            found.append(f"{called} has another shape than it should")
        elif not is_of_a_fitting_kind(actual, due):
            found.append(f"{called} holds True and False where numbers are due")
        elif (marks := differing(actual, due, wanted.tolerances[name])).any():
            found.append(f"{called} {_values(actual, marks)}")
    return found


def _values(actual: np.ndarray, marks: np.ndarray) -> str:
    values = actual[marks].astype(float)
    if np.isnan(values).any():
        return "holds NaN"
    if np.isinf(values).any():
        return "holds infinity"
    return "differs in every entry" if marks.all() else "differs in some of its entries"
