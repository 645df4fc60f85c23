"""backward(output): send gradients from one number to every node behind it."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c01_computation_graphs import graphs
from autograder.exercises.c01_computation_graphs.by_torch import flowed_back
from autograder.exercises.c01_computation_graphs.topological_order import (
    before_their_parents,
    ordered,
)
from autograder.exercises.draws import distinct
from seeing.probes import Array, flow_back

GROUPS = {
    "chains and trees": 0.5,
    "shared nodes": 0.5,
    "random graphs": 0.25,
    "second call": 0.5,
    "more than one number": 0.25,
}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; the nodes are the probe's own, so only the flow decides."""

    def case(
        group: str, about: str, graph: str, outputs: str = "", leaves: str = "x", *shape: int
    ) -> Case:
        drawn = {name: distinct(rng, *shape)[()] for name in leaves}
        outputs = outputs or graph.split("; ")[-1][0]
        refuses = "ValueError" if group == "more than one number" else ""
        return Case(group, about, {"graph": graph, "outputs": outputs, **drawn}, refuses)

    plain, shared, again, many = (
        "chains and trees",
        "shared nodes",
        "second call",
        "more than one number",
    )
    drawn = [graphs.random_graph(rng, n) for n in (6, 9)]
    return [
        case(plain, "an output that is a leaf", "p ← 2 x", "x"),
        case(plain, "a chain", graphs.CHAIN),
        case(plain, "a tree", graphs.TREE, leaves="xyzw"),
        case(plain, "one number in a table of its own", graphs.CHAIN, "r", "x", 1, 1),
        case(plain, "an output that is a leaf and a table", "p ← 2 x", "x", "x", 1, 1),
        case(shared, "a node that is both parents of another", graphs.TWICE),
        case(shared, "a diamond", graphs.DIAMOND),
        case(shared, "three doublings in a row", graphs.DOUBLINGS),
        case(shared, "a short cut beside a long way", graphs.SHORT_CUT),
        case(shared, "a short cut that is met first", graphs.SHORT_CUT_FIRST),
        case(shared, "a node that is met early by one way", graphs.CROSSED),
        *(case("random graphs", "random steps", *graph, "xyz") for graph in drawn),
        case(again, "the same output twice", graphs.CHAIN, "r, r"),
        case(again, "the same output three times", graphs.DIAMOND, "s, s, s"),
        case(again, "another output of the same leaf", graphs.CHAIN, "r, p"),
        case(again, "an output inside the graph, then the last", graphs.DIAMOND, "q, s"),
        case(many, "a row of numbers", graphs.CHAIN, "r", "x", 2),
        case(many, "a table of numbers", graphs.TREE, "r", "xyzw", 2, 2),
    ]


def reference(graph: str, outputs: str, **leaves: Any) -> dict[str, Array]:
    """Let torch do it, from the last output alone."""
    return flowed_back(graph, outputs, **leaves)


def _refuse(output: Any) -> None:
    if np.size(output.val) != 1:
        raise ValueError("a gradient belongs to a single number")


def _forget(nodes: Any) -> None:
    for node in nodes:
        node.grad = np.zeros_like(node.val)


def _start(output: Any, nodes: Any) -> None:
    _refuse(output)
    _forget(nodes)
    output.grad = np.ones_like(output.val)


@mistake(
    MISTAKES,
    "recursion without an order",
    "Each time a node gets a contribution you send its whole gradient on at once, so what it had "
    "before is sent again: which nodes have to wait, and for what?",
)
def at_once(output: Any) -> Any:
    _start(output, ordered(output))
    _descend(output)


def _descend(node: Any) -> None:
    node.backpropagate()
    for parent in node.parents:
        _descend(parent)


@mistake(
    MISTAKES,
    "each node once, but too early",
    "You send a node's gradient on when you first arrive at it, and contributions that come later "
    "never get further.",
)
def too_early(output: Any) -> Any:
    nodes = before_their_parents(output)
    _start(output, nodes)
    for node in nodes:
        node.backpropagate()


@mistake(
    MISTAKES,
    "order not turned round",
    "You start at the leaves, which have no gradient yet: at which end does the flow begin?",
)
def from_the_leaves(output: Any) -> Any:
    nodes = ordered(output)
    _start(output, nodes)
    for node in nodes:
        node.backpropagate()


@mistake(
    MISTAKES,
    "flow never started",
    "Every gradient is zero: how much does the output change when the output itself grows by 1?",
)
def never_started(output: Any) -> Any:
    _refuse(output)
    nodes = ordered(output)
    _forget(nodes)
    for node in reversed(nodes):
        node.backpropagate()


@mistake(
    MISTAKES,
    "started with the output's value",
    "Your gradients are too large by a factor, which is the value of the output: what is the "
    "derivative of the output with respect to itself?",
)
def started_with_the_value(output: Any) -> Any:
    nodes = ordered(output)
    _start(output, nodes)
    output.grad = output.val.copy()
    for node in reversed(nodes):
        node.backpropagate()


@mistake(
    MISTAKES,
    "plain number where a table is due",
    "The output may be a table with a single entry, and each gradient has the shape of its node.",
)
def plain_number(output: Any) -> Any:
    nodes = ordered(output)
    _start(output, nodes)
    output.grad = 1.0
    for node in reversed(nodes):
        node.backpropagate()


@mistake(
    MISTAKES,
    "old gradients kept",
    "After a second call the gradients of the first are still in the sums: where should each node "
    "begin?",
)
def nothing_forgotten(output: Any) -> Any:
    _refuse(output)
    output.grad = np.ones_like(output.val)
    for node in reversed(ordered(output)):
        node.backpropagate()


@mistake(
    MISTAKES,
    "old gradients kept in the leaves",
    "You clear the nodes inside the graph, and the leaves still hold what an earlier call gave "
    "them.",
)
def leaves_not_forgotten(output: Any) -> Any:
    nodes = ordered(output)
    _refuse(output)
    _forget(node for node in nodes if node.parents)
    output.grad = np.ones_like(output.val)
    for node in reversed(nodes):
        node.backpropagate()


@mistake(
    MISTAKES,
    "old gradients kept inside the graph",
    "You clear the leaves, and the nodes between them and the output still hold what an earlier "
    "call gave them.",
)
def inside_not_forgotten(output: Any) -> Any:
    nodes = ordered(output)
    _refuse(output)
    _forget(node for node in nodes if not node.parents)
    output.grad = np.ones_like(output.val)
    for node in reversed(nodes):
        node.backpropagate()


@mistake(
    MISTAKES,
    "values moved",
    "You change the nodes' values, but to know the slope is one thing and to take a step is "
    "another.",
)
def values_moved(output: Any) -> Any:
    nodes = ordered(output)
    _start(output, nodes)
    for node in reversed(nodes):
        node.backpropagate()
    for node in nodes:
        node.val = node.val - 0.1 * node.grad


@mistake(
    MISTAKES,
    "more than one number goes unnoticed",
    "An output of several numbers has no gradient, and yours is that of their sum; the docstring "
    "says what should happen.",
)
def sum_of_the_outputs(output: Any) -> Any:
    nodes = ordered(output)
    _forget(nodes)
    output.grad = np.ones_like(output.val)
    for node in reversed(nodes):
        node.backpropagate()


EXERCISE = Exercise(
    name="backward",
    points=2,
    probe=flow_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
