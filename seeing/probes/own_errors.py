"""Errors that a probe raises of itself: the student's code did not raise them, and is told so."""

from __future__ import annotations

from typing import NamedTuple

from seeing.probes.calls import (
    AnotherResultError,
    InputChangedError,
    NothingReturnedError,
    OutputError,
)
from seeing.probes.pace import TooSlowError
from seeing.tiles.memory import OutOfBoundsError


class ProbeErrorWords(NamedTuple):
    """What is said of such an error.

    clause: what the code does, to follow "with …,"
    in_place: what stands where the output would be shown
    """

    clause: str
    in_place: str


OWN_ERRORS = {
    NothingReturnedError.__name__: ProbeErrorWords("your code returns None", "None"),
    OutputError.__name__: ProbeErrorWords(
        "what comes back cannot be read as the arrays of numbers that are asked for",
        "not an array of numbers",
    ),
    InputChangedError.__name__: ProbeErrorWords(
        "your code changes one of its inputs", "not looked at, since an input was changed"
    ),
    AnotherResultError.__name__: ProbeErrorWords(
        "your code gives another result when it is called again with the same input",
        "not looked at, since a second call gives something else",
    ),
    OutOfBoundsError.__name__: ProbeErrorWords(
        "your kernel reads or writes beyond an array",
        "nothing, since the kernel reads or writes beyond an array",
    ),
    TooSlowError.__name__: ProbeErrorWords(
        "your code takes longer than the exercise allows", "not looked at, since it took too long"
    ),
}
