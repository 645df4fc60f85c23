"""What single numbers say by which answers that draw by chance are judged."""

from __future__ import annotations

from seeing.probes.calls import Array

# By the result's name in `judge_masks`, `judge_crops` and the like, and by its value.
MEANINGS: dict[str, dict[float, str]] = {
    "same again": {
        1: "equal generators give equal results",
        0: "equal generators give different results",
    },
    "drawn for each": {
        1: "no units are dropped together by rule",
        0: "the same units are missing in every image",
        -1: "whole images are missing",
        -2: "the same units are missing each time",
        -3: "always as many units are missing",
    },
    "factor": {
        0: "nothing is kept",
        -1: "what is kept is multiplied by another number in each batch",
        -2: "what is kept in one batch is multiplied by several numbers",
    },
    "windows": {
        1: "every output is a part of its padded image",
        0.5: "some outputs are parts of their padded images, others are not",
        0: "no output is a part of its padded image",
    },
    "kept": {
        1: "every output has all pixels of its image",
        0: "pixels of the image are lost or changed",
    },
    "evenly": {
        1: "no row or column of places is much more frequent than another",
        0: "not all places are about equally frequent",
    },
    "mirrored": {
        0: "no part is mirrored",
        0.5: "about half of the parts are mirrored",
        1: "all parts are mirrored",
        -1: "whole batches are mirrored, or are not",
        2: "far more or far fewer than half of the parts are mirrored",
    },
}


def in_words(name: str, result: Array) -> str:
    """Say what a result of that name means; "" where its numbers speak for themselves."""
    return MEANINGS.get(name, {}).get(float(result), "") if result.ndim == 0 else ""
