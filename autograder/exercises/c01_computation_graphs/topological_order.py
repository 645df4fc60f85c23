"""topological_order(output): every node behind an output, parents before children."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c01_computation_graphs import graphs
from seeing.probes import Array, list_nodes, place_in_order
from seeing.probes.graphs import build

GROUPS = {"chains and trees": 0.5, "shared nodes": 0.5, "short cuts": 0.75, "random graphs": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; a short cut tells an order from what merely looks like one."""

    def case(group: str, about: str, graph: str, output: str = "") -> Case:
        graph = graphs.without_factors(graph)
        inputs = {"graph": graph, "output": output or graph.split("; ")[-1][0]}
        return Case(group, about, inputs, unseen={"graph": graph})

    def longer(group: str, about: str, graph: str) -> Case:
        return case(group, about, graph + _some_steps(rng, graph.split("; ")[-1][0]))

    def named_alike(group: str, about: str, graph: str) -> Case:
        made = longer(group, about, graph)
        return replace(made, inputs={**made.inputs, "name": "x"})

    plain, shared, short = "chains and trees", "shared nodes", "short cuts"
    return [
        case(plain, "an output with nothing behind it", "p ← x", "x"),
        case(plain, "a single step", "p ← x + y"),
        longer(plain, "a chain", graphs.CHAIN),
        longer(plain, "a tree", graphs.TREE),
        longer(plain, "a node of three parents", "p ← 2 x + 3 y; q ← 5 z + 7 w; r ← x + p + q"),
        case(plain, "a node beside the graph, which the output does not need", graphs.CHAIN, "q"),
        longer(shared, "a node that is both parents of another", graphs.TWICE),
        longer(shared, "a diamond", graphs.DIAMOND),
        longer(shared, "three doublings in a row", graphs.DOUBLINGS),
        named_alike(shared, "all nodes have the name x", graphs.DIAMOND),
        longer(short, "a short cut beside a long way", graphs.SHORT_CUT),
        longer(short, "a short cut that is met first", graphs.SHORT_CUT_FIRST),
        longer(short, "a node that is met early by one way", graphs.CROSSED),
        longer(short, "a node that is met early by the other way", _mirrored(graphs.CROSSED)),
        longer(short, "a node used twice by one node, once by another", graphs.TWICE_AND_ONCE),
        longer(short, "the same, the other way round", _mirrored(graphs.TWICE_AND_ONCE)),
        *(case("random graphs", f"{n} random steps", _random_graph(rng, n)) for n in (6, 9)),
    ]


def _some_steps(rng: np.random.Generator, last: str) -> str:
    """Lengthen a graph at its output, so that no list of graphs and their orders helps."""
    names = [last, *"abcd"[: rng.integers(1, 5)]]
    return "".join(f"; {made} ← {used}" for used, made in pairwise(names))


def _random_graph(rng: np.random.Generator, operations: int) -> str:
    """Draw a graph that neither way of turning a walk from the output round puts in order.

    And one in which it costs nothing to let a node go too early: chance would decide of the points.
    """
    while True:
        graph, name = graphs.random_graph(rng, operations)
        output = build(graph, {})[name]
        walks = by_distance(output), walk_turned_round(output)
        if not any(map(_is_order, walks)) and _is_order(let_go_too_early(output)):
            return graph


def _is_order(nodes: list[Any]) -> bool:
    return all(nodes.index(p) < nodes.index(node) for node in nodes for p in node.parents)


def _mirrored(graph: str) -> str:
    """Exchange the two terms of each step."""
    lines = (line.split(" ← ") for line in graph.split("; "))
    return "; ".join(f"{name} ← {' + '.join(terms.split(' + ')[::-1])}" for name, terms in lines)


def reference(graph: str, output: str, name: str = "") -> Array:
    """Let Python's graphlib sort; what nodes are called does not matter."""
    nodes = build(graph, {})
    numbers = {id(node): number for number, node in enumerate(nodes.values())}
    behind = {}
    to_visit = [nodes[output]]
    while to_visit:
        node = to_visit.pop()
        behind[numbers[id(node)]] = [numbers[id(parent)] for parent in node.parents]
        to_visit += node.parents
    return np.array([*TopologicalSorter(behind).static_order()])


@mistake(
    MISTAKES,
    "shared nodes listed once for each way",
    "A node that is used twice stands in your list twice: how can a node be recognised when it is "
    "met again?",
)
def once_for_each_way(output: Any) -> Any:
    return [node for parent in output.parents for node in once_for_each_way(parent)] + [output]


@mistake(
    MISTAKES,
    "output first",
    "Your order runs from the output to the leaves, and it is asked for the other way round.",
)
def output_first(output: Any) -> Any:
    return ordered(output)[::-1]


@mistake(
    MISTAKES,
    "nodes told apart by their names",
    "Two nodes may have one name, and you take them for one: by what can a node be recognised "
    "that no other has?",
)
def by_name(output: Any) -> Any:
    return [*{node.name: node for node in ordered(output)}.values()]


@mistake(
    MISTAKES,
    "nodes listed before their parents",
    "You write a node down when you arrive at it, before its parents have had their turn.",
)
def before_their_parents(output: Any) -> Any:
    return _walked(output, [])


def _walked(node: Any, order: list[Any]) -> list[Any]:
    if node not in order:
        order.append(node)
        for parent in node.parents:
            _walked(parent, order)
    return order


@mistake(
    MISTAKES,
    "sorted by the shortest way to the output",
    "You go back from the output step by step and turn the list round; a node with a short and a "
    "long way to the output then stands too late.",
)
def by_distance(output: Any) -> Any:
    order = [output]
    for node in order:  # grows while it is read
        order += [p for p in dict.fromkeys(node.parents) if p not in order]
    return order[::-1]


@mistake(
    MISTAKES,
    "walk from the output turned round",
    "You note the nodes in the order of a walk from the output and turn the list round; that does "
    "not make every parent wait for all that is made from it.",
)
def walk_turned_round(output: Any) -> Any:
    return _walked(output, [])[::-1]


@mistake(
    MISTAKES,
    "a node let go before its last child",
    "Where a child uses a node twice, you count one child that the node waits for and take off "
    "two: count both times in one way.",
)
def let_go_too_early(output: Any) -> Any:
    nodes = ordered(output)
    waiting = {id(node): 0 for node in nodes}
    for node in nodes:
        for parent in dict.fromkeys(node.parents):
            waiting[id(parent)] += 1
    free, order = [output], []
    while free:
        order.append(node := free.pop())
        for parent in node.parents:
            waiting[id(parent)] -= 1
            if waiting[id(parent)] == 0:
                free.append(parent)
    return order[::-1]


@mistake(
    MISTAKES,
    "output left out",
    "The output is a node of its graph too, and your list ends before it.",
)
def without_output(output: Any) -> Any:
    return ordered(output)[:-1]


@mistake(
    MISTAKES,
    "leaves left out",
    "Nodes without parents are missing in your list, but it is their gradients that training "
    "needs.",
)
def without_leaves(output: Any) -> Any:
    return [node for node in ordered(output) if node.parents]


@mistake(
    MISTAKES,
    "only the first parent followed",
    "You go back through one parent of each node: what lies behind the other?",
)
def first_parent_only(output: Any) -> Any:
    return [*(first_parent_only(output.parents[0]) if output.parents else []), output]


@mistake(
    MISTAKES,
    "one step back only",
    "Your list holds the output and its parents: what lies behind those?",
)
def one_step_back(output: Any) -> Any:
    return [*dict.fromkeys(output.parents), output]


def ordered(output: Any, order: list[Any] | None = None) -> list[Any]:
    """Return a right order, for the mistakes here and in `backward`."""
    order = [] if order is None else order
    parents: Iterable[Any] = output.parents
    for parent in parents:
        ordered(parent, order)
    if output not in order:
        order.append(output)
    return order


EXERCISE = Exercise(
    name="topological_order",
    points=2,
    probe=list_nodes,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=place_in_order,
)
