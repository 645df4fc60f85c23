"""A convolution layer, three ways: tested and measured only, no grade comes from here.

What grades chapters 09 and 12 are the references in `autograder/exercises`, by torch in float64.

>>> import torch
>>> image, kernel = torch.arange(9.0).view(1, 1, 3, 3), torch.ones(1, 1, 2, 2)
>>> conv2d(image, kernel, backend="numpy").flatten().tolist()
[8.0, 12.0, 20.0, 24.0]
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from autograder.reference import by_numpy, by_torch, by_triton
from autograder.reference.computable import DTYPES
from autograder.reference.layer import Layer, LayerError, Sides

BACKENDS: dict[
    str, Callable[[Layer, torch.Tensor, torch.Tensor, torch.Tensor | None], torch.Tensor]
]
BACKENDS = {"numpy": by_numpy.conv2d, "torch": by_torch.conv2d, "triton": by_triton.conv2d}


def conv2d(
    x: torch.Tensor,
    w: torch.Tensor,
    b: torch.Tensor | None = None,
    *,
    stride: Sides = 1,
    padding: Sides = 0,
    dilation: Sides = 1,
    groups: int = 1,
    backend: str | None = None,
) -> torch.Tensor:
    """Pass images through a convolution layer: no flip, zeros outside.

    x: (n, c, h, w) on any device, in either memory format
    w: (o, c / groups, kh, kw); b: (o,) or None; of the dtype and on the device of x
    stride, padding, dilation: one number, or one for the rows and one for the columns
    backend: one of BACKENDS; None for the one that `chosen` names
    returns (n, o, rows, columns), of the dtype and on the device of x
    raises LayerError where the shapes do not fit, which says what would
    """
    layer = Layer.of(x, w, b, stride, padding, dilation, groups)
    return BACKENDS[backend or chosen(x)](layer, x, w, b)


def chosen(x: torch.Tensor) -> str:
    """Name the backend for x: Triton on a GPU for float16 and bfloat16, torch elsewhere.

    In float32 tensor cores take three products for one; who is faster there was not measured.
    """
    short = x.dtype in DTYPES and x.element_size() == 2
    return "triton" if x.is_cuda and short else "torch"


__all__ = ["BACKENDS", "Layer", "LayerError", "chosen", "conv2d"]
