"""adam_step(w, m, v, g, t, lr, beta1, beta2, eps): a rate for each weight."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c03_training_that_works import by_torch
from autograder.exercises.c03_training_that_works.adam_step_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, Arrays, step_with_moments

GROUPS = {"first step": 1.0, "later steps": 1.0, "tiny gradients": 0.5, "number types": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; numbers are small, since the tolerance grows with their product.

    The second record is above 0.6, so that no step is long beside the first record.
    """
    first, later, tiny, types = GROUPS

    def case(
        group: str, about: str, *values: Any, t: int = 1, lr: float = 0.1, **named: float
    ) -> Case:
        inputs = dict(zip("wmvg", values, strict=True)) | {"t": t, "lr": lr}
        return Case(group, about, inputs | named)

    def small(*shape: int) -> Array:
        return distinct(rng, *shape) / 8

    def squares(*shape: int) -> Array:
        return abs(distinct(rng, *shape)) / 8 + 0.5

    def at_rest(*shape: int) -> tuple[Array, Array, Array, Array]:
        return small(*shape), np.zeros(shape), np.zeros(shape), small(*shape)

    def moving(*shape: int) -> tuple[Array, Array, Array, Array]:
        return small(*shape), small(*shape), squares(*shape), small(*shape)

    whole = [distinct(rng, 4, largest=2).astype(int) for _ in range(4)]
    whole[2] = abs(whole[2])
    fast: dict[str, Any] = {"beta1": 0.5, "beta2": 0.75}
    least = 1e-8 * abs(distinct(rng, 5))
    mixed = np.array([0, 1e-8, 0, 0.5])
    # A single number has the narrowest tolerance; with these each step is exact in float32 too.
    single = (float(rng.integers(4, 9)) / 8, 0.0, 0.0, float(small(1)[0]))
    return [
        case(first, "fractions, and the usual betas", *at_rest(4)),
        case(first, "a matrix, and betas of its own", *at_rest(2, 3), **fast),
        case(first, "a first beta of 0", *at_rest(3), beta1=0.0, beta2=0.5),
        case(later, "the second step", *moving(4), t=2, **fast),
        case(later, "the tenth step, and the usual betas", *moving(4), t=10),
        case(later, "a matrix in the fifth step", *moving(3, 2), t=5, lr=0.5, beta1=0.8, beta2=0.9),
        case(later, "step 1,000", *moving(5), t=1000),
        case(tiny, "gradients as small as eps", small(5), np.zeros(5), np.zeros(5), least),
        case(tiny, "gradients of 0 among others", small(4), np.zeros(4), np.zeros(4), mixed),
        case(tiny, "an eps of its own", *moving(4), t=3, **fast, eps=0.25),
        case(types, "lists of fractions", *(one.tolist() for one in moving(4)), t=4, **fast),
        case(types, "lists of whole numbers", *(one.tolist() for one in whole), t=2, **fast),
        case(types, "weights that are whole numbers", whole[0], *at_rest(4)[1:]),
        case(types, "float32", *(one.astype("float32") for one in moving(5)), t=2, **fast),
        case(types, "numbers in place of arrays", *single, lr=0.125, **fast),
    ]


def reference(
    w: Any,
    m: Any,
    v: Any,
    g: Any,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Arrays:
    """Let torch take the step, in float64."""
    before = {"step": t - 1, "exp_avg": m, "exp_avg_sq": v}
    after, state = by_torch.step("Adam", w, g, before, lr=lr, betas=(beta1, beta2), eps=eps)
    return {"w": after, "m": state["exp_avg"], "v": state["exp_avg_sq"]}


EXERCISE = Exercise(
    name="adam_step",
    points=3,
    probe=step_with_moments,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
