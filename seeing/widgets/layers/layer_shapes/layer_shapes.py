"""LayerShapes: what kernel, stride, padding and dilation make of a shape."""

import traitlets

from seeing.widgets.base import Widget

LARGEST_SIDE = 12  # cells that can still be told apart on a phone


class LayerShapes(Widget):
    """Move the window of a convolution layer over an image, and count shapes and parameters.

    height, width: of the image in pixels, 1 to 12
    kernel_height, kernel_width: 1 to 7
    stride, dilation: 1 to 4; padding: 0 to 4, of zeros, on all sides
    channels_in, channels_out: 1 to 512; bias: whether each output map has one
    place: which output is shown, counted along its rows, from 0; one too many is taken as the last

    A window that does not fit is no error: the figure says so. Setting a trait to what it cannot
    be raises traitlets.TraitError.

    >>> LayerShapes(stride=2, padding=1).channels_in
    3
    """

    _module = "layer_shapes.js"
    _height = traitlets.Dict({"narrow": 821, "wide": 592}).tag(sync=True)

    height = traitlets.Int(6, min=1, max=LARGEST_SIDE).tag(sync=True)
    width = traitlets.Int(8, min=1, max=LARGEST_SIDE).tag(sync=True)
    kernel_height = traitlets.Int(3, min=1, max=7).tag(sync=True)
    kernel_width = traitlets.Int(3, min=1, max=7).tag(sync=True)
    stride = traitlets.Int(2, min=1, max=4).tag(sync=True)
    padding = traitlets.Int(1, min=0, max=4).tag(sync=True)
    dilation = traitlets.Int(1, min=1, max=4).tag(sync=True)
    channels_in = traitlets.Int(3, min=1, max=512).tag(sync=True)
    channels_out = traitlets.Int(2, min=1, max=512).tag(sync=True)
    bias = traitlets.Bool(True).tag(sync=True)
    place = traitlets.Int(0, min=0).tag(sync=True)
