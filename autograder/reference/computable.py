"""What the Triton kernels compute, and the error where they cannot."""

from __future__ import annotations

import torch

DTYPES = (torch.float32, torch.float16, torch.bfloat16)
# Of float32 products. tf32 keeps 10 bits, and tensor cores multiply it; tf32x3 adds up three such
# products, of what is kept and what is not, and is nearly as exact as ieee.
PRECISIONS = ("ieee", "tf32", "tf32x3")


class TritonError(RuntimeError):
    """Triton is not there, or cannot compute this here; says what to do."""


def check_dtype(dtype: torch.dtype, precision: str) -> None:
    """Raise TritonError for what the kernels do not compute."""
    if dtype not in DTYPES:
        raise TritonError(f"the kernel is written for {', '.join(map(str, DTYPES))}, not {dtype}")
    if precision not in PRECISIONS:
        raise TritonError(f"precision is one of {', '.join(PRECISIONS)}, not {precision!r}")
