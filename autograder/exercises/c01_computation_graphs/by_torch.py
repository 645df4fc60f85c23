"""The oracle of this chapter: torch in float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from seeing.probes import Array
from seeing.probes.graphs import behind, build

if TYPE_CHECKING:
    import torch


def tensor(value: Any) -> torch.Tensor:
    """Make a leaf that wants a gradient."""
    import torch

    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def gradients(
    output: torch.Tensor,
    leaves: Mapping[str, torch.Tensor],
    upstream: Any,
    grad_before: float = 0.0,
) -> dict[str, Array]:
    """Return "NAME.grad" of each leaf, on top of what stood there before; 0 where none comes.

    upstream: the gradient that the output itself has, of its shape
    """
    import torch

    flow = torch.tensor(upstream, dtype=torch.float64)
    grads = torch.autograd.grad(output, [*leaves.values()], flow, materialize_grads=True)
    named = zip(leaves, grads, strict=True)
    return {f"{name}.grad": (grad + grad_before).numpy(force=True) for name, grad in named}


def passed_back(
    layer: Callable[..., torch.Tensor], upstream: Any, grad_before: float, **values: Any
) -> dict[str, Array]:
    """Return what a layer should leave in its parents' `grad`.

    layer: the same operation in torch
    upstream: d output / d layer, of the layer's shape
    values: the parents' values by name, or the name of a parent that comes once more
    """
    leaves = {name: tensor(v) for name, v in values.items() if not isinstance(v, str)}
    parents = [leaves[v if isinstance(v, str) else name] for name, v in values.items()]
    return gradients(layer(*parents), leaves, upstream, grad_before)


def flowed_back(graph: str, outputs: str, **values: Any) -> dict[str, Array]:
    """Return the gradient of the last of the outputs by each node behind it.

    raises ValueError where that is more than one number
    """
    import torch

    nodes = build(graph, values)
    made: dict[int, torch.Tensor] = {}
    for name, node in nodes.items():
        terms = zip(node.factors, node.parents, strict=True)
        parts = [factor * made[id(parent)] for factor, parent in terms]
        made[id(node)] = torch.stack(parts).sum(0) if parts else tensor(values[name])
    last = nodes[outputs.split(", ")[-1]]
    output = made[id(last)]
    if output.numel() != 1:
        raise ValueError("a gradient belongs to a single number")
    return gradients(output, {n.name: made[id(n)] for n in behind(last)}, np.ones(output.shape))
