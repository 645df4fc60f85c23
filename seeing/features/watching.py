"""Look at a model while it works, and leave it as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial

from torch import Tensor, nn


@contextlib.contextmanager
def still(model: nn.Module) -> Iterator[None]:
    """Put a model into evaluation mode with weights that do not learn; afterwards as it was."""
    modes = {module: module.training for module in model.modules()}
    learning = [p for p in model.parameters() if p.requires_grad]
    model.eval()
    for parameter in learning:
        parameter.requires_grad_(False)
    try:
        yield
    finally:
        for parameter in learning:
            parameter.requires_grad_(True)
        for module, mode in modes.items():
            module.training = mode


@contextlib.contextmanager
def watched(model: nn.Module, layers: Sequence[str]) -> Iterator[dict[str, Tensor]]:
    """Keep what the named layers give, at each call anew: {layer: its output}.

    Of a layer that is used twice it is the last output. The layers behind get a copy, so that one
    that works in place (`nn.ReLU(inplace=True)`) does not change what is kept.
    raises KeyError if the model has no such layer
    """
    modules, kept = dict(model.named_modules()), {}
    for name in layers:
        if name not in modules:
            raise KeyError(f"no layer {name!r}; there are {', '.join(filter(None, modules))}")

    def keep(name: str, module: nn.Module, given: object, output: Tensor) -> Tensor:
        kept[name] = output
        return output.clone()

    hooks = [modules[name].register_forward_hook(partial(keep, name)) for name in layers]
    try:
        yield kept
    finally:
        for hook in hooks:
            hook.remove()
