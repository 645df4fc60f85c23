"""A grey picture as a trait: checked with a sentence, sent to the page as bytes."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

LARGEST_IMAGE = 1024  # pixels a side; more is slow to send and finer than a page can show

Gray = npt.NDArray[np.uint8]


def gray_image(value: npt.ArrayLike) -> Gray:
    """Return `value` as a read-only (h, w) uint8 array, or say what to do to make it one.

    value: (h, w) of whole numbers 0–255, 1 ≤ h, w ≤ 1024, else ValueError
    """
    array = np.asarray(value)
    if array.ndim == 3 and array.shape[2] in (3, 4):
        raise ValueError(
            f"expected a grey image (h, w), got shape {array.shape}: take the brightness first, "
            "(255 * skimage.color.rgb2gray(image[..., :3])).round().astype(np.uint8)"
        )
    if array.ndim != 2 or not 1 <= min(array.shape) <= max(array.shape) <= LARGEST_IMAGE:
        raise ValueError(
            f"expected shape (h, w) with sides of 1 to {LARGEST_IMAGE}, got {array.shape}: "
            "image[::2, ::2] takes every second pixel"
        )
    if array.dtype.kind not in "iu":
        raise ValueError(_how_to_make_whole(array))
    if array.min() < 0 or array.max() > 255:
        raise ValueError(
            f"expected values 0–255, got {array.min()} to {array.max()}: "
            "clip them, np.clip(image, 0, 255)"
        )
    image = array.astype(np.uint8)  # a copy: what the caller does to theirs cannot go unseen
    image.flags.writeable = False
    return image


def _how_to_make_whole(array: npt.NDArray[Any]) -> str:
    """Name the conversion for an image that is not of whole numbers: its range tells which."""
    if array.dtype.kind != "f":
        step = "(255 * image).astype(np.uint8)"
    elif array.max() <= 1:
        step = "(255 * image).round().astype(np.uint8)"
    else:
        step = "image.clip(0, 255).round().astype(np.uint8)"
    return f"expected whole numbers 0–255 (uint8), got {array.dtype}: convert it, {step}"


def photographer() -> Gray:
    """Return scikit-image's `camera`, (256, 256) uint8: each pixel the mean of 2×2 of the original.

    Reduced because it travels with every page that shows it: 64 KiB instead of 256.
    """
    from skimage.data import camera  # here, since it costs half a second that few callers need

    original: Gray = camera()  # type: ignore[no-untyped-call]  # scikit-image has no types here
    return gray_image(original.reshape(256, 2, 256, 2).mean(axis=(1, 3)).round().astype(np.uint8))


class ImageTrait(traitlets.TraitType[Gray, npt.ArrayLike]):
    """A grey image; travels to the page as its shape, its dtype and its bytes.

    smallest: side of the square window that must fit into it, in pixels
    """

    def __init__(self, smallest: int = 1) -> None:
        super().__init__()
        self.smallest = smallest

    def validate(self, obj: Any, value: npt.ArrayLike) -> Gray:
        """Accept what `gray_image` accepts; its sentence becomes the TraitError's."""
        try:
            image = gray_image(value)
        except ValueError as error:
            raise traitlets.TraitError(f"image: {error}") from None
        if min(image.shape) < self.smallest:
            raise traitlets.TraitError(
                f"image: {image.shape} has no window of {self.smallest} × {self.smallest}: make "
                "both sides longer"
            )
        return image
