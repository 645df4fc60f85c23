"""momentum_step(w, v, g, lr, momentum): a step that remembers the ones before."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c03_training_that_works import by_torch
from autograder.exercises.c03_training_that_works.floats import floats
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, Arrays, step_with_velocity

GROUPS = {"from rest": 0.5, "in motion": 1.0, "number types": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no weight, velocity or gradient is 0 where a case does not say so."""
    rest, motion, types = GROUPS

    def case(group: str, about: str, *values: Any, lr: float = 0.1, momentum: float = 0.9) -> Case:
        inputs = dict(zip("wvg", values, strict=True)) | {"lr": lr, "momentum": momentum}
        return Case(group, about, inputs)

    def whole(*shape: int) -> Array:
        return distinct(rng, *shape)

    def small(*shape: int) -> Array:
        return whole(*shape) / 8

    def listed(count: int) -> list[int]:
        return [int(number) for number in whole(count)]

    halves: dict[str, Any] = {"lr": 0.5, "momentum": 0.5}
    one = [float(number) for number in small(3)]
    return [
        case(rest, "a velocity of 0 and whole numbers", whole(4), np.zeros(4), whole(4), **halves),
        case(rest, "a velocity of 0 and fractions", small(5), np.zeros(5), small(5)),
        case(rest, "a velocity of 0 and a matrix", small(2, 3), np.zeros((2, 3)), small(2, 3)),
        case(motion, "a velocity and whole numbers", whole(4), whole(4), whole(4), **halves),
        case(motion, "a velocity and fractions", small(5), small(5), small(5)),
        case(motion, "a velocity and a matrix", *(small(3, 2) for _ in range(3)), lr=0.3),
        case(motion, "a gradient of 0", small(4), small(4), np.zeros(4), lr=0.25, momentum=0.5),
        case(motion, "little momentum", small(4), small(4), small(4), lr=0.25, momentum=0.1),
        case(types, "lists of whole numbers", listed(4), listed(4), listed(4), **halves),
        case(types, "nested lists of fractions", *(small(2, 2).tolist() for _ in range(3))),
        case(types, "arrays of whole numbers", *(whole(3).astype(int) for _ in range(3)), **halves),
        case(types, "float32", *(small(4).astype("float32") for _ in range(3))),
        case(types, "numbers in place of arrays", *one, lr=0.5, momentum=0.25),
    ]


def reference(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Arrays:
    """Let torch take the step, in float64."""
    before = {"momentum_buffer": v}
    after, state = by_torch.step("SGD", w, g, before, lr=lr, momentum=momentum)
    return {"w": after, "v": state["momentum_buffer"]}


Pair = tuple[Any, Any]


def right(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    w, v, g = floats(w, v, g)
    after = momentum * v + g
    return w - lr * after, after


@mistake(
    MISTAKES,
    "rate inside the velocity",
    "Your velocity holds the rate already: the path is the same until a schedule changes the rate.",
)
def rate_inside(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    w, v, g = floats(w, v, g)
    after = momentum * v + lr * g
    return w - after, after


@mistake(
    MISTAKES,
    "rate inside a velocity that points downhill",
    "Your velocity is the step itself, rate and sign included: asked is a sum of gradients.",
)
def step_remembered(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    w, v, g = floats(w, v, g)
    after = momentum * v - lr * g
    return w + after, after


@mistake(
    MISTAKES,
    "velocity points downhill",
    "You subtract the gradient from the velocity and add the velocity to the weights: asked is a "
    "sum of gradients, which points uphill.",
)
def downhill(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    w, v, g = floats(w, v, g)
    after = momentum * v - g
    return w + lr * after, after


@mistake(
    MISTAKES,
    "velocity returned with the other sign",
    "Your weights are right and your velocity has the other sign than asked.",
)
def sign_exchanged(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    after, velocity = right(w, v, g, lr, momentum)
    return after, -velocity


@mistake(
    MISTAKES,
    "mean in place of a sum",
    "You weigh the new gradient by 1 − μ: asked is μv + g.",
)
def mean(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, (1 - momentum) * np.asarray(g), lr, momentum)


@mistake(
    MISTAKES,
    "old velocity",
    "The weights move by the velocity from before: update it first.",
)
def old_velocity(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return np.asarray(w) - lr * np.asarray(v), right(w, v, g, lr, momentum)[1]


@mistake(
    MISTAKES,
    "Nesterov's look ahead",
    "You step along μv' + g, which looks one step ahead: asked is the plain form.",
)
def look_ahead(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    w, v, g = floats(w, v, g)
    after = momentum * v + g
    return w - lr * (momentum * after + g), after


@mistake(
    MISTAKES,
    "velocity forgotten",
    "The next velocity is the gradient alone: what is left of the old one?",
)
def forgotten(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, g, lr, 0)


@mistake(
    MISTAKES,
    "velocity that never fades",
    "The old velocity is kept as a whole: what is μ for?",
)
def never_fades(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, g, lr, 1)


@mistake(
    MISTAKES,
    "momentum on the gradient",
    "You multiply the gradient by μ: it is the old velocity that fades.",
)
def on_gradient(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, momentum * np.asarray(g), lr, 1)


@mistake(
    MISTAKES,
    "velocity not passed on",
    "You return the velocity that came in: the next step will not know of this one.",
)
def not_passed_on(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, g, lr, momentum)[0], np.asarray(v)


@mistake(
    MISTAKES,
    "outputs exchanged",
    "The weights are to come first, then the velocity.",
)
def exchanged(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    after, velocity = right(w, v, g, lr, momentum)
    return velocity, after


@mistake(
    MISTAKES,
    "weights fade",
    "Your weights fade as the velocity does: μ belongs to the velocity alone.",
)
def weights_fade(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    after, velocity = right(w, v, g, lr, momentum)
    return after - (1 - momentum) * np.asarray(w), velocity


@mistake(
    MISTAKES,
    "uphill",
    "The weights move along the velocity: they are to move against it.",
)
def uphill(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, g, -lr, momentum)


@mistake(
    MISTAKES,
    "rate left out",
    "The step is as long as the velocity, whatever the rate is.",
)
def no_rate(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    return right(w, v, g, 1, momentum)


@mistake(
    MISTAKES,
    "weights alone returned",
    "One thing comes back where two are due: who keeps the velocity for the next step?",
)
def weights_alone(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Any:
    return right(w, v, g, lr, momentum)[0]


@mistake(
    MISTAKES,
    "whole numbers kept",
    "The results are rounded as the inputs were: compute in floats.",
)
def whole_numbers_kept(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    after, velocity = right(w, v, g, lr, momentum)
    return after.astype(np.asarray(w).dtype), velocity.astype(np.asarray(v).dtype)


@mistake(
    MISTAKES,
    "lists not taken",
    "A list cannot be multiplied by a fraction: what makes an array of it?",
)
def lists_not_taken(w: Any, v: Any, g: Any, lr: float, momentum: float) -> Pair:
    after = momentum * v + g
    return w - lr * after, after


EXERCISE = Exercise(
    name="momentum_step",
    points=2,
    probe=step_with_velocity,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
