"""Probes for functions that return several arrays, of different shapes and with a name each."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import (
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    NothingReturnedError,
    OutputError,
    as_array,
    is_unchanged,
)


def named_outputs(objects: Sequence[Any], inputs: Inputs, names: Sequence[str]) -> Arrays:
    """Call a function with the inputs in their order, by position, and name what it returns.

    objects: the function alone
    names: of the arrays that are due, in their order
    raises OutputError if another number of things comes back, InputChangedError if an input is
        not what it was before
    """
    (function,) = objects
    given = {name: copy.deepcopy(value) for name, value in inputs.items()}
    output = function(*given.values())
    for name, before in inputs.items():
        if not is_unchanged(np.asarray(before), np.asarray(given[name])):
            raise InputChangedError(name)
    return outputs_by_name(output, names)


def outputs_by_name(output: Any, names: Sequence[str]) -> dict[str, Array]:
    """Read several things that a function returned, each as an array.

    raises OutputError if another number of things came back
    """
    if output is None:
        raise NothingReturnedError("the function returned None")
    if not isinstance(output, (tuple, list)) or len(output) != len(names):
        raise OutputError(f"the function is to return {len(names)} arrays: {', '.join(names)}")
    return {name: as_array(value) for name, value in zip(names, output, strict=True)}


def gradients_of_layer(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call a layer's backward function, which returns "dx", "dw" and "db"."""
    return named_outputs(objects, inputs, ("dx", "dw", "db"))


def step_with_velocity(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call an optimizer's step that remembers one array: it returns "w" and "v"."""
    return named_outputs(objects, inputs, ("w", "v"))


def step_with_moments(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call an optimizer's step that remembers two arrays: it returns "w", "m" and "v"."""
    return named_outputs(objects, inputs, ("w", "m", "v"))


def normalize_batch(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Call a normalization that keeps a record: "out", "running_mean" and "running_var"."""
    return named_outputs(objects, inputs, ("out", "running_mean", "running_var"))


def outputs_asked_for(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge a case by some of the outputs, where each group of cases stands for one of them.

    unseen: "asked", their names with commas between them
    """
    for name in (asked := unseen["asked"].split(", ")):
        if name not in arrays:
            raise OutputError(f"there is no {name}")
    return {name: arrays[name] for name in asked}
