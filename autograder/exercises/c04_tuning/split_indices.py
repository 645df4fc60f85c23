"""split_indices(n, validation, test, rng): images dealt out to three parts by chance."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, Arrays, judge_splits, split_thrice
from seeing.probes.splits import AGAIN, NEXT, PARTS

GROUPS = {"sizes": 0.75, "parts": 0.75, "chance": 0.5}
MISTAKES: list[Mistake] = []
Rng = np.random.Generator
Parts = tuple[Any, Any, Any]


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; where a part of an image is left over, how much it is decides nothing."""
    sizes, parts, chance = GROUPS

    def case(
        group: str, about: str, n: int, validation: float, test: float, refuses: str = ""
    ) -> Case:
        asked = {"n": n, "validation": validation, "test": test}
        inputs = {**asked, "seed": int(rng.integers(1_000_000))}
        return Case(group, about, inputs, refuses, unseen={"n": n, "asked": group})

    def more(least: int, of: int) -> int:
        """Draw a number whose rest, divided by `of`, is that of the least."""
        return least + of * int(rng.integers(5))

    refused = "ValueError"
    return [
        case(sizes, "shares that leave no part of an image over", more(10, 5), 0.2, 0.2),
        case(
            sizes, "parts of an image left over, of one more than a half", more(45, 20), 0.15, 0.35
        ),
        case(sizes, "a test part larger than that for validation", more(27, 10), 0.1, 0.3),
        case(sizes, "a training part smaller than the others", more(37, 20), 0.45, 0.4),
        case(sizes, "no share for validation", more(11, 4), 0.0, 0.25),
        case(sizes, "no share for the test", more(11, 4), 0.25, 0.0),
        case(sizes, "no share for either", more(7, 3), 0.0, 0.0),
        case(sizes, "shares too small for an image", 3, 0.2, 0.3),
        case(sizes, "shares of an eighth", 56, 0.125, 0.125),
        case(sizes, "a share for validation below 0", 20, -0.1, 0.3, refused),
        case(sizes, "a share for the test below 0", 20, 0.3, -0.1, refused),
        case(sizes, "shares that add up to 1", 20, 0.5, 0.5, refused),
        case(sizes, "shares that add up to more than 1", 20, 0.7, 0.6, refused),
        case(parts, "dozens of images", more(63, 20), 0.15, 0.35),
        case(parts, "hundreds of images", more(447, 20), 0.35, 0.15),
        case(parts, "small shares", more(509, 20), 0.05, 0.1),
        case(chance, "two equal shares, drawn twice", 2000 + more(1, 5), 0.2, 0.2),
        case(chance, "two different shares, drawn twice", 2000 + more(7, 10), 0.1, 0.3),
    ]


def reference(n: int, validation: float, test: float, seed: int) -> Arrays:
    """Let torch split, by sizes worked out in fractions."""
    import torch

    shares = [Fraction(str(share)) for share in (validation, test)]
    if min(shares) < 0 or sum(shares) >= 1:
        raise ValueError("no such shares")
    small = [n * share.numerator // share.denominator for share in shares]
    generator, equal = (torch.Generator("cpu").manual_seed(seed) for _ in range(2))
    found: dict[str, Array] = {}
    for turn, source in (("", generator), (NEXT, generator), (AGAIN, equal)):
        parts = torch.utils.data.random_split(range(n), [n - sum(small), *small], source)  # type: ignore[arg-type, var-annotated]  # it asks for a length alone
        found |= {
            name + turn: np.array(part.indices, dtype=int)
            for name, part in zip(PARTS, parts, strict=True)
        }
    return found


def looked_at(validation: float, test: float) -> None:
    if validation < 0 or test < 0 or validation + test >= 1:
        raise ValueError("no such shares")


def cut(order: Any, validation: int, test: int) -> Parts:
    """Cut an order into the training part, which is the last, and the two others."""
    return (
        order[validation + test :],
        order[:validation],
        order[validation : validation + test],
    )


def right(n: int, validation: float, test: float, rng: Rng) -> Parts:
    looked_at(validation, test)
    return cut(rng.permutation(n), int(n * validation), int(n * test))


@mistake(
    MISTAKES,
    "not shuffled",
    "Neighbours stay together, in parts that are the same in each split: what if the images are "
    "sorted by class?",
)
def not_shuffled(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    return cut(np.arange(n), int(n * validation), int(n * test))


@mistake(
    MISTAKES,
    "one part not drawn",
    "One part is the same in every split, and the others are drawn: which images may be in it?",
)
def test_not_drawn(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    count = int(n * test)
    train, validate, _ = cut(rng.permutation(n - count), int(n * validation), 0)
    return train, validate, np.arange(n - count, n)


@mistake(
    MISTAKES,
    "blocks at places that are drawn",
    "Neighbours stay together, though the parts are drawn: what if the images are sorted by class?",
)
def drawn_blocks(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    return cut(np.roll(np.arange(n), rng.integers(n)), int(n * validation), int(n * test))


@mistake(
    MISTAKES,
    "parts that overlap",
    "Some image is in two parts, and some in none, though none is twice in a part: is each part "
    "taken from what the others leave?",
)
def three_draws(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    small = int(n * validation), int(n * test)
    return tuple(rng.choice(n, k, replace=False) for k in (n - sum(small), *small))


@mistake(
    MISTAKES,
    "drawn with replacement",
    "Some image is twice in a part, some in two parts and some in none: what happens to a number "
    "once it is drawn?",
)
def with_replacement(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    return cut(rng.integers(n, size=n), int(n * validation), int(n * test))


@mistake(
    MISTAKES,
    "the rest lost",
    "Your parts together have fewer images than there are: who gets what rounding leaves over?",
)
def rest_lost(n: int, validation: float, test: float, rng: Rng) -> Any:
    train, validate, examine = right(n, validation, test, rng)
    rest = Fraction(1) - Fraction(str(validation)) - Fraction(str(test))
    return train[: int(n * rest)], validate, examine


@mistake(
    MISTAKES,
    "rounded up",
    "Your parts for validation and test have one image more where a part of one is left over: n "
    "times the share is to be rounded down.",
)
def rounded_up(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    exact = (n * Fraction(str(share)) for share in (validation, test))
    return cut(rng.permutation(n), *(-int(-whole // 1) for whole in exact))


@mistake(
    MISTAKES,
    "rounded to the nearest",
    "Your parts for validation and test have one image more where more than half of one is left "
    "over: n times the share is to be rounded down.",
)
def rounded_to_nearest(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    return cut(rng.permutation(n), round(n * validation), round(n * test))


@mistake(
    MISTAKES,
    "share of what is left",
    "The part for the test is too small where one for validation is taken before: of how many "
    "images is it a share?",
)
def share_of_the_rest(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    count = int(n * validation)
    return cut(rng.permutation(n), count, int((n - count) * test))


@mistake(
    MISTAKES,
    "validation and test exchanged",
    "The second part has the size of the third, and the third that of the second: in which order "
    "are they to come back?",
)
def small_exchanged(n: int, validation: float, test: float, rng: Rng) -> Any:
    train, validate, examine = right(n, validation, test, rng)
    return train, examine, validate


@mistake(
    MISTAKES,
    "train and test exchanged",
    "The first part has the size of the third, and the third that of the first: in which order "
    "are they to come back?",
)
def ends_exchanged(n: int, validation: float, test: float, rng: Rng) -> Any:
    return right(n, validation, test, rng)[::-1]


@mistake(
    MISTAKES,
    "training part returned last",
    "The part for validation comes first and the one to train on last: in which order are they to "
    "come back?",
)
def train_last(n: int, validation: float, test: float, rng: Rng) -> Any:
    train, validate, examine = right(n, validation, test, rng)
    return validate, examine, train


@mistake(
    MISTAKES,
    "shares ignored",
    "Your parts are 60, 20 and 20 % of the images, whatever is asked for.",
)
def shares_ignored(n: int, validation: float, test: float, rng: Rng) -> Any:
    looked_at(validation, test)
    return cut(rng.permutation(n), n // 5, n // 5)


@mistake(
    MISTAKES,
    "masks in place of numbers",
    "Each part is as long as the whole set, and holds no numbers to index with: are they True and "
    "False?",
)
def masks(n: int, validation: float, test: float, rng: Rng) -> Any:
    return tuple(np.isin(np.arange(n), part) for part in right(n, validation, test, rng))


@mistake(
    MISTAKES,
    "counted from 1",
    "There is a number in your parts that no image has, above the last, and one image is in none: "
    "which number has the first image?",
)
def from_one(n: int, validation: float, test: float, rng: Rng) -> Any:
    return tuple(part + 1 for part in right(n, validation, test, rng))


@mistake(
    MISTAKES,
    "own generator",
    "Equal generators give different parts: take all draws from rng.",
)
def own_generator(n: int, validation: float, test: float, rng: Rng) -> Any:
    return right(n, validation, test, np.random.default_rng())


@mistake(
    MISTAKES,
    "the same split each time",
    "The parts are mixed, and yet the same when the generator is asked once more: whose draws are "
    "these?",
)
def same_split(n: int, validation: float, test: float, rng: Rng) -> Any:
    return right(n, validation, test, np.random.default_rng(0))


@mistake(
    MISTAKES,
    "any shares accepted",
    "Neither shares below 0 nor shares that add up to 1 or more are refused: what does your code "
    "do with them?",
)
def any_shares(n: int, validation: float, test: float, rng: Rng) -> Any:
    return cut(rng.permutation(n), int(n * validation), int(n * test))


@mistake(
    MISTAKES,
    "shares below 0 accepted",
    "A share below 0 is not refused: what would a part of less than nothing be?",
)
def below_zero(n: int, validation: float, test: float, rng: Rng) -> Any:
    if validation + test >= 1:
        raise ValueError("nothing is left to train on")
    return any_of_these(n, (validation, test), rng)


@mistake(
    MISTAKES,
    "shares of 1 or more accepted",
    "Shares that leave nothing to train on are not refused: what do the two add up to?",
)
def too_much(n: int, validation: float, test: float, rng: Rng) -> Any:
    if validation < 0 or test < 0:
        raise ValueError("a share is 0 or more")
    return any_of_these(n, (validation, test), rng)


@mistake(
    MISTAKES,
    "a sum of 1 accepted",
    "Shares that add up to just 1 are not refused: what is left to train on?",
)
def just_one(n: int, validation: float, test: float, rng: Rng) -> Any:
    if validation < 0 or test < 0 or validation + test > 1:
        raise ValueError("no such shares")
    return any_of_these(n, (validation, test), rng)


def any_of_these(n: int, shares: Sequence[float], rng: Rng) -> Parts:
    validation, test = shares
    return cut(rng.permutation(n), int(n * validation), int(n * test))


EXERCISE = Exercise(
    name="split_indices",
    points=2,
    probe=split_thrice,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_splits,
)
