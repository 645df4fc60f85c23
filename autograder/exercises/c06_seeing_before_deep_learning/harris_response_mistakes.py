"""The mistakes in harris_response: each is wrong in the way that its name and help say."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.ndimage import gaussian_filter, uniform_filter

from autograder.exercises import Mistake, mistake
from seeing.probes import Array

MISTAKES: list[Mistake] = []


def blurred(values: Any, sigma: float, mode: str = "nearest", **options: Any) -> Array:
    out: Array = gaussian_filter(np.asarray(values, dtype=float), sigma, mode=mode, **options)
    return out


def means(gx: Any, gy: Any, blur: Callable[[Array], Any]) -> tuple[Any, Any, Any]:
    """Return the means of gx gx, of gy gy and of gx gy."""
    gx, gy = (np.asarray(g, dtype=float) for g in (gx, gy))
    return blur(gx * gx), blur(gy * gy), blur(gx * gy)


def right_means(gx: Any, gy: Any, sigma: float) -> tuple[Any, Any, Any]:
    return means(gx, gy, lambda product: blurred(product, sigma))


def response(a: Any, b: Any, c: Any, k: float) -> Any:
    return a * b - c**2 - k * (a + b) ** 2


def right(gx: Any, gy: Any, sigma: float, k: float) -> Any:
    return response(*right_means(gx, gy, sigma), k)


@mistake(
    MISTAKES,
    "no window",
    "At a single pixel the determinant is always 0, and what is left is never positive: over what "
    "are the products to be averaged first?",
)
def no_window(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return response(*means(gx, gy, lambda product: product), k)


@mistake(
    MISTAKES,
    "gradients blurred in place of their products",
    "You average the gradients and multiply afterwards, which makes one direction of two: what is "
    "to be averaged?",
)
def gradients_blurred(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    gx, gy = blurred(gx, sigma), blurred(gy, sigma)
    return response(*means(gx, gy, lambda product: product), k)


@mistake(
    MISTAKES,
    "gradients blurred before, products after",
    "You average the gradients, and then their products once more: how often is the window laid "
    "on?",
)
def blurred_twice(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(blurred(gx, sigma), blurred(gy, sigma), sigma, k)


@mistake(
    MISTAKES,
    "response blurred",
    "You blur the response as well: on what is the window to be laid, and on what not?",
)
def response_blurred(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return blurred(right(gx, gy, sigma, k), sigma)


@mistake(
    MISTAKES,
    "trace not squared",
    "The determinant is a product of two sizes and your trace a single one: what puts both on one "
    "scale?",
)
def trace_not_squared(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return a * b - c**2 - k * (a + b)


@mistake(
    MISTAKES,
    "sum of squares for the square of the trace",
    "You square the two entries and add them up afterwards: what is the trace, before it is "
    "squared?",
)
def squares_added(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return a * b - c**2 - k * (a**2 + b**2)


@mistake(
    MISTAKES,
    "trace added",
    "You add the part of the trace, so that edges come out positive too: what is the trace to do?",
)
def trace_added(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, sigma, -k)


@mistake(
    MISTAKES,
    "trace left out",
    "Yours is the determinant alone: what tells an edge from flat ground?",
)
def trace_left_out(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, sigma, 0)


@mistake(
    MISTAKES,
    "mixed product left out",
    "Without the mixed product a slanting edge looks like a corner: what else is in the "
    "determinant?",
)
def mixed_left_out(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return response(a, b, 0 * c, k)


@mistake(
    MISTAKES,
    "mixed product added",
    "You add the square of the mixed product: which sign has it in a determinant?",
)
def mixed_added(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return a * b + c**2 - k * (a + b) ** 2


@mistake(
    MISTAKES,
    "mixed product not squared",
    "You take away the mixed product itself: how often does it stand in the matrix?",
)
def mixed_not_squared(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return a * b - c - k * (a + b) ** 2


@mistake(
    MISTAKES,
    "mixed product taken away twice",
    "You take away twice the square of the mixed product: how many products has the determinant "
    "of two rows and two columns?",
)
def mixed_twice(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return a * b - 2 * c**2 - k * (a + b) ** 2


@mistake(
    MISTAKES,
    "sizes in place of gradients",
    "Your mixed product has lost its sign, so the two slants look alike: what becomes of the "
    "gradients' signs?",
)
def sizes(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(np.abs(np.asarray(gx, float)), np.abs(np.asarray(gy, float)), sigma, k)


@mistake(
    MISTAKES,
    "smaller eigenvalue",
    "Yours is the smaller eigenvalue, the measure of Shi and Tomasi: which formula is asked for?",
)
def smaller_eigenvalue(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return (a + b) / 2 - np.sqrt(((a - b) / 2) ** 2 + c**2)


@mistake(
    MISTAKES,
    "determinant over trace",
    "You divide the determinant by the trace, and k changes nothing: which formula is asked for?",
)
def determinant_over_trace(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    return (a * b - c**2) / (a + b + 1e-12)


@mistake(
    MISTAKES,
    "absolute value",
    "Nothing of yours is negative: which sign is an edge to have?",
)
def absolute(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return abs(right(gx, gy, sigma, k))


@mistake(
    MISTAKES,
    "negative responses cut off",
    "What should be negative is 0 in yours: how would an edge be told from flat ground?",
)
def cut_off(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return np.maximum(right(gx, gy, sigma, k), 0)


@mistake(
    MISTAKES,
    "divided by the largest",
    "You put the response on a scale of its own, by its largest number: what does the docstring "
    "say of scales?",
)
def rescaled(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    found = right(gx, gy, sigma, k)
    return found / abs(found).max()


@mistake(
    MISTAKES,
    "trace without a window",
    "Your determinant is of averaged products, and your trace of those of the pixel alone: of "
    "which matrix are both?",
)
def trace_of_the_pixel(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, c = right_means(gx, gy, sigma)
    gx, gy = (np.asarray(g, dtype=float) for g in (gx, gy))
    return a * b - c**2 - k * (gx**2 + gy**2) ** 2


@mistake(
    MISTAKES,
    "mixed product without a window",
    "Your mixed product is that of the pixel alone: which of the three products are to be "
    "averaged?",
)
def mixed_of_the_pixel(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    a, b, _ = right_means(gx, gy, sigma)
    gx, gy = (np.asarray(g, dtype=float) for g in (gx, gy))
    return response(a, b, gx * gy, k)


@mistake(
    MISTAKES,
    "a window of equal weights",
    "Your window is a square of three by three in which all pixels count alike: which weights are "
    "asked for?",
)
def square_window(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return response(*means(gx, gy, lambda p: uniform_filter(p, 3, mode="nearest")), k)


@mistake(
    MISTAKES,
    "sigma taken for the variance",
    "Your window has the root of sigma for its width: is sigma a deviation or a variance?",
)
def sigma_as_variance(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, np.sqrt(sigma), k)


@mistake(
    MISTAKES,
    "sigma squared",
    "Your window has the square of sigma for its width: is SciPy's sigma a deviation or a "
    "variance?",
)
def sigma_squared(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, sigma**2, k)


@mistake(
    MISTAKES,
    "sigma fixed",
    "Your window is always the one for a sigma of 1: where does the third parameter come in?",
)
def sigma_fixed(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, 1.0, k)


@mistake(
    MISTAKES,
    "k fixed",
    "Your k is always the usual one: where does the last parameter come in?",
)
def k_fixed(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return right(gx, gy, sigma, 0.05)


@mistake(
    MISTAKES,
    "mirror image outside",
    "Outside of its border your picture goes on as its mirror image, as SciPy does unless told "
    "otherwise: which mode is asked for?",
)
def mirror_outside(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return response(*means(gx, gy, lambda p: blurred(p, sigma, "reflect")), k)


@mistake(
    MISTAKES,
    "zeros outside",
    "Outside of your picture are zeros: which mode is asked for?",
)
def zeros_outside(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return response(*means(gx, gy, lambda p: blurred(p, sigma, "constant")), k)


@mistake(
    MISTAKES,
    "a window that ends too early",
    "Your window ends at three standard deviations: how far does SciPy's reach?",
)
def short_window(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    return response(*means(gx, gy, lambda p: blurred(p, sigma, truncate=3)), k)


@mistake(
    MISTAKES,
    "whole numbers blurred",
    "Of whole numbers your blur keeps no fractions, and products of 8 bits start again: of which "
    "type are the products?",
)
def whole_numbers(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    gx, gy = np.asarray(gx), np.asarray(gy)
    products = (gx * gx, gy * gy, gx * gy)
    a, b, c = (gaussian_filter(p, sigma, mode="nearest").astype(float) for p in products)
    return response(a, b, c, k)


@mistake(
    MISTAKES,
    "products of 8 bits",
    "Products of 8 bits start again beyond their largest number: what is to be turned into floats, "
    "and before which step?",
)
def wrapped(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    gx, gy = np.asarray(gx), np.asarray(gy)
    a, b, c = (blurred(p, sigma) for p in (gx * gx, gy * gy, gx * gy))
    return response(a, b, c, k)


@mistake(
    MISTAKES,
    "lists not accepted",
    "With nested lists an error is raised: what makes arrays of them?",
)
def lists_not_accepted(gx: Any, gy: Any, sigma: float = 1.0, k: float = 0.05) -> Any:
    if isinstance(gx, list):
        raise TypeError("can't multiply sequence by non-int of type 'list'")
    return right(gx, gy, sigma, k)
