"""PixelInspector: a colour picture's numbers, its channels, its greys, their places in memory."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.colour_image import Colour, ColourTrait, colour_image
from seeing.widgets.traits.packing import from_page, to_page

COLLAR = (slice(190, 382), slice(90, 282))  # of scikit-image's `astronaut`
ON_THE_COLLAR = [21, 47]  # a grey pixel; 29 of the orange suit are as bright
UNDER_IT = [27, 18]  # an orange one, nearly as bright


class PixelInspector(Widget):
    """Point at a pixel of a colour picture; see its numbers, and pin two pixels to compare them.

    image: (h, w, 3) uint8, red, green and blue, sides of 3 to 128
    row, column: the pixel that is shown, 0 ≤ row < h, 0 ≤ column < w; the page takes one that
        lies outside as the nearest inside
    pins: two pixels to compare, A and B, each [row, column] or None where none is pinned

    The default picture is NASA's, in the public domain.

    >>> PixelInspector().image.shape
    (64, 64, 3)
    """

    _module = "pixel_inspector.js"
    _height = traitlets.Dict({"narrow": 1360, "wide": 834}).tag(sync=True)

    image = ColourTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    row = traitlets.Int(UNDER_IT[0], min=0).tag(sync=True)
    column = traitlets.Int(UNDER_IT[1], min=0).tag(sync=True)
    pins = traitlets.List([ON_THE_COLLAR, None]).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Colour:
        from skimage.data import astronaut  # here, since it costs half a second

        original: Colour = astronaut()  # type: ignore[no-untyped-call]  # no types there
        small = original[COLLAR].reshape(64, 3, 64, 3, 3).mean(axis=(1, 3))
        return colour_image(small.round().astype(np.uint8))

    @traitlets.validate("pins")
    def _pins_are_two_places(self, proposal: Any) -> list[list[int] | None]:
        pins = list(proposal["value"])
        if len(pins) != 2:
            raise traitlets.TraitError(
                f"pins: there are two, A and B, so 2 entries, got {len(pins)}"
            )
        return [None if pin is None else _place(pin) for pin in pins]


def _place(pin: Any) -> list[int]:
    place = np.asarray(pin)
    if place.shape != (2,) or place.dtype.kind not in "iu" or place.min() < 0:
        raise traitlets.TraitError(
            f"pins: {pin!r} is no place: write [row, column], whole numbers from 0, or None"
        )
    return [int(number) for number in place]
