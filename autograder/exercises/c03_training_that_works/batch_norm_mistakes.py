"""The mistakes in batch_norm: each function is wrong in the way that its name and help say."""
# ruff: noqa: D102, D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from autograder.exercises.c03_training_that_works.floats import floats
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Three = tuple[Any, Any, Any]


class Given:
    """What is handed in, as arrays of floats; and the right parts of what is asked for."""

    def __init__(
        self,
        x: Any,
        gamma: Any,
        beta: Any,
        running_mean: Any,
        running_var: Any,
        training: bool,
        momentum: float = 0.1,
        eps: float = 1e-5,
    ) -> None:
        self.x, self.gamma, self.beta = floats(x, gamma, beta)
        self.running_mean, self.running_var = floats(running_mean, running_var)
        self.training, self.momentum, self.eps = training, momentum, eps
        if training and len(self.x) < 2:
            raise ValueError("a batch of one has no spread")
        self.mean, self.variance = self.x.mean(axis=0), self.x.var(axis=0)

    def scaled(self, mean: Any, variance: Any) -> Array:
        root = np.sqrt(variance + self.eps)
        return np.asarray(self.gamma * (self.x - mean) / root + self.beta)

    def out(self) -> Array:
        if self.training:
            return self.scaled(self.mean, self.variance)
        return self.scaled(self.running_mean, self.running_var)

    def mixed(self, old: Any, new: Any) -> Any:
        return (1 - self.momentum) * old + self.momentum * new if self.training else old

    def record(self) -> tuple[Any, Any]:
        return (
            self.mixed(self.running_mean, self.mean),
            self.mixed(self.running_var, self.unbiased()),
        )

    def unbiased(self) -> Array:
        n = len(self.x)
        return np.asarray(self.variance * n / max(n - 1, 1))


@mistake(
    MISTAKES,
    "each image by itself",
    "You take mean and spread along an image's units, which is layer norm: asked is along the "
    "batch.",
)
def along_units(*values: Any) -> Three:
    given = Given(*values)
    if not given.training:
        return given.out(), *given.record()
    x = given.x
    out = given.scaled(x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True))
    return out, *given.record()


@mistake(
    MISTAKES,
    "one mean for all units",
    "Each unit has a mean and a spread of its own.",
)
def one_mean(*values: Any) -> Three:
    given = Given(*values)
    n = given.x.size
    given.mean = np.full_like(given.running_mean, given.x.mean())
    given.variance = np.full_like(given.running_var, given.x.var())
    spread = given.variance * n / max(n - 1, 1)
    return (
        given.out(),
        given.mixed(given.running_mean, given.mean),
        given.mixed(given.running_var, spread),
    )


@mistake(
    MISTAKES,
    "unbiased spread in the output",
    "The output's spread divides by n − 1: here it is n.",
)
def unbiased_in_output(*values: Any) -> Three:
    given = Given(*values)
    if not given.training:
        return given.out(), *given.record()
    return given.scaled(given.mean, given.unbiased()), *given.record()


@mistake(
    MISTAKES,
    "biased variance in the record",
    "The record is to keep the estimate that divides by n − 1.",
)
def biased_in_record(*values: Any) -> Three:
    given = Given(*values)
    mean, _ = given.record()
    return given.out(), mean, given.mixed(given.running_var, given.variance)


@mistake(
    MISTAKES,
    "the two estimates exchanged",
    "The output is to divide by n, and the record by n − 1: yours do it the other way round.",
)
def estimates_exchanged(*values: Any) -> Three:
    out, _, _ = unbiased_in_output(*values)
    return out, *biased_in_record(*values)[1:]


@mistake(
    MISTAKES,
    "momentum the other way",
    "Your record jumps to the batch: momentum is the share of the new.",
)
def momentum_of_old(*values: Any) -> Three:
    given = Given(*values)
    out = given.out()
    given.momentum = 1 - given.momentum
    return out, *given.record()


@mistake(
    MISTAKES,
    "record used in training",
    "In training the batch itself is to set the scale.",
)
def record_used(*values: Any) -> Three:
    given = Given(*values)
    return given.scaled(given.running_mean, given.running_var), *given.record()


@mistake(
    MISTAKES,
    "new record used in training",
    "In training the batch itself is to set the scale, and not the record that it has just moved.",
)
def new_record_used(*values: Any) -> Three:
    given = Given(*values)
    return given.scaled(*given.record()), *given.record()


@mistake(
    MISTAKES,
    "batch used in evaluation",
    "In evaluation an image's answer must not depend on its neighbours.",
)
def batch_used(*values: Any) -> Three:
    given = Given(*values)
    return given.scaled(given.mean, given.variance), *given.record()


@mistake(
    MISTAKES,
    "record changed in evaluation",
    "Looking at data must not change the network.",
)
def record_changed(*values: Any) -> Three:
    given = Given(*values)
    out = given.out()
    given.training = True
    return out, *given.record()


@mistake(
    MISTAKES,
    "training and evaluation exchanged",
    "You use the batch where the record belongs, and the record where the batch does: what does "
    "True say?",
)
def modes_exchanged(*values: Any) -> Three:
    given = Given(*values)
    given.training = not given.training
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "record unchanged",
    "After training the record is what it was: evaluation would know nothing.",
)
def record_unchanged(*values: Any) -> Three:
    given = Given(*values)
    return given.out(), given.running_mean, given.running_var


@mistake(
    MISTAKES,
    "record of the last batch alone",
    "Your record holds this batch and nothing of those before: what is momentum for?",
)
def last_batch_alone(*values: Any) -> Three:
    given = Given(*values)
    out = given.out()
    given.momentum = 1.0
    return out, *given.record()


@mistake(
    MISTAKES,
    "batch added to the record",
    "The old record is kept as a whole and the batch is added: what do the two shares add up to?",
)
def batch_added(*values: Any) -> Three:
    given = Given(*values)
    share = given.momentum if given.training else 0
    mean, variance = given.running_mean, given.running_var
    return given.out(), mean + share * given.mean, variance + share * given.unbiased()


@mistake(
    MISTAKES,
    "record keeps the deviation",
    "The record is to hold variances.",
)
def deviation_recorded(*values: Any) -> Three:
    given = Given(*values)
    mean, _ = given.record()
    return given.out(), mean, given.mixed(given.running_var, np.sqrt(given.unbiased()))


@mistake(
    MISTAKES,
    "divided by the variance",
    "The root is missing.",
)
def no_root(*values: Any) -> Three:
    given = Given(*values)
    mean, variance = given.running_mean, given.running_var
    if given.training:
        mean, variance = given.mean, given.variance
    out = given.gamma * (given.x - mean) / (variance + given.eps) + given.beta
    return out, *given.record()


@mistake(
    MISTAKES,
    "eps outside the root",
    "The small number is to be added to the variance, before the root.",
)
def eps_outside(*values: Any) -> Three:
    given = Given(*values)
    mean, variance = given.running_mean, given.running_var
    if given.training:
        mean, variance = given.mean, given.variance
    out = given.gamma * (given.x - mean) / (np.sqrt(variance) + given.eps) + given.beta
    return out, *given.record()


@mistake(
    MISTAKES,
    "eps left out",
    "Nothing is added to the variance: what if a unit is the same in all images?",
)
def no_eps(*values: Any) -> Three:
    given = Given(*values)
    given.eps = 0.0
    with np.errstate(all="ignore"):
        return given.out(), *given.record()


@mistake(
    MISTAKES,
    "gamma and beta exchanged",
    "The first parameter stretches, the second shifts.",
)
def exchanged(x: Any, gamma: Any, beta: Any, *others: Any) -> Three:
    given = Given(x, beta, gamma, *others)
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "gamma and beta left out",
    "The output always has mean 0 and spread 1: the layer may learn others.",
)
def left_out(x: Any, gamma: Any, beta: Any, *others: Any) -> Three:
    given = Given(x, 1.0, 0.0, *others)
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "shifted before it is stretched",
    "You add beta first and stretch it along: the last thing to be done is the shift.",
)
def shifted_first(x: Any, gamma: Any, beta: Any, *others: Any) -> Three:
    given = Given(x, gamma, np.asarray(gamma, dtype=float) * beta, *others)
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "mean not taken away",
    "The output's mean is not 0 before beta.",
)
def mean_kept(*values: Any) -> Three:
    given = Given(*values)
    variance = given.variance if given.training else given.running_var
    return given.scaled(0.0, variance), *given.record()


@mistake(
    MISTAKES,
    "outputs in another order",
    "The output is to come first, then the record's mean, then its variance.",
)
def another_order(*values: Any) -> Three:
    given = Given(*values)
    mean, variance = given.record()
    return given.out(), variance, mean


@mistake(
    MISTAKES,
    "output alone returned",
    "One thing comes back where three are due: who keeps the record for evaluation?",
)
def output_alone(*values: Any) -> Any:
    return Given(*values).out()


@mistake(
    MISTAKES,
    "a batch of one accepted",
    "One image has no spread of its own: what is due in training?",
)
def one_accepted(
    x: Any, gamma: Any, beta: Any, mean: Any, variance: Any, training: bool, *others: float
) -> Three:
    if training and len(x) == 1:
        return np.array([beta], dtype=float), np.asarray(mean), np.asarray(variance)
    given = Given(x, gamma, beta, mean, variance, training, *others)
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "a batch of one refused in evaluation",
    "A single image can be looked at with the record: when does its own spread not matter?",
)
def one_refused(x: Any, *others: Any) -> Three:
    if len(x) == 1:
        raise ValueError("a batch of one has no spread")
    given = Given(x, *others)
    return given.out(), *given.record()


@mistake(
    MISTAKES,
    "whole numbers kept",
    "The output is rounded as the batch was: compute in floats.",
)
def whole_numbers_kept(x: Any, *others: Any) -> Three:
    given = Given(x, *others)
    return given.out().astype(np.asarray(x).dtype), *given.record()
