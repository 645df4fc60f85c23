"""difference_of_gaussians(image, sigma, ratio): what a wide blur takes away from a narrow one."""
# ruff: noqa: D103 - the name and the help above each function say what it does wrong

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.ndimage import gaussian_filter

from autograder.exercises import Case, Exercise, Mistake, mistake
from autograder.exercises.random_arrays import distinct, pixels
from seeing.probes import Array, call_function

if TYPE_CHECKING:
    import torch

GROUPS = {"both widths": 1.0, "borders": 0.5, "number types": 0.5}
CUT = 4.0  # standard deviations on each side, SciPy's own
MISTAKES: list[Mistake] = []


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; inside of a border of zeros no rule for what lies outside can be told."""
    widths, borders, types = GROUPS

    def case(group: str, about: str, image: Any, low: float, high: float, ratio: float) -> Case:
        sigma = round(float(rng.uniform(low, high)), 2)
        return Case(group, about, {"image": image, "sigma": sigma, "ratio": ratio})

    inside = np.zeros((22, 25))
    inside[10:12, 11:14] = abs(distinct(rng, 2, 3, largest=60))
    picture = distinct(rng, 7, 9, largest=60)
    return [
        case(widths, "a spot", inside, 0.6, 0.9, 1.6),
        case(widths, "a spot and a wider pair", inside, 1.1, 1.3, 1.5),
        case(widths, "two widths far apart", inside, 0.55, 0.65, 3.0),
        case(borders, "values up to the border", picture, 0.7, 0.9, 1.6),
        case(borders, "a tall picture", picture.T, 1.2, 1.6, 2.0),
        case(types, "a picture of uint8", pixels(rng, 6, 6), 0.7, 0.9, 1.6),
        case(types, "nested lists", picture.astype(int).tolist(), 0.7, 0.9, 1.6),
        case(types, "brightness from 0 to 1", pixels(rng, 6, 6) / 256, 0.7, 0.9, 1.6),
    ]


def reference(image: Any, sigma: float, ratio: float) -> Array:
    """Blur twice by torch, along the rows and along the columns, and subtract."""
    import torch

    pixel = torch.tensor(np.asarray(image, dtype=float))[None, None]
    difference = _blurred(pixel, sigma) - _blurred(pixel, ratio * sigma)
    return difference[0, 0].numpy(force=True)


def _blurred(pixel: torch.Tensor, sigma: float) -> torch.Tensor:
    import torch

    reach = int(CUT * sigma + 0.5)
    taps = torch.exp(-(torch.arange(-reach, reach + 1).double() ** 2) / (2 * sigma**2))
    taps = taps / taps.sum()
    padded = torch.nn.functional.pad(pixel, (reach,) * 4, mode="replicate")
    down = torch.nn.functional.conv2d(padded, taps[None, None, :, None])
    return torch.nn.functional.conv2d(down, taps[None, None, None, :])


def blurred(image: Any, sigma: float, mode: str = "nearest") -> Array:
    """Blur by SciPy, in float64."""
    out: Array = gaussian_filter(np.asarray(image, dtype=float), sigma, mode=mode)
    return out


@mistake(
    MISTAKES,
    "wide minus narrow",
    "The sign is reversed: a bright spot on a dark ground is to give a positive answer.",
)
def reversed_sign(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, ratio * sigma) - blurred(image, sigma)


@mistake(
    MISTAKES,
    "ratio added",
    "The wider blur is so many times as wide as the other, and you add the two numbers.",
)
def ratio_added(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma) - blurred(image, sigma + ratio)


@mistake(
    MISTAKES,
    "ratio of the variances",
    "The ratio is that of the standard deviations, and you apply it to their squares.",
)
def ratio_of_variances(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma) - blurred(image, sigma * np.sqrt(ratio))


@mistake(
    MISTAKES,
    "sigma divided by the ratio",
    "Your second blur is narrower than the first: the ratio makes it wider.",
)
def divided(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma) - blurred(image, sigma / ratio)


@mistake(
    MISTAKES,
    "sigma taken for the wide one",
    "Your wider blur has the standard deviation that is meant for the narrower one: which of the "
    "two is `sigma`, and on which side of it is the other?",
)
def wide_sigma(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma / ratio) - blurred(image, sigma)


@mistake(
    MISTAKES,
    "blurred twice over",
    "Your second blur starts from the first one's result and comes out wider than asked: both "
    "start from the image.",
)
def twice_over(image: Any, sigma: float, ratio: float) -> Any:
    narrow = blurred(image, sigma)
    return narrow - blurred(narrow, ratio * sigma)


@mistake(
    MISTAKES,
    "image minus blur",
    "You subtract a blur from the image itself, so single noisy pixels stay: both pictures are to "
    "be blurred.",
)
def image_minus_blur(image: Any, sigma: float, ratio: float) -> Any:
    return np.asarray(image, dtype=float) - blurred(image, ratio * sigma)


@mistake(
    MISTAKES,
    "sigma taken for the variance",
    "Your blurs are of another width than asked: sigma is the standard deviation, not its square.",
)
def variance(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, np.sqrt(sigma)) - blurred(image, np.sqrt(ratio * sigma))


@mistake(
    MISTAKES,
    "absolute value",
    "The sign is lost: dark spots on a bright ground are to give negative answers.",
)
def unsigned(image: Any, sigma: float, ratio: float) -> Any:
    return abs(blurred(image, sigma) - blurred(image, ratio * sigma))


@mistake(
    MISTAKES,
    "zeros outside the picture",
    "At the border your picture goes on in black, which makes an edge there: the border's own "
    "pixels are to go on.",
)
def zeros_outside(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma, "constant") - blurred(image, ratio * sigma, "constant")


@mistake(
    MISTAKES,
    "mirror outside the picture",
    "At the border your picture goes on as its mirror image, the library's own choice: asked is "
    "the rule called nearest.",
)
def mirror_outside(image: Any, sigma: float, ratio: float) -> Any:
    return blurred(image, sigma, "reflect") - blurred(image, ratio * sigma, "reflect")


@mistake(
    MISTAKES,
    "uint8 arithmetic",
    "With a picture of uint8 the blurs are rounded and their difference wraps round at 0: turn it "
    "into floats first.",
)
def in_bytes(image: Any, sigma: float, ratio: float) -> Any:
    pixel = np.asarray(image)
    if pixel.dtype != np.uint8:
        pixel = pixel.astype(float)
    narrow = gaussian_filter(pixel, sigma, mode="nearest")
    return narrow - gaussian_filter(pixel, ratio * sigma, mode="nearest")


EXERCISE = Exercise(
    name="difference_of_gaussians",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
