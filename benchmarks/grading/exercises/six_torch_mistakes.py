"""What students write for the six exercises that is not right, each by name."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from autograder.exercises import Mistake


def bias_forgotten(x: Any, weight: Any, bias: Any) -> Any:
    return x @ weight.T


def not_transposed(x: Any, weight: Any, bias: Any) -> Any:
    return x @ weight + bias


def mean_of_each_column(prediction: Any, target: Any) -> Any:
    return ((prediction - target) ** 2).mean(axis=0).sum()


def not_squared(prediction: Any, target: Any) -> Any:
    return np.abs(prediction - target).mean()


def overflow(scores: Any, labels: Any) -> Any:
    with np.errstate(all="ignore"):
        powers = np.exp(scores)
        likely = powers / powers.sum(axis=1, keepdims=True)
        return -np.log(likely[np.arange(len(labels)), labels]).mean()


def summed(scores: Any, labels: Any) -> Any:
    logs = np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(labels)), labels]
    return logs.sum()


def gradient(weights: Any, x: Any, target: Any) -> Any:
    return 2 * x.T @ (x @ weights - target) / len(x)


def step_size_forgotten(weights: Any, x: Any, target: Any, lr: Any) -> Any:
    return weights - gradient(weights, x, target)


def uphill(weights: Any, x: Any, target: Any, lr: Any) -> Any:
    return weights + lr * gradient(weights, x, target)


def gradients_pile_up(weights: Any, x: Any, target: Any, lr: Any, steps: Any) -> Any:
    piled = np.zeros_like(weights, dtype=float)
    for _ in range(steps):
        piled = piled + gradient(weights, x, target)
        weights = weights - lr * piled
    return weights


def never_stepped(weights: Any, x: Any, target: Any, lr: Any, steps: Any) -> Any:
    return weights


def slid(image: Any, kernels: Any) -> Any:
    windows = sliding_window_view(image, kernels.shape[2:], axis=(1, 2))
    return np.einsum("cyxij,ocij->oyx", windows, kernels)


def first_channel_alone(image: Any, kernels: Any) -> Any:
    return slid(image[:1], kernels[:, :1])


def kernel_turned(image: Any, kernels: Any) -> Any:
    return slid(image, kernels[:, :, ::-1, ::-1])


MISTAKES = {
    "linear": (
        Mistake("bias forgotten", "What is the output where x is zero?", (bias_forgotten,)),
        Mistake("weight not transposed", "A row of weight is one output.", (not_transposed,)),
    ),
    "mse_loss": (
        Mistake("a mean for each column", "By how many do you divide?", (mean_of_each_column,)),
        Mistake("not squared", "What does an error of 2 cost?", (not_squared,)),
    ),
    "cross_entropy": (
        Mistake("overflow", "Which number is exp(1000)?", (overflow,)),
        Mistake("a sum over the rows", "By how many do you divide?", (summed,)),
    ),
    "sgd_step": (
        Mistake("step size forgotten", "How far is a step?", (step_size_forgotten,)),
        Mistake("uphill", "Which way does the loss fall?", (uphill,)),
    ),
    "train": (
        Mistake("gradients pile up", "What is in grad at the second step?", (gradients_pile_up,)),
        Mistake("never stepped", "The weights stay as they were.", (never_stepped,)),
    ),
    "conv2d": (
        Mistake("first channel alone", "What of the other channels?", (first_channel_alone,)),
        Mistake("kernel turned", "Which entry meets the window's first pixel?", (kernel_turned,)),
    ),
}
