"""The mistakes in spatial_pyramid: each is wrong in the way that its name and help say."""
# ruff: noqa: D102, D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []
Places = Callable[[Any, int, Sequence[int]], Array]


def places(positions: Any, side: int, size: Sequence[int]) -> Array:
    """Return the cell's row and column of each point."""
    return np.asarray(np.floor(np.asarray(positions, float) * side / np.asarray(size)).astype(int))


def counted(
    positions: Any, words: Any, size: Any, n_words: int, side: int, cells: Places = places
) -> Array:
    """Return (side, side, n_words): how many points of each cell and word; beyond is an error."""
    made = np.zeros((side, side, n_words))
    np.add.at(made, (*cells(positions, side, size).T, np.asarray(words, dtype=int)), 1)
    return made


def weight(level: int, finest: int) -> float:
    return float(0.5 ** min(finest, finest - level + 1))


class PyramidInputs:
    """What is handed in, and the right parts of what is asked for."""

    def __init__(self, positions: Any, words: Any, size: Any, n_words: int, finest: int) -> None:
        self.positions, self.words, self.size = positions, words, size
        self.n_words, self.finest = n_words, finest
        self.n = max(len(words), 1)

    def counts(self, side: int, cells: Places = places) -> Array:
        return counted(self.positions, self.words, self.size, self.n_words, side, cells)

    def level(self, level: int, cells: Places = places) -> Array:
        return self.counts(2**level, cells) * weight(level, self.finest) / self.n

    def levels(self, cells: Places = places) -> list[Array]:
        return [self.level(level, cells) for level in range(self.finest + 1)]


def joined(levels: Sequence[Any]) -> Array:
    return np.concatenate([np.ravel(level) for level in levels])


def weighed_by(given: PyramidInputs, weights: Sequence[float]) -> Array:
    blocks = [given.counts(2**level) * w / given.n for level, w in enumerate(weights)]
    return joined(blocks)


@mistake(
    MISTAKES,
    "all weights 1",
    "All your levels weigh alike: what does a shared place in a small cell say, compared with one "
    "in the whole?",
)
def all_alike(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return weighed_by(given, [1] * (given.finest + 1))


@mistake(
    MISTAKES,
    "levels of equal weights that add up to 1",
    "All your levels weigh alike: what does a shared place in a small cell say, compared with one "
    "in the whole?",
)
def all_equal(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return weighed_by(given, [1 / (given.finest + 1)] * (given.finest + 1))


@mistake(
    MISTAKES,
    "weights reversed",
    "Your weights stand in the opposite order: which level is to count most?",
)
def reversed_weights(*values: Any) -> Any:
    given = PyramidInputs(*values)
    weights = [weight(level, given.finest) for level in range(given.finest + 1)]
    return weighed_by(given, weights[::-1])


@mistake(
    MISTAKES,
    "level 0 by the other formula",
    "Your level 0 has half the weight that it should have: which weight has it, by the docstring?",
)
def level_0_halved(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return weighed_by(given, [0.5 ** (given.finest - i + 1) for i in range(given.finest + 1)])


@mistake(
    MISTAKES,
    "all levels by the formula of level 0",
    "Each of your levels above 0 weighs twice what it should: by which power of 2 is it divided?",
)
def others_doubled(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return weighed_by(given, [0.5 ** (given.finest - i) for i in range(given.finest + 1)])


@mistake(
    MISTAKES,
    "each level halves",
    "Your levels weigh less and less: which level is to count most?",
)
def halving(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return weighed_by(given, [0.5**i for i in range(given.finest + 1)])


@mistake(
    MISTAKES,
    "each cell to 1",
    "Your cells are divided by their own points, so that one with two counts as much as one with "
    "fifty: by what is each point divided?",
)
def each_cell_to_one(*values: Any) -> Any:
    given = PyramidInputs(*values)

    def shares(level: int) -> Array:
        counts = given.counts(2**level)
        inside = np.maximum(counts.sum(axis=2, keepdims=True), 1)
        return np.asarray(counts / inside * weight(level, given.finest))

    return joined([shares(level) for level in range(given.finest + 1)])


@mistake(
    MISTAKES,
    "height and width exchanged",
    "Rows are cut by the width and columns by the height in yours: which number of the size comes "
    "first?",
)
def size_exchanged(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return joined(given.levels(lambda p, side, size: places(p, side, size[::-1])))


@mistake(
    MISTAKES,
    "row and column of a point exchanged",
    "You take the first number of a position for its column: what does the docstring say?",
)
def x_and_y(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return joined(given.levels(lambda p, side, size: places(np.asarray(p)[:, ::-1], side, size)))


@mistake(
    MISTAKES,
    "cells column by column",
    "Your cells stand column by column: in which order are they asked for?",
)
def column_by_column(*values: Any) -> Any:
    return joined([level.transpose(1, 0, 2) for level in PyramidInputs(*values).levels()])


@mistake(
    MISTAKES,
    "cut by the larger side",
    "You cut both ways by the larger side, as if the picture were square: what of height and "
    "width?",
)
def taken_for_square(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return joined(given.levels(lambda p, side, size: places(p, side, [max(size)] * 2)))


@mistake(
    MISTAKES,
    "rows from below",
    "Your first cell is the lower left: on which side of a picture is row 0?",
)
def from_below(*values: Any) -> Any:
    return joined([level[::-1] for level in PyramidInputs(*values).levels()])


@mistake(
    MISTAKES,
    "cells of whole pixels",
    "Your cells are as many whole pixels high and wide as fit, and the rest goes to the last ones: "
    "are equal parts of a side always whole?",
)
def whole_pixels(*values: Any) -> Any:
    given = PyramidInputs(*values)

    def cells(p: Any, side: int, size: Sequence[int]) -> Array:
        steps = np.maximum(np.asarray(size) // side, 1)
        return np.asarray(np.minimum(np.asarray(p, float) // steps, side - 1).astype(int))

    return joined(given.levels(cells))


@mistake(
    MISTAKES,
    "words outermost",
    "On each of your levels the cells of one word stand together: what is to stand together?",
)
def words_outermost(*values: Any) -> Any:
    return joined([level.transpose(2, 0, 1) for level in PyramidInputs(*values).levels()])


@mistake(
    MISTAKES,
    "a pyramid for each word",
    "All levels of your first word come before anything of the second: what stands outermost, by "
    "the docstring?",
)
def pyramid_for_each_word(*values: Any) -> Any:
    given = PyramidInputs(*values)
    levels = given.levels()
    return joined([level[..., word] for word in range(given.n_words) for level in levels])


@mistake(
    MISTAKES,
    "finest level first",
    "Your levels begin with the finest: with which are they to begin?",
)
def finest_first(*values: Any) -> Any:
    return joined(PyramidInputs(*values).levels()[::-1])


@mistake(
    MISTAKES,
    "finest level alone",
    "Your vector is as long as the finest level alone: which levels are asked for?",
)
def finest_alone(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return joined([given.level(given.finest)])


@mistake(
    MISTAKES,
    "no level 0",
    "Your vector is shorter by what level 0 has: which level is the whole picture?",
)
def no_level_0(*values: Any) -> Any:
    levels = PyramidInputs(*values).levels()
    return joined(levels[1:] or [[]])


@mistake(
    MISTAKES,
    "one level too few",
    "Your vector is shorter by the last level: which is its number, if they are counted from 0?",
)
def too_few(positions: Any, words: Any, size: Any, n_words: int, finest: int) -> Any:
    given = PyramidInputs(positions, words, size, n_words, finest)
    return joined(given.levels()[:-1] or [[]])


@mistake(
    MISTAKES,
    "one level too many",
    "Your vector is longer by one level more: which is the number of the last?",
)
def too_many(positions: Any, words: Any, size: Any, n_words: int, finest: int) -> Any:
    return joined(PyramidInputs(positions, words, size, n_words, finest + 1).levels())


@mistake(
    MISTAKES,
    "two more cells a side in each level",
    "Your vector is as long as if level 3 had 6 cells a side: what becomes of a cell on the next "
    "level?",
)
def two_more(*values: Any) -> Any:
    given = PyramidInputs(*values)
    sides = [max(1, 2 * level) for level in range(given.finest + 1)]
    return joined(
        [given.counts(s) * weight(i, given.finest) / given.n for i, s in enumerate(sides)]
    )


@mistake(
    MISTAKES,
    "one more cell a side in each level",
    "Your vector is as long as if level 2 had 3 cells a side: what becomes of a cell on the next "
    "level?",
)
def one_more(*values: Any) -> Any:
    given = PyramidInputs(*values)
    sides = range(1, given.finest + 2)
    return joined(
        [given.counts(s) * weight(i, given.finest) / given.n for i, s in enumerate(sides)]
    )


@mistake(
    MISTAKES,
    "not divided by the number of points",
    "Pictures with more points have larger numbers in yours: what is a single point's share?",
)
def not_divided(*values: Any) -> Any:
    given = PyramidInputs(*values)
    return joined(given.levels()) * given.n


@mistake(
    MISTAKES,
    "length 1",
    "Your squares add up to 1: what is to add up to 1?",
)
def length_one(*values: Any) -> Any:
    made = joined(PyramidInputs(*values).levels())
    return made / max(np.linalg.norm(made), 1e-12)


@mistake(
    MISTAKES,
    "words that occur nowhere missing",
    "Your vector has no numbers for words above the largest that occurs: how many words are there?",
)
def words_missing(positions: Any, words: Any, size: Any, n_words: int, finest: int) -> Any:
    present = int(max(words)) + 1 if len(words) else n_words
    return joined(PyramidInputs(positions, words, size, present, finest).levels())


@mistake(
    MISTAKES,
    "where cells meet, the upper or the left one",
    "A point where two cells meet counts for the upper or the left one in yours: to which does the "
    "docstring give it?",
)
def upper_or_left(*values: Any) -> Any:
    given = PyramidInputs(*values)

    def cells(p: Any, side: int, size: Sequence[int]) -> Array:
        found = np.ceil(np.asarray(p, float) * side / np.asarray(size)) - 1
        return np.asarray(np.maximum(found, 0).astype(int))

    return joined(given.levels(cells))


@mistake(
    MISTAKES,
    "where cells meet, both",
    "A point where cells meet counts in each of them in yours: how often is it to count?",
)
def in_both(positions: Any, words: Any, size: Any, n_words: int, finest: int) -> Any:
    given = PyramidInputs(positions, words, size, n_words, finest)

    def level(number: int) -> Array:
        side = 2**number
        made = np.zeros((side, side, n_words))
        scaled = np.asarray(positions, float) * side / np.asarray(size)
        for r, c in np.ndindex(side, side):
            inside = (scaled >= (r, c)) & (scaled <= (r + 1, c + 1))
            chosen = np.asarray(words)[inside.all(axis=1)].astype(int)
            made[r, c] = np.bincount(chosen, minlength=n_words)
        return np.asarray(made * weight(number, finest) / given.n)

    return joined([level(number) for number in range(finest + 1)])


@mistake(
    MISTAKES,
    "NaN for no points",
    "Without points your result is not a number: what is to come back then?",
)
def not_a_number(positions: Any, words: Any, *rest: Any) -> Any:
    made = joined(PyramidInputs(positions, words, *rest).levels())
    return made if len(words) else made * np.nan


@mistake(
    MISTAKES,
    "an error for no points",
    "Without points you divide by 0, which raises an error: what is to come back then?",
)
def error_for_none(positions: Any, words: Any, *rest: Any) -> Any:
    return joined(PyramidInputs(positions, words, *rest).levels()) * (len(words) / len(words))


@mistake(
    MISTAKES,
    "nothing for no points",
    "Without points your vector is empty: how long is a pyramid, always?",
)
def empty_for_none(positions: Any, words: Any, *rest: Any) -> Any:
    return joined(PyramidInputs(positions, words, *rest).levels()) if len(words) else np.zeros(0)


OF_CELLS = [x_and_y, column_by_column, from_below]
OF_BORDERS = [upper_or_left, in_both]
