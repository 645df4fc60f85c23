"""The mistakes in adam_step: each function is wrong in the way that its name and help say."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c03_training_that_works.floats import floats
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Three = tuple[Any, Any, Any]


def plainly_divided(m: Array, v: Array, eps: float) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(m / (np.sqrt(v) + eps))


def right(
    w: Any,
    m: Any,
    v: Any,
    g: Any,
    t: float,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    *,
    new_m: Callable[..., Any] = lambda m, g, beta: beta * m + (1 - beta) * g,
    new_v: Callable[..., Any] = lambda v, g, beta: beta * v + (1 - beta) * g**2,
    correct_m: Callable[..., Any] = lambda m, beta, t: m / (1 - beta**t),
    correct_v: Callable[..., Any] = lambda v, beta, t: v / (1 - beta**t),
    divided: Callable[..., Any] = plainly_divided,
) -> Three:
    """Take a right step, but for the parts that are handed in."""
    w, m, v, g = floats(w, m, v, g)
    m, v = new_m(m, g, beta1), new_v(v, g, beta2)
    with np.errstate(all="ignore"):
        fair_m, fair_v = correct_m(m, beta1, t), correct_v(v, beta2, t)
        return w - lr * divided(fair_m, fair_v, eps), m, v


def as_it_is(record: Array, beta: float, t: int) -> Array:
    return record


@mistake(
    MISTAKES,
    "no correction",
    "The first steps are of another length than asked: m and v start at zero and know too little.",
)
def no_correction(*given: Any) -> Three:
    return right(*given, correct_m=as_it_is, correct_v=as_it_is)


@mistake(
    MISTAKES,
    "only m corrected",
    "The second record starts at zero too, and needs its own correction.",
)
def only_m(*given: Any) -> Three:
    return right(*given, correct_v=as_it_is)


@mistake(
    MISTAKES,
    "only v corrected",
    "The first record starts at zero too, and needs its own correction.",
)
def only_v(*given: Any) -> Three:
    return right(*given, correct_m=as_it_is)


@mistake(
    MISTAKES,
    "correction stored",
    "You return the corrected m and v: the next step would correct them again.",
)
def corrected_stored(
    w: Any,
    m: Any,
    v: Any,
    g: Any,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Three:
    w, m, v = right(w, m, v, g, t, lr, beta1, beta2, eps)
    return w, m / (1 - beta1**t), v / (1 - beta2**t)


@mistake(
    MISTAKES,
    "t counted from 0",
    "Your correction is one step late, and divides by nothing at all when t is 1.",
)
def from_zero(w: Any, m: Any, v: Any, g: Any, t: int, *others: float) -> Three:
    return right(w, m, v, g, np.float64(t - 1), *others)


@mistake(
    MISTAKES,
    "one added to t",
    "Your correction is one step ahead: t is 1 in the first step already.",
)
def one_added(w: Any, m: Any, v: Any, g: Any, t: int, *others: float) -> Three:
    return right(w, m, v, g, t + 1, *others)


@mistake(
    MISTAKES,
    "beta times t",
    "You multiply each beta by t: what is left of the start after t steps?",
)
def times_t(*given: Any) -> Three:
    def correct(record: Array, beta: float, t: int) -> Array:
        return record / np.float64(1 - beta * t)

    return right(*given, correct_m=correct, correct_v=correct)


@mistake(
    MISTAKES,
    "correction of the first step in every step",
    "You divide by 1 − β in every step, as if each were the first: what does t say?",
)
def as_the_first(w: Any, m: Any, v: Any, g: Any, t: int, *others: float) -> Three:
    return right(w, m, v, g, 1, *others)


@mistake(
    MISTAKES,
    "eps under the root",
    "For gradients as small as eps your step is far too short: add eps after the root.",
)
def eps_under_root(*given: Any) -> Three:
    def divided(m: Array, v: Array, eps: float) -> Array:
        return np.asarray(m / np.sqrt(v + eps))

    return right(*given, divided=divided)


@mistake(
    MISTAKES,
    "eps added before the correction",
    "You add eps to the root of a record that is not corrected yet: what does it weigh there in "
    "the first steps?",
)
def eps_first(
    w: Any,
    m: Any,
    v: Any,
    g: Any,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Three:
    _, m, v = right(w, m, v, g, t, lr, beta1, beta2, eps)
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return np.asarray(w) - rate * m / (np.sqrt(v) + eps), m, v


@mistake(
    MISTAKES,
    "eps left out",
    "For a gradient of 0 you divide 0 by 0.",
)
def no_eps(*given: Any) -> Three:
    return right(*given, divided=lambda m, v, eps: m / np.sqrt(v))


@mistake(
    MISTAKES,
    "root left out",
    "You divide by the square of the size.",
)
def no_root(*given: Any) -> Three:
    return right(*given, divided=lambda m, v, eps: m / (v + eps))


@mistake(
    MISTAKES,
    "gradient not squared",
    "The second record is to hold squares.",
)
def not_squared(*given: Any) -> Three:
    return right(*given, new_v=lambda v, g, beta: beta * v + (1 - beta) * g)


@mistake(
    MISTAKES,
    "betas exchanged",
    "The first beta belongs to m, the second to v.",
)
def betas_exchanged(
    w: Any,
    m: Any,
    v: Any,
    g: Any,
    t: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Three:
    return right(w, m, v, g, t, lr, beta2, beta1, eps)


@mistake(
    MISTAKES,
    "old and new exchanged",
    "Each beta is to weigh what is there already, and 1 less that the new.",
)
def old_and_new(*given: Any) -> Three:
    return right(
        *given,
        new_m=lambda m, g, beta: (1 - beta) * m + beta * g,
        new_v=lambda v, g, beta: (1 - beta) * v + beta * g**2,
    )


@mistake(
    MISTAKES,
    "sums in place of means",
    "The old record fades and the new gradient counts in full: what do the two weights add up to?",
)
def sums(*given: Any) -> Three:
    return right(
        *given,
        new_m=lambda m, g, beta: beta * m + g,
        new_v=lambda v, g, beta: beta * v + g**2,
    )


@mistake(
    MISTAKES,
    "one size for all weights",
    "You divide by the size of the whole gradient: each weight has its own.",
)
def one_size(*given: Any) -> Three:
    return right(*given, new_v=lambda v, g, beta: beta * v + (1 - beta) * (g**2).mean())


@mistake(
    MISTAKES,
    "gradient in place of its mean",
    "You step along the gradient of the moment: what is the first record for?",
)
def without_memory(w: Any, m: Any, v: Any, g: Any, *others: Any) -> Three:
    moved, _, v = right(w, m, v, g, *others, new_m=lambda m, g, beta: g, correct_m=as_it_is)
    return moved, right(w, m, v, g, *others)[1], v


@mistake(
    MISTAKES,
    "the usual betas in every case",
    "Your betas are the usual numbers, whatever is handed in.",
)
def usual_betas(
    w: Any, m: Any, v: Any, g: Any, t: int, lr: float, *betas: float, eps: float = 1e-8
) -> Three:
    return right(w, m, v, g, t, lr, eps=betas[2] if len(betas) > 2 else eps)


@mistake(
    MISTAKES,
    "uphill",
    "The weights move with the gradient.",
)
def uphill(w: Any, m: Any, v: Any, g: Any, t: int, lr: float, *others: float) -> Three:
    return right(w, m, v, g, t, -lr, *others)


@mistake(
    MISTAKES,
    "outputs in another order",
    "The weights are to come first, then the mean, then the mean of squares.",
)
def another_order(*given: Any) -> Three:
    w, m, v = right(*given)
    return m, v, w


@mistake(
    MISTAKES,
    "weights alone returned",
    "One thing comes back where three are due: who keeps the records for the next step?",
)
def weights_alone(*given: Any) -> Any:
    return right(*given)[0]


@mistake(
    MISTAKES,
    "records not passed on",
    "You return the records that came in: the next step will not know of this gradient.",
)
def not_passed_on(w: Any, m: Any, v: Any, *others: Any) -> Three:
    return right(w, m, v, *others)[0], np.asarray(m), np.asarray(v)


@mistake(
    MISTAKES,
    "whole numbers kept",
    "The weights are rounded as they were: compute in floats.",
)
def whole_numbers_kept(w: Any, *others: Any) -> Three:
    moved, m, v = right(w, *others)
    return moved.astype(np.asarray(w).dtype), m, v


@mistake(
    MISTAKES,
    "lists not taken",
    "A list cannot be multiplied by a fraction: what makes an array of it?",
)
def lists_not_taken(w: Any, m: Any, *others: Any) -> Three:
    if isinstance(m, list):
        raise TypeError("can't multiply sequence by non-int of type 'float'")
    return right(w, m, *others)
