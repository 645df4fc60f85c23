"""NegativeLogLikelihood: minus the mean log-probability of the right classes."""
# ruff: noqa: D103 - the name and the help above each mistake say what it does wrong

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake
from autograder.exercises.c01_computation_graphs.by_torch import passed_back
from autograder.exercises.c01_computation_graphs.layers import of_every_layer, wrong
from seeing.probes import Array, pass_back

MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; log-probabilities of real rows, and labels that repeat and leave some out."""

    def case(group: str, about: str, labels: list[int], classes: int, before: float = 0.0) -> Case:
        likely = rng.dirichlet(np.ones(classes), size=len(labels))
        given = {"log_probabilities": np.log(likely).round(2), "labels": np.array(labels)}
        upstream = np.asarray(rng.choice([-3.0, -2.0, 2.0, 3.0]))
        return Case(group, about, {**given, "upstream": upstream, "grad_before": before})

    def tied(about: str, labels: list[int]) -> Case:
        """Give all classes the same probability."""
        made = case(many, about, labels, 3)
        alike = np.full((len(labels), 3), -1.1)
        return replace(made, inputs={**made.inputs, "log_probabilities": alike})

    one, many, adds = "one example", "several examples", "contributions add"
    return [
        case(one, "one example of the first class", [0], 2),
        case(one, "one example of the last class", [2], 3),
        case(many, "two examples of two classes", [1, 0], 3),
        case(many, "two examples of one class", [1, 1], 2),
        case(many, "three examples of three classes", [2, 0, 1], 3),
        case(many, "four examples of five classes", [4, 0, 4, 2], 5),
        tied("classes that are equally likely", [1, 2]),
        case(adds, "a parent with a gradient already", [1, 2], 3, before=10.0),
    ]


def _hot(log_probabilities: Array, labels: Array) -> Array:
    return np.eye(log_probabilities.shape[1])[labels]


def rule(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    """Give minus one share to the right class of each example."""
    return (-grad * _hot(log_probabilities, labels) / len(labels),)


def reference(upstream: Any, grad_before: float, labels: Any, **parents: Any) -> dict[str, Array]:
    """Let torch take the mean."""
    import torch

    def loss(log_probabilities: torch.Tensor) -> torch.Tensor:
        chosen = torch.tensor(labels, dtype=torch.int64)
        return torch.nn.functional.nll_loss(log_probabilities, chosen)

    return passed_back(loss, upstream, grad_before, **parents)


MISTAKES += of_every_layer(rule)


@wrong(
    MISTAKES,
    "sum for mean",
    "Your gradient is that of the sum over the examples, and the loss is their mean.",
)
def not_divided(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    return (-grad * _hot(log_probabilities, labels),)


@wrong(
    MISTAKES,
    "divided by all entries",
    "The mean is over the examples: how many log-probabilities of each go into the loss?",
)
def divided_by_entries(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    return (-grad * _hot(log_probabilities, labels) / log_probabilities.size,)


@wrong(
    MISTAKES,
    "sign turned",
    "Does the loss rise or fall when the right class becomes more likely?",
)
def sign_turned(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    return (grad * _hot(log_probabilities, labels) / len(labels),)


@wrong(
    MISTAKES,
    "probabilities minus the right classes",
    "Yours is the gradient with respect to the scores before the log-softmax; that layer adds its "
    "own part when its turn comes.",
)
def of_the_scores(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    likely = np.exp(log_probabilities)
    return (grad * (likely - _hot(log_probabilities, labels)) / len(labels),)


@wrong(
    MISTAKES,
    "whole columns chosen",
    "For each label you take the column of all examples, but an example has one right class.",
)
def whole_columns(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    share = np.zeros_like(log_probabilities)
    share[:, labels] = 1
    return (-grad * share / len(labels),)


@wrong(
    MISTAKES,
    "every class served",
    "Classes that an example does not belong to get a gradient, though the loss does not look at "
    "them.",
)
def every_class(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    return (np.full(log_probabilities.shape, -grad / len(labels)),)


@wrong(
    MISTAKES,
    "derivative of the logarithm taken once more",
    "You divide by the probability, but the logarithm was taken by the node before this one.",
)
def logarithm_again(grad: Array, log_probabilities: Array, labels: Array) -> Any:
    likely = np.exp(log_probabilities)
    return (-grad * _hot(log_probabilities, labels) / likely / len(labels),)


EXERCISE = Exercise(
    name="NegativeLogLikelihood",
    points=2,
    probe=pass_back,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups={"one example": 0.5, "several examples": 1.0, "contributions add": 0.5},
)
