"""What happens to a picture in each step of a climb, before the model sees it."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

# (picture (1, c, h, w), generator) -> another of the same shape, which the model gets to see.
Change = Callable[[Tensor, torch.Generator], Tensor]


def jitter(most: int) -> Change:
    """Shift the picture by up to so many pixels, anew in each step; what leaves comes in again.

    The picture itself stays where it is: the gradient is shifted back by itself.
    """

    def change(picture: Tensor, rng: torch.Generator) -> Tensor:
        down, right = torch.randint(-most, most + 1, (2,), generator=rng).tolist()
        return picture.roll((down, right), dims=(2, 3))

    return change


def turn(degrees: float, zoom: float = 0.0) -> Change:
    """Turn the picture by up to so many degrees and scale it by up to `zoom`, anew in each step.

    zoom: 0.1 makes it up to a tenth larger or smaller; what is missing at the rim is mirrored
    """

    def change(picture: Tensor, rng: torch.Generator) -> Tensor:
        angle, size = (2 * torch.rand(2, generator=rng) - 1).tolist()
        angle, size = math.radians(degrees) * angle, 1 + zoom * size
        cos, sin = size * math.cos(angle), size * math.sin(angle)
        matrix = torch.tensor([[[cos, -sin, 0.0], [sin, cos, 0.0]]]).to(picture)
        grid = functional.affine_grid(matrix, list(picture.shape), align_corners=False)
        return functional.grid_sample(picture, grid, padding_mode="reflection", align_corners=False)

    return change


def blur(sigma: float) -> Change:
    """Let the model see the picture through a Gaussian of this width in pixels."""
    reach = max(1, round(3 * sigma))
    bell = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    bell = bell / bell.sum()

    def change(picture: Tensor, _: torch.Generator) -> Tensor:
        channels = picture.shape[1]
        row = bell.to(picture).repeat(channels, 1, 1, 1)
        padded = functional.pad(picture, (reach,) * 4, mode="reflect")
        across = functional.conv2d(padded, row, groups=channels)
        return functional.conv2d(across, row.transpose(2, 3), groups=channels)

    return change
