"""A picture in colour as a trait: to the page as bytes."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

Colour = npt.NDArray[np.uint8]
LARGEST_SIDE = 128  # three channels and their answers are drawn small


def colour_image(value: npt.ArrayLike) -> Colour:
    """Return `value` as a read-only (h, w, 3) uint8 array, or say what to do to make it one.

    value: (h, w, 3) of whole numbers 0–255, 3 ≤ h, w ≤ 128, else ValueError
    """
    array = np.asarray(value)
    if array.ndim != 3 or array.shape[2] != 3:
        raise ValueError(f"expected shape (h, w, 3), got {array.shape}: channels come last here")
    if not 3 <= min(array.shape[:2]) <= max(array.shape[:2]) <= LARGEST_SIDE:
        raise ValueError(
            f"expected sides of 3 to {LARGEST_SIDE}, got {array.shape}: image[::2, ::2] takes "
            "every second pixel"
        )
    if array.dtype.kind not in "iu" or array.min() < 0 or array.max() > 255:
        raise ValueError("expected whole numbers 0–255: (255 * image).round().astype(np.uint8)")
    image = array.astype(np.uint8)
    image.flags.writeable = False
    return image


class ColourTrait(traitlets.TraitType[Colour, npt.ArrayLike]):
    """A colour picture; travels to the page as its shape and its bytes."""

    def validate(self, obj: Any, value: npt.ArrayLike) -> Colour:
        """Accept what `colour_image` accepts; its sentence becomes the TraitError's."""
        try:
            return colour_image(value)
        except ValueError as error:
            raise traitlets.TraitError(f"image: {error}") from None
