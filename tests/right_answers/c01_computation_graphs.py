"""Right answers for the exercises of chapter 01, Computation graphs."""

from __future__ import annotations

from graphlib import TopologicalSorter

import numpy as np

from tests.right_answers.c01_layers import LAYERS
from tests.right_answers.c01_numbers import NUMBERS


def unbroadcast_axis_by_axis(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def unbroadcast_padded(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    axes = tuple(i for i, (n, m) in enumerate(zip(padded, grad.shape, strict=True)) if n != m)
    return grad.sum(axis=axes, keepdims=True).reshape(shape)


def unbroadcast_entry_by_entry(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    out = np.zeros(padded)
    for place in np.ndindex(grad.shape):
        out[tuple(i if n > 1 else 0 for i, n in zip(place, padded, strict=True))] += grad[place]
    return out.reshape(shape)


def unbroadcast_in_float32(grad, shape):
    return unbroadcast_padded(np.asarray(grad, np.float32), shape)


def unbroadcast_counting_down(grad, shape):
    if grad.shape == shape:
        return grad
    if grad.ndim > len(shape):
        return unbroadcast_counting_down(np.add.reduce(grad), shape)
    axis = next(i for i in range(len(shape)) if shape[i] != grad.shape[i])
    return unbroadcast_counting_down(grad.sum(axis, keepdims=True), shape)


def order_recursive(output):
    order = []

    def visit(node):
        if node not in order:
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(output)
    return order


def order_recursive_from_the_right(output, seen=None):
    seen = {} if seen is None else seen
    for parent in reversed(output.parents):
        if parent not in seen:
            order_recursive_from_the_right(parent, seen)
    seen[output] = True
    return list(seen)


def order_with_a_stack(output):
    order, seen, stack = [], set(), [(output, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack += [(parent, False) for parent in node.parents]
    return tuple(order)


def order_by_counting_children(output):
    """Kahn's algorithm, from the output."""
    waiting, found = {}, [output]
    for node in found:
        for parent in node.parents:
            waiting[parent] = waiting.get(parent, 0) + 1
            if waiting[parent] == 1:
                found.append(parent)
    order = [output]
    for node in order:
        for parent in node.parents:
            waiting[parent] -= 1
            if waiting[parent] == 0:
                order.append(parent)
    return order[::-1]


def order_by_depth(output):
    depth = {}

    def measure(node):
        if node not in depth:
            depth[node] = 1 + max(map(measure, node.parents), default=0)
        return depth[node]

    measure(output)
    return sorted(depth, key=depth.get)


def order_by_graphlib(output):
    behind, found = {}, [output]
    for node in found:
        behind[node] = set(node.parents)
        found += [parent for parent in behind[node] if parent not in found]
    return [*TopologicalSorter(behind).static_order()]


def backward_in_order(output):
    if output.val.size != 1:
        raise ValueError("not one number")
    order = order_recursive(output)
    for node in order:
        node.grad = np.zeros_like(node.val)
    output.grad = np.ones_like(output.val)
    for node in reversed(order):
        node.backpropagate()


def backward_by_multiplying_with_zero(output):
    if np.size(output.val) > 1:
        raise ValueError
    order = order_with_a_stack(output)[::-1]
    for node in order:
        node.grad = 0.0 * node.val
    output.grad = np.full(np.shape(output.val), 1)
    for node in order:
        node.backpropagate()


def backward_in_place(output):
    order = order_by_depth(output)
    for node in order:
        node.grad[...] = 0
    if output.val.shape and output.val.size != 1:
        raise ValueError("a table")
    output.grad += 1
    while order:
        order.pop().backpropagate()


def backward_in_float32(output):
    if output.val.size != 1:
        raise ValueError("not one number")
    order = order_by_counting_children(output)
    for node in order:
        node.grad = np.zeros(node.val.shape, np.float32)
    output.grad = np.ones(output.val.shape, np.float32)
    [node.backpropagate() for node in order[::-1]]


def gradient_in_place(f, x, eps):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + eps
        above = f(x)
        x[place] = kept - eps
        below = f(x)
        x[place] = kept
        gradient[place] = (above - below) / (2 * eps)
    return gradient


def gradient_by_copies(f, x, eps):
    x = np.asarray(x, dtype=float)
    out = []
    for i in range(x.size):
        up, down = x.ravel().copy(), x.ravel().copy()
        up[i] += eps
        down[i] -= eps
        out.append((f(up.reshape(x.shape)) - f(down.reshape(x.shape))) / (2 * eps))
    return np.array(out).reshape(x.shape)


def gradient_by_unit_steps(f, x, eps):
    x = np.asarray(x, float)
    steps = np.eye(x.size).reshape(x.size, *x.shape) * eps
    return np.reshape([(f(x + s) - f(x - s)) / (2 * eps) for s in steps], x.shape)


def gradient_with_an_iterator(f, x, eps):
    x = np.array(x, np.float64)
    gradient = np.empty(x.shape)
    walk = np.nditer(x, flags=["multi_index"])
    for _ in walk:
        step = np.zeros(x.shape)
        step[walk.multi_index] = eps
        gradient[walk.multi_index] = (f(x + step) - f(x - step)) / 2 / eps
    return gradient


def gradient_in_the_callers_array(f, x, eps):
    """Move the caller's own array where it is of floats, and put every entry back."""
    own = x if x.dtype == np.float64 else x.astype(np.float64)
    return np.asarray(gradient_put_back(f, own, eps), np.float32)


def gradient_put_back(f, x, eps):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += eps
        above = f(x)
        x[place] -= 2 * eps
        below = f(x)
        x[place] += eps
        gradient[place] = (above - below) / (2 * eps)
    return gradient


RIGHT_ANSWERS = {
    **NUMBERS,
    "unbroadcast": [
        unbroadcast_axis_by_axis,
        unbroadcast_padded,
        unbroadcast_entry_by_entry,
        unbroadcast_in_float32,
        unbroadcast_counting_down,
    ],
    "topological_order": [
        order_recursive,
        order_recursive_from_the_right,
        order_with_a_stack,
        order_by_counting_children,
        order_by_depth,
        order_by_graphlib,
    ],
    "backward": [
        backward_in_order,
        backward_by_multiplying_with_zero,
        backward_in_place,
        backward_in_float32,
    ],
    "numerical_gradient": [
        gradient_in_place,
        gradient_by_copies,
        gradient_by_unit_steps,
        gradient_with_an_iterator,
        gradient_in_the_callers_array,
    ],
    **LAYERS,
}
