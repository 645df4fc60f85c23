"""What students write for SmallCNN that is not right, each by name."""
# ruff: noqa: D101, D102 - the name and the help above each class say what it does wrong

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from autograder.exercises import Mistake, mistake

MISTAKES: list[Mistake] = []


class TwoConvolutions(nn.Module):
    """A right network: each mistake below changes one thing of it."""

    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, maps, 3, padding=1)
        self.conv2 = nn.Conv2d(maps, 2 * maps, 3, padding=1)
        self.fc = nn.Linear(2 * maps * (height // 4) * (width // 4), num_classes)

    def activate(self, maps: Tensor) -> Tensor:
        return F.relu(maps)

    def pool(self, maps: Tensor) -> Tensor:
        return F.max_pool2d(maps, 2)

    def features(self, images: Tensor) -> Tensor:
        maps = self.pool(self.activate(self.conv1(images)))
        return self.pool(self.activate(self.conv2(maps)))

    def forward(self, images: Tensor) -> Tensor:
        scores: Tensor = self.fc(self.features(images).flatten(start_dim=1))
        return scores


@mistake(
    MISTAKES,
    "probabilities in place of scores",
    "Your outputs add up to 1 in each row: the loss of this chapter takes the scores as they are.",
)
class ProbabilitiesCNN(TwoConvolutions):
    def forward(self, images: Tensor) -> Tensor:
        return F.softmax(super().forward(images), dim=1)


@mistake(
    MISTAKES,
    "log-probabilities in place of scores",
    "The exponentials of your outputs add up to 1 in each row: the loss of this chapter takes the "
    "scores as they are.",
)
class LogProbabilities(TwoConvolutions):
    def forward(self, images: Tensor) -> Tensor:
        return F.log_softmax(super().forward(images), dim=1)


@mistake(
    MISTAKES,
    "no ReLU",
    "Without something between them two convolutions are together one: what stands after each?",
)
class LinearCNN(TwoConvolutions):
    def activate(self, maps: Tensor) -> Tensor:
        return maps


@mistake(
    MISTAKES,
    "ReLU after the first convolution only",
    "The second convolution's maps go on with their negative numbers: each convolution is followed "
    "by a ReLU.",
)
class OneRelu(TwoConvolutions):
    def features(self, images: Tensor) -> Tensor:
        return self.pool(self.conv2(self.pool(self.activate(self.conv1(images)))))


@mistake(
    MISTAKES,
    "ReLU on the scores too",
    "No score of yours is ever below zero, though a score may say that a class is unlikely: where "
    "does the activation belong?",
)
class ReluOnScores(TwoConvolutions):
    def forward(self, images: Tensor) -> Tensor:
        return F.relu(super().forward(images))


@mistake(
    MISTAKES,
    "mean pooling",
    "Your pooling averages each window: the task asks for its largest number.",
)
class MeanPooling(TwoConvolutions):
    def pool(self, maps: Tensor) -> Tensor:
        return F.avg_pool2d(maps, 2)


@mistake(
    MISTAKES,
    "pooled once",
    "The maps are pooled once, and the linear layer is four times as large as asked for: pooling "
    "follows each convolution.",
)
class PooledOnce(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, num_classes, maps)
        self.fc = nn.Linear(2 * maps * (height // 2) * (width // 2), num_classes)

    def features(self, images: Tensor) -> Tensor:
        maps = self.activate(self.conv1(images))
        return self.pool(self.activate(self.conv2(maps)))


@mistake(
    MISTAKES,
    "pooled before the convolution",
    "Your maps are pooled before they are convolved, not after: which way does an image go through "
    "the layers?",
)
class PooledFirst(TwoConvolutions):
    def features(self, images: Tensor) -> Tensor:
        maps = self.activate(self.conv1(self.pool(images)))
        return self.activate(self.conv2(self.pool(maps)))


@mistake(
    MISTAKES,
    "no padding",
    "Your convolutions make the maps smaller, so fewer numbers arrive than the linear layer waits "
    "for: what keeps the size?",
)
class NoPadding(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, num_classes, maps)
        self.conv1 = nn.Conv2d(in_channels, maps, 3)
        self.conv2 = nn.Conv2d(maps, 2 * maps, 3)
        self.fc = nn.Linear(2 * maps * _smaller(height) * _smaller(width), num_classes)


def _smaller(side: int) -> int:
    return max(((side - 2) // 2 - 2) // 2, 1)


@mistake(
    MISTAKES,
    "mean over each map",
    "You keep a single number of each map: the linear layer is to see all of its places.",
)
class MeanOverMaps(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, num_classes, maps)
        self.fc = nn.Linear(2 * maps, num_classes)

    def features(self, images: Tensor) -> Tensor:
        return super().features(images).mean(dim=(2, 3))


@mistake(
    MISTAKES,
    "the whole batch in one row",
    "All images of the batch end up in one long row: which axis should be left alone?",
)
class BatchFlattenedCNN(TwoConvolutions):
    def forward(self, images: Tensor) -> Tensor:
        rows = self.features(images).flatten()
        return F.linear(rows[: self.fc.in_features], self.fc.weight, self.fc.bias)


@mistake(
    MISTAKES,
    "size of the digits written into the linear layer",
    "Your linear layer fits images of 8 × 8 pixels alone: compute its size from the height and the "
    "width.",
)
class DigitsOnly(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, 8, 8, num_classes, maps)


@mistake(
    MISTAKES,
    "images taken for square",
    "The size of your linear layer comes from one side of the image alone.",
)
class Square(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, height, num_classes, maps)


@mistake(
    MISTAKES,
    "one channel written into the first layer",
    "Your first convolution takes images of one channel, however many they have.",
)
class OneChannel(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(1, height, width, num_classes, maps)


@mistake(
    MISTAKES,
    "as many maps in both layers",
    "The second convolution gives as many maps as the first: it is to give twice as many.",
)
class SameMaps(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, num_classes, maps)
        self.conv2 = nn.Conv2d(maps, maps, 3, padding=1)
        self.fc = nn.Linear(maps * (height // 4) * (width // 4), num_classes)


@mistake(
    MISTAKES,
    "number of maps written into the layers",
    "The network has 8 and 16 maps however it is made: where should the numbers come from?",
)
class FixedMaps(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, num_classes, 8)


@mistake(
    MISTAKES,
    "number of classes written into the linear layer",
    "The network gives ten scores however it is made: where should the number come from?",
)
class TenClasses(TwoConvolutions):
    def __init__(
        self, in_channels: int, height: int, width: int, num_classes: int, maps: int = 8
    ) -> None:
        super().__init__(in_channels, height, width, 10, maps)


@mistake(
    MISTAKES,
    "layers in a plain list",
    "The parent class does not know your layers, so no optimizer would ever move them: how does it "
    "notice an attribute?",
)
class PlainListCNN(nn.Module):
    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.hidden = [TwoConvolutions(*sizes)]

    def forward(self, images: Tensor) -> Tensor:
        scores: Tensor = self.hidden[0](images)
        return scores


@mistake(
    MISTAKES,
    "new layers in every call",
    "Every call makes layers with fresh random weights and forgets them again: which of the two "
    "methods runs only once?",
)
class MadeInForwardCNN(nn.Module):
    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.sizes: Any = sizes

    def forward(self, images: Tensor) -> Tensor:
        torch.manual_seed(3)
        scores: Tensor = TwoConvolutions(*self.sizes)(images)
        return scores


@mistake(
    MISTAKES,
    "the graph cut in forward",
    "The outputs are right but remember nothing of how they came to be, so no gradient can flow "
    "back: what in your forward pass leaves the graph?",
)
class DetachedCNN(TwoConvolutions):
    def forward(self, images: Tensor) -> Tensor:
        return super().forward(images).detach()
