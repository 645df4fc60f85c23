"""What a picture is made of while it climbs, and how its colours belong together."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Pixels:
    """A picture of independent pixels, each a number between 0 and 1 by the logistic function.

    spread: of the noise that it begins with
    colours: (c, c), how channels belong together: None for independent ones
    """

    spread: float = 0.1
    colours: Tensor | None = None

    def start(self, size: tuple[int, int, int], rng: torch.Generator) -> Tensor:
        """Return what is learned, for a picture of this size (c, h, w)."""
        return self.spread * torch.randn(1, *size, generator=rng)

    def picture(self, numbers: Tensor, size: tuple[int, int, int]) -> Tensor:
        """Make the picture (1, c, h, w) of what is learned."""
        return torch.sigmoid(_coloured(numbers, self.colours))


@dataclass(frozen=True)
class Fourier:
    """A picture as a sum of waves, long ones strong and short ones weak, as in photographs.

    The step is the same for each wave, so a picture changes in its large parts first.
    Source: Olah, Mordvintsev and Schubert, Feature visualization, 2017.

    spread: of the noise that it begins with
    decay: a wave of frequency f, in periods a pixel, has the weight 1 / f^decay, divided by
        max(h, w)^(decay − 1) so that larger pictures are no stronger
    colours: (c, c), how channels belong together: None for independent ones
    """

    spread: float = 0.1
    decay: float = 1.0
    colours: Tensor | None = None

    def start(self, size: tuple[int, int, int], rng: torch.Generator) -> Tensor:
        """Return what is learned, for a picture of this size (c, h, w)."""
        c, h, w = size
        return self.spread * torch.randn(1, c, h, w // 2 + 1, 2, generator=rng)

    def picture(self, numbers: Tensor, size: tuple[int, int, int]) -> Tensor:
        """Make the picture (1, c, h, w) of what is learned."""
        _, h, w = size
        down = torch.fft.fftfreq(h).to(numbers)[:, None]
        across = torch.fft.rfftfreq(w).to(numbers)[None, :]
        frequency = (down.square() + across.square()).sqrt().clamp(min=1 / max(h, w))
        weights = frequency.pow(-self.decay) / max(h, w) ** (self.decay - 1)
        waves = torch.view_as_complex(numbers) * weights
        plane = torch.fft.irfft2(waves, s=(h, w), norm="ortho")
        return torch.sigmoid(_coloured(plane, self.colours))


def _coloured(plane: Tensor, colours: Tensor | None) -> Tensor:
    return plane if colours is None else torch.einsum("dc,nchw->ndhw", colours.to(plane), plane)


def colours_of(images: Tensor) -> Tensor:
    """Return how the channels of some images belong together, (c, c), of unit size.

    images: (n, c, h, w)
    The root of their covariance: it turns independent channels into such as the images have.
    """
    rows = images.transpose(0, 1).flatten(1)
    strengths, axes = torch.linalg.eigh(torch.cov(rows))
    root = axes * strengths.clamp(min=0).sqrt() @ axes.T
    unit_root: Tensor = root / root.norm(dim=1).max()
    return unit_root
