"""ChannelView: a kernel has a sheet for each channel, and their answers are added."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.colour_image import Colour, ColourTrait, colour_image
from seeing.widgets.traits.numbers import number_rows
from seeing.widgets.traits.packing import from_page, to_page

SHEETS = [[[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]] for _ in range(3)]


class ChannelView(Widget):
    """Edit the three sheets of a kernel; see what each makes of its channel, and their sum.

    image: (h, w, 3) uint8, red, green and blue
    sheets: three times 3 × 3 finite numbers, one for each channel
    bias: added to the sum, a finite number
    row, column: the pixel of the output whose sum is shown, 0 ≤ row < h − 2, 0 ≤ column < w − 2;
        the page takes one that lies outside as the nearest inside

    >>> ChannelView().image.shape
    (64, 64, 3)
    """

    _module = "channel_view.js"
    _height = traitlets.Dict({"narrow": 736, "wide": 821}).tag(sync=True)

    image = ColourTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    sheets = traitlets.List(SHEETS).tag(sync=True)
    bias = traitlets.Float(0.0).tag(sync=True)
    row = traitlets.Int(40, min=0).tag(sync=True)
    column = traitlets.Int(20, min=0).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Colour:
        from skimage.data import astronaut  # here, since it costs half a second

        original: Colour = astronaut()  # type: ignore[no-untyped-call]  # no types there
        small = original[:384, 64:448].reshape(64, 6, 64, 6, 3).mean(axis=(1, 3))
        return colour_image(small.round().astype(np.uint8))

    @traitlets.validate("sheets")
    def _sheets_are_three(self, proposal: Any) -> list[list[list[float]]]:
        sheets = list(proposal["value"])
        if len(sheets) != 3:
            raise traitlets.TraitError(f"sheets: one for each channel, so 3, got {len(sheets)}")
        try:
            rows = [number_rows(sheet, 3) for sheet in sheets]
        except ValueError as error:
            raise traitlets.TraitError(f"sheets: {error}") from None
        if any(np.shape(sheet) != (3, 3) for sheet in rows):
            raise traitlets.TraitError("sheets: each has 3 rows of 3 numbers")
        return rows

    @traitlets.validate("bias")
    def _bias_is_a_number(self, proposal: Any) -> float:
        bias = float(proposal["value"])
        if not np.isfinite(bias):
            raise traitlets.TraitError(f"bias: {bias} is no number to add: use a finite one")
        return bias
