"""Ways to add a share to a parent's gradient, all of them right."""

from __future__ import annotations

import numpy as np


class Node:
    """A student's base class."""

    def __init__(self, val=0.0, parents=()):
        self.val, self.parents = val, parents
        self.grad = np.zeros_like(val)


def summed(grad, shape):
    """Sum axis by axis."""
    grad = np.asarray(grad)
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def _class(rule, give, how):
    class Layer(Node):
        def __init__(self, *arguments):
            if isinstance(arguments[0], list):
                nodes, self.others = arguments[0], arguments[1:]
            else:
                nodes = [a for a in arguments if hasattr(a, "parents")]
                self.others = [a for a in arguments if not hasattr(a, "parents")]
            super().__init__(parents=tuple(nodes))

        def backpropagate(self):
            shares = rule(self.grad, *(parent.val for parent in self.parents), *self.others)
            for parent, share in zip(self.parents, shares, strict=True):
                give(parent, summed(share, parent.val.shape))

    Layer.__qualname__ = f"{rule.__name__} {how}"
    return Layer


def in_place(rule):
    def give(parent, share):
        parent.grad += share

    return _class(rule, give, "in place")


def out_of_place(rule):
    def give(parent, share):
        parent.grad = parent.grad + share

    return _class(rule, give, "out of place")


def in_float32(rule):
    def give(parent, share):
        parent.grad = (np.float32(parent.grad) + np.float32(share)).astype(np.float32)

    return _class(rule, give, "in float32")


GIVING = (in_place, out_of_place, in_float32)
