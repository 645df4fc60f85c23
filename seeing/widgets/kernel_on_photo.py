"""KernelOnPhoto: a photograph beside what a kernel makes of it."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.number_traits import NumberRows

LARGEST_IMAGE = 1024  # pixels a side; more is slow to send and finer than a page can show
LARGEST_KERNEL = 7  # entries a side; the widget shows each of them, and each product

SOBEL_X = [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]

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
    """A grey image; travels to the page as its shape, its dtype and its bytes."""

    def validate(self, obj: Any, value: npt.ArrayLike) -> Gray:
        """Accept what `gray_image` accepts; its sentence becomes the TraitError's."""
        try:
            return gray_image(value)
        except ValueError as error:
            raise traitlets.TraitError(f"image: {error}") from None


def _to_page(image: Gray, widget: Any) -> dict[str, Any]:
    """Pack an image for the page; ipywidgets sends the memoryview beside the JSON, as bytes."""
    return {"shape": list(image.shape), "dtype": "uint8", "data": memoryview(image.tobytes())}


def _from_page(packed: dict[str, Any], widget: Any) -> Gray:
    """Unpack what `_to_page` packed."""
    return np.frombuffer(packed["data"], dtype=np.uint8).reshape(packed["shape"])


class KernelOnPhoto(Widget):
    """Filter a photograph with a kernel that the reader edits, and show any pixel's arithmetic.

    image: (h, w) uint8, 0 black to 255 white; read-only: assign another array to change it
    kernel: rows of equal length, 1 to 7 each way, any finite numbers
    flip: False slides the kernel as it is (cross-correlation, which deep learning calls
        convolution); True turns it by half first (true convolution)
    row, column: the output pixel under the pointer, 0 ≤ row ≤ h − kh and 0 ≤ column ≤ w − kw
    display: how output values become brightness: "auto" (by the kernel: "diverging" if its entries
        sum to zero, else "clip"), "clip" (0 black to 255 white), "signed" (0 is mid grey) or
        "diverging" (0 is paper, negative and positive have the course's two colours)
    challenge: one sentence under the pictures; "" for none

    The output is what `conv2d` gives: (h − kh + 1, w − kw + 1), no pixel invented. In the picture
    it lies where the window's middle was, so that a rim of half a kernel stays empty, and grows
    with the kernel. Padding instead would show values at the rim that no pixels stand behind.

    The surprise: a picture that the reader opens in the page, or the camera's, never comes to
    Python. `image` keeps its value, while `row` and `column` follow the picture that is shown;
    one that lies outside, the page takes as the nearest inside.

    >>> widget = KernelOnPhoto(kernel=[[-1, 0, 1]])
    >>> widget.image.shape, widget.image.dtype
    ((256, 256), dtype('uint8'))
    """

    _module = "kernel_on_photo.js"
    _height = traitlets.Dict({"narrow": 1424, "wide": 924}).tag(sync=True)

    image = ImageTrait().tag(sync=True, to_json=_to_page, from_json=_from_page)
    kernel = NumberRows(SOBEL_X, LARGEST_KERNEL).tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    row = traitlets.Int(180, min=0).tag(sync=True)
    column = traitlets.Int(161, min=0).tag(sync=True)
    display = traitlets.Enum(["auto", "clip", "signed", "diverging"], "auto").tag(sync=True)
    challenge = traitlets.Unicode(
        "Find a kernel that keeps one leg of the tripod and loses another."
    ).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        return photographer()

    @traitlets.validate("image", "kernel")
    def _kernel_fits(self, proposal: Any) -> Any:
        image, kernel = self.image, self.kernel
        if proposal["trait"].name == "image":
            image = proposal["value"]
        else:
            kernel = proposal["value"]
        (h, w), (kh, kw) = image.shape, (len(kernel), len(kernel[0]))
        if kh > h or kw > w:
            raise traitlets.TraitError(
                f"kernel: {kh} × {kw} does not fit into an image of {h} × {w}: "
                "make the kernel smaller or the image larger"
            )
        return proposal["value"]
