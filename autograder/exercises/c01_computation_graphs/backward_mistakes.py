"""What students write for `backward` that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c01_computation_graphs.topological_order import (
    before_their_parents,
    ordered,
)

MISTAKES: list[Mistake] = []


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
    "gradients inside the graph thrown away",
    "A node that has handed its gradient on still has one of its own: the docstring asks for every "
    "node's.",
)
def inside_thrown_away(output: Any) -> Any:
    nodes = ordered(output)
    _start(output, nodes)
    for node in reversed(nodes):
        node.backpropagate()
        if node.parents:
            _forget([node])


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
