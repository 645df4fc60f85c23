"""loop_1 … loop_6: six broken training loops to repair."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c02_from_graphs_to_pytorch import loops_mistakes
from autograder.exercises.c02_from_graphs_to_pytorch.small_network import State, draw, tensors
from seeing import broken_loops
from seeing.probes import Array, networks

GROUP = "repaired"  # a patient that is half well is ill
GROUPS = {GROUP: 1.0}
FAR_APART = 800  # exp(-746) is 0 in float64


def plain_cases(rng: np.random.Generator) -> list[Case]:
    """Draw data for a linear layer; in every case the loop takes several steps."""
    return [
        _plain(rng, "two batches", n=6, size=3, epochs=1),
        _plain(rng, "two batches and a smaller one, twice over", n=8, size=3, epochs=2),
        _plain(rng, "one batch, three times over", n=5, size=5, epochs=3),
    ]


def scores_cases(rng: np.random.Generator) -> list[Case]:
    """Draw the same, and scores so far apart that the right class's probability is rounded to 0."""
    while True:
        case = _plain(rng, "scores far apart", n=6, size=3, epochs=1)
        weight = 2000 * case.inputs["weight"]
        scores = case.inputs["x"] @ weight.T
        if np.ptp(scores, axis=1).min() > FAR_APART:
            far = {**case.inputs, "weight": weight, "y": scores.argmin(axis=1)}
            return [*plain_cases(rng), replace(case, inputs=far)]


def scheduled_cases(rng: np.random.Generator) -> list[Case]:
    """Draw the same with a learning rate that falls; in every case it falls between two epochs."""
    sizes = ((6, 3, 2), (8, 3, 3), (9, 3, 2))
    return [
        _plain(rng, f"{epochs} epochs of {-(-n // size)} batches", n, size, epochs, gamma=0.5)
        for n, size, epochs in sizes
    ]


def _plain(
    rng: np.random.Generator, about: str, n: int, size: int, epochs: int, **more: float
) -> Case:
    inputs = {
        "x": rng.uniform(-2, 2, (n, 3)).round(2),
        "y": rng.integers(0, 4, n),
        "weight": rng.uniform(-1, 1, (4, 3)).round(2),
        "bias": rng.uniform(-1, 1, 4).round(2),
        "batch_size": size,
        "lr": 0.5,
        "epochs": epochs,
    }
    return Case(GROUP, about, {**inputs, **more})


def descend(
    x: Array, y: Array, weight: Array, batch_size: int, lr: float, epochs: int, gamma: float = 1.0
) -> dict[str, Array]:
    """Descend on the cross-entropy of a linear layer, by the formula for its gradient, in NumPy."""
    weight, losses = weight.copy(), []
    for epoch in range(epochs):
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            scores = x[batch] @ weight.T
            scores -= scores.max(axis=1, keepdims=True)
            total = np.exp(scores).sum(axis=1, keepdims=True)
            likely = np.exp(scores) / total
            truth = np.eye(len(weight))[y[batch]]
            losses.append((np.log(total) - (scores * truth).sum(axis=1, keepdims=True)).mean())
            weight -= lr * gamma**epoch * (likely - truth).T @ x[batch] / len(truth)
    return {
        "first loss": np.array(losses[0]),
        "steps": np.array(len(losses)),
        "losses": np.array(losses),
        "weight": weight,
    }


def descend_with_biases(x: Array, weight: Array, bias: Array, **given: Any) -> dict[str, Array]:
    """Descend likewise: a bias is the weight of a pixel that is always 1."""
    whole = np.column_stack([weight, bias])
    found = descend(np.column_stack([x, np.ones(len(x))]), weight=whole, **given)
    trained = found["weight"]
    return {**found, "weight": trained[:, :-1], "bias": trained[:, -1]}


def descend_at_a_falling_rate(lr: float, gamma: float, epochs: int, **given: Any) -> dict[str, Any]:
    """Descend likewise; the rate has fallen after the last epoch too."""
    found = descend_with_biases(lr=lr, gamma=gamma, epochs=epochs, **given)
    return {"learning rate afterwards": np.array(lr * gamma**epochs), **found}


def examined_cases(rng: np.random.Generator) -> list[Case]:
    """Draw a network with two modes, its training data and its exam."""

    def case(n: int, exam: int, epochs: int, about: str) -> Case:
        while True:
            given, other = draw(rng, n, training=True), draw(rng, exam, training=True)
            asked = {"exam_x": other["x"], "exam_y": other["y"]}
            inputs = {**given, **asked, "batch_size": 4, "lr": 0.5, "epochs": epochs}
            # Or an exam that counts on from the one before would not show.
            if epochs == 1 or np.ptp(examine(**inputs)["marks"]) > 0:
                return Case(GROUP, about, inputs)

    return [
        case(8, 8, 1, "one epoch"),
        case(8, 8, 3, "three epochs"),
        case(10, 7, 2, "two epochs, and a smaller last batch in both sets"),
    ]


def examine(
    x: Array, y: Array, weight_1: Array, weight_2: Array, running_mean: Array, **given: Any
) -> dict[str, Array]:
    """Train and examine by torch's autograd alone."""
    state = State.of(weight_1, weight_2, running_mean)
    images, labels = tensors(given["exam_x"], given["exam_y"])
    losses, marks = [], []
    for _ in range(given["epochs"]):
        losses += state.epoch(x, y, given["batch_size"], given["lr"])
        told = state.log_probabilities(images).argmax(dim=1)
        marks.append((told == labels).double().mean().item())
    return {
        "steps": np.array(len(losses)),
        "losses": np.array(losses),
        "marks": np.array(marks),
        "weight_2": state.second.numpy(force=True),
        "running_mean": state.mean.numpy(force=True),
    }


def shuffled_cases(rng: np.random.Generator) -> list[Case]:
    """Draw labels for images of one bright pixel each; 12 of them lie in 479 million orders."""

    def case(n: int, size: int, epochs: int) -> Case:
        inputs = {
            "y": rng.permutation(np.arange(n) % 3),
            "weight": rng.uniform(-1, 1, (3, n)).round(2),
            "batch_size": size,
            "lr": 2.0,
            "epochs": epochs,
        }
        return Case(GROUP, f"{n} images in batches of {size}", inputs)

    return [case(12, 4, 2), case(12, 12, 3), case(15, 5, 2), case(13, 5, 2)]


def shuffle(y: Array, weight: Array, batch_size: int, lr: float, epochs: int) -> dict[str, Array]:
    """Take the images in their order: no image shares a weight with another."""
    number = np.array(epochs * -(-len(y) // batch_size))
    met = {"steps": number, "times each image was met": np.full(len(y), epochs)}
    if len(y) % batch_size:
        return {**met, "number of losses": number}
    trained = descend(np.eye(len(y)), y, weight, batch_size, lr, epochs)
    return {
        **met,
        "label learnt by image": y,
        "weight": trained["weight"],
        "mean losses": trained["losses"].reshape(epochs, -1).mean(axis=1),
        "orders": np.array(epochs),
        "epochs with other batches": np.array(epochs if batch_size < len(y) else 0),
    }


def _exercise(number: int, probe: Any, cases: Any, reference: Any) -> Exercise:
    name = f"loop_{number}"
    known = loops_mistakes.MISTAKES[name]
    start = getattr(broken_loops, name)
    return Exercise(name, 1.0, probe, cases, reference, tuple(known), GROUPS, starts_as=start)


EXERCISES = (
    _exercise(1, networks.run_loop, plain_cases, descend_with_biases),
    _exercise(2, networks.run_loop, plain_cases, descend_with_biases),
    _exercise(3, networks.run_loop, scores_cases, descend_with_biases),
    _exercise(4, networks.run_loop, scheduled_cases, descend_at_a_falling_rate),
    _exercise(5, networks.run_examined_loop, examined_cases, examine),
    _exercise(6, networks.run_shuffling_loop, shuffled_cases, shuffle),
)
