"""RooflineLab: where a layer lies under a device's roofline."""

import traitlets

from seeing.widgets.base import Widget


class RooflineLab(Widget):
    """Drag a convolution layer's sizes, and see whether bytes or operations bound it.

    batch, channels, side: powers of two, as their exponents; batch 0 to 10, channels 0 to 11 (the
        layer has as many maps as channels), side of the image 2 to 8
    kernel: side of the kernels, 1, 3, 5 or 7; the rim keeps the image's size
    number: "float32" | "float16"; device: "A100" | "H100"

    >>> 2 ** RooflineLab(batch=6).batch
    64
    """

    _module = "roofline_lab.js"
    _height = traitlets.Dict({"narrow": 587, "wide": 536}).tag(sync=True)

    batch = traitlets.Int(0, min=0, max=10).tag(sync=True)
    channels = traitlets.Int(6, min=0, max=11).tag(sync=True)
    side = traitlets.Int(4, min=2, max=8).tag(sync=True)
    kernel = traitlets.Enum([1, 3, 5, 7], 3).tag(sync=True)
    number = traitlets.Enum(["float32", "float16"], "float16").tag(sync=True)
    device = traitlets.Enum(["A100", "H100"], "A100").tag(sync=True)
