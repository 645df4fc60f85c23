"""activation_maximization(…): a picture that a unit likes, by gradient ascent."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c11_feature_visualization.eyes import draw
from seeing.probes import Arrays, Inputs
from seeing.probes.networks import climb, judge_climb
from seeing.probes.networks.looking import goal_of, small_eye, variation

GROUPS = {
    "no regularizer": 1.0,
    "a regularizer": 1.0,
    "training mode": 0.5,
    "pictures in range": 0.5,
}
SMOOTHNESS = 80.0
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: networks that like grey less than some other picture."""

    def case(
        group: str, about: str, steps: int, lr: float, smoothness: float = 0, training: int = 0
    ) -> Case:
        while True:
            drawn = draw(rng, 2, 5, 6, maps=3, classes=4)
            known = {name: drawn[name] for name in ("kernels", "biases", "weight")}
            options = {"unit": 2, "size": np.array([2, 5, 6]), "steps": steps, "lr": lr}
            seed = int(rng.integers(1_000_000))
            inputs = {
                **known,
                "training": training,
                **options,
                "smoothness": smoothness,
                "seed": seed,
            }
            net = small_eye({**inputs, "training": 0})
            least = goal_of(net, torch.full((2, 5, 6), 0.5, dtype=torch.float64), inputs)
            picture = _picture(right, inputs)
            freely = _picture(not_used, inputs) if smoothness else picture
            enough = goal_of(net, picture, inputs)
            # A picture of numbers inside the range alone would need no clamp.
            if enough > least + 5 and not 0 < picture.min() <= picture.max() < 1:
                found = {"rough": variation(picture), "rougher": variation(freely)}
                unseen = {**inputs, "least": least, "enough": enough}
                unseen |= {name: float(value) for name, value in found.items()}
                return Case(group, about, inputs, unseen=unseen)

    none, one, mode, inside = GROUPS
    return [
        case(none, "many small steps", 80, 0.02),
        case(none, "a few large steps", 30, 0.1),
        # So strong that every climb without it ends much rougher, whatever noise it began with.
        case(one, "a regularizer", 160, 0.02, smoothness=SMOOTHNESS),
        case(mode, "a model that comes in training mode", 60, 0.03, training=1),
        case(inside, "steps that would lead out of the range", 60, 0.05),
        _indifferent(case(inside, "a unit that likes all pictures alike", 60, 0.05)),
    ]


def _indifferent(case: Case) -> Case:
    """Let the unit have a score of 0 for every picture, so that no pixel has a slope."""
    weight = case.inputs["weight"].copy()
    weight[case.inputs["unit"]] = 0
    inputs = {**case.inputs, "weight": weight}
    return replace(case, inputs=inputs, unseen={**case.unseen, **inputs, "least": 0, "enough": 0})


def _picture(way: Callable[..., Any], inputs: Inputs) -> Tensor:
    return torch.from_numpy(climb((way,), inputs)["picture"].astype(float))


def reference(**inputs: Any) -> Arrays:
    """Climb by the right function."""
    return climb((right,), inputs)


def right(*given: Any) -> Tensor:
    return climbed(given)


def climbed(
    given: Sequence[Any],
    sign: float = 1.0,
    cost: float = 1.0,
    clamp: bool = True,
    evaluate: bool = True,
    put_back: bool = True,
    of: Callable[[Tensor, int], Tensor] = lambda scores, unit: scores[0, unit],
    length_of: Callable[[Tensor], Tensor] = lambda slope: slope.square().mean().sqrt() + 1e-12,
) -> Tensor:
    """Climb; each mistake changes one thing of it.

    given: the model, the unit, the picture's size, steps, learning rate, regularizers, generator
    """
    model, unit, size, steps, lr, regularizers, rng = given
    was = model.training
    if evaluate:
        model.eval()
    dtype = next(model.parameters()).dtype
    picture = 0.5 + 0.1 * torch.randn(tuple(size), generator=rng).to(dtype)
    for _ in range(steps):
        picture = picture.detach().requires_grad_(True)
        goal = of(model(picture[None]), unit)
        for penalty in regularizers:
            goal = goal - cost * penalty(picture)
        (gradient,) = torch.autograd.grad(goal, picture)
        picture = picture + sign * lr * gradient / length_of(gradient)
        if clamp:
            picture = picture.clamp(0, 1)
    if put_back:
        model.train(was)
    return picture.detach()


@mistake(
    MISTAKES,
    "downhill",
    "The unit likes your picture less than grey: which way does the gradient point?",
)
def downhill(*given: Any) -> Any:
    return climbed(given, sign=-1.0)


@mistake(
    MISTAKES,
    "regularizer rewarded",
    "With a regularizer your pictures get rougher: a penalty is to be subtracted.",
)
def rewarded(*given: Any) -> Any:
    return climbed(given, cost=-1.0)


@mistake(
    MISTAKES,
    "regularizer not used",
    "Your pictures are the same with a regularizer and without.",
)
def not_used(*given: Any) -> Any:
    return climbed(given, cost=0.0)


@mistake(
    MISTAKES,
    "pictures out of range",
    "Your pictures have pixels below 0 or above 1: after each step, bring them back.",
)
def out_of_range(*given: Any) -> Any:
    return climbed(given, clamp=False)


@mistake(
    MISTAKES,
    "brought into range at the end only",
    "On the way your pictures have pixels below 0 or above 1, and the network is asked about "
    "those: bring them back after each step.",
)
def clamped_at_the_end(*given: Any) -> Any:
    return climbed(given, clamp=False).clamp(0, 1)


@mistake(
    MISTAKES,
    "steps too short by the number of pixels",
    "You divide the gradient by the root of the sum of its squares, which grows with the size of "
    "the picture: the formula has the root of their mean.",
)
def too_short(*given: Any) -> Any:
    return climbed(given, length_of=lambda slope: slope.norm() + 1e-12)


@mistake(
    MISTAKES,
    "NaN without a slope",
    "Where no pixel changes the score your picture is not a number: what is 0 divided by 0, and "
    "what is the picture to do?",
)
def nan_without_a_slope(*given: Any) -> Any:
    return climbed(given, length_of=lambda slope: slope.square().mean().sqrt())


@mistake(
    MISTAKES,
    "probability in place of the score",
    "You climb the probability: near 0 and near 1 it has hardly a slope.",
)
def probability(*given: Any) -> Any:
    return climbed(given, of=lambda scores, unit: scores.softmax(dim=1)[0, unit])


@mistake(
    MISTAKES,
    "another unit",
    "Your picture is one that the first unit likes, not the one that is asked for.",
)
def first_unit(*given: Any) -> Any:
    return climbed(given, of=lambda scores, unit: scores[0, 0])


@mistake(
    MISTAKES,
    "climbed in training mode",
    "The network works otherwise in training than afterwards: in which mode do you climb?",
)
def training_mode(*given: Any) -> Any:
    return climbed(given, evaluate=False)


@mistake(
    MISTAKES,
    "mode not put back",
    "The model came in training mode and is left in evaluation mode: leave it as it was.",
)
def mode_lost(*given: Any) -> Any:
    return climbed(given, put_back=False)


@mistake(
    MISTAKES,
    "weights changed too",
    "Your steps change the model's weights: only the picture is to learn.",
)
def weights_too(*given: Any) -> Any:
    picture = climbed(given)
    with torch.no_grad():
        for parameter in given[0].parameters():
            parameter.add_(given[4])
    return picture


@mistake(
    MISTAKES,
    "the start as it was",
    "Your picture is the noise that you began with: is the step's result kept?",
)
def start(*given: Any) -> Any:
    model, unit, size, _, lr, regularizers, rng = given
    return climbed((model, unit, size, 0, lr, regularizers, rng)).clamp(0, 1)


@mistake(
    MISTAKES,
    "one step",
    "Your picture has hardly begun to climb: how many steps does it take?",
)
def one_step(*given: Any) -> Any:
    model, unit, size, steps, lr, regularizers, rng = given
    return climbed((model, unit, size, max(1, steps // 20), lr, regularizers, rng))


@mistake(
    MISTAKES,
    "draws of another generator",
    "The same generator twice does not give the same picture: take all draws from the one that is "
    "handed in.",
)
def another_generator(*given: Any) -> Any:
    *others, _ = given
    fresh = torch.Generator()
    fresh.seed()
    return climbed((*others, fresh))


@mistake(
    MISTAKES,
    "a batch in place of a picture",
    "You return a batch of one: take the picture out of it.",
)
def batch(*given: Any) -> Any:
    return climbed(given)[None]


EXERCISE = Exercise(
    name="activation_maximization",
    points=3,
    probe=climb,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_climb,
)
