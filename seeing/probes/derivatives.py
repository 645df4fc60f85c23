"""Probes for derivatives of one step: a broadcast, a node, a function of many numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from seeing.probes.calls import (
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    as_array,
)
from seeing.probes.graphs import Node, gradient_of

NOT_NODES = ("upstream", "grad_before", "labels", "axis")


def sum_to_shape(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Call a function with an array and a shape.

    objects: the function
    inputs: "grad", an array; "shape", (k,) int or a list, handed over as a tuple
    """
    (function,) = objects
    grad = np.array(inputs["grad"])
    output = as_array(function(grad, tuple(int(n) for n in inputs["shape"])))
    if not np.array_equal(grad, inputs["grad"]):
        raise InputChangedError("grad")
    return output


def pass_back(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Make one node of a student's class from parents of our own, and call its `backpropagate`.

    objects: the class, called with the parents one by one and "labels" after them where the case
        has any, or with a list of the parents and "axis" where it has one
    inputs: each parent's value by name, or in words a parent that comes once more, such as "a"
        for b in a + a; "upstream", what is put into the node's `grad`; "grad_before", a number
        that each parent's `grad` is full of
    A second node of the class is made before the first passes back, from parents of 1 − value / 2:
    what a node keeps is its own.
    returns "NAME.grad" of each parent
    raises InputChangedError if the node's own `grad` or `val`, or a parent's, is not what it was,
        or if something reaches the nodes behind the parents
    """
    (layer,) = objects
    parents: dict[str, Node] = {}
    given = []
    for name in (name for name in inputs if name not in NOT_NODES):
        value = inputs[name]
        if not isinstance(value, str):
            parents[name] = Node(value, [Node(value)], [1.0], name)
            parents[name].grad = np.full_like(parents[name].val, inputs["grad_before"])
        given.append(parents[value if isinstance(value, str) else name])
    node = _made(layer, given, inputs)
    _made(layer, [Node(1 - parent.val / 2) for parent in given], inputs)
    node.grad = np.array(inputs["upstream"], dtype=float)
    value = np.array(getattr(node, "val", 0.0))
    node.backpropagate()
    if not np.array_equal(node.grad, inputs["upstream"]):
        raise InputChangedError("the node's own grad")
    if not np.array_equal(getattr(node, "val", 0.0), value):
        raise InputChangedError("the node's own val")
    for name, parent in parents.items():
        if not np.array_equal(parent.val, inputs[name]):
            raise InputChangedError(f"{name}.val")
        if parent.parents[0].grad.any():
            raise InputChangedError(
                "what lies behind its parents: Give to the parents alone, since each node hands on "
                "for itself."
            )
    return {f"{name}.grad": gradient_of(name, parent) for name, parent in parents.items()}


def _made(layer: Any, parents: list[Node], inputs: Inputs) -> Any:
    if "axis" in inputs:
        return layer(parents, inputs["axis"])
    if "labels" in inputs:
        return layer(*parents, np.array(inputs["labels"]))
    return layer(*parents)


def step_and_compare(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Let a student's function differentiate sum(c x³) + (sum(c x))² by small steps.

    objects: a function of (f, x, eps), where f takes an array like x and returns a number
    inputs: "x" any shape; "c" like x; "eps" > 0; "by_columns", whether x lies in memory column by
        column
    raises InputChangedError if x is not what it was before, up to rounding
    """
    (function,) = objects
    order: Literal["F", "C"] = "F" if inputs.get("by_columns") else "C"
    x, c = np.array(inputs["x"], order=order), np.array(inputs["c"], dtype=float)

    def f(at: Any) -> float:
        at = np.asarray(at)
        return float((c * at**3.0).sum() + (c * at).sum() ** 2)

    output = as_array(function(f, x, float(inputs["eps"])))
    if not np.allclose(x, inputs["x"], rtol=1e-9, atol=1e-9):
        raise InputChangedError("x")
    return output
