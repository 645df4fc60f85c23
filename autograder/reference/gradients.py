"""The way back through a convolution layer: the gradients of its images and of its kernels.

Both begin with the gradient of the output, as large as the output: (n, o, rows, columns).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import torch

from autograder.reference import kernels
from autograder.reference.computable import check_dtype
from autograder.reference.launching import (
    Handles,
    Launch,
    adding,
    fastest,
    multiprocessors,
    options,
    run,
    sizes,
)
from autograder.reference.layer import Layer, LayerError
from autograder.reference.packing import filled, lie_ready, pack_images, room_for
from autograder.reference.plan import Plan
from autograder.reference.tiles import Product, TileShape, parts, promising


class ImageGradient:
    """The gradient of the images, by a `Plan` for each phase of the stride.

    A pixel gets the gradients of all outputs whose window it lay in, each by the kernel's number
    that it met there: a convolution with the kernels turned by 180°. With a stride, pixels of the
    same remainder are met by the same taps. Each such phase has a plan with those alone, so no
    product has a zero that was put between outputs.
    """

    def __init__(self, layer: Layer, w: torch.Tensor, *, precision: str = "tf32x3") -> None:
        """Make ready; layer and w as for the `Plan` of the layer."""
        self.layer = layer
        self.phases: list[tuple[tuple[int, ...], Plan]] = []
        turned = w.unflatten(0, (layer.groups, -1)).transpose(1, 2).flatten(0, 1)
        for first in itertools.product(*map(range, layer.stride)):
            both = [_taps(layer, axis, first[axis]) for axis in (0, 1)]
            (down, across), (up, left), extent, dilation = zip(*both, strict=True)
            if not (down and across and min(extent) > 0):
                continue  # pixels that no window met, or none at all
            part = turned[:, :, down][..., across].flip(2, 3)
            phase = replace(
                layer, c=layer.o, h=layer.rows, w=layer.columns, o=layer.c,
                kh=len(down), kw=len(across), stride=(1, 1), padding=(up, left),
                dilation=dilation, extent=extent,
            )  # fmt: skip
            self.phases.append((first, Plan(phase, part, precision=precision)))

    def __call__(self, flowed: torch.Tensor) -> torch.Tensor:
        """Return the gradient of the images, (n, c, h, w) with the channels last."""
        layer = self.layer
        if flowed.shape != layer.outputs:
            raise LayerError(
                f"gradient of shape {tuple(flowed.shape)}: the plan is for {layer.outputs}"
            )
        dx = flowed.new_zeros(layer.n, layer.h, layer.w, layer.c).movedim(-1, 1)
        if self.phases:
            came = self.phases[0][1].ready(flowed)  # all phases read it as it lies for the first
            for (down, across), plan in self.phases:
                mine = dx[:, :, down :: layer.stride[0], across :: layer.stride[1]]
                run(plan.launches(came, mine), dx.device, plan.handles)
        return dx


def _taps(layer: Layer, axis: int, first: int) -> tuple[list[int], int, int, int]:
    """Return, for pixels first, first + stride, … of an axis, what their convolution is.

    That is: the taps that meet them, the padding (which may be negative), how many pixels there
    are, and the distance of neighbouring taps in outputs. Tap i of output p meets pixel
    p stride + i dilation − padding.
    """
    side, kernel = (layer.h, layer.w)[axis], (layer.kh, layer.kw)[axis]
    stride, dilation = layer.stride[axis], layer.dilation[axis]
    from_rim = first + layer.padding[axis]
    met = [i for i in range(kernel) if (from_rim - i * dilation) % stride == 0]
    apart = dilation // math.gcd(stride, dilation)
    padding = (len(met) - 1) * apart - (from_rim - met[0] * dilation) // stride if met else 0
    return met, padding, -(-(side - first) // stride), apart


class KernelGradient:
    """The gradient of the kernels: a product of maps × places and places × numbers of a window.

    The sum over places is long and the product small, so it is nearly always cut; its parts are
    added up in their order. For depthwise layers it is right, and wasteful: one channel is filled
    up to a whole copy.
    """

    def __init__(
        self,
        layer: Layer,
        like: torch.Tensor,
        *,
        precision: str = "tf32x3",
        tile: TileShape | None = None,
        cut: int | None = None,
    ) -> None:
        """Make ready; like: a tensor of the images' dtype and device, the rest as for a `Plan`."""
        check_dtype(like.dtype, precision)
        self.layer, self.precision = layer, precision
        bytes_, groups = like.element_size(), layer.groups
        self.width = filled(layer.c // groups, bytes_)
        self.maps = filled(layer.o // groups, bytes_)
        self.window = layer.kh * layer.kw * self.width
        self.product = Product(self.maps, self.window, layer.places, groups)
        self.constants = sizes(
            layer, self.width, self.maps, groups, like.dtype, precision, relu=False
        )
        self.tile = tile or self._fastest(like)
        self.cut = cut or parts(self.tile, self.product, multiprocessors(like.device))
        size = (self.cut, groups, self.maps, self.window)
        self.sums = torch.empty(size, dtype=torch.float32, device=like.device)
        self.handles: Handles = {}

    def __call__(self, x: torch.Tensor, flowed: torch.Tensor) -> torch.Tensor:
        """Return the gradient, (o, c / groups, kh, kw), for images x (n, c, h, w)."""
        layer, groups = self.layer, self.layer.groups
        if x.shape != layer.images or flowed.shape != layer.outputs:
            raise LayerError(
                f"images {tuple(x.shape)} and gradient {tuple(flowed.shape)}: the layer has "
                f"{layer.images} and {layer.outputs}"
            )
        dw = x.new_empty(groups * self.maps, self.window)
        images, came = _ready(x, groups, self.width), _ready(flowed, groups, self.maps)
        run(self.launches(images, came, dw), x.device, self.handles)
        dw = dw.view(groups, self.maps, layer.kh, layer.kw, self.width)
        dw = dw[:, : layer.o // groups, ..., : layer.c // groups]
        return dw.flatten(0, 1).movedim(-1, 1)

    def launches(self, images: torch.Tensor, came: torch.Tensor, dw: torch.Tensor) -> list[Launch]:
        """Return what is launched for arrays that lie ready; dw: (groups maps, window)."""
        tile, s = self.tile, self.constants
        grid = (self.product.programs(tile) // s.groups, s.groups, self.cut)
        given = {
            "flowed": came, "x": images, "sums": self.sums, "places": self.layer.places, "s": s,
            "steps": -(-self.product.rounds(tile) // self.cut), **options(tile),
        }  # fmt: skip
        # The sums' rows are as many images of one pixel, and their columns the maps.
        flat = s._replace(o=self.window, groups=1, rows=1, columns=1, y_image=self.window, y_map=1)
        return [
            Launch(kernels.over_places, grid, given),
            adding(len(dw), flat, sums=self.sums, parts=self.cut, b=None, add=None, y=dw),
        ]

    def tiles(self, number_bytes: int) -> list[TileShape]:
        """Return the tiles that are tried."""
        return promising(self.product, number_bytes)

    def _fastest(self, like: torch.Tensor) -> TileShape:
        layer = self.layer

        def runs_with(tile: TileShape) -> Callable[[], object]:
            tried = KernelGradient(layer, like, precision=self.precision, tile=tile)
            x = like.new_empty(layer.n, layer.h, layer.w, layer.c).normal_()
            flowed = like.new_empty(layer.n, layer.rows, layer.columns, layer.o).normal_()
            return lambda: tried(x.movedim(-1, 1), flowed.movedim(-1, 1))

        key = ("kernels", layer, like.dtype, like.device, self.precision)
        return fastest(key, self.tiles(like.element_size()), like.device, runs_with)


def _ready(images: torch.Tensor, groups: int, width: int) -> torch.Tensor:
    if lie_ready(images, groups, width):
        return images
    return pack_images(images, room_for(images.shape, groups, width, like=images))
