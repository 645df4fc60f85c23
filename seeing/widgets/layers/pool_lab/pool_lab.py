"""PoolLab: what pooling keeps, what a shift changes, and where the gradient goes."""

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.numbers import NumberRows

LARGEST_SIDE = 6  # numbers that can still be read on a phone
PICTURE = [
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 2.0, 5.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 9.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 7.0, 3.0, 0.0, 0.0],
    [0.0, 0.0, 4.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
]


class PoolLab(Widget):
    """Pool a small map; move it by pixels; see which pixel each output's gradient goes to.

    values: (h, w) finite numbers, sides 1 to 6
    kind: "max" | "mean"
    size: rows and columns of the window, 1 to 4; stride: 1 to 4
    moved: pixels by which the map is moved to the right before it is pooled, −5 to 5
    place: which output is shown, counted along its rows, from 0; one too many is taken as the last

    A window that does not fit is no error: the figure says so.

    >>> PoolLab(kind="mean").size
    2
    """

    _module = "pool_lab.js"
    _height = traitlets.Dict({"narrow": 936, "wide": 515}).tag(sync=True)

    values = NumberRows(PICTURE, most=LARGEST_SIDE).tag(sync=True)
    kind = traitlets.Enum(["max", "mean"], "max").tag(sync=True)
    size = traitlets.Int(2, min=1, max=4).tag(sync=True)
    stride = traitlets.Int(2, min=1, max=4).tag(sync=True)
    moved = traitlets.Int(0, min=-5, max=5).tag(sync=True)
    place = traitlets.Int(4, min=0).tag(sync=True)
