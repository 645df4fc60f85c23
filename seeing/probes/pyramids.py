"""How a pyramid of counts is judged: where the counts lie, and what each level weighs."""

from __future__ import annotations

import numpy as np

from seeing.probes.calls import Arrays, Inputs


def judge_levels(arrays: Arrays, unseen: Inputs) -> Arrays:
    """Look at one side of a vector of levels, so that a slip in the other costs nothing there.

    Level l stands for 4**l cells, of which each has as many numbers as there are words.

    arrays: "output", a vector
    unseen: "asked", which is "cells", "weights" or "vector"; "words"; "finest", the last level
    returns the "vector" as it is; or else its "shape" and, where that is right,
        "cells": each level divided by its sum, if that is not 0
        "weights": the sum of each level
    """
    vector = arrays["output"].astype(float)
    if unseen["asked"] == "vector":
        return {"vector": vector}
    sizes = [unseen["words"] * 4**level for level in range(unseen["finest"] + 1)]
    shape = {"shape": np.array(vector.shape)}
    if vector.shape != (sum(sizes),):
        return shape
    levels = np.split(vector, np.cumsum(sizes)[:-1])
    if unseen["asked"] == "weights":
        return shape | {"weights": np.array([level.sum() for level in levels])}
    return shape | {"cells": np.concatenate([level / (level.sum() or 1) for level in levels])}
