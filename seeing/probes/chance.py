"""A probe for random changes of images, and how they are judged: by what can occur, and how often.

The draws of two right solutions differ. What they have in common is counted over many images.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, InputChangedError, Inputs, as_array

BATCHES = 8
AROUND_HALF = 0.15  # of 512 coins: more than six standard deviations
AROUND_EVEN = 0.13  # the same of one row in three; halved ends make 0.17


def crop_twice(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function crop and mirror batches, the first of them twice from equal draws.

    objects: the function of (images, padding, rng)
    inputs: "images" (n, c, h, w), "padding", "seed"
    returns "batches" (8, n, c, h, w), or of another shape where the function's is, and "again"
    raises InputChangedError if it changes the images
    """
    (function,) = objects

    def ask(seed: int) -> Array:
        images = np.array(inputs["images"])
        rng = np.random.default_rng(seed)
        output = as_array(function(images, int(inputs["padding"]), rng))
        if not np.array_equal(images, inputs["images"]):
            raise InputChangedError("images")
        return output

    seeds = range(int(inputs["seed"]), int(inputs["seed"]) + BATCHES)
    return {"batches": np.stack([ask(seed) for seed in seeds]), "again": ask(seeds[0])}


def judge_crops(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Count what the crops are.

    arrays: "batches" (b, n, c, h, w) and "again" (n, c, h, w)
    unseen: "images" (n, c, h, w), no two pixels alike and none 0; "padding"
    returns the "shape" of a batch; and, where that is right,
        "windows": 1 if each output is a part of its image padded with zeros, perhaps mirrored;
            0.5 if some are, 0 if none is
        "kept": 1 if each output has the pixels of its image in another order
        "places": how many different crops there are, 0 if there is one for each whole batch
        "evenly": 1 if no row and no column of places is much more or less frequent than another
        "mirrored": 0 for none, 1 for all, 0.5 for about half; −1 if whole batches are, or are not;
            2 for any other share
        "same again": 1 if equal draws give equal outputs
    """
    batches, images, padding = arrays["batches"], unseen["images"], int(unseen["padding"])
    if batches.shape[1:] != images.shape:
        return {"shape": np.array((*batches.shape[1:], -1))}
    places, mirrored = _found(batches, images, padding)
    is_window = places >= 0
    in_order = np.sort(batches.reshape(*batches.shape[:2], -1)) == np.sort(
        images.reshape(len(images), -1)
    )
    share = 1.0 if is_window.all() else 0.5 if is_window.any() else 0.0
    return {
        "shape": np.array(images.shape),
        "windows": np.array(share),
        "kept": np.array(float(in_order.all())),
        "places": np.array(_places(places)),
        "evenly": np.array(float(_is_even(places, 2 * padding + 1))),
        "mirrored": np.array(_coins(mirrored, is_window)),
        "same again": np.array(float(np.array_equal(batches[0], arrays["again"]))),
    }


def _found(batches: Array, images: Array, padding: int) -> tuple[Array, Array]:
    """Return for each output which crop it is, −1 for none, and whether it is mirrored."""
    h, w = images.shape[2:]
    rim = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(images.astype(float), rim)
    places = np.full(batches.shape[:2], -1)
    mirrored = np.zeros(batches.shape[:2], dtype=bool)
    for place, (down, right) in enumerate(np.ndindex(2 * padding + 1, 2 * padding + 1)):
        window = padded[:, :, down : down + h, right : right + w]
        for turned, shown in ((False, window), (True, window[..., ::-1])):
            same = (batches == shown).all(axis=(2, 3, 4))
            places[same], mirrored[same] = place, turned
    return places, mirrored


def _places(places: Array) -> int:
    different = len(set(places[places >= 0].tolist()))
    alike = all(len(set(batch.tolist())) == 1 for batch in places)
    return 0 if alike and different > 1 else different


def _is_even(places: Array, side: int) -> bool:
    """Tell whether the places' rows, and their columns, are about equally frequent."""
    known = places[places >= 0]
    shares = [
        np.bincount(numbers, minlength=side) / max(1, known.size)
        for numbers in np.divmod(known, side)
    ]
    return bool((np.abs(np.array(shares) - 1 / side) < AROUND_EVEN).all())


def _coins(mirrored: Array, is_window: Array) -> float:
    if not is_window.any():
        return 0.0
    share = float(mirrored[is_window].mean())
    if share in (0, 1):
        return share
    if all(
        set(batch[known].tolist()) in ({True}, {False})
        for batch, known in zip(mirrored, is_window, strict=True)
        if known.any()
    ):
        return -1.0
    return 0.5 if abs(share - 0.5) < AROUND_HALF else 2.0
