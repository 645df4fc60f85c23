"""Our own GPU kernel, in Triton: a convolution as a product of matrices that are never stored.

The rows of the left matrix are the output's places, its columns the numbers that one window holds;
the right matrix has a column for each output map. Each program computes a block of the product, and
fetches what it needs of the left matrix from the images, tap by tap. This is the "implicit GEMM" of
Chetlur et al., cuDNN: Efficient primitives for deep learning, 2014.

Without a GPU the kernel runs in Triton's interpreter: set TRITON_INTERPRET=1 before the import.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import torch

from autograder.reference.layer import Layer
from autograder.reference.tiles import TileShape

DTYPES = (torch.float32, torch.float16, torch.bfloat16)
PRECISIONS = ("ieee", "tf32")


class TritonError(RuntimeError):
    """Triton is not there, or cannot compute this here; says what to do."""


def conv2d(
    layer: Layer,
    x: torch.Tensor,
    w: torch.Tensor,
    b: torch.Tensor | None,
    precision: str = "ieee",
    into: torch.Tensor | None = None,
    relu: bool = False,
    tile: TileShape | None = None,
) -> torch.Tensor:
    """Compute the layer; see `autograder.reference.conv2d`. Adds up in float32.

    precision: of float32 products, "ieee" or "tf32", which keeps 10 bits and is much faster
    into: (n, o, rows, columns), where to write; by default a new tensor in x's memory format
    relu: whether negative outputs become zero, before they are written
    tile: the block that a program computes; by default those of `tiles` are tried on a GPU
    raises TritonError for other dtypes, and where there is neither a GPU nor the interpreter
    """
    if x.dtype not in DTYPES:
        raise TritonError(f"the kernel is written for {', '.join(map(str, DTYPES))}, not {x.dtype}")
    if precision not in PRECISIONS:
        raise TritonError(f"precision is one of {', '.join(PRECISIONS)}, not {precision!r}")
    kernel = _kernel()
    if not (x.is_cuda or kernel.interpreted):
        raise TritonError(
            "the tensors are not on a GPU: move them there, or set TRITON_INTERPRET=1 before "
            "anything imports triton, and the kernel runs on the processor, slowly"
        )
    if into is None:
        into = _empty(layer, x)
    kernel(layer, x, packed(w, x), b, into, precision, relu, tile)
    return into


def packed(w: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Return the kernels with their channels side by side, as those of x lie; w itself if so.

    Whoever calls with the same kernels again and again packs them once, and hands that in.
    """
    if x.stride(1) != 1 or w.stride(1) == 1:
        return w
    return w.contiguous(memory_format=torch.channels_last)


def _empty(layer: Layer, x: torch.Tensor) -> torch.Tensor:
    last = x.is_contiguous(memory_format=torch.channels_last) and not x.is_contiguous()
    memory = torch.channels_last if last else torch.contiguous_format
    size = (layer.n, layer.o, layer.rows, layer.columns)
    return torch.empty(size, dtype=x.dtype, device=x.device, memory_format=memory)


@cache
def _kernel() -> Any:
    """Import Triton when it is needed: students' machines have none."""
    try:
        from autograder.reference.triton_kernel import Kernel
    except ImportError as error:
        raise TritonError(
            "Triton is not installed: it comes with torch's builds for GPUs; without one, "
            "pip install triton and set TRITON_INTERPRET=1"
        ) from error
    return Kernel()
