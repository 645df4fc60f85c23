"""random_crop_flip(images, padding, rng): each image moved and mirrored by draws of its own."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise, Mistake, mistake
from seeing.probes import Array, Arrays, crop_twice, judge_crops

GROUPS = {
    "moved and mirrored": 1.25,
    "several channels": 0.25,
    "no padding": 0.25,
    "a wide rim": 0.25,
}
IMAGES = 64
MISTAKES: list[Mistake] = []
Rng = np.random.Generator


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no two pixels of an image are alike, and none is 0."""
    both, channels, none, wide = GROUPS

    def case(
        group: str, about: str, c: int, h: int, w: int, padding: int, part: float = 0.0
    ) -> Case:
        pixels = np.stack([rng.permutation(c * h * w) + 1 for _ in range(IMAGES)])
        images = pixels.reshape(IMAGES, c, h, w) + part
        inputs = {"images": images, "padding": padding, "seed": int(rng.integers(1_000_000))}
        return Case(group, about, inputs, unseen={"images": images, "padding": padding})

    return [
        case(both, "a rim of one pixel", 1, 4, 4, 1),
        case(both, "images wider than tall", 1, 3, 5, 1),
        case(channels, "three channels, of fractions", 3, 4, 3, 1, part=0.5),
        case(none, "no padding", 1, 3, 4, 0),
        case(wide, "a rim of two pixels", 1, 5, 4, 2),
    ]


def reference(images: Any, padding: int, seed: int) -> Arrays:
    """Crop and mirror one by one."""
    return crop_twice((right,), {"images": images, "padding": padding, "seed": seed})


def right(images: Any, padding: int, rng: Rng) -> Array:
    return made(images, padding, *draws(images, padding, rng))


def made(
    images: Any, padding: int, down: Any, across: Any, mirror: Any, mode: Any = "constant"
) -> Array:
    """Crop image i of (n, c, h, w) at row down[i], column across[i], and mirror it if mirror[i]."""
    h, w = images.shape[2:]
    rim = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(np.asarray(images, dtype=float), rim, mode=mode)
    crops = [
        image[:, i : i + h, j : j + w][:, :, :: -1 if turn else 1]
        for image, i, j, turn in zip(padded, down, across, mirror, strict=True)
    ]
    return np.stack(crops)


def draws(images: Any, padding: int, rng: Rng) -> tuple[Array, Array, Array]:
    down, across = rng.integers(0, 2 * padding + 1, (2, len(images)))
    return down, across, rng.random(len(images)) < 0.5


@mistake(
    MISTAKES,
    "fractions cut off",
    "Your result holds whole numbers alone: of which type is the array that you fill?",
)
def cut_off(images: Any, padding: int, rng: Rng) -> Array:
    return np.trunc(right(images, padding, rng))


@mistake(
    MISTAKES,
    "one crop for the whole batch",
    "All images of a batch are moved alike: each is to have a draw of its own.",
)
def one_crop(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    return made(
        images, padding, np.full_like(down, down[0]), np.full_like(across, across[0]), mirror
    )


@mistake(
    MISTAKES,
    "one coin for the whole batch",
    "All images of a batch are mirrored, or none is: each is to have a coin of its own.",
)
def one_coin(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    return made(images, padding, down, across, np.full_like(mirror, rng.random() < 0.5))


@mistake(
    MISTAKES,
    "one draw of each for the whole batch",
    "All images of a batch are moved alike and mirrored alike: each is to have draws of its own.",
)
def one_of_each(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    coin = np.full_like(mirror, rng.random() < 0.5)
    return made(images, padding, np.full_like(down, down[0]), np.full_like(across, across[0]), coin)


@mistake(MISTAKES, "never mirrored", "No image is mirrored: a fair coin decides.")
def never_mirrored(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    return made(images, padding, down, across, mirror & False)


@mistake(MISTAKES, "always mirrored", "Every image is mirrored: a fair coin decides.")
def always_mirrored(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    return made(images, padding, down, across, mirror | True)


@mistake(
    MISTAKES,
    "rarely mirrored",
    "Fewer than half of the images are mirrored, or more: the coin is to be fair.",
)
def rarely_mirrored(images: Any, padding: int, rng: Rng) -> Array:
    down, across, _ = draws(images, padding, rng)
    return made(images, padding, down, across, rng.random(len(images)) < 0.2)


@mistake(
    MISTAKES,
    "mirrored top to bottom",
    "Your images stand on their heads: left and right change places.",
)
def upside_down(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    plain = made(images, padding, down, across, mirror & False)
    return np.where(mirror[:, None, None, None], plain[:, :, ::-1], plain)


@mistake(
    MISTAKES,
    "never moved",
    "The images stay where they are: cut them out of the padded ones at a place that is drawn.",
)
def never_moved(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    return made(images, padding, 0 * down + padding, 0 * across + padding, mirror)


@mistake(
    MISTAKES,
    "last place never drawn",
    "A crop never begins at the last row or column that it could: does the upper bound of a draw "
    "count?",
)
def last_never(images: Any, padding: int, rng: Rng) -> Array:
    down, across = rng.integers(0, max(2 * padding, 1), (2, len(images)))
    return made(images, padding, down, across, rng.random(len(images)) < 0.5)


@mistake(
    MISTAKES,
    "moved along the diagonal only",
    "The same draw moves an image down and to the right: draw twice.",
)
def diagonal(images: Any, padding: int, rng: Rng) -> Array:
    down, _, mirror = draws(images, padding, rng)
    return made(images, padding, down, down, mirror)


@mistake(
    MISTAKES,
    "pixels that come in again on the other side",
    "What leaves the image on one side enters it on the other: zeros come in.",
)
def rolled(images: Any, padding: int, rng: Rng) -> Array:
    down, across, mirror = draws(images, padding, rng)
    turned = [
        np.roll(image, (i - padding, j - padding), axis=(1, 2))
        for image, i, j in zip(np.asarray(images, dtype=float), down, across, strict=True)
    ]
    still = np.full_like(down, padding)
    return made(np.stack(turned), padding, still, still, mirror)


@mistake(
    MISTAKES,
    "border stretched",
    "The border's pixels are repeated where the image has left: zeros come in.",
)
def stretched(images: Any, padding: int, rng: Rng) -> Array:
    return made(images, padding, *draws(images, padding, rng), mode="edge")


@mistake(
    MISTAKES,
    "padded images not cropped",
    "Your images are larger than they were: cut each down to its old size.",
)
def not_cropped(images: Any, padding: int, rng: Rng) -> Array:
    mirror = rng.random(len(images)) < 0.5
    rim = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(np.asarray(images, dtype=float), rim)
    return np.where(mirror[:, None, None, None], padded[..., ::-1], padded)


@mistake(
    MISTAKES,
    "draws of another generator",
    "The same generator twice does not give the same images: take all draws from the one that is "
    "handed in.",
)
def another_generator(images: Any, padding: int, rng: Rng) -> Array:
    return right(images, padding, np.random.default_rng())


@mistake(
    MISTAKES,
    "a crop for each channel",
    "The channels of an image are moved apart: they belong together.",
)
def channels_apart(images: Any, padding: int, rng: Rng) -> Array:
    mirror = rng.random(len(images)) < 0.5
    sheets = [
        made(images[:, c : c + 1], padding, *draws(images, padding, rng)[:2], mirror)
        for c in range(images.shape[1])
    ]
    return np.concatenate(sheets, axis=1)


EXERCISE = Exercise(
    name="random_crop_flip",
    points=2,
    probe=crop_twice,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=judge_crops,
)
