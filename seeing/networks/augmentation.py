"""Change pictures as their labels allow. Each batch (n, c, h, w) -> the same shape."""

from __future__ import annotations

import math

import torch
from torch.nn import functional


def mirrored(batch: torch.Tensor, which: torch.Tensor) -> torch.Tensor:
    """Mirror left to right the pictures that `which` (n,), bool, names."""
    return torch.where(which[:, None, None, None], batch.flip(3), batch)


def covered(batch: torch.Tensor, rng: torch.Generator, side: int) -> torch.Tensor:
    """Cover a square of each picture, side × side, by the mean colour of the batch.

    Its middle may be any pixel, so that at the border a part of the square lies outside.
    Source: DeVries and Taylor, Improved regularization of convolutional networks with cutout, 2017.
    """
    n, _, h, w = batch.shape
    top, left = (
        torch.randint(length, (n, 1, 1, 1), generator=rng) - side // 2 for length in (h, w)
    )
    rows, columns = torch.arange(h).view(1, 1, h, 1), torch.arange(w)
    inside = (rows >= top) & (rows < top + side) & (columns >= left) & (columns < left + side)
    return torch.where(inside, batch.mean(dim=(0, 2, 3), keepdim=True), batch)


def shifted(
    batch: torch.Tensor, rng: torch.Generator, most: int, mode: str = "constant"
) -> torch.Tensor:
    """Shift each picture by −most to most whole pixels down and to the right.

    mode: what comes in from outside, as in torch's `pad`
    """
    n, channels, h, w = batch.shape
    padded = functional.pad(batch, (most,) * 4, mode=mode)
    down, right = torch.randint(2 * most + 1, (2, n, 1, 1, 1), generator=rng)
    rows = (down + torch.arange(h)[:, None]).expand(n, 1, h, 1)
    columns = (right + torch.arange(w)).expand(n, 1, 1, w)
    image, channel = torch.arange(n).view(n, 1, 1, 1), torch.arange(channels).view(1, -1, 1, 1)
    return padded[image, channel, rows, columns]


def turned(
    batch: torch.Tensor, rng: torch.Generator, degrees: float, scale: float = 0.1
) -> torch.Tensor:
    """Turn each picture by up to `degrees`, and make it larger or smaller by up to `scale`."""
    draw = 2 * torch.rand(2, len(batch), generator=rng) - 1
    angle, size = draw[0] * math.radians(degrees), 1 + scale * draw[1]
    cos, sin, zero = size * angle.cos(), size * angle.sin(), torch.zeros(len(batch))
    matrices = torch.stack([cos, -sin, zero, sin, cos, zero], dim=1).view(-1, 2, 3)
    grid = functional.affine_grid(matrices, list(batch.shape), align_corners=False)
    return functional.grid_sample(batch, grid, align_corners=False)
