"""The sizes of a convolution layer, checked once for all ways to compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import torch

Sides = int | tuple[int, int]


class LayerError(ValueError):
    """Images, kernels and options that do not fit together; says what would."""


@dataclass(frozen=True)
class Layer:
    """The sizes of images and kernels, and the options, each as (rows, columns).

    n images of c channels, h rows and w columns; o maps, made by kernels of kh × kw
    extent: rows and columns of the output, where they are not as many as fit
    """

    n: int
    c: int
    h: int
    w: int
    o: int
    kh: int
    kw: int
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]
    groups: int
    extent: tuple[int, int] | None = None

    @classmethod
    def of(
        cls,
        x: torch.Tensor,
        w: torch.Tensor,
        b: torch.Tensor | None,
        stride: Sides,
        padding: Sides,
        dilation: Sides,
        groups: int,
    ) -> Self:
        """Read the sizes off the arrays; raises LayerError where they do not fit."""
        if x.ndim != 4 or w.ndim != 4:
            raise LayerError(
                "images have 4 axes (n, c, h, w) and kernels 4 (o, c / groups, kh, kw); got "
                f"shapes {tuple(x.shape)} and {tuple(w.shape)}"
            )
        for name, other in (("kernels", w), ("bias", b)):
            if other is not None and (other.dtype, other.device) != (x.dtype, x.device):
                raise LayerError(
                    f"the images are {x.dtype} on {x.device} and the {name} {other.dtype} on "
                    f"{other.device}: bring them together"
                )
        options = (
            _pair("stride", stride, 1),
            _pair("padding", padding, 0),
            _pair("dilation", dilation, 1),
        )
        (n, c, height, width), (o, _, kh, kw) = x.shape, w.shape
        layer = cls(n, c, height, width, o, kh, kw, *options, groups)
        layer._check(w, b)
        return layer

    def _check(self, w: torch.Tensor, b: torch.Tensor | None) -> None:
        if self.groups < 1 or self.c % self.groups or self.o % self.groups:
            raise LayerError(
                f"{self.groups} groups must divide {self.c} channels and {self.o} maps"
            )
        if w.shape[1] != self.c // self.groups:
            raise LayerError(
                f"each kernel has {w.shape[1]} channels, and {self.c} channels in {self.groups} "
                f"groups ask for {self.c // self.groups}"
            )
        if b is not None and b.shape != (self.o,):
            raise LayerError(f"a bias for each of {self.o} maps, not of shape {tuple(b.shape)}")
        if min(self.rows, self.columns) < 1:
            raise LayerError(
                f"a window of {self.kh} × {self.kw} does not fit into {self.h} × {self.w}"
            )

    @property
    def rows(self) -> int:
        """Rows of the output."""
        if self.extent:
            return self.extent[0]
        return _places(self.h, self.kh, self.stride[0], self.padding[0], self.dilation[0])

    @property
    def columns(self) -> int:
        """Columns of the output."""
        if self.extent:
            return self.extent[1]
        return _places(self.w, self.kw, self.stride[1], self.padding[1], self.dilation[1])

    @property
    def images(self) -> tuple[int, int, int, int]:
        """Shape of the images."""
        return self.n, self.c, self.h, self.w

    @property
    def outputs(self) -> tuple[int, int, int, int]:
        """Shape of the output."""
        return self.n, self.o, self.rows, self.columns

    @property
    def places(self) -> int:
        """Places of the output in all images together."""
        return self.n * self.rows * self.columns

    @property
    def products(self) -> int:
        """Products that all outputs together add up, those with the rim's zeros included."""
        inside = self.c // self.groups * self.kh * self.kw
        return self.n * self.o * self.rows * self.columns * inside


def _places(n: int, k: int, stride: int, padding: int, dilation: int) -> int:
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1


def _pair(name: str, value: Sides, least: int) -> tuple[int, int]:
    rows, columns = (value, value) if isinstance(value, int) else value
    if min(rows, columns) < least:
        raise LayerError(f"{name} is {least} or more in both directions, not {value}")
    return rows, columns
