"""Build layers that pass back something wrong: the mistakes of this chapter's classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.exercises import Mistake
from seeing.probes import Array

# (the node's own gradient, the parents' values …, labels or axis) -> one gradient a parent
Rule = Callable[..., Sequence[Any]]
Give = Callable[[Any, Any], None]


def fitted(grad: Any, shape: tuple[int, ...]) -> Array:
    """Sum a gradient down to the shape of what was broadcast."""
    grad = np.asarray(grad, dtype=float)
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, (n, m) in enumerate(zip(shape, grad.shape, strict=True)) if n < m)
    summed: Array = grad.sum(axis=stretched, keepdims=True)
    return summed


def add(parent: Any, grad: Any) -> None:
    """Give a parent its share, as it should be done."""
    parent.grad = parent.grad + fitted(grad, parent.val.shape)


def replace(parent: Any, grad: Any) -> None:
    """Give a parent its share, and lose what was there."""
    parent.grad = fitted(grad, parent.val.shape)


def layer(rule: Rule, give: Give = add) -> type:
    """Return a class of nodes that pass back what `rule` says, in the way of `give`."""

    class Layer:
        def __init__(self, *arguments: Any) -> None:
            first, *rest = arguments
            nodes = first if isinstance(first, list) else [a for a in arguments if _is_node(a)]
            self.parents = tuple(nodes)
            self.others = tuple(a for a in rest if not _is_node(a))
            self.grad: Any = None

        def backpropagate(self) -> None:
            values = [parent.val for parent in self.parents]
            shares = rule(self.grad, *values, *self.others)
            for parent, share in zip(self.parents, shares, strict=False):
                give(parent, share)

    return Layer


def _is_node(thing: Any) -> bool:
    return hasattr(thing, "backpropagate")


def wrong(known: list[Mistake], name: str, help: str, give: Give = add) -> Callable[[Rule], Rule]:
    """Add a layer with the rule below this line to the known mistakes."""

    def known_now(rule: Rule) -> Rule:
        known.append(Mistake(name, help, (layer(rule, give),)))
        return rule

    return known_now


def of_every_layer(right: Rule) -> list[Mistake]:
    """Return the mistakes that any layer can have, with a right rule otherwise."""

    def without_upstream(grad: Array, *arguments: Any) -> Sequence[Any]:
        return right(np.ones_like(grad), *arguments)

    return [
        Mistake(
            "gradient replaced",
            "Your lines overwrite what other nodes have already given to the same parent: what "
            "happens to the contributions of a node that is used twice?",
            (layer(right, replace),),
        ),
        Mistake(
            "upstream gradient left out",
            "You hand on the local derivative alone, which says how this node changes; how much "
            "does the output change when this node does?",
            (layer(without_upstream),),
        ),
    ]


def kept_by_the_class(right: Rule) -> Mistake:
    """Return the mistake of a layer whose nodes keep in one place what each needs for itself."""

    class Shared(layer(right)):  # type: ignore[misc]  # a class made by a call
        values: Sequence[Any] = ()

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            Shared.values = [parent.val for parent in self.parents]

        def backpropagate(self) -> None:
            for parent, share in zip(
                self.parents, right(self.grad, *Shared.values, *self.others), strict=False
            ):
                add(parent, share)

    return Mistake(
        "kept by the class",
        "What a node needs on the way back is kept at the class or outside, where the next node "
        "writes over it: what is the node's own?",
        (Shared,),
    )
