"""Probes for computation graphs: a node of a student's, an order, a flow of gradients.

The nodes here multiply by numbers that the case gives, so they hold no answer to any exercise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Arrays, Inputs, OutputError, as_array


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
