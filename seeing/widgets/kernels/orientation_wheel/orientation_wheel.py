"""OrientationWheel: turn a gradient kernel, and see which edges answer."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait, photographer
from seeing.widgets.traits.packing import from_page, to_page

SHOULDER = (slice(24, 96), slice(60, 132))  # of `photographer`: head, collar and camera


class OrientationWheel(Widget):
    """Steer Sobel's kernel to any direction θ, and filter a picture with cos θ gx + sin θ gy.

    image: (h, w) uint8, 0 black to 255 white, h and w from 3
    angle: θ in degrees, counted clockwise from the right since y points down, −180 < θ ≤ 180;
        other values are brought into this range
    row, column: the pixel of the output whose gradient is shown, 0 ≤ row < h − 2,
        0 ≤ column < w − 2; the page takes one that lies outside as the nearest inside

    >>> OrientationWheel(angle=270).angle
    -90.0
    """

    _module = "orientation_wheel.js"
    _height = traitlets.Dict({"narrow": 797, "wide": 602}).tag(sync=True)

    image = ImageTrait(smallest=3).tag(sync=True, to_json=to_page, from_json=from_page)
    angle = traitlets.Float(20.0).tag(sync=True)
    row = traitlets.Int(57, min=0).tag(sync=True)
    column = traitlets.Int(22, min=0).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        return photographer()[SHOULDER]

    @traitlets.validate("angle")
    def _within_half_a_turn(self, proposal: Any) -> float:
        angle = float(proposal["value"])
        if not abs(angle) < float("inf"):
            raise traitlets.TraitError(f"angle: {angle} is no angle: use a finite number")
        return 180 - (180 - angle) % 360
