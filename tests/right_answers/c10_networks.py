"""Ways to write SmallCNN, all right."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class ByFunctions(nn.Module):
    def __init__(self, in_channels, height, width, num_classes, maps=8):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, maps, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(maps, 2 * maps, kernel_size=3, padding=1)
        self.fc = nn.Linear(2 * maps * (height // 4) * (width // 4), num_classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc(x.flatten(1))


class OneSequence(nn.Module):
    def __init__(self, c, h, w, k, m=8):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(c, m, 3, padding="same"),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(m, m * 2, 3, padding="same"),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(m * 2 * (h // 2 // 2) * (w // 2 // 2), k),
        )

    def forward(self, images):
        return self.layers(images.float())


class PooledThenRelu(nn.Module):
    """The largest of a window and ReLU change places: both only rise."""

    def __init__(self, in_channels, height, width, num_classes, maps=8):
        super().__init__()
        self.first = nn.Conv2d(in_channels, maps, 3, 1, 1)
        self.second = nn.Conv2d(maps, 2 * maps, 3, 1, 1)
        self.pool = nn.MaxPool2d(2, 2)
        with torch.no_grad():
            empty = torch.zeros(1, in_channels, height, width)
            numbers = self.features(empty).shape[1]
        self.out = nn.Linear(numbers, num_classes)

    def features(self, x):
        x = torch.relu(self.pool(self.first(x)))
        x = torch.relu(self.pool(self.second(x)))
        return x.reshape(len(x), -1)

    def forward(self, x):
        return self.out(self.features(x))


class LinearFirst(nn.Module):
    """The layers made in another order, and ReLU as a clamp."""

    def __init__(self, in_channels, height, width, num_classes, maps=8):
        super().__init__()
        rows, columns = height // 4, width // 4
        self.scores = nn.Linear(2 * maps * rows * columns, num_classes)
        self.convolutions = nn.ModuleList(
            [nn.Conv2d(in_channels, maps, 3, padding=1), nn.Conv2d(maps, 2 * maps, 3, padding=1)]
        )

    def forward(self, x):
        for layer in self.convolutions:
            x = F.max_pool2d(layer(x).clamp(min=0), (2, 2))
        return self.scores(x.view(x.shape[0], -1))


NETWORKS = [ByFunctions, OneSequence, PooledThenRelu, LinearFirst]
