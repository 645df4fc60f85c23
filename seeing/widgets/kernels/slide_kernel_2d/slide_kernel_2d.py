"""SlideKernel2D: a kernel slides over a small image of numbers, and every product is shown."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.numbers import NumberRows, refuse_large_kernel

LARGEST_IMAGE = 8  # numbers a side that can still be read and pressed on a phone
LARGEST_KERNEL = 5

IMAGE = [
    [3.0, 3.0, 2.0, 1.0, 0.0],
    [0.0, 0.0, 1.0, 3.0, 1.0],
    [3.0, 1.0, 2.0, 2.0, 3.0],
    [2.0, 0.0, 0.0, 2.0, 2.0],
    [2.0, 0.0, 0.0, 0.0, 1.0],
]
KERNEL = [[0.0, 1.0, 2.0], [2.0, 2.0, 0.0], [0.0, 1.0, 2.0]]


class SlideKernel2D(Widget):
    """Slide `kernel` over `image` by hand and watch each product and their sum, y[s, t].

    image: (h, w) finite numbers, up to 8 each way
    kernel: (kh, kw) finite numbers, up to 5 each way, kh ≤ h and kw ≤ w
    row, column: s and t, the output shown in full, 0 ≤ s ≤ h − kh and 0 ≤ t ≤ w − kw; a larger
        kernel moves them back in range
    flip: False slides the kernel as it is (cross-correlation, which deep learning calls
        convolution); True turns it by half first (true convolution)

    Setting a trait to what it cannot be raises traitlets.TraitError and changes nothing.

    >>> widget = SlideKernel2D(kernel=[[1, 0, -1]])
    >>> widget.row = 4
    """

    _module = "slide_kernel_2d.js"
    _height = traitlets.Dict({"narrow": 784, "wide": 510}).tag(sync=True)

    image = NumberRows(IMAGE, LARGEST_IMAGE).tag(sync=True)
    kernel = NumberRows(KERNEL, LARGEST_KERNEL).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)

    def _last(self) -> dict[str, int]:
        """Return the last row and the last column of the output."""
        return {
            "row": len(self.image) - len(self.kernel),
            "column": len(self.image[0]) - len(self.kernel[0]),
        }

    @traitlets.validate("image", "kernel")
    def _kernel_fits(self, proposal: Any) -> list[list[float]]:
        grids = {"image": self.image, "kernel": self.kernel}
        grids[proposal["trait"].name] = proposal["value"]
        refuse_large_kernel(np.shape(grids["kernel"]), np.shape(grids["image"]))
        fitting: list[list[float]] = proposal["value"]
        return fitting

    @traitlets.validate("row", "column")
    def _place_is_a_window(self, proposal: Any) -> int:
        name, place = proposal["trait"].name, int(proposal["value"])
        last = self._last()[name]
        if not 0 <= place <= last:
            raise traitlets.TraitError(
                f"{name}: {place} is outside 0 … {last}: "
                "an image of n and a kernel of k give n − k + 1 outputs in each direction"
            )
        return place

    @traitlets.observe("image", "kernel")
    def _keep_place_in_range(self, change: Any) -> None:
        last = self._last()
        self.row = min(self.row, last["row"])
        self.column = min(self.column, last["column"])
