"""Probes for computation graphs: their order, and the flow of gradients through them.

A case describes a graph in words, such as "p ← 2 x + 3 y; q ← p + p". Its nodes are made here, and
each multiplies by numbers that the case gives, so no node holds an answer to an exercise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import (
    AnotherResultError,
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    OutputError,
    as_array,
)


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
    leaves = zip(names, nodes, strict=False)  # the leaves come first
    gradients = {f"grad {name}": gradient_of(name, node) for name, node in leaves}
    return {"value": as_array(nodes[-1].val), **gradients}


def gradient_of(name: str, node: Any) -> Array:
    """Read a node's `grad`; raise OutputError where it was never filled."""
    if node.grad is None:
        raise OutputError(f"the gradient of {name} was never filled")
    return as_array(node.grad)


class Node:
    """A stand-in for a student's node: the sum of its parents, each times a factor."""

    def __init__(
        self, val: Any, parents: Sequence[Node] = (), factors: Sequence[float] = (), name: str = ""
    ) -> None:
        self.val = np.array(val, dtype=float)
        self.grad: Any = np.zeros_like(self.val)
        self.parents = tuple(parents)
        self.factors = tuple(factors)
        self.name = name

    def backpropagate(self) -> None:
        """Hand the gradient on, times each factor."""
        for parent, factor in zip(self.parents, self.factors, strict=True):
            # A sum of arrays without axes is a number, and a student may write into the gradient.
            parent.grad = np.asarray(parent.grad + factor * self.grad)


def build(graph: str, leaves: Mapping[str, Any]) -> dict[str, Node]:
    """Make the nodes of a graph, by name and in the order in which they are mentioned.

    graph: such as "p ← 2 x + 3 y; q ← p + p"; a term without a factor counts once
    leaves: values by name; a leaf that is not among them is 1
    """
    nodes = {name: Node(value, name=name) for name, value in leaves.items()}
    for line in graph.split("; "):
        name, terms = line.split(" ← ")
        parents, factors = [], []
        for term in terms.split(" + "):
            *factor, parent = term.split()
            parents.append(nodes.setdefault(parent, Node(1.0, name=parent)))
            factors.append(float(factor[0]) if factor else 1.0)
        value = sum(f * p.val for f, p in zip(factors, parents, strict=True))
        nodes[name] = Node(value, parents, factors, name)
    return nodes


def list_nodes(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Ask for the nodes behind an output in an order, and return their numbers in it.

    objects: a function from the output node to a list of nodes
    inputs: "graph", see `build`; "output", a name in it; "name", what all nodes are called, if
        not as in the graph
    returns (n,) int; nodes are numbered as they are mentioned
    raises AnotherResultError if a second call gives other nodes
    """
    (function,) = objects
    nodes = build(inputs["graph"], {})
    numbers = {id(node): number for number, node in enumerate(nodes.values())}
    for node in nodes.values():
        node.name = inputs.get("name", node.name)
    try:
        first, again = (
            [numbers[id(node)] for node in function(nodes[inputs["output"]])] for _ in range(2)
        )
    except TypeError as error:
        raise OutputError("the function is to return a list of nodes") from error
    except KeyError as error:
        raise OutputError("the list holds something that is no node of this graph") from error
    if sorted(first) != sorted(again):
        raise AnotherResultError
    return np.array(first, dtype=int)


def place_in_order(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge an order of nodes by what matters, since most graphs have many right ones.

    arrays: "output" (k,) from `list_nodes`
    unseen: "graph", as it was given
    returns "times listed (NAMES)", for each node, and "after its parents (NAMES)", 1 if it is so
    """
    order = arrays["output"].astype(int).tolist()
    built = build(unseen["graph"], {})
    names, nodes = " ".join(built), [*built.values()]
    if not set(order) <= set(range(len(nodes))):
        raise OutputError("a number that no node has")
    first = {number: order.index(number) for number in set(order)}
    places = {id(node): first.get(number, -1) for number, node in enumerate(nodes)}
    follows = [all(places[id(p)] < places[id(node)] for p in node.parents) for node in nodes]
    return {
        f"times listed ({names})": np.bincount(order, minlength=len(nodes)),
        f"after its parents ({names})": np.array(follows, dtype=int),
    }


def flow_back(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function send gradients through a graph, from one output after another.

    objects: a function that takes the output node and fills the `grad` of every node behind it
    inputs: "graph", see `build`; "outputs", names in it, such as "q, q" for two calls; "left_over",
        whether each node's `grad` holds NaN before; the others are the leaves'
        values
    returns "NAME.grad" of each node behind the last output, itself included, after the last call
    raises InputChangedError if a node's value is not what it was before
    """
    (backward,) = objects
    others = ("graph", "outputs", "left_over")
    leaves = {name: value for name, value in inputs.items() if name not in others}
    nodes = build(inputs["graph"], leaves)
    before = {name: node.val.copy() for name, node in nodes.items()}
    if inputs.get("left_over"):
        for node in nodes.values():
            node.grad = np.full_like(node.val, np.nan)
    for name in (names := inputs["outputs"].split(", ")):
        backward(nodes[name])
    for name, value in before.items():
        if not np.array_equal(value, nodes[name].val):
            raise InputChangedError(f"{name}.val")
    return {f"{node.name}.grad": gradient_of(node.name, node) for node in behind(nodes[names[-1]])}


def behind(output: Node) -> list[Node]:
    """Return every node that an output is made from, and itself at the end, each once."""
    found = [output]
    for node in found:  # grows while it is read
        found += [parent for parent in dict.fromkeys(node.parents) if parent not in found]
    return found[::-1]
