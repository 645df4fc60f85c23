"""Our own way on a GPU: kernels in Triton, by a plan that is made once for a layer.

Without a GPU they run in Triton's interpreter: set TRITON_INTERPRET=1 before the import. Students'
machines have no Triton, so nothing here imports it before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from autograder.reference.computable import TritonError
from autograder.reference.layer import Layer

if TYPE_CHECKING:
    from autograder.reference.plan import Plan


def conv2d(layer: Layer, x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None) -> torch.Tensor:
    """Compute the layer; see `autograder.reference.conv2d`. Adds up in float32.

    Who computes a layer again and again makes its `plan` once.
    """
    return plan(layer, w, b)(x)


def plan(
    layer: Layer,
    w: torch.Tensor,
    b: torch.Tensor | None = None,
    relu: bool = False,
    precision: str = "tf32x3",
) -> Plan:
    """Make a layer ready; see `autograder.reference.plan.Plan`.

    raises TritonError where Triton is not installed, and for what it does not compute
    """
    try:
        from autograder.reference.plan import Plan
    except ImportError as error:
        raise TritonError(
            "Triton is not installed: it comes with torch's builds for GPUs; without one, "
            "pip install triton and set TRITON_INTERPRET=1"
        ) from error
    return Plan(layer, w, b, relu=relu, precision=precision)
