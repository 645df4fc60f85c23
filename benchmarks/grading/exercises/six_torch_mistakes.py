"""What students write for the six exercises that is not right, each by name."""

from __future__ import annotations

from typing import Any

import torch

from autograder.exercises import Mistake


def bias_forgotten(x: Any, weight: Any, bias: Any) -> Any:
    return torch.as_tensor(x) @ torch.as_tensor(weight).T


def not_transposed(x: Any, weight: Any, bias: Any) -> Any:
    return torch.as_tensor(x) @ torch.as_tensor(weight) + torch.as_tensor(bias)


def mean_of_each_column(prediction: Any, target: Any) -> Any:
    return ((torch.as_tensor(prediction) - torch.as_tensor(target)) ** 2).mean(dim=0).sum()


def not_squared(prediction: Any, target: Any) -> Any:
    return (torch.as_tensor(prediction) - torch.as_tensor(target)).abs().mean()


def overflow(scores: Any, labels: Any) -> Any:
    powers = torch.as_tensor(scores).exp()
    likely = powers / powers.sum(dim=1, keepdim=True)
    return -likely[torch.arange(len(labels)), torch.as_tensor(labels)].log().mean()


def summed(scores: Any, labels: Any) -> Any:
    scores, labels = torch.as_tensor(scores), torch.as_tensor(labels)
    return torch.nn.functional.cross_entropy(scores, labels, reduction="sum")


def step_size_forgotten(weights: Any, x: Any, target: Any, lr: Any) -> Any:
    weights = torch.tensor(weights, requires_grad=True)
    loss = ((torch.as_tensor(x) @ weights - torch.as_tensor(target)) ** 2).mean()
    loss.backward()
    return weights - weights.grad


def uphill(weights: Any, x: Any, target: Any, lr: Any) -> Any:
    weights = torch.tensor(weights, requires_grad=True)
    loss = ((torch.as_tensor(x) @ weights - torch.as_tensor(target)) ** 2).mean()
    loss.backward()
    return weights + lr * weights.grad


def gradients_pile_up(weights: Any, x: Any, target: Any, lr: Any, steps: Any) -> Any:
    weights = torch.tensor(weights, requires_grad=True)
    for _ in range(steps):
        loss = ((torch.as_tensor(x) @ weights - torch.as_tensor(target)) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weights -= lr * weights.grad
    return weights


def never_stepped(weights: Any, x: Any, target: Any, lr: Any, steps: Any) -> Any:
    return torch.as_tensor(weights)


def first_channel_alone(image: Any, kernels: Any) -> Any:
    image, kernels = torch.as_tensor(image)[None, :1], torch.as_tensor(kernels)[:, :1]
    return torch.nn.functional.conv2d(image, kernels)[0]


def kernel_turned(image: Any, kernels: Any) -> Any:
    turned = torch.as_tensor(kernels).flip(2, 3)
    return torch.nn.functional.conv2d(torch.as_tensor(image)[None], turned)[0]


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
