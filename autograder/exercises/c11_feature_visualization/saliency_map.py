"""saliency_map(model, image, label): how much the label's score hangs on each pixel."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c11_feature_visualization.eyes import draw, left_as_it_was, scores_of
from seeing.probes import Array
from seeing.probes.networks import look

GROUPS = {"one channel": 0.75, "several channels": 0.75, "training mode": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; the label's score is never the largest, and never the first."""

    def case(group: str, about: str, c: int, h: int, w: int, training: int = 0) -> Case:
        drawn = draw(rng, c, h, w, maps=3, classes=4)
        image = torch.tensor(drawn["image"])[None]
        known = {name: drawn[name] for name in ("kernels", "biases", "weight")}
        order = scores_of(image, **known).argsort(dim=1)[0].tolist()
        label = next(place for place in order[:-1] if place)
        inputs = {**known, "training": training, "image": drawn["image"], "label": label}
        return Case(group, about, inputs)

    one, several, training = GROUPS
    return [
        case(one, "an image of 4 × 4 pixels", 1, 4, 4),
        case(one, "an image wider than tall", 1, 3, 6),
        case(several, "three channels", 3, 4, 4),
        case(several, "two channels and a tall image", 2, 5, 3),
        case(training, "a model that comes in training mode", 1, 4, 4, training=1),
        case(training, "a model in training mode, and three channels", 3, 3, 4, training=1),
        case(one, "an image of a single row", 1, 1, 5),
    ]


def reference(training: int, image: Array, label: int, **weights: Array) -> dict[str, Array]:
    """Let torch derive, in float64, from functions alone."""
    pixels = torch.tensor(image).requires_grad_(True)
    (gradient,) = torch.autograd.grad(scores_of(pixels[None], **weights)[0, label], pixels)
    return left_as_it_was(gradient.abs().amax(dim=0).numpy(force=True), training)


def found(
    model: nn.Module,
    image: Tensor,
    label: int,
    of: Callable[[Tensor], Tensor] = lambda gradient: gradient.abs().amax(dim=0),
    value: Callable[[Tensor, int], Tensor] = lambda scores, label: scores[0, label],
) -> Any:
    """Return the right map; each mistake changes one thing of it."""
    was = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(value(model(pixels[None]), label), pixels)
    model.train(was)
    return of(gradient).detach()


@mistake(
    MISTAKES,
    "probability in place of the score",
    "You derive the probability: where it is near 0 or 1 it hardly moves, whatever the pixels do.",
)
def probability(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, value=lambda scores, at: scores.softmax(dim=1)[0, at])


@mistake(
    MISTAKES,
    "loss in place of the score",
    "You derive the loss, which looks at all scores: the label's score alone is asked for.",
)
def loss(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, value=lambda scores, at: -scores.log_softmax(dim=1)[0, at])


@mistake(
    MISTAKES,
    "largest score in place of the label's",
    "You derive the score that is largest: the one of the given label is asked for.",
)
def largest(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, value=lambda scores, at: scores.max())


@mistake(
    MISTAKES,
    "all scores at once",
    "You derive the sum of all scores: which of them is the label's?",
)
def all_scores(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, value=lambda scores, at: scores.sum())


@mistake(
    MISTAKES,
    "signs kept",
    "Your map has negative numbers: a pixel that pulls the score down matters as much as one that "
    "pushes it up.",
)
def signs(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, of=lambda gradient: gradient.amax(dim=0))


@mistake(
    MISTAKES,
    "sum over the channels",
    "You add up the channels' sizes: the largest of them is asked for.",
)
def summed(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, of=lambda gradient: gradient.abs().sum(dim=0))


@mistake(
    MISTAKES,
    "channels added before their size is taken",
    "Gradients of opposite signs cancel when channels are added first: take absolute values before "
    "anything else.",
)
def cancelled(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, of=lambda gradient: gradient.sum(dim=0).abs())


@mistake(
    MISTAKES,
    "a map for each channel",
    "You return the channels one by one: one map for the whole image is asked for.",
)
def each_channel(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, of=Tensor.abs)


@mistake(
    MISTAKES,
    "gradient times the pixels",
    "You multiply by the image: a black pixel matters too, if changing it would change the score.",
)
def times_pixels(model: nn.Module, image: Tensor, label: int) -> Any:
    return found(model, image, label, of=lambda gradient: (gradient * image).abs().amax(dim=0))


@mistake(
    MISTAKES,
    "scaled to 1",
    "Your map is divided by its largest number: how much the score moves is asked for, not only "
    "where.",
)
def scaled(model: nn.Module, image: Tensor, label: int) -> Any:
    right = found(model, image, label)
    return right / right.max()


@mistake(
    MISTAKES,
    "looked at in training mode",
    "The network works otherwise in training than afterwards: in which mode are you looking at it?",
)
def training_mode(model: nn.Module, image: Tensor, label: int) -> Any:
    pixels = image.detach().clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(model(pixels[None])[0, label], pixels)
    return gradient.abs().amax(dim=0)


@mistake(
    MISTAKES,
    "mode not put back",
    "The model came in training mode and is left in evaluation mode: leave it as it was.",
)
def mode_lost(model: nn.Module, image: Tensor, label: int) -> Any:
    right = found(model, image, label)
    model.eval()
    return right


@mistake(
    MISTAKES,
    "gradients left with the weights",
    "Your backward pass leaves gradients with all weights, and the next step of training would add "
    "to them: ask for the gradient of the pixels alone.",
)
def left_behind(model: nn.Module, image: Tensor, label: int) -> Any:
    was = model.training
    model.eval()
    pixels = image.detach().clone().requires_grad_(True)
    model(pixels[None])[0, label].backward()
    model.train(was)
    assert pixels.grad is not None
    return pixels.grad.abs().amax(dim=0)


EXERCISE = Exercise(
    name="saliency_map",
    points=2,
    probe=look,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
