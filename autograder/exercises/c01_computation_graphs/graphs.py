"""Graphs to try an order and a flow on: small ones that break things, and random ones."""

from __future__ import annotations

import numpy as np

CHAIN = "p ← 2 x; q ← 3 p; r ← 5 q"
TREE = "p ← 2 x + 3 y; q ← 5 z + 7 w; r ← 2 p + 3 q"
TWICE = "p ← 2 x + 3 x"
DIAMOND = "p ← 2 x; q ← 3 p; r ← 5 p; s ← q + 2 r"
DOUBLINGS = "p ← x + x; q ← p + p; r ← q + q"
# x has a short way to the output beside the long one, on the right and on the left.
SHORT_CUT = "p ← 2 x; q ← 3 p; r ← 5 q + 7 x"
SHORT_CUT_FIRST = "p ← 2 x; q ← 3 p; r ← 7 x + 5 q"
# q is met early by the short way, while p still waits for r.
CROSSED = "p ← 2 x; q ← 3 p; r ← 5 p + 7 q; s ← 2 p + 3 r"
# x is both parents of q and one of p: two children, and three ways.
TWICE_AND_ONCE = "p ← 2 x + 3 y; q ← x + x; r ← 5 p + 7 q"


def without_factors(graph: str) -> str:
    """Leave the factors out, which an order does not ask for.

    >>> without_factors("p ← 2 x + 3 y; q ← p + p")
    'p ← x + y; q ← p + p'
    """
    return " ".join(word for word in graph.split() if not word.lstrip("-").isdigit())


def random_graph(rng: np.random.Generator, operations: int, leaves: str = "xyz") -> tuple[str, str]:
    """Draw a graph in which every node leads to the last.

    operations: at least one fewer than leaves, at most 23
    returns the graph in words, and the name of its output
    """
    names, waiting = [*leaves], [*leaves]  # waiting: made, and not used by anything yet
    # An operation takes one that waits and adds another, so it is the joins that bring them to one.
    joins = rng.permutation(operations) < len(leaves) - 1
    lines = []
    for made, join in zip("abcdefghijklmnopqrstuvw", joins, strict=False):
        first = waiting.pop(0)
        used = [name for name in names if name not in waiting]
        second = waiting.pop(0) if join else str(rng.choice(used))
        waiting.append(made)
        names.append(made)
        factors = rng.integers(1, 4, size=2)
        lines.append(f"{made} ← {factors[0]} {first} + {factors[1]} {second}")
    return "; ".join(lines), names[-1]
