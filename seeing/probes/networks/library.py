"""What the library does with a layer: the yardstick of answers that are to be fast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from seeing.probes.calls import Inputs
from seeing.probes.networks.parts import tensor
from seeing.probes.tiles import spread_out


def convolve_by_torch(inputs: Inputs) -> torch.Tensor:
    """Do by torch, on one thread, what `convolve_tiled` asks for.

    inputs: "x" (n, c, h, w), "tiled", "w" (o, c, kh, kw), "b" (o,), "stride", "padding"
    """
    given = spread_out(inputs)
    x, w, b = (tensor(given[name]) for name in ("x", "w", "b"))
    with one_thread():
        return torch.nn.functional.conv2d(x, w, b, given["stride"], given["padding"])


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute on one thread, and on as many as before afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
