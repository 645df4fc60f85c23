"""Probes that hand a student's function a function of pictures: one map in, one map out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, InputChangedError, Inputs, OutputError, as_array


def filter_of(kernel: Any, stride: int = 1, slope: float = 0) -> Callable[[Any], Array]:
    """Return a filter that keeps a picture's size; zeros lie outside the picture.

    kernel: (kh, kw), odd sides; one of (1, 1) asks each pixel alone
    stride: of each square of stride × stride pixels the first is kept, and fills the square
    slope: what is added per row, so that the filter does another thing at another place
    returns a function of a picture (h, w) -> (h, w); it raises ValueError for other
        shapes, and TypeError for what is no array of numbers

    >>> filter_of([[0, -1, 1]])([[0, 5, 0]]).tolist()
    [[5.0, -5.0, 0.0]]
    """
    weights = np.asarray(kernel, dtype=float)

    def apply(picture: Any) -> Array:
        try:
            given = as_array(picture).astype(float)
        except OutputError as error:  # whose words are about what an answer returns
            kind = type(picture).__name__
            raise TypeError(f"f takes a picture, an array (h, w) of numbers, not {kind}") from error
        if given.ndim != 2 or not given.size:
            raise ValueError(f"f takes a picture (h, w) of one pixel or more, not {given.shape}")
        h, w = given.shape
        padded = np.pad(given, [(side // 2, side // 2) for side in weights.shape])
        windows = np.lib.stride_tricks.sliding_window_view(padded, weights.shape)
        kept = np.einsum("stij,ij->st", windows[::stride, ::stride], weights)
        filled = kept.repeat(stride, axis=0).repeat(stride, axis=1)[:h, :w]
        made: Array = filled + slope * np.arange(h)[:, None]
        return made

    return apply


def move_and_filter(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Let a student's function compare what a filter makes of a picture before and after a shift.

    objects: the function of (f, image, down, right, margin)
    inputs: "image" (h, w), "down", "right", "margin"; "kernel", "stride", "slope" of the filter
    raises InputChangedError if the image is not what it was
    """
    (function,) = objects
    image = np.array(inputs["image"])
    f = filter_of(inputs["kernel"], int(inputs["stride"]), inputs["slope"])
    numbers = (int(inputs[name]) for name in ("down", "right", "margin"))
    output = as_array(function(f, image, *numbers))
    if not np.array_equal(image, inputs["image"]):
        raise InputChangedError("image")
    return output
