"""Right answers for the exercises of chapter 01 that deal with single numbers."""

from __future__ import annotations

import numpy as np


def shares_as_a_tuple(upstream, a, b):
    return upstream * b, upstream * a


def shares_in_a_list(upstream, a, b):
    return [b * upstream, a * upstream]


def shares_by_a_loop(upstream, a, b):
    shares = []
    for other in (b, a):
        shares.append(upstream * other)
    return shares


def shares_in_numpy(upstream, a, b):
    return upstream * np.array([b, a])


def shares_in_float32(upstream, a, b):
    return np.float32(upstream) * np.array([b, a], np.float32)


def walked_node_by_node(x, y):
    s, m = x + y, x * y
    r_grad = 1.0
    s_grad, m_grad = r_grad * m, r_grad * s
    x_grad, y_grad = s_grad, s_grad
    x_grad += m_grad * y
    y_grad += m_grad * x
    return x_grad, y_grad


def by_the_formula(x, y):
    return [2 * x * y + y * y, x * x + 2 * x * y]


def over_all_ways(x, y):
    """Add up what each way from the output to a leaf multiplies to."""
    s, m = x + y, x * y
    ways = {"x": [(m, 1), (s, y)], "y": [(m, 1), (s, x)]}
    return [sum(first * second for first, second in ways[name]) for name in ways]


def by_matrices(x, y):
    """Multiply the tables of local derivatives."""
    return np.array([x * y, x + y]) @ np.array([[1, 1], [y, x]])


def in_float32(x, y):
    x, y = np.float32(x), np.float32(y)
    return np.array([x * y + (x + y) * y, x * y + (x + y) * x])


NUMBERS = {
    "product_shares": [
        shares_as_a_tuple,
        shares_in_a_list,
        shares_by_a_loop,
        shares_in_numpy,
        shares_in_float32,
    ],
    "gradients_by_hand": [
        walked_node_by_node,
        by_the_formula,
        over_all_ways,
        by_matrices,
        in_float32,
    ],
}
