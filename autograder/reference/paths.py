"""Which kernel computes a layer."""

from __future__ import annotations

from autograder.reference.layer import Layer
from autograder.reference.tiles import DEPTHS

PATHS = ("product", "taps", "windows", "depthwise")  # named as in `kernels`
BITS = 31  # of a mask: `taps` has one for the rows of a window, and one for its columns


def path_of(layer: Layer, width: int) -> str:
    """Return one of PATHS for a layer, whose groups lie as `width` channels."""
    if layer.groups == layer.c > 1:
        return "depthwise"
    sides = (layer.kh, layer.kw, *layer.stride, layer.groups)
    whole = (layer.rows, layer.columns) == (layer.h, layer.w) and layer.padding == (0, 0)
    if {*sides} == {1} and whole:
        return "product"
    if width % min(DEPTHS) == 0 and max(layer.kh, layer.kw) <= BITS:
        return "taps"
    return "windows"
