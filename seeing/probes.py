"""How an exercise is exercised: give arrays to a student's code, take arrays back. No answers here.

A probe maps (objects, inputs) to an array or to named arrays. `objects` are what the student
wrote: one function for most exercises, several classes for an engine. `inputs` is one case.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Inputs = Mapping[str, Any]
Arrays = Mapping[str, Array]
Probe = Callable[[Sequence[Any], Inputs], Array | Arrays]
Measure = Callable[[Arrays, Inputs], Arrays]


class OutputError(TypeError):
    """What came back cannot be read as an array of real numbers."""


class NothingReturnedError(OutputError):
    """The function ended without `return`."""


class InputChangedError(Exception):
    """The function changed an array that it was given."""


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
        if not _unchanged(np.asarray(before), np.asarray(after)):
            raise InputChangedError(name)
    return output


def differentiate_graph(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Build a graph from its description with a student's classes, and let gradients flow back.

    objects: the class of the leaves, made from a value; the classes of operations, made from
        their parents; last a function that takes the output node and fills every node's `grad`
    inputs: "graph" (n, 3) int, one row an operation: its place in `objects`, its parents' numbers,
        −1 for no second parent. Nodes are numbered from 0, the leaves first; the leaves are the
        other inputs in their order. The last operation is the output, a single number.
    returns "value" of the output, and "grad NAME" of each leaf

    With objects (Constant, Add, Multiply, backward) this is x * (x + y):
    {"x": 3.0, "y": 4.0, "graph": [[1, 0, 1], [2, 0, 2]]}
    """
    leaf, *operations, backward = objects
    names = [name for name in inputs if name != "graph"]
    nodes = [leaf(np.array(inputs[name], dtype=float)) for name in names]
    for operation, *parents in np.asarray(inputs["graph"]).tolist():
        nodes.append(operations[operation - 1](*(nodes[p] for p in parents if p >= 0)))
    backward(nodes[-1])
    gradients = {}
    for name, node in zip(names, nodes, strict=False):  # the leaves come first
        if node.grad is None:
            raise OutputError(f"the gradient of {name} was never filled")
        gradients[f"grad {name}"] = as_array(node.grad)
    return {"value": as_array(nodes[-1].val), **gradients}


def train(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call a training loop that returns its weights and the loss of each step.

    objects: the loop alone
    inputs: by position, as for `call_function`
    returns "weights" and "losses"
    """
    (loop,) = objects
    returned = loop(*copy.deepcopy(list(inputs.values())))
    if returned is None:
        raise NothingReturnedError("the function returned None")
    try:
        weights, losses = returned
    except (TypeError, ValueError) as error:
        raise OutputError("the function returns two things: weights and losses") from error
    return {"weights": as_array(weights), "losses": as_array(losses)}


def classify_linearly(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge trained weights by the classes that they give to data which was not trained on.

    arrays: "weights" (d, c) and "losses" (steps,), of a linear classifier
    unseen: "x" (n, d)
    returns "classes" (n,), and whether the losses "fell"; NaN where the weights or losses have one
    """
    weights, losses = arrays["weights"].astype(float), arrays["losses"].astype(float)
    scores = unseen["x"] @ weights
    classes = np.where(np.isfinite(scores).all(axis=1), scores.argmax(axis=1), np.nan)
    fell = float(losses[-1] < losses[0]) if np.isfinite(losses).all() else np.nan
    return {"classes": classes, "fell": np.array(fell)}


def _unchanged(before: Array, after: Array) -> bool:
    return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")


def observe(probe: Probe, objects: Sequence[Any], inputs: Inputs) -> Outcome:
    """Run one case, and keep an error as an outcome, since an error may be the right answer."""
    try:
        output = probe(objects, inputs)
    except (Exception, SystemExit) as error:  # exit() in an answer must not end the check
        return Outcome(error=type(error).__name__, exception=error)
    return Outcome(output if isinstance(output, Mapping) else {"output": output})


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
