"""A convolution layer made ready for a GPU once, and then run on one batch after another."""

from __future__ import annotations

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
    with_strides,
)
from autograder.reference.layer import Layer, LayerError
from autograder.reference.packing import (
    filled,
    lie_ready,
    pack_images,
    pack_kernels,
    room_for,
)
from autograder.reference.paths import path_of
from autograder.reference.tiles import (
    ELEMENTWISE,
    Product,
    TileShape,
    parts,
    promising,
)

WARPS_AT_ONCE = 8  # on a multiprocessor: its registers hold the sums of no more


class Plan:
    """A layer with its kernels and its bias, ready to be run: `plan(x)`.

    Decided once: the path, how the kernels lie, the tile, and in how many parts the sums are cut.
    Compiled kernels are kept, and launched directly from the second call on.
    A plan has memory of its own, for images that have to be packed and for cut sums: it is not to
    be run twice at the same time.
    """

    def __init__(
        self,
        layer: Layer,
        w: torch.Tensor,
        b: torch.Tensor | None = None,
        *,
        relu: bool = False,
        precision: str = "tf32x3",
        tile: TileShape | None = None,
        cut: int | None = None,
    ) -> None:
        """Make a layer ready.

        w: (o, c / groups, kh, kw); b: (o,) or None
        relu: whether negative outputs become zero, before they are written
        precision: of float32 products, one of `computable.PRECISIONS`
        tile: by default the fastest of `promising` ones; cut: parts of a sum, by default `parts`
        raises TritonError for other dtypes and precisions
        """
        check_dtype(w.dtype, precision)
        self.layer, self.b, self.relu, self.precision = layer, b, relu, precision
        self.groups, channels = layer.groups, layer.c // layer.groups
        self.width = filled(channels, w.element_size())
        self.path = path_of(layer, self.width)
        if self.path == "depthwise":  # its kernel takes all channels as one group
            self.groups = 1
            self.width = layer.c
            self.kernels = w.flatten(1).t().contiguous()
        else:
            self.kernels = pack_kernels(w, self.width)
        maps = layer.o // self.groups
        self.product = Product(layer.places, maps, layer.kh * layer.kw * self.width, self.groups)
        self.constants = sizes(layer, self.width, maps, self.groups, w.dtype, precision, relu)
        self.tile = tile or self._fastest(w)
        self.cut = cut or parts(self.tile, self.product, multiprocessors(w.device))
        self.sums: torch.Tensor | None = None
        if self.cut > 1 and self.path != "depthwise":
            size = (self.cut, self.groups, layer.places, maps)
            self.sums = torch.empty(size, dtype=torch.float32, device=w.device)
        self._room: torch.Tensor | None = None
        self.handles: Handles = {}

    def __call__(
        self, x: torch.Tensor, add: torch.Tensor | None = None, into: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Run the layer on images, with two launches where sums are cut, else with one.

        x: (n, c, h, w), of the kernels' dtype and on their device, in either memory format
        add: (n, o, rows, columns), added before ReLU, or None
        into: of that size too, where to write; by default a new tensor in x's memory format
        raises LayerError for another size, TritonError where no GPU and no interpreter is
        """
        y = self._empty(x) if into is None else into
        self._check(x, y, add)
        if add is not None and add.stride() != y.stride():
            add = y.new_empty_strided(y.shape, y.stride()).copy_(add)
        run(self.launches(self.ready(x), y, add), x.device, self.handles)
        return y

    def launches(
        self, images: torch.Tensor, y: torch.Tensor, add: torch.Tensor | None = None
    ) -> list[Launch]:
        """Return what is launched for images that lie as (n, h, w, groups, width)."""
        places, s, tile = self.layer.places, with_strides(self.constants, y), self.tile
        end = {"b": self.b, "add": add, "y": y}
        given = {"x": images, "w": self.kernels, **end, "places": places, "s": s}
        if self.path == "depthwise":
            blocks = Product(places, s.o, 0).programs(ELEMENTWISE)
            return [Launch(kernels.depthwise, (blocks,), {**given, **options(ELEMENTWISE)})]
        if self.sums is not None:
            given |= {"b": None, "add": None, "s": s._replace(relu=False)}
        given |= {"sums": self.sums, "steps": -(-self.product.rounds(tile) // self.cut)}
        blocks = self.product.programs(tile) // self.groups
        grid: tuple[int, ...] = (blocks, self.groups, self.cut)
        if self.path == "product":
            at_once = multiprocessors(y.device) * max(1, WARPS_AT_ONCE // tile.warps)
            grid = (min(blocks * self.cut, at_once),)
            given |= {"parts": self.cut}
        first = Launch(getattr(kernels, self.path), grid, {**given, **options(tile)})
        if self.sums is None:
            return [first]
        return [first, adding(places, s, sums=self.sums, parts=self.cut, **end)]

    def ready(self, x: torch.Tensor) -> torch.Tensor:
        """Return images that lie as (n, h, w, groups, width): x itself, or packed."""
        if lie_ready(x, self.groups, self.width):
            return x
        if self._room is None:
            self._room = room_for(x.shape, self.groups, self.width, like=x)
        return pack_images(x, self._room)

    def _check(self, x: torch.Tensor, y: torch.Tensor, add: torch.Tensor | None) -> None:
        known = {"images": (x, self.layer.images), "output": (y, self.layer.outputs)}
        if add is not None:
            known["addition"] = (add, self.layer.outputs)
        for name, (given, size) in known.items():
            if given.shape != size:
                raise LayerError(f"{name} of shape {tuple(given.shape)}: the plan is for {size}")
            if (given.dtype, given.device) != (self.kernels.dtype, self.kernels.device):
                raise LayerError(
                    f"the {name} is {given.dtype} on {given.device}, and the plan's kernels "
                    f"{self.kernels.dtype} on {self.kernels.device}: bring them together"
                )

    def _empty(self, x: torch.Tensor) -> torch.Tensor:
        last = x.is_contiguous(memory_format=torch.channels_last) and not x.is_contiguous()
        memory = torch.channels_last if last else torch.contiguous_format
        size = self.layer.outputs
        return torch.empty(size, dtype=x.dtype, device=x.device, memory_format=memory)

    def tiles(self) -> list[TileShape]:
        """Return the tiles that are tried."""
        divides = self.width if self.path == "taps" else 0
        return promising(self.product, self.kernels.element_size(), divides)

    def _fastest(self, w: torch.Tensor) -> TileShape:
        """Return the fastest tile. Batches of about one size share it."""
        if self.path == "depthwise":
            return ELEMENTWISE
        bucket = replace(self.layer, n=1 << (self.layer.n - 1).bit_length())

        def runs_with(tile: TileShape) -> Callable[[], object]:
            layer = self.layer
            tried = Plan(layer, w, self.b, relu=self.relu, precision=self.precision, tile=tile)
            x = w.new_empty(layer.n, layer.h, layer.w, layer.c).normal_().movedim(-1, 1)
            y = tried(x)
            return lambda: tried(x, into=y)

        key = ("layer", bucket, w.dtype, w.device, self.precision)
        return fastest(key, self.tiles(), w.device, runs_with)
