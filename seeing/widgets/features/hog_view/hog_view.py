"""HogView: a picture as histograms of its gradients' directions, in any light."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait, gray_image
from seeing.widgets.traits.packing import from_page, to_page

HEAD = (slice(8, 200), slice(132, 324))  # of scikit-image's `astronaut`
HAIR_MEETS_CHEEK = (6, 3)
RANGES = {"gamma": (0.3, 3.0), "contrast": (0.25, 2.0), "brightness": (-100.0, 100.0)}
SMALLEST, LARGEST = 32, 128  # pixels a side: one block of the largest cells; what can be drawn


class HogView(Widget):
    """Change a picture's light, and see its histograms of oriented gradients stay, or not.

    image: (h, w) uint8, 0 black to 255 white, sides of 32 to 128
    cell: side of a cell, pixels: 4, 8 or 16
    bins: of a cell's histogram, which divide 180°: 4, 6, 9, 12 or 18
    row, column: the cell whose gradients are shown, 0 ≤ row < h // cell, 0 ≤ column < w // cell;
        the page takes one that lies outside as the nearest inside
    gamma, contrast, brightness: the light, contrast · 255 · (image / 255)^gamma + brightness;
        0.3 to 3, 0.25 to 2, and −100 to 100
    cut: are the numbers cut off at 0 and 255, as in a file?

    The vector is that of scikit-image's `hog` with cells_per_block=(2, 2) and block_norm="L2". The
    default picture is NASA's, in the public domain, in grey.

    >>> HogView(cell=16, gamma=0.5).image.shape
    (96, 96)
    """

    _module = "hog_view.js"
    _height = traitlets.Dict({"narrow": 1653, "wide": 1035}).tag(sync=True)

    image = ImageTrait(smallest=SMALLEST).tag(sync=True, to_json=to_page, from_json=from_page)
    cell = traitlets.Enum((4, 8, 16), 8).tag(sync=True)
    bins = traitlets.Enum((4, 6, 9, 12, 18), 9).tag(sync=True)
    row = traitlets.Int(HAIR_MEETS_CHEEK[0], min=0).tag(sync=True)
    column = traitlets.Int(HAIR_MEETS_CHEEK[1], min=0).tag(sync=True)
    gamma = traitlets.Float(1.0).tag(sync=True)
    contrast = traitlets.Float(1.0).tag(sync=True)
    brightness = traitlets.Float(0.0).tag(sync=True)
    cut = traitlets.Bool(False).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        from skimage.color import rgb2gray  # here, since they cost half a second
        from skimage.data import astronaut

        colours = astronaut()[HEAD]  # type: ignore[no-untyped-call]  # no types there
        small = (255 * rgb2gray(colours)).reshape(96, 2, 96, 2).mean(axis=(1, 3))
        return gray_image(small.round().astype(np.uint8))

    @traitlets.validate("image")
    def _can_be_drawn(self, proposal: Any) -> Gray:
        image: Gray = proposal["value"]
        if max(image.shape) > LARGEST:
            raise traitlets.TraitError(
                f"image: {image.shape} has more cells than can be drawn: sides of {LARGEST} at "
                "most, image[::2, ::2] takes every second pixel"
            )
        return image

    @traitlets.validate("gamma", "contrast", "brightness")
    def _lies_in_its_range(self, proposal: Any) -> float:
        name, value = proposal["trait"].name, float(proposal["value"])
        low, high = RANGES[name]
        if not low <= value <= high:
            raise traitlets.TraitError(f"{name}: expected {low:g} to {high:g}, got {value}")
        return value
