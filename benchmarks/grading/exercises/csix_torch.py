"""Six small exercises in torch, two case groups of one point each.

The references import torch where they are called, as the course's own do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.random_arrays import distinct
from benchmarks.grading.exercises.six_torch_mistakes import MISTAKES
from seeing.probes import Array, call_function


def whole(rng: np.random.Generator, *shape: int) -> Array:
    """Draw whole numbers from -3 to 3."""
    return rng.integers(-3, 4, shape).astype(float)


def linear_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, n: int, d: int, out: int, bias: Array) -> Case:
        inputs = {"x": distinct(rng, n, d), "weight": distinct(rng, out, d), "bias": bias}
        return Case(group, f"{out} outputs", inputs)

    return [
        case("products", 3, 4, 2, np.zeros(2)),
        case("products", 2, 3, 3, np.zeros(3)),
        case("bias", 3, 2, 4, distinct(rng, 4)),
        case("bias", 1, 2, 2, distinct(rng, 2)),
    ]


def mse_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, *shape: int) -> Case:
        inputs = {"prediction": distinct(rng, *shape), "target": distinct(rng, *shape)}
        return Case(group, f"shape {shape}", inputs)

    return [
        case("vectors", 5),
        case("vectors", 8),
        case("matrices", 2, 3),
        case("matrices", 4, 3),
    ]


def cross_entropy_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, n: int, classes: int, scale: float) -> Case:
        scores = scale * distinct(rng, n, classes, largest=20)
        # Where the largest score is the right one there is no loss, and no mistake shows.
        inputs = {"scores": scores, "labels": scores.argmin(axis=1)}
        return Case(group, f"{classes} classes", inputs)

    return [
        case("ordinary scores", 4, 3, 0.25),
        case("ordinary scores", 2, 5, 0.25),
        case("large scores", 3, 4, 1000.0),
        case("large scores", 5, 2, 1000.0),
    ]


def sgd_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, n: int, d: int, lr: float) -> Case:
        given = {"weights": whole(rng, d), "x": distinct(rng, n, d), "target": distinct(rng, n)}
        return Case(group, f"{d} weights", {**given, "lr": lr})

    return [
        case("gradient", 4, 3, 1.0),
        case("gradient", 3, 4, 1.0),
        case("step size", 5, 2, 0.25),
        case("step size", 3, 3, 0.125),
    ]


def train_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, n: int, d: int, steps: int) -> Case:
        given = {"weights": distinct(rng, d), "x": whole(rng, n, d), "target": distinct(rng, n)}
        given["x"][0] = distinct(rng, d, largest=3)  # never all zero
        return Case(group, f"{steps} steps", {**given, "lr": 1 / 64, "steps": steps})

    return [
        case("one step", 4, 3, 1),
        case("one step", 6, 2, 1),
        case("many steps", 6, 3, 10),
        case("many steps", 8, 2, 25),
    ]


def conv_cases(rng: np.random.Generator) -> list[Case]:
    def case(group: str, channels: int, out: int, size: tuple[int, int]) -> Case:
        inputs = {
            "image": distinct(rng, channels, 5, 6, largest=60),
            "kernels": distinct(rng, out, channels, *size, largest=30),
        }
        return Case(group, f"{channels} channels", inputs)

    return [
        case("one channel", 1, 1, (3, 3)),
        case("one channel", 1, 2, (2, 3)),
        case("channels", 3, 2, (3, 2)),
        case("channels", 2, 4, (2, 2)),
    ]


def _tensors(*arrays: Any) -> list[Any]:
    import torch

    return [torch.tensor(np.asarray(array, dtype=float)) for array in arrays]


def linear(x: Any, weight: Any, bias: Any) -> Array:
    x, weight, bias = _tensors(x, weight, bias)
    return (x @ weight.T + bias).numpy(force=True)


def mse_loss(prediction: Any, target: Any) -> Array:
    prediction, target = _tensors(prediction, target)
    return ((prediction - target) ** 2).mean().numpy(force=True)


def cross_entropy(scores: Any, labels: Any) -> Array:
    (scores,) = _tensors(scores)
    rows = range(len(labels))
    return (-scores.log_softmax(dim=1)[rows, labels].mean()).numpy(force=True)


def sgd_step(weights: Any, x: Any, target: Any, lr: float) -> Array:
    return train(weights, x, target, lr, 1)


def train(weights: Any, x: Any, target: Any, lr: float, steps: int) -> Array:
    weights, x, target = _tensors(weights, x, target)
    for _ in range(steps):
        weights = weights - lr * 2 * x.T @ (x @ weights - target) / len(x)
    return weights.numpy(force=True)


def conv2d(image: Any, kernels: Any) -> Array:
    from torch.nn import functional

    image, kernels = _tensors(image, kernels)
    return functional.conv2d(image[None], kernels)[0].numpy(force=True)


def _exercise(
    reference: Callable[..., Array], cases: Callable[..., list[Case]], *groups: str
) -> Exercise:
    name = reference.__name__
    worth = dict.fromkeys(groups, 1.0)
    return Exercise(name, 2, call_function, cases, reference, MISTAKES[name], worth)


EXERCISES = (
    _exercise(linear, linear_cases, "products", "bias"),
    _exercise(mse_loss, mse_cases, "vectors", "matrices"),
    _exercise(cross_entropy, cross_entropy_cases, "ordinary scores", "large scores"),
    _exercise(sgd_step, sgd_cases, "gradient", "step size"),
    _exercise(train, train_cases, "one step", "many steps"),
    _exercise(conv2d, conv_cases, "one channel", "channels"),
)
