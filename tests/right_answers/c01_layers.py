"""Right classes for chapter 01: each way back in several formulas, each given in several ways."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, softmax

from tests.right_answers.c01_ways_to_give import GIVING, Node, summed


def add(grad, a, b):
    return grad, grad


def add_by_ones(grad, a, b):
    return grad * np.ones_like(a), np.ones_like(b) * grad


def multiply(grad, a, b):
    return grad * b, grad * a


def multiply_by_einsum(grad, a, b):
    return np.einsum("...,...->...", grad, b), np.einsum("...,...->...", grad, a)


def matmul(grad, a, b):
    return grad @ b.T, a.T @ grad


def matmul_by_einsum(grad, a, b):
    return np.einsum("ij,kj->ik", grad, b), np.einsum("ik,ij->kj", a, grad)


def matmul_entry_by_entry(grad, a, b):
    for_a, for_b = np.zeros_like(a), np.zeros_like(b)
    for i, k, j in np.ndindex(*a.shape, b.shape[1]):
        for_a[i, k] += grad[i, j] * b[k, j]
        for_b[k, j] += grad[i, j] * a[i, k]
    return for_a, for_b


def relu(grad, a):
    return (grad * (a > 0),)


def relu_by_where(grad, a):
    return (np.where(a > 0, grad, 0.0),)


def relu_on_a_copy(grad, a):
    share = grad.copy()
    share[a <= 0] = 0
    return (share,)


def sigmoid(grad, a):
    return (grad * expit(a) * (1 - expit(a)),)


def sigmoid_of_both_sides(grad, a):
    return (grad * expit(a) * expit(-a),)


def sigmoid_by_tanh(grad, a):
    return (grad * (1 - np.tanh(a / 2) ** 2) / 4,)


def concatenate(grad, *parts):
    *arrays, axis = parts
    ends = np.cumsum([array.shape[axis] for array in arrays])
    return np.split(grad, ends[:-1], axis=axis)


def concatenate_by_slices(grad, *parts):
    *arrays, axis = parts
    pieces, start = [], 0
    for array in arrays:
        stop = start + array.shape[axis]
        pieces.append(np.take(grad, range(start, stop), axis=axis))
        start = stop
    return pieces


def log_softmax(grad, a):
    return (grad - softmax(a, axis=-1) * grad.sum(axis=-1, keepdims=True),)


def log_softmax_by_matrices(grad, a):
    """Multiply each row by its own table of derivatives."""
    p = softmax(a, axis=-1)
    table = np.eye(a.shape[-1]) - p[..., None, :]
    return (np.einsum("...i,...ij->...j", grad, table),)


def squared_error(grad, prediction, target):
    share = grad * 2 * (prediction - target) / prediction.size
    return share, -share


def squared_error_twice(grad, prediction, target):
    return (
        2 / prediction.size * grad * (prediction - target),
        2 / target.size * grad * (target - prediction),
    )


def likelihood(grad, log_probabilities, labels):
    share = np.zeros_like(log_probabilities)
    share[np.arange(len(labels)), labels] = -grad / len(labels)
    return (share,)


def likelihood_by_loops(grad, log_probabilities, labels):
    share = np.zeros(log_probabilities.shape)
    for row, label in enumerate(labels):
        share[row][label] -= float(grad) / len(labels)
    return (share,)


def likelihood_by_comparison(grad, log_probabilities, labels):
    hot = np.asarray(labels)[:, None] == np.arange(log_probabilities.shape[1])
    return (np.where(hot, -grad, 0.0) / len(hot),)


class AddWrittenOut(Node):
    """With its two parents as attributes, as the lecture writes it."""

    def __init__(self, a, b):
        self.t1, self.t2 = a, b
        super().__init__(a.val + b.val, (a, b))

    def backpropagate(self):
        for parent in (self.t1, self.t2):
            parent.grad = parent.grad + summed(self.grad, parent.val.shape)


RULES = {
    "Add": [add, add_by_ones],
    "Multiply": [multiply, multiply_by_einsum],
    "MatMul": [matmul, matmul_by_einsum, matmul_entry_by_entry],
    "ReLU": [relu, relu_by_where, relu_on_a_copy],
    "Sigmoid": [sigmoid, sigmoid_of_both_sides, sigmoid_by_tanh],
    "Concatenate": [concatenate, concatenate_by_slices],
    "LogSoftmax": [log_softmax, log_softmax_by_matrices],
    "MeanSquaredError": [squared_error, squared_error_twice],
    "NegativeLogLikelihood": [likelihood, likelihood_by_loops, likelihood_by_comparison],
}
LAYERS = {
    name: [giving(rule) for rule in rules for giving in GIVING] for name, rules in RULES.items()
}
LAYERS["Add"].append(AddWrittenOut)
