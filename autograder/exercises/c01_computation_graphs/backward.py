"""backward(output): send gradients from one number to every node behind it."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c01_computation_graphs import graphs
from autograder.exercises.c01_computation_graphs.backward_mistakes import MISTAKES
from autograder.exercises.c01_computation_graphs.by_torch import flowed_back
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, flow_back

GROUPS = {
    "chains and trees": 0.5,
    "shared nodes": 0.5,
    "random graphs": 0.25,
    "second call": 0.5,
    "more than one number": 0.25,
}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; the nodes are the probe's own, so only the flow decides."""

    def case(
        group: str,
        about: str,
        graph: str,
        outputs: str = "",
        leaves: str = "x",
        *shape: int,
        left_over: int = 0,
    ) -> Case:
        drawn = {name: distinct(rng, *shape)[()] for name in leaves}
        outputs = outputs or graph.split("; ")[-1][0]
        refuses = "ValueError" if group == "more than one number" else ""
        told = {"graph": graph, "outputs": outputs, "left_over": left_over}
        return Case(group, about, {**told, **drawn}, refuses)

    plain, shared, again, many = (
        "chains and trees",
        "shared nodes",
        "second call",
        "more than one number",
    )
    drawn = [_with_a_short_cut(*graphs.random_graph(rng, n)) for n in (5, 8)]
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
        case(again, "nodes whose grad holds anything", graphs.DIAMOND, left_over=1),
        case(many, "a row of numbers", graphs.CHAIN, "r", "x", 2),
        case(many, "a table of numbers", graphs.TREE, "r", "xyzw", 2, 2),
    ]


def _with_a_short_cut(graph: str, output: str) -> tuple[str, str]:
    """Let one more operation add the first one's result, which is met too early by that way."""
    return f"{graph}; w ← 2 {graph[0]} + 3 {output}", "w"


def reference(graph: str, outputs: str, left_over: int, **leaves: Any) -> dict[str, Array]:
    """Let torch do it, from the last output alone."""
    return flowed_back(graph, outputs, **leaves)


EXERCISE = Exercise(
    name="backward",
    points=2,
    probe=flow_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
