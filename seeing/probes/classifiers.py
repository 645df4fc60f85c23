"""Probes that hand a student's function a classifier of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, InputChangedError, Inputs, as_array

CLASSES = 7


def remainder_classifier(weights: Array) -> Callable[[Any], Array]:
    """Return a classifier that each pixel decides: the weighted sum's remainder by 7.

    weights: (h, w) whole numbers
    returns a function of images (n, h, w), whole numbers -> labels (n,) int; it raises ValueError
        for images of another shape
    """
    shape = np.shape(weights)

    def predict(images: Any) -> Array:
        given = as_array(images).astype(float)
        if given.ndim != 3 or given.shape[1:] != shape:
            raise ValueError(f"predict takes images (n, {shape[0]}, {shape[1]}), not {given.shape}")
        sums: Array = np.rint((given * weights).sum(axis=(1, 2))).astype(int)
        return sums % CLASSES

    return predict


def ask_about_moved(objects: Sequence[Any], inputs: Inputs) -> Array:
    """Let a student's function measure a classifier on images that it moves.

    objects: the function of (predict, images, labels, shifts)
    inputs: "images" (n, h, w), "labels" (n,), "shifts" (k, 2), handed over as a list of pairs;
        "weights" (h, w) of the classifier
    raises InputChangedError if the images or the labels are not what they were
    """
    (function,) = objects
    images, labels = np.array(inputs["images"]), np.array(inputs["labels"])
    shifts = [(int(down), int(right)) for down, right in inputs["shifts"]]
    output = as_array(function(remainder_classifier(inputs["weights"]), images, labels, shifts))
    for name, after in (("images", images), ("labels", labels)):
        if not np.array_equal(after, inputs[name]):
            raise InputChangedError(name)
    return output
