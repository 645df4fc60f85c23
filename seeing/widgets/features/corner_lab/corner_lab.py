"""CornerLab: a window on a picture, the gradients in it, and whether it holds a corner."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait, photographer
from seeing.widgets.traits.packing import from_page, to_page

HEAD_AND_CAMERA = (slice(30, 158), slice(60, 188))  # of `photographer`
ON_THE_CAMERA = (47, 100)  # its upper right corner
RANGES = {"sigma": (0.5, 3.0), "k": (0.01, 0.2), "threshold": (0.001, 1.0)}
SMALLEST = 32  # pixels a side: the widest window and Sobel's kernel fit, with room to move


class CornerLab(Widget):
    """Drag a window over a picture: its gradients, their ellipse, and what Harris makes of them.

    image: (h, w) uint8, 0 black to 255 white, h and w from 32
    row, column: the pixel in the window's middle; the page takes the nearest one round which a
        whole window fits
    sigma: standard deviation of the Gaussian window, pixels, 0.5 to 3
    k: what the squared trace counts for, R = det − k · trace², 0.01 to 0.2
    threshold: the least R of a corner, as a share of the picture's largest R, 0.001 to 1

    Pixels count from 0 to 1, gradients are Sobel's, and a window's sums are weighted means, as in
    scikit-image's `corner_harris`. The default picture is scikit-image's `camera`: Lav
    Varshney took it and gave it to the public (CC0).

    >>> CornerLab(sigma=2).image.shape
    (128, 128)
    """

    _module = "corner_lab.js"
    _height = traitlets.Dict({"narrow": 1076, "wide": 669}).tag(sync=True)

    image = ImageTrait(smallest=SMALLEST).tag(sync=True, to_json=to_page, from_json=from_page)
    row = traitlets.Int(ON_THE_CAMERA[0], min=0).tag(sync=True)
    column = traitlets.Int(ON_THE_CAMERA[1], min=0).tag(sync=True)
    sigma = traitlets.Float(1.0).tag(sync=True)
    k = traitlets.Float(0.05).tag(sync=True)
    threshold = traitlets.Float(0.02).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        return photographer()[HEAD_AND_CAMERA]

    @traitlets.validate("sigma", "k", "threshold")
    def _lies_in_its_range(self, proposal: Any) -> float:
        name, value = proposal["trait"].name, float(proposal["value"])
        low, high = RANGES[name]
        if not low <= value <= high:
            raise traitlets.TraitError(f"{name}: expected {low:g} to {high:g}, got {value}")
        return value
