"""spatial_pyramid(positions, words, size, n_words, finest): counts of the whole and its parts."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c06_seeing_before_deep_learning.spatial_pyramid_mistakes import (
    MISTAKES,
    OF_BORDERS,
    OF_CELLS,
    size_exchanged,
    whole_pixels,
    words_outermost,
)
from seeing.probes import Array, call_function, judge_levels

GROUPS = {"cells": 1.5, "weights": 0.75, "order and edges": 0.75}
ASKED = dict(zip(GROUPS, ("cells", "weights", "vector"), strict=True))
APART = 0.02


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; where cells are the question, until each wrong way to cut them shows."""
    cells, weights, edges = GROUPS

    def case(
        group: str,
        about: str,
        size: tuple[int, int],
        n: int,
        n_words: int,
        finest: int,
        part: float = 0.0,
        where_cells_meet: bool = False,
        uneven: bool = False,
    ) -> Case:
        # part: added to whole rows and columns; uneven: cells are no whole pixels, and it shows
        unseen = {"asked": ASKED[group], "words": n_words, "finest": finest}
        wrong_ways = [*OF_CELLS] if finest and group != weights and n else []
        wrong_ways += [size_exchanged] if wrong_ways and size[0] != size[1] else []
        wrong_ways += [words_outermost] if wrong_ways and n_words > 1 else []
        wrong_ways += [*OF_BORDERS] if where_cells_meet else []
        wrong_ways += [whole_pixels] if uneven else []
        spared = [] if where_cells_meet or not n else OF_BORDERS
        while True:
            positions = rng.integers(0, size, (n, 2)) + part
            if where_cells_meet:
                positions -= positions % (np.array(size) / 2**finest)
            if not (positions % 1).any():
                positions = positions.astype(int)
            words = rng.integers(0, n_words, n)
            inputs: dict[str, Any] = {"positions": positions, "words": words, "size": [*size]}
            inputs |= {"n_words": n_words, "finest": finest}
            due = reference(**inputs)
            if (
                all(_differ(way, inputs, due) for way in wrong_ways)
                and not any(_differ(way, inputs, due) for way in spared)
                and _is_uneven(words, n_words)
            ):
                return Case(group, about, inputs, unseen=unseen)

    return [
        case(cells, "the whole and its quarters", (6, 4), 6, 2, 1, part=0.5),
        case(cells, "a picture wider than tall", (4, 7), 5, 2, 2, part=0.25, uneven=True),
        case(cells, "a picture taller than wide", (8, 6), 6, 1, 2, part=0.25),
        case(cells, "a square picture", (4, 4), 5, 3, 1, part=0.75),
        case(weights, "the whole alone", (3, 4), 4, 2, 0, part=0.5),
        case(weights, "levels 0 and 1", (4, 4), 5, 2, 1, part=0.5),
        case(weights, "levels 0 to 2", (8, 4), 6, 2, 2, part=0.5),
        case(weights, "levels 0 to 3", (8, 8), 6, 1, 3, part=0.5),
        case(edges, "points where two cells meet", (4, 8), 5, 2, 1, where_cells_meet=True),
        case(
            edges,
            "points where cells of three levels meet",
            (6, 4),
            5,
            2,
            2,
            where_cells_meet=True,
            uneven=True,
        ),
        case(edges, "words that occur nowhere", (5, 4), 1, 4, 1, part=0.25),
        case(edges, "no points", (4, 4), 0, 2, 1),
        case(edges, "no points, and the whole alone", (3, 2), 0, 3, 0),
    ]


def _differ(way: Any, inputs: dict[str, Any], due: Array) -> bool:
    try:
        found = np.asarray(way(*inputs.values()))
    except IndexError:
        return True
    return found.shape != due.shape or bool(abs(found - due).max() > APART)


def _is_uneven(words: Array, n_words: int) -> bool:
    """Tell whether all words occur, not all as often; of a single point, any but the last."""
    if len(words) < 2 or n_words == 1:
        return not len(words) or n_words == 1 or int(words[0]) < n_words - 1
    counts = np.bincount(words, minlength=n_words)
    return bool(counts.all() and len(set(counts.tolist())) > 1)


def reference(positions: Any, words: Any, size: Any, n_words: int, finest: int) -> Array:
    """Let NumPy count in boxes of row, column and word, level by level."""
    n = max(len(words), 1)
    points = np.column_stack([positions, words])
    blocks = []
    for level in range(finest + 1):
        h, w = size
        edges = [np.linspace(0, side, 2**level + 1) for side in (h, w)]
        edges.append(np.arange(n_words + 1) - 0.5)
        counts, _ = np.histogramdd(points, edges)
        weight = 0.5**finest if level == 0 else 0.5 ** (finest - level + 1)
        blocks.append(counts.ravel() * weight / n)
    return np.concatenate(blocks)


EXERCISE = Exercise(
    name="spatial_pyramid",
    points=3,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_levels,
)
