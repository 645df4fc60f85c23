"""What students write for Net that is not right, each by name."""
# ruff: noqa: D101, D102 - the name and the help above each class say what it does wrong

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []


class TwoLayers(nn.Module):
    """A right network: each mistake below changes one thing of it."""

    def __init__(self, in_features: int, hidden_features: int, num_classes: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(in_features, hidden_features)
        self.fc2 = nn.Linear(hidden_features, num_classes)

    def activate(self, hidden: Tensor) -> Tensor:
        return F.relu(hidden)

    def scores(self, images: Tensor) -> Tensor:
        scores: Tensor = self.fc2(self.activate(self.fc1(images.flatten(start_dim=1))))
        return scores

    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(self.scores(images), dim=1)


@mistake(
    MISTAKES,
    "probabilities in place of their logarithms",
    "Your outputs add up to 1 in each row: what does the loss that follows expect?",
)
class Probabilities(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return F.softmax(self.scores(images), dim=1)


@mistake(
    MISTAKES,
    "scores as they are",
    "The exponentials of your outputs do not add up to 1 in each row: what is still missing after "
    "the second layer?",
)
class Scores(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return self.scores(images)


@mistake(
    MISTAKES,
    "softmax over the batch",
    "The classes of one image should compete with each other, yet here the images of one batch do: "
    "which axis holds the classes?",
)
class OverTheBatch(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(self.scores(images), dim=0)


@mistake(
    MISTAKES,
    "log-softmax of a softmax",
    "The scores go through a softmax and then through a log-softmax, which takes the softmax once "
    "more: how often is it due?",
)
class SoftmaxTwice(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(F.softmax(self.scores(images), dim=1), dim=1)


@mistake(
    MISTAKES,
    "softmax, then its logarithm",
    "Rounded to zero, a tiny probability has no logarithm any more: is there one function that "
    "does both steps at once?",
)
class LogOfSoftmax(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return torch.log(F.softmax(self.scores(images), dim=1))


@mistake(
    MISTAKES,
    "no ReLU",
    "Two linear layers in a row are together one linear layer: what stands between them?",
)
class Linear(TwoLayers):
    def activate(self, hidden: Tensor) -> Tensor:
        return hidden


@mistake(
    MISTAKES,
    "sigmoid in place of ReLU",
    "Your hidden units stay between 0 and 1: which activation does the task name?",
)
class Sigmoid(TwoLayers):
    def activate(self, hidden: Tensor) -> Tensor:
        return torch.sigmoid(hidden)


@mistake(
    MISTAKES,
    "ReLU on the scores too",
    "No score of yours is ever below zero, though a score may say that a class is unlikely: where "
    "does the activation belong?",
)
class ReluTwice(TwoLayers):
    def scores(self, images: Tensor) -> Tensor:
        return F.relu(super().scores(images))


@mistake(
    MISTAKES,
    "no flatten",
    "A linear layer works along the last axis, so it meets rows of pixels here: what turns an "
    "image into one row?",
)
class Unflattened(TwoLayers):
    def scores(self, images: Tensor) -> Tensor:
        scores: Tensor = self.fc2(self.activate(self.fc1(images)))
        return scores


@mistake(
    MISTAKES,
    "the whole batch in one row",
    "All images of the batch end up in one long row: which axis should be left alone?",
)
class BatchFlattened(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        hidden = self.activate(self.fc1(images.flatten()))
        return F.log_softmax(self.fc2(hidden), dim=-1)


@mistake(
    MISTAKES,
    "sizes written into the layers",
    "The layers have the same sizes however the network is made: where should the numbers come "
    "from?",
)
class FixedSizes(TwoLayers):
    def __init__(self, in_features: int, hidden_features: int, num_classes: int) -> None:
        super().__init__(64, 32, 10)


@mistake(
    MISTAKES,
    "hidden units and classes swapped",
    "The network answers with as many numbers as it should have hidden units: which size belongs "
    "to which layer?",
)
class Swapped(TwoLayers):
    def __init__(self, in_features: int, hidden_features: int, num_classes: int) -> None:
        super().__init__(in_features, num_classes, hidden_features)


@mistake(
    MISTAKES,
    "layers in a plain list",
    "The parent class does not know your layers, so no optimizer would ever move them: how does it "
    "notice an attribute?",
)
class PlainList(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, num_classes: int) -> None:
        super().__init__()
        first = nn.Linear(in_features, hidden_features)
        self.layers = [first, nn.Linear(hidden_features, num_classes)]

    def forward(self, images: Tensor) -> Tensor:
        first, second = self.layers
        return F.log_softmax(second(F.relu(first(images.flatten(start_dim=1)))), dim=1)


@mistake(
    MISTAKES,
    "new layers in every call",
    "Every call makes layers with fresh random weights and forgets them again: which of the two "
    "methods runs only once?",
)
class MadeInForward(nn.Module):
    def __init__(self, in_features: int, hidden_features: int, num_classes: int) -> None:
        super().__init__()
        self.sizes: Any = in_features, hidden_features, num_classes

    def forward(self, images: Tensor) -> Tensor:
        output: Tensor = TwoLayers(*self.sizes)(images)
        return output


@mistake(
    MISTAKES,
    "the graph cut in forward",
    "The outputs are right but remember nothing of how they came to be, so no gradient can flow "
    "back: what in your forward pass leaves the graph?",
)
class Detached(TwoLayers):
    def forward(self, images: Tensor) -> Tensor:
        return super().forward(images).detach()
