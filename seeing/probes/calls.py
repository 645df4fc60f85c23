"""Call a student's code, and read what comes back; what every probe is made of."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Inputs = Mapping[str, Any]
Arrays = Mapping[str, Array]
Probe = Callable[[Sequence[Any], Inputs], Array | Arrays]
Measure = Callable[[Arrays, Inputs], Arrays]
T = TypeVar("T")


class OutputError(TypeError):
    """What came back cannot be read as an array of real numbers."""


class NothingReturnedError(OutputError):
    """The function ended without `return`."""


class InputChangedError(Exception):
    """The function changed an array that it was given.

    Its message is the input's name, or else a phrase for what was changed; after a colon may stand
    what to do, where a copy would not help.
    """


class AnotherResultError(Exception):
    """Called again with the same input, the function gave another result."""


@dataclass(frozen=True)
class Outcome:
    """What one case gave: named arrays, or the name of the error that was raised."""

    arrays: Mapping[str, Array] = field(default_factory=dict)
    error: str = ""
    exception: BaseException | None = None


def call_function(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Call a plain function with the inputs in their order, by position.

    objects: the function alone
    inputs: arrays, lists or numbers by name; names are ours, so a student may rename parameters
    returns what the function returned, as an array
    raises InputChangedError if an input is not what it was before
    """
    (function,) = objects
    given = copy.deepcopy(list(inputs.values()))
    output = as_array(function(*given))
    for name, before, after in zip(inputs, inputs.values(), given, strict=True):
        if not is_unchanged(np.asarray(before), np.asarray(after)):
            raise InputChangedError(name)
    return output


def in_turn(ask: Callable[[np.random.Generator], T], seed: int) -> tuple[T, T, T]:
    """Ask for draws twice from one generator, and once from its equal."""
    rng, equal = (np.random.default_rng(seed) for _ in range(2))
    return ask(rng), ask(rng), ask(equal)


def call_again(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Call a plain function, write over what it returned, and call it with the same input again.

    What was written over is put back: where the function keeps it, no later case meets our zeros.

    objects, inputs: as for `call_function`
    returns what the first call returned, as an array
    raises AnotherResultError if the second call returns something else: an array that a function
        keeps is its caller's too
    """
    (function,) = objects
    given = list(inputs.values())
    output = function(*copy.deepcopy(given))
    first = as_array(output).copy()
    is_ours_to_write = isinstance(output, np.ndarray) and output.flags.writeable
    if is_ours_to_write:
        output[...] = 0
    second = as_array(function(*copy.deepcopy(given))).copy()
    if is_ours_to_write:
        output[...] = first
    if not is_unchanged(first, second):
        raise AnotherResultError
    return first


def is_unchanged(before: Array, after: Array) -> bool:
    """Tell whether an input is what it was; NaN is NaN."""
    return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")


def observe(probe: Probe, objects: Sequence[Any], inputs: Inputs) -> Outcome:
    """Run one case, and keep an error as an outcome, since an error may be the right answer."""
    try:
        output = probe(objects, inputs)
    except (Exception, SystemExit) as error:  # exit() in an answer must not end the check
        return Outcome(error=kind_of(error), exception=error)
    return Outcome(output if isinstance(output, Mapping) else {"output": output})


def kind_of(error: BaseException) -> str:
    """Name an error by the nearest of its classes that Python or a probe defines.

    Whoever asks for a ValueError gets one from a class that a student derives from it, too.
    """
    ours = ("builtins", __name__.partition(".")[0])
    kinds = type(error).__mro__
    return next(kind.__name__ for kind in kinds if kind.__module__.partition(".")[0] in ours)


def measured(measure: Measure | None, outcome: Outcome, unseen: Inputs) -> Outcome:
    """Put in place of what came back what it is judged by, such as predictions on unseen data.

    measure: takes the outcome's arrays and `unseen`; None leaves the outcome as it is
    """
    if measure is None or outcome.error:
        return outcome
    try:
        with np.errstate(all="ignore"):  # what came back may hold anything
            return Outcome(measure(outcome.arrays, unseen))
    except Exception as error:
        return Outcome(error=OutputError.__name__, exception=OutputError(str(error)))


def as_array(value: Any) -> Array:
    """Read what a student returned as an array of real numbers.

    value: array, number, list, torch tensor or SciPy sparse matrix
    raises OutputError, which says what came instead
    """
    if value is None:
        raise NothingReturnedError("the function returned None")
    if hasattr(value, "detach"):  # a torch tensor, perhaps with gradients, perhaps on a GPU
        value = value.detach().cpu().numpy()
    elif hasattr(value, "toarray"):
        value = value.toarray()
    try:
        array = np.asarray(value)
    except (ValueError, TypeError) as error:
        raise OutputError("the rows of the returned list differ in length") from error
    except RuntimeError as error:  # torch's, for a list of tensors that remember their gradients
        raise OutputError(
            "the returned list holds no plain numbers; take item() of each"
        ) from error
    if array.dtype.kind == "c":
        raise OutputError("the function returned complex numbers; take the real part")
    if array.dtype.kind not in "biuf":
        raise OutputError(f"the function returned {_describe(value)}, not an array of numbers")
    return array


def _describe(value: Any) -> str:
    kind = type(value).__name__
    article = "an" if kind[0].lower() in "aeiou" else "a"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} entries"
    return f"{article} {kind}"
