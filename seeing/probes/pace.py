"""Hold an answer to the pace of a known function on the same inputs."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from seeing.probes.calls import Inputs, Outcome

REPEATS = 9


class TooSlowError(Exception):
    """The answer took longer than its case allows."""


def in_time(
    ask: Callable[[], Outcome],
    yardstick: Callable[[Inputs], object] | None,
    inputs: Inputs,
    at_most: float,
    clock: Callable[[], float] = time.process_time,
) -> Outcome:
    """Ask for an outcome, and see how much of the processor's time that takes.

    What else the machine does makes no difference to that.

    ask: called once, so that nothing can be gained by remembering
    yardstick: does with the inputs what a library does; its time is the least of several calls,
        the undisturbed one
    at_most: how many times as long as the yardstick it may take; 0 for any time
    clock: returns the processor time, in seconds, that what is asked has used so far
    returns the outcome, or in place of arrays that came too late a TooSlowError, which says how
        many times as long they took
    """
    if yardstick is None or not at_most:
        return ask()
    unit = min(_seconds(partial(yardstick, inputs)) for _ in range(REPEATS))
    began = clock()
    outcome = ask()
    times = (clock() - began) / unit
    if outcome.error or times <= at_most:
        return outcome
    error = TooSlowError(f"{times:,.0f} times as long as the library; {at_most:g} are allowed")
    return Outcome(error=TooSlowError.__name__, exception=error)


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
