"""sgd_step(w, g, lr, weight_decay): one step downhill, with weights that fade."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, call_function, mistake
from autograder.exercises.c03_training_that_works import by_torch
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array

GROUPS = {"step": 0.5, "weight decay": 0.25, "number types": 0.25}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no weight and no gradient is 0 where a case does not say so."""
    step, decay, types = GROUPS

    def case(group: str, about: str, w: Any, g: Any, lr: float, *weight_decay: float) -> Case:
        inputs = {"w": w, "g": g, "lr": lr}
        return Case(group, about, inputs | dict(zip(["weight_decay"], weight_decay, strict=False)))

    def whole(*shape: int) -> Array:
        return distinct(rng, *shape)

    def small(*shape: int) -> Array:
        return whole(*shape) / 8

    some_zeros = small(5) * [1, 0, 1, 1, 0]
    return [
        case(step, "whole numbers", whole(4), whole(4), 0.5),
        case(step, "fractions", small(3, 4), small(3, 4), 0.1),
        case(step, "a single weight", small(1), small(1) + 2, 0.25),
        case(step, "weights of 0", np.zeros(3), whole(3), 0.01),
        case(step, "a rate of 0", whole(3), small(3), 0.0),
        case(decay, "a rate and a weight decay of one half", small(4), small(4), 0.5, 0.5),
        case(decay, "a matrix and a weight decay", small(2, 3), small(2, 3), 0.1, 0.25),
        case(decay, "a gradient of 0", small(3), np.zeros(3), 0.1, 1.0),
        case(decay, "a decay that turns the sign", small(4), small(4), 2.0, 0.75),
        case(decay, "weights of 0 among others", some_zeros, small(5), 0.25, 0.1),
        case(types, "nested lists", small(2, 2).tolist(), small(2, 2).tolist(), 0.3, 0.2),
        case(
            types,
            "lists of whole numbers",
            distinct(rng, 4).astype(int).tolist(),
            distinct(rng, 4).astype(int).tolist(),
            0.25,
        ),
        case(types, "weights that are whole numbers", whole(3).astype(int), small(3), 0.5),
        case(types, "float32", small(3).astype("float32"), small(3).astype("float32"), 0.5, 0.25),
        case(types, "two numbers in place of arrays", float(small(1)[0]), float(small(1)[0]), 0.5),
    ]


def reference(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Array:
    """Let torch take the step, in float64."""
    return by_torch.step("SGD", w, g, {}, lr=lr, weight_decay=weight_decay)[0]


def right(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Array:
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    return np.asarray(w - lr * (g + weight_decay * w))


@mistake(
    MISTAKES,
    "uphill",
    "You add the gradient: it points to where the loss grows.",
)
def uphill(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, -lr, weight_decay)


@mistake(
    MISTAKES,
    "rate left out",
    "The step is as long as the gradient, whatever the rate is.",
)
def no_rate(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, 1, weight_decay)


@mistake(
    MISTAKES,
    "decay without the rate",
    "The decay is to be a part of the gradient, and multiplied by the rate as well.",
)
def decay_without_rate(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr) - weight_decay * np.asarray(w)


@mistake(
    MISTAKES,
    "decay after the step",
    "You shrink weights that have moved already: the decay looks at the weights before.",
)
def decay_after(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr) * (1 - lr * weight_decay)


@mistake(
    MISTAKES,
    "decay of the other sign",
    "Your decay pushes weights away from zero.",
)
def decay_outwards(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr, -weight_decay)


@mistake(
    MISTAKES,
    "decay twice as strong",
    "The penalty is λ/2 times the square: what is its slope?",
)
def decay_doubled(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr, 2 * weight_decay)


@mistake(
    MISTAKES,
    "penalty in place of its slope",
    "You add the penalty to the gradient, and not its slope: what is the slope of a square?",
)
def penalty_added(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, np.asarray(g) + weight_decay / 2 * np.square(w), lr)


@mistake(
    MISTAKES,
    "sign of the weight",
    "Every weight is pulled alike: the pull of L2 grows with the weight.",
)
def sign_of_weight(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, np.asarray(g) + weight_decay * np.sign(w), lr)


@mistake(
    MISTAKES,
    "decay left out",
    "The last parameter changes nothing in your answer.",
)
def no_decay(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr)


@mistake(
    MISTAKES,
    "direction alone",
    "You divide the gradient by its length: a steeper slope is to give a longer step.",
)
def direction_alone(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    pull = np.asarray(g) + weight_decay * np.asarray(w)
    return right(w, pull / np.sqrt(np.square(pull).sum()), lr)


@mistake(
    MISTAKES,
    "sign of the gradient",
    "Every weight moves equally far: a steeper slope is to give a longer step.",
)
def sign_of_gradient(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, np.sign(np.asarray(g) + weight_decay * np.asarray(w)), lr)


@mistake(
    MISTAKES,
    "whole numbers kept",
    "The result is rounded as the weights were: compute in floats.",
)
def whole_numbers_kept(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return right(w, g, lr, weight_decay).astype(np.asarray(w).dtype)


@mistake(
    MISTAKES,
    "fractions subtracted from whole numbers in place",
    "An array of whole numbers cannot take a fraction in place: of which type is your copy?",
)
def in_place(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    w = np.array(w)
    w -= lr * (np.asarray(g) + weight_decay * w)
    return w


@mistake(
    MISTAKES,
    "lists not taken",
    "A list cannot be multiplied by a fraction: what makes an array of it?",
)
def lists_not_taken(w: Any, g: Any, lr: float, weight_decay: float = 0.0) -> Any:
    return w - lr * (g + weight_decay * w)


EXERCISE = Exercise(
    name="sgd_step",
    points=1,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
