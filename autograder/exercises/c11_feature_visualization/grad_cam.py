"""grad_cam(features, head, image, label): which places of the last maps speak for the label."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.c11_feature_visualization.eyes import draw
from seeing.probes import Array
from seeing.probes.networks import look_at_maps

GROUPS = {"one channel": 1.0, "several channels": 0.5, "maps that are not square": 0.5}
MISTAKES: list[Mistake] = []
Step = Callable[[Tensor], Tensor]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases, until some place speaks for the label and some against it."""

    def case(
        group: str, about: str, shape: tuple[int, int, int], maps: int, stride: int = 1
    ) -> Case:
        while True:
            drawn = draw(rng, *shape, maps=maps, classes=4)
            places = -(-shape[1] // (stride or 1)) * -(-shape[2] // (stride or 1))
            drawn["weight"] = drawn["weight"][:, : maps * places]
            inputs: dict[str, Any] = {**drawn, "label": 1, "stride": stride}
            weighed = _weighed(**inputs)
            if (weighed > 0.05).sum() >= 2 and (weighed < -0.05).sum() >= 2:
                return Case(group, about, inputs)

    one, several, oblong = GROUPS
    return [
        case(one, "4 × 4 places", (1, 4, 4), 3),
        case(one, "many maps", (1, 4, 4), 6),
        case(several, "three channels", (3, 4, 4), 3),
        case(one, "maps of half the picture's height and width", (1, 7, 8), 3, stride=2),
        case(oblong, "more columns than rows", (1, 3, 6), 3),
        case(oblong, "more rows than columns", (2, 5, 3), 4),
        case(several, "features that hand on the image", (3, 4, 4), 3, stride=0),
        case(oblong, "a single row", (1, 1, 6), 3),
    ]


def _weighed(image: Any, label: int, kernels: Any, biases: Any, weight: Any, stride: int) -> Array:
    pixels = torch.tensor(image)[None]
    if not stride:
        return _added(np.asarray(image), np.asarray(weight)[label])
    made = torch.nn.functional.conv2d(
        pixels, torch.tensor(kernels), torch.tensor(biases), stride, padding=1
    )
    maps = torch.relu(made).numpy(force=True)[0]
    return _added(maps, np.asarray(weight)[label])


def _added(maps: Array, weight: Array) -> Array:
    """Add up maps (m, r, s); the head is linear, so its gradient is its weights."""
    shares = weight.reshape(maps.shape).mean(axis=(1, 2))
    added: Array = np.tensordot(shares, maps, axes=1)
    return added


def reference(**inputs: Any) -> Array:
    """Weigh the maps by the weights of the head, which are its gradient."""
    return np.maximum(_weighed(**inputs), 0)


def parts(features: Step, head: Step, image: Tensor, label: int) -> tuple[Tensor, Tensor]:
    """Return the maps and the label's gradient by them, each (m, r, s)."""
    maps = features(image[None]).detach().requires_grad_(True)
    (gradient,) = torch.autograd.grad(head(maps)[0, label], maps)
    return maps.detach()[0], gradient[0]


@mistake(
    MISTAKES,
    "what speaks against the label kept",
    "Your map has negative numbers: only what speaks for the label is asked for.",
)
def no_relu(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.mean(dim=(1, 2), keepdim=True) * maps).sum(dim=0)


@mistake(
    MISTAKES,
    "absolute value in place of ReLU",
    "What speaks against the label appears in your map as if it spoke for it.",
)
def absolute(features: Step, head: Step, image: Tensor, label: int) -> Any:
    return no_relu(features, head, image, label).abs()


@mistake(
    MISTAKES,
    "gradients added up, not averaged",
    "The weight of a map is the sum of its gradients: their mean is asked for, or the size of the "
    "map would count.",
)
def added(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.sum(dim=(1, 2), keepdim=True) * maps).sum(dim=0).relu()


@mistake(
    MISTAKES,
    "a weight for each row of a map",
    "You average the gradients along the rows only, so each row has a weight of its own: one for "
    "each map is asked for.",
)
def row_by_row(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.mean(dim=2, keepdim=True) * maps).sum(dim=0).relu()


@mistake(
    MISTAKES,
    "the image changed",
    "You multiply the maps in place, and where features hand on what they were given, that is the "
    "image: make a new tensor.",
)
def in_place(features: Step, head: Step, image: Tensor, label: int) -> Any:
    _, gradient = parts(features, head, image, label)
    with torch.no_grad():
        maps = features(image[None])[0]
        maps *= gradient.mean(dim=(1, 2), keepdim=True)
    return maps.sum(dim=0).relu()


@mistake(
    MISTAKES,
    "each place weighed by its own gradient",
    "You multiply place by place: one weight for each map is asked for.",
)
def place_by_place(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient * maps).sum(dim=0).relu()


@mistake(
    MISTAKES,
    "maps that speak against the label left out",
    "You set negative weights to zero: such maps are subtracted, and only the sum is cut off at "
    "zero.",
)
def negative_weights(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.mean(dim=(1, 2), keepdim=True).relu() * maps).sum(dim=0)


@mistake(
    MISTAKES,
    "size of the weights",
    "You take the absolute value of the weights: a map that speaks against the label then speaks "
    "for it.",
)
def size_of_weights(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.mean(dim=(1, 2), keepdim=True).abs() * maps).sum(dim=0)


@mistake(
    MISTAKES,
    "all maps alike",
    "You add up the maps as they are: what does the label think of each?",
)
def alike(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, _ = parts(features, head, image, label)
    return maps.mean(dim=0)


@mistake(
    MISTAKES,
    "gradients without the maps",
    "Your map shows where the gradient is, not what the network has found there.",
)
def without_maps(features: Step, head: Step, image: Tensor, label: int) -> Any:
    _, gradient = parts(features, head, image, label)
    return gradient.mean(dim=0).relu()


@mistake(
    MISTAKES,
    "probability in place of the score",
    "You derive the probability: where it is near 0 or 1 it hardly moves, whatever the maps do.",
)
def probability(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, lambda maps: head(maps).softmax(dim=1), image, label)
    return (gradient.mean(dim=(1, 2), keepdim=True) * maps).sum(dim=0).relu()


@mistake(
    MISTAKES,
    "all scores at once",
    "You derive the sum of all scores: which of them is the label's?",
)
def all_scores(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, lambda maps: head(maps).sum(dim=1, keepdim=True), image, 0)
    return (gradient.mean(dim=(1, 2), keepdim=True) * maps).sum(dim=0).relu()


@mistake(
    MISTAKES,
    "scaled to 1",
    "Your map is divided by its largest number: leave it as it is, so that two maps can be "
    "compared.",
)
def scaled(features: Step, head: Step, image: Tensor, label: int) -> Any:
    map_ = no_relu(features, head, image, label).relu()
    return map_ / map_.max()


@mistake(
    MISTAKES,
    "mean over the maps",
    "The weighted maps are averaged: add them up.",
)
def averaged(features: Step, head: Step, image: Tensor, label: int) -> Any:
    maps, gradient = parts(features, head, image, label)
    return (gradient.mean(dim=(1, 2), keepdim=True) * maps).mean(dim=0).relu()


EXERCISE = Exercise(
    name="grad_cam",
    points=2,
    probe=look_at_maps,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
