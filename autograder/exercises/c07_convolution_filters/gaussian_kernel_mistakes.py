"""What students write for gaussian_kernel that is not right, each by name."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def _offsets(size: int) -> Array:
    return np.arange(size) - (size - 1) / 2


def _squared_radius(offsets: Array) -> Any:
    return np.add.outer(offsets**2, offsets**2)


def _normalised(weights: Array) -> Any:
    return weights / weights.sum()


def _right(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(_offsets(size)) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "sigma taken for the variance",
    "Your bell has the wrong width: what is sigma in the formula, and what is its square?",
)
def sigma_as_variance(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(_offsets(size)) / (2 * sigma)))


@mistake(
    MISTAKES,
    "exponent off by a constant factor",
    "Your bell is too narrow, in the same proportion for every sigma: compare your exponent with "
    "the formula, sign by sign.",
)
def two_missing(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(_offsets(size)) / sigma**2))


@mistake(
    MISTAKES,
    "distance not squared",
    "Your bell has a sharp tip: what does the formula do with the distance from the centre?",
)
def distance_not_squared(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-np.sqrt(_squared_radius(_offsets(size))) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "minus sign missing in the exponent",
    "Your kernel is smallest in the middle and grows towards the corners; a bell does the "
    "opposite.",
)
def grows_outwards(size: int, sigma: float) -> Any:
    return _normalised(np.exp(_squared_radius(_offsets(size)) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "not normalised",
    "Your entries do not sum to one, so a blur with this kernel would brighten the picture.",
)
def not_normalised(size: int, sigma: float) -> Any:
    return np.exp(-_squared_radius(_offsets(size)) / (2 * sigma**2))


@mistake(
    MISTAKES,
    "largest entry made one",
    "You divide so that the peak is one; a blur that keeps the brightness needs something else to "
    "be one.",
)
def divided_by_the_largest(size: int, sigma: float) -> Any:
    bell = not_normalised(size, sigma)
    return bell / bell.max()


@mistake(
    MISTAKES,
    "normalised for an endless grid",
    "The factor before the formula holds for a bell without borders; yours is sampled and cut off, "
    "so what do its entries sum to?",
)
def normalised_for_an_endless_grid(size: int, sigma: float) -> Any:
    return not_normalised(size, sigma) / (2 * np.pi * sigma**2)


@mistake(
    MISTAKES,
    "every row normalised by itself",
    "Each row sums to one by itself; how many ones does that make in all, and where did the bell's "
    "height go?",
)
def rows_normalised(size: int, sigma: float) -> Any:
    bell = not_normalised(size, sigma)
    return bell / bell.sum(axis=1, keepdims=True)


@mistake(
    MISTAKES,
    "centre on a pixel for an even size",
    "With an even size there are more pixels on one side of your centre than on the other: where "
    "is the middle of four pixels?",
)
def centred_on_a_pixel(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(np.arange(size) - size // 2) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "centre in the corner",
    "Your bell peaks at the first entry: from where should the distances be counted?",
)
def centred_in_the_corner(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(np.arange(size)) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "centre half a pixel off",
    "Your peak lies beside the middle even for an odd size: how far is it from the first of three "
    "pixels to the second?",
)
def centred_half_a_pixel_off(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(np.arange(size) - size / 2) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "grid stretched to half a side each way",
    "Your grid points are more than one pixel apart: how many steps lie between the first pixel "
    "and the last?",
)
def grid_stretched(size: int, sigma: float) -> Any:
    offsets = np.linspace(-size / 2, size / 2, size) if size > 1 else np.zeros(1)
    return _normalised(np.exp(-_squared_radius(offsets) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "grid from minus one to one",
    "Your distances are shares of the kernel's side; sigma is in pixels, so what should they be "
    "in?",
)
def grid_of_unit_length(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-_squared_radius(np.linspace(-1, 1, size)) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "grid scaled by sigma",
    "Your grid always reaches three sigma, so sigma drops out of the result.",
)
def grid_scaled_by_sigma(size: int, sigma: float) -> Any:
    offsets = np.linspace(-3 * sigma, 3 * sigma, size) if size > 1 else np.zeros(1)
    return _normalised(np.exp(-_squared_radius(offsets) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "one dimension only",
    "You return one row of numbers; an image needs a bell in both directions.",
)
def one_dimension(size: int, sigma: float) -> Any:
    return _normalised(np.exp(-(_offsets(size) ** 2) / (2 * sigma**2)))


@mistake(
    MISTAKES,
    "two bells added",
    "You add a bell of rows and a bell of columns, which leaves a cross: how do exponents of a sum "
    "combine?",
)
def bells_added(size: int, sigma: float) -> Any:
    bell = np.exp(-(_offsets(size) ** 2) / (2 * sigma**2))
    return _normalised(np.add.outer(bell, bell))


@mistake(
    MISTAKES,
    "size taken for a radius",
    "Your kernel has about twice as many pixels a side as were asked for.",
)
def size_as_radius(size: int, sigma: float) -> Any:
    return _right(2 * size + 1, sigma)


@mistake(
    MISTAKES,
    "even size made odd",
    "You return one pixel a side more than was asked for when the size is even.",
)
def even_made_odd(size: int, sigma: float) -> Any:
    return _right(size | 1, sigma)


@mistake(
    MISTAKES,
    "sigma ignored",
    "Your kernel is the same for every sigma.",
)
def sigma_ignored(size: int, sigma: float) -> Any:
    return _right(size, 1.0)


@mistake(
    MISTAKES,
    "box in place of a bell",
    "All your entries are equal: a Gaussian gives near pixels more weight than far ones.",
)
def box(size: int, sigma: float) -> Any:
    return np.full((size, size), 1 / size**2)
