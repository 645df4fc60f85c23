"""How the kernels are launched, and the fastest tile found; shared by a layer and its gradients."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import torch
import triton

from autograder.reference.computable import TritonError
from autograder.reference.kernel_parts import INTERPRETED, Sizes
from autograder.reference.kernels import add_parts
from autograder.reference.layer import Layer
from autograder.reference.packing import COPY_BYTES
from autograder.reference.tiles import ELEMENTWISE, MULTIPROCESSORS, SMALL_TILE, TileShape

# In the interpreter small layers, too, reach a second band, and a program's second block.
BAND = 2 if INTERPRETED else 8
FEW_PROGRAMS = 3
TUNED: dict[Hashable, TileShape] = {}


@dataclass(frozen=True)
class Launch:
    """A kernel, its grid, and what it is called with, by name."""

    kernel: Any
    grid: tuple[int, ...]
    given: dict[str, Any]

    def __call__(self, handles: Handles) -> None:
        """Launch it on the current device: what was compiled at an earlier launch, directly.

        The first time Triton binds the arguments, compiles for them, launches, and gives the
        compiled kernel back. Later ones go straight to its launcher. The interpreter gives nothing
        back, and is asked each time.
        """
        compiled_for = self.compiled_for()
        handle = handles.get(compiled_for)
        if handle is None:
            handles[compiled_for] = self.kernel[self.grid](**self.given)
        else:
            grid = (*self.grid, 1, 1)[:3]
            handle[grid](*[self.given[name] for name in self.kernel.arg_names])

    def compiled_for(self) -> Hashable:
        """Return all that Triton compiles for: a launch that differs in it needs another handle.

        Of a tensor that is its dtype and whether it begins where a copy of 16 bytes may; all else
        counts by its value.
        """
        return (
            self.kernel.__name__,
            *[
                (each.dtype, each.data_ptr() % COPY_BYTES == 0)
                if isinstance(each, torch.Tensor)
                else each
                for each in self.given.values()
            ],
        )


# Compiled kernels of one device, by what they were compiled for.
Handles = dict[Hashable, Any]


def run(launches: Iterable[Launch], device: torch.device, handles: Handles) -> None:
    """Launch on a GPU, or in the interpreter; raises TritonError where there is neither.

    handles: of whoever was made ready for this device, who keeps them
    """
    if device.type != "cuda" and not INTERPRETED:
        raise TritonError(
            "the tensors are not on a GPU: move them there, or set TRITON_INTERPRET=1 before "
            "anything imports triton, and the kernel runs on the processor, slowly"
        )
    with torch.cuda.device(device if device.type == "cuda" else -1):
        for launch in launches:
            launch(handles)


def multiprocessors(device: torch.device) -> int:
    """Return how many programs a device runs at once at least."""
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).multi_processor_count)
    return FEW_PROGRAMS if INTERPRETED else MULTIPROCESSORS


def sizes(
    layer: Layer, c: int, o: int, groups: int, dtype: torch.dtype, precision: str, relu: bool
) -> Sizes:
    """Return a layer's constants; c, o and groups as its arrays lie. The output's strides are 0."""
    return Sizes(
        layer.h, layer.w, c, groups, o, layer.kh, layer.kw,
        *layer.stride, *layer.padding, *layer.dilation, layer.rows, layer.columns,
        y_image=0, y_map=0, y_row=0, y_column=0, relu=relu, precision=precision, band=BAND,
        widen=INTERPRETED and dtype == torch.bfloat16,
    )  # fmt: skip


def with_strides(constants: Sizes, y: torch.Tensor) -> Sizes:
    """Return the constants with the strides of an output (n, o, rows, columns)."""
    image, map_, row, column = y.stride()
    return constants._replace(y_image=image, y_map=map_, y_row=row, y_column=column)


def options(tile: TileShape) -> dict[str, Any]:
    """Return a tile as a kernel and Triton's launcher take it."""
    return {"tile": tile, "num_warps": tile.warps, "num_stages": tile.stages}


def adding(places: int, constants: Sizes, **given: Any) -> Launch:
    """Return the launch that adds up the parts of cut sums; given: what else `add_parts` takes."""
    blocks = -(-places // ELEMENTWISE.places) * -(-constants.o // ELEMENTWISE.maps)
    named = {"places": places, "s": constants, **given, **options(ELEMENTWISE)}
    return Launch(add_parts, (blocks, constants.groups), named)


def fastest(
    key: Hashable,
    tiles: list[TileShape],
    device: torch.device,
    runs_with: Callable[[TileShape], Callable[[], object]],
) -> TileShape:
    """Return the tile with which a GPU is fastest, found once for each key.

    runs_with: makes what is timed ready, and returns it
    By CUDA graphs: else what Python needs to launch is timed where a kernel is shorter than that.
    Without a GPU: the small tile in the interpreter, the likeliest where it is only compiled.
    """
    if device.type != "cuda":
        return SMALL_TILE if INTERPRETED else tiles[0]
    if key not in TUNED:
        time = triton.testing.do_bench_cudagraph
        TUNED[key] = min(tiles, key=lambda tile: time(runs_with(tile)))
    return TUNED[key]
