"""TileStepper: which pixels a program of a tiled convolution reads."""

import traitlets

from seeing.widgets.base import Widget


class TileStepper(Widget):
    """Step through the rounds of a GPU's programs, each of which computes a tile of places.

    height, width: of the image in pixels, 3 to 8 and 3 to 10; channels: 1 to 3
    kernel_height, kernel_width: 1 to 3; maps: 1, 2, 4, 8 or 16, all in one tile
    tile: places in a tile: 1, 2, 4, 8, 16 or 32
    position: which round is shown, over all programs, from 0; one too many is taken as the last

    Stride 1 and no padding, and one number of the window in a round.

    >>> TileStepper(tile=8).kernel_width
    3
    """

    _module = "tile_stepper.js"
    _height = traitlets.Dict({"narrow": 1018, "wide": 522}).tag(sync=True)

    height = traitlets.Int(6, min=3, max=8).tag(sync=True)
    width = traitlets.Int(7, min=3, max=10).tag(sync=True)
    channels = traitlets.Int(2, min=1, max=3).tag(sync=True)
    kernel_height = traitlets.Int(2, min=1, max=3).tag(sync=True)
    kernel_width = traitlets.Int(3, min=1, max=3).tag(sync=True)
    maps = traitlets.Enum([1, 2, 4, 8, 16], 4).tag(sync=True)
    tile = traitlets.Enum([1, 2, 4, 8, 16, 32], 8).tag(sync=True)
    position = traitlets.Int(0, min=0).tag(sync=True)
