"""A probe for splits of a set by chance, and how they are judged: by what is in their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from seeing.probes.calls import Array, Arrays, Inputs, in_turn
from seeing.probes.several import outputs_by_name

PARTS = ("train", "validation", "test")
NEXT, AGAIN = " next", " again"  # mark what came of the second call, and of an equal generator
FARTHEST_NEIGHBOURS = 20  # so that each tenth image for a part shows as well as a block of them
AS_BY_CHANCE = 0.25  # of the way from chance to always: of 2,000 numbers, ten standard deviations
NEARLY_ALWAYS = 0.9


def split_thrice(objects: Sequence[Any], inputs: Inputs) -> Arrays:
    """Let a student's function split a set twice by one generator, and once by its equal.

    objects: the function of (n, validation, test, rng) that returns three parts
    inputs: "n", "validation", "test"; "seed"
    returns "train", "validation" and "test", the same with " next" of the second call, and with
        " again" of the equal generator
    """
    (function,) = objects

    def ask(rng: np.random.Generator) -> Arrays:
        parts = function(int(inputs["n"]), inputs["validation"], inputs["test"], rng)
        # A function may keep its array, and shuffle it anew.
        return {name: part.copy() for name, part in outputs_by_name(parts, PARTS).items()}

    found = zip(("", NEXT, AGAIN), in_turn(ask, int(inputs["seed"])), strict=True)
    return {name + turn: part for turn, parts in found for name, part in parts.items()}


def judge_splits(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Count what is in the parts of a set.

    arrays: from `split_thrice`
    unseen: "n", how many there are to split; "asked", one of what follows
    returns for "sizes" those of the parts, −1 for a part that is no row; for "parts"
        "whole numbers": 0 if there are others or no numbers to index with, and else 1 with
        "outside": 1 if a number is above the last, −1 if one is below 0
        "missing", "in two parts", "twice in a part": 1 if there is such a number
        and for "chance"
        "kept together": 0 if numbers are as often in the same part as chance has it, wherever they
            stand; how far apart those are that nearly always are, 1 for neighbours; −1 for less
        "same again": 1 if equal generators give equal parts, in whatever order
        "new next": how many parts are others when the generator is asked once more
    """
    parts = [arrays[name] for name in PARTS]
    if unseen["asked"] == "sizes":
        sizes = [part.size if part.ndim == 1 else -1 for part in parts]
        return {"sizes": np.array(sizes)}
    if any(part.size and part.dtype.kind not in "iu" for part in parts):
        return {"whole numbers": np.array(0)}
    count = int(unseen["n"])
    if unseen["asked"] == "parts":
        return _members(parts, count)
    same = {
        turn: [
            np.array_equal(np.sort(arrays[n], None), np.sort(arrays[n + turn], None)) for n in PARTS
        ]
        for turn in (NEXT, AGAIN)
    }
    return {
        "kept together": np.array(_kept_together(parts, count)),
        "same again": np.array(float(all(same[AGAIN]))),
        "new next": np.array(len(PARTS) - sum(same[NEXT])),
    }


def _members(parts: Sequence[Array], count: int) -> Arrays:
    numbers = np.concatenate([part.ravel() for part in parts]).astype(float)
    inside = [np.unique(part[(part >= 0) & (part < count)]) for part in parts]
    times = np.bincount(np.concatenate(inside).astype(int), minlength=count)
    outside = -1 if (numbers < 0).any() else int((numbers >= count).any())
    return {
        "whole numbers": np.array(1),
        "outside": np.array(outside),
        "missing": np.array(int((times == 0).any())),
        "in two parts": np.array(int((times > 1).any())),
        "twice in a part": np.array(int(any(np.unique(p).size < p.size for p in parts))),
    }


def _kept_together(parts: Sequence[Array], count: int) -> int:
    """Tell which numbers are in the same part, see `judge_splits`."""
    part_of = np.full(count, len(parts))
    for number, part in enumerate(parts):
        part_of[part[(part >= 0) & (part < count)].astype(int)] = number
    by_chance = ((np.bincount(part_of) / count) ** 2).sum()
    distances = range(1, FARTHEST_NEIGHBOURS + 1)
    together = np.array([(part_of[apart:] == part_of[:-apart]).mean() for apart in distances])
    if together.max() - by_chance < AS_BY_CHANCE * (1 - by_chance):
        return 0
    return 1 + int(together.argmax()) if together.max() > NEARLY_ALWAYS else -1
