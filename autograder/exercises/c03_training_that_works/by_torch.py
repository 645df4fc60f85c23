"""One step of an optimizer, by torch in float64."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seeing.probes import Array


def step(
    name: str, w: Any, g: Any, state: Mapping[str, Any], **options: Any
) -> tuple[Array, dict[str, Array]]:
    """Let an optimizer of `torch.optim` take one step.

    name: of its class; options: what it is made with
    state: what it remembers of the weights, by torch's names
    returns the new weights, and the new state
    """
    import torch

    def tensor(value: Any) -> Any:
        return torch.tensor(np.asarray(value, dtype=float), device="cpu")

    weights = torch.nn.Parameter(tensor(w))
    weights.grad = tensor(g)
    optimizer = getattr(torch.optim, name)([weights], **options)
    optimizer.state[weights] = {key: tensor(value) for key, value in state.items()}
    optimizer.step()
    after = optimizer.state[weights]
    return weights.numpy(force=True), {key: after[key].numpy(force=True) for key in state}
