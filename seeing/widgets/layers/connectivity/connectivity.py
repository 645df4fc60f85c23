"""Connectivity: everything to everything, local, local and shared."""

import traitlets

from seeing.widgets.base import Widget


class Connectivity(Widget):
    """Draw the weights between a row of numbers and the outputs of a layer, and count them.

    kind: "full" (each output sees every input), "local" (only its own window) or "shared" (its
        window, with the same weights everywhere)
    inputs: 3 to 12
    size: of the window, 1 to 5; stride: 1 to 3; a window that does not fit has no output
    output: which output's weights stand out, from 0; −1 for none

    >>> Connectivity(kind="local").inputs
    7
    """

    _module = "connectivity.js"
    _height = traitlets.Dict({"narrow": 430, "wide": 470}).tag(sync=True)

    kind = traitlets.Enum(["full", "local", "shared"], "full").tag(sync=True)
    inputs = traitlets.Int(7, min=3, max=12).tag(sync=True)
    size = traitlets.Int(3, min=1, max=5).tag(sync=True)
    stride = traitlets.Int(2, min=1, max=3).tag(sync=True)
    output = traitlets.Int(0, min=-1).tag(sync=True)
