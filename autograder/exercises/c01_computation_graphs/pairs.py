"""What Add and Multiply have in common: the same cases, and mistakes of both."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Mistake
from autograder.exercises.c01_computation_graphs.layers import Rule, add, layer
from autograder.exercises.random_arrays import distinct


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; outside "contributions add" the parents are two, and their `grad` is 0."""

    def case(group: str, about: str, a: Any, b: Any, before: float = 0.0) -> Case:
        shape = np.broadcast_shapes(np.shape(a), () if isinstance(b, str) else np.shape(b))
        upstream = distinct(rng, *shape, largest=30)
        inputs = {"a": a, "b": b, "upstream": upstream, "grad_before": before}
        return Case(group, about, inputs)

    def draw(*shape: int) -> Any:
        return distinct(rng, *shape, largest=15)

    same, adds, wide = "same shape", "contributions add", "broadcasting"
    return [
        case(same, "two numbers", draw(), draw()),
        case(same, "two rows", draw(3), draw(3)),
        case(same, "two tables", draw(2, 3), draw(2, 3)),
        case(same, "a row with a 0 in it", draw(3) * [1, 0, 1], draw(3)),
        case(adds, "parents with a gradient already", draw(3), draw(3), before=100.0),
        case(adds, "one number, used twice", draw(), "a"),
        case(adds, "one table, used twice", draw(2, 2), "a", before=100.0),
        case(wide, "a row on every row of a table", draw(2, 3), draw(3)),
        case(wide, "a table and a single number", draw(2, 3), draw()),
        case(wide, "a row that comes first", draw(3), draw(2, 3)),
        case(wide, "a column and a row", draw(2, 1), draw(1, 3)),
        case(wide, "a column on every column", draw(2, 3), draw(2, 1)),
    ]


def not_summed(rule: Rule) -> list[Mistake]:
    """Return layers that forget broadcasting: one makes a new array, one adds in place."""

    def enlarge(parent: Any, grad: Any) -> None:
        parent.grad = parent.grad + grad

    def squeeze(parent: Any, grad: Any) -> None:
        parent.grad += grad

    return [
        Mistake(
            "gradient larger than its node",
            "Where a parent was broadcast, your gradient has the shape of the result and not that "
            "of the parent.",
            (layer(rule, enlarge),),
        ),
        Mistake(
            "gradient that does not fit its node",
            "Where a parent was broadcast, what you add has more entries than the gradient it is "
            "added to: which function of yours sums it down?",
            (layer(rule, squeeze),),
        ),
    ]


def once_per_node(rule: Rule) -> Mistake:
    """Return a layer that serves each parent once, though it may stand on both sides."""
    right = layer(rule)

    class Layer(right):  # type: ignore[misc, valid-type]  # a class made above
        def backpropagate(self) -> None:
            shares = rule(self.grad, *(parent.val for parent in self.parents), *self.others)
            for parent, share in dict(zip(self.parents, shares, strict=True)).items():
                add(parent, share)

    return Mistake(
        "parent used twice served once",
        "Where both parents are the same node, it should get two contributions and gets one.",
        (Layer,),
    )
