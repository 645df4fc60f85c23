"""Probes for a convolution layer that is to be fast, and for one that is written in tiles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, Inputs, call_function
from seeing.tiles import launch


def convolve_tiled(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Call the function of a layer with an image that is laid out like tiles on a floor.

    inputs: "x" (n, c, h, w) and "tiled", how often x is repeated along each axis, each time with
        another factor; then whatever the function takes after the images
    """
    return call_function(objects, spread_out(inputs))


def spread_out(inputs: Inputs) -> Mapping[str, Any]:
    """Repeat the image with other factors; a large image is a small case so.

    Were the tiles alike, to compute one of them would do (test_no_tile_is_like_another).
    """
    given = dict(inputs)
    tiled = given.pop("tiled")
    factors = np.linspace(1, 2, math.prod(tiled), endpoint=False).reshape(tiled)
    given["x"] = np.kron(factors, given["x"])
    return given


def sums_of_large(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Judge a large output by sums over it, in which no number counts like another.

    unseen: "large", 0 for an output that is judged as it is
    """
    if not unseen["large"]:
        return arrays
    output = np.asarray(arrays["output"], dtype=float)
    if output.ndim != 4:
        return arrays
    weights = [np.linspace(1, 2, size) for size in output.shape]
    return {
        "shape": np.array(output.shape),
        "sums": np.einsum("nost,n,s,t->o", output, weights[0], *weights[2:], optimize=True),
    }


def run_tiles(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Launch a kernel for a layer.

    inputs: "x" (c, h, w), "w" (o, c, kh, kw), "block" (3,), see `seeing.tiles.launch`
    """
    (kernel,) = objects
    block = tuple(int(side) for side in inputs["block"])
    return launch(kernel, inputs["x"], inputs["w"], (block[0], block[1], block[2])).output
