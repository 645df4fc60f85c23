"""KernelOnPhoto: a photograph beside what a kernel makes of it."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait, photographer
from seeing.widgets.traits.numbers import NumberRows, refuse_large_kernel
from seeing.widgets.traits.packing import from_page, to_page

LARGEST_KERNEL = 7  # entries a side; the widget shows each of them, and each product

SOBEL_X = [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]


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
    goal: by what the page notices that the challenge is solved: "down" (the kernel moves the
        picture down by a pixel), "one leg" (in the photograph that comes with the figure one leg
        of the tripod answers 2.5 times as strongly as the other), "left leg" (it is the left one,
        and the kernel is the difference of two pixels), or "" if it is for the reader to judge

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

    image = ImageTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    kernel = NumberRows(SOBEL_X, LARGEST_KERNEL).tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    row = traitlets.Int(180, min=0).tag(sync=True)
    column = traitlets.Int(161, min=0).tag(sync=True)
    display = traitlets.Enum(["auto", "clip", "signed", "diverging"], "auto").tag(sync=True)
    challenge = traitlets.Unicode(
        "Find a kernel that keeps one leg of the tripod and loses another."
    ).tag(sync=True)
    goal = traitlets.Enum(["one leg", "left leg", "down", ""], "one leg").tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        return photographer()

    @traitlets.validate("image", "kernel")
    def _kernel_fits(self, proposal: Any) -> Any:
        sizes: dict[str, Any] = {"image": self.image, "kernel": self.kernel}
        sizes[proposal["trait"].name] = proposal["value"]
        refuse_large_kernel(np.shape(sizes["kernel"]), np.shape(sizes["image"]))
        return proposal["value"]
