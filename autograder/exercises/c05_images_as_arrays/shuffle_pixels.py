"""shuffle_pixels(images, order): the same pixels elsewhere, in every picture alike."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, call_function

GROUPS = {"order": 1, "batch": 0.5}
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two numbers of one are alike, and no two ways to misread an order."""
    alone, batch = GROUPS

    def case(
        group: str, about: str, n: int, h: int, w: int, kind: Callable[[Array], Any] = np.array
    ) -> Case:
        images = rng.permutation(n * h * w).reshape(n, h, w) + 1.25
        order = rng.permutation(h * w)
        while _can_be_misread(order, n, h, w):
            order = rng.permutation(h * w)
        return Case(group, about, {"images": images, "order": kind(order)})

    return [
        case(alone, "a picture wider than tall", 1, 2, 4),
        case(alone, "a picture taller than wide", 1, 4, 3),
        case(alone, "a picture of one row", 1, 1, 6),
        case(alone, "an order that is a list", 1, 3, 4, np.ndarray.tolist),
        case(batch, "two pictures", 2, 2, 3),
        case(batch, "as many pictures as rows", 3, 3, 2),
        case(batch, "more pictures than rows", 4, 2, 3),
    ]


def _can_be_misread(order: Array, n: int, h: int, w: int) -> bool:
    """Tell whether two of these come to the same: the order, its misreadings, and none at all."""
    ways = [order, np.argsort(order), order[order], order[::-1], order - 1, np.arange(h * w)]
    still = (list(np.argsort(order[:count])) == list(range(count)) for count in (n, h) if count > 1)
    return len({tuple(way % (h * w)) for way in ways}) < len(ways) or any(still)


def reference(images: Any, order: Any) -> Array:
    """Let torch gather the pixels of each picture."""
    import torch

    pictures = torch.tensor(np.asarray(images, dtype=float))
    index = torch.tensor(np.asarray(order)).expand(len(pictures), -1)
    return pictures.flatten(1).gather(1, index).view(pictures.shape).numpy(force=True)


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers, and a picture may hold fractions: of which type is the array "
    "that you fill?",
)
def cut_to_whole(images: Any, order: Any) -> Any:
    return right(images, order).astype(int)


def right(images: Any, order: Any) -> Array:
    images = np.asarray(images)
    taken: Array = images.reshape(len(images), -1)[:, order].reshape(images.shape)
    return taken


@mistake(
    MISTAKES,
    "inverse order",
    "You send each pixel to the place that the order names: does the order say where a pixel goes, "
    "or where it comes from?",
)
def inverse(images: Any, order: Any) -> Any:
    return right(images, np.argsort(order))


@mistake(
    MISTAKES,
    "order used twice",
    "Your pictures have been shuffled a second time, by the same order: where is it used again?",
)
def twice(images: Any, order: Any) -> Any:
    return right(right(images, order), order)


@mistake(
    MISTAKES,
    "order read from its end",
    "The last number of the order fills your first place: from which end is it to be read?",
)
def from_its_end(images: Any, order: Any) -> Any:
    return right(images, np.asarray(order)[::-1])


@mistake(
    MISTAKES,
    "places counted from 1",
    "Each pixel comes from one place before the one that is named: which number has the first "
    "place?",
)
def from_one(images: Any, order: Any) -> Any:
    return right(images, np.asarray(order) - 1)


@mistake(
    MISTAKES,
    "pixels numbered column by column",
    "You number the pixels down the columns, before and after: in which order does a reader of "
    "lines meet them?",
)
def column_by_column(images: Any, order: Any) -> Any:
    images = np.asarray(images)
    turned = images.swapaxes(1, 2)
    return right(turned, order).swapaxes(1, 2)


@mistake(
    MISTAKES,
    "places looked up column by column",
    "You write line by line, and look places up down the columns: by which side is a number "
    "divided to find its row?",
)
def looked_up_by_columns(images: Any, order: Any) -> Any:
    images = np.asarray(images)
    flat = images.swapaxes(1, 2).reshape(len(images), -1)
    return flat[:, order].reshape(images.shape)


@mistake(
    MISTAKES,
    "sides exchanged at the end",
    "Height and width have changed places: which of the two comes first when the row of pixels "
    "becomes a picture again?",
)
def sides_exchanged(images: Any, order: Any) -> Any:
    n, h, w = np.shape(images)
    return right(images, order).reshape(n, w, h)


@mistake(
    MISTAKES,
    "left flat",
    "Each picture comes back as one row of pixels: which shape had it before?",
)
def left_flat(images: Any, order: Any) -> Any:
    return right(images, order).reshape(len(images), -1)


@mistake(
    MISTAKES,
    "whole rows moved",
    "Whole rows change places, and each stays as it is: how many places does the order name?",
)
def rows_moved(images: Any, order: Any) -> Any:
    images = np.asarray(images)
    return images[:, np.argsort(order[: images.shape[1]])]


@mistake(
    MISTAKES,
    "whole pictures moved",
    "The pictures change places, and each stays as it is: what is to be shuffled?",
)
def pictures_moved(images: Any, order: Any) -> Any:
    images = np.asarray(images)
    return images[np.argsort(order[: len(images)])]


@mistake(
    MISTAKES,
    "nothing moved",
    "Your pictures come back as they were: what does your function do with the order?",
)
def nothing_moved(images: Any, order: Any) -> Any:
    return np.array(images)


@mistake(
    MISTAKES,
    "each picture shuffled once more than the last",
    "The first picture is right, and each one after it has been shuffled once more than the one "
    "before: from what does each picture begin?",
)
def once_more(images: Any, order: Any) -> Any:
    made = np.array(images)
    for i in range(len(made)):
        made[i:] = right(made[i:], order)
    return made


@mistake(
    MISTAKES,
    "first picture alone shuffled",
    "One picture is shuffled, and the others are as they were: to how many does the order apply?",
)
def first_shuffled(images: Any, order: Any) -> Any:
    made = np.array(images)
    made[:1] = right(made[:1], order)
    return made


@mistake(
    MISTAKES,
    "first picture alone returned",
    "One picture comes back, without an axis for the pictures: how many have been handed in?",
)
def first_returned(images: Any, order: Any) -> Any:
    return right(images, order)[0]


EXERCISE = Exercise(
    name="shuffle_pixels",
    points=1.5,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
