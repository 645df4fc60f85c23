"""FilterGallery: the kernels of a first layer as pictures, and what each answers to."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.colour_image import Colour, ColourTrait, colour_image
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.packing import from_page, to_page


class FilterGallery(Widget):
    """Choose a kernel of a first layer; see where it answers in a photograph, and to what.

    kernels: (n, 3, k, k) of a layer that sees colours 0 to 1; if not given, the first layer's of
        the network for CIFAR-10 that the course ships
    biases: (n,)
    image: (h, w, 3) uint8, red, green and blue
    kernel: which one is shown; the page takes one that is too large as the last
    row, column: the place of its map that is explained, as above

    >>> FilterGallery().kernels.shape
    (24, 3, 3, 3)
    """

    _module = "filter_gallery.js"
    _height = traitlets.Dict({"narrow": 719, "wide": 607}).tag(sync=True)

    kernels = FloatsTrait((None, 3, None, None), "kernels of three channels").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    biases = FloatsTrait((None,), "a bias for each kernel").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    image = ColourTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    kernel = traitlets.Int(2, min=0).tag(sync=True)
    row = traitlets.Int(24, min=0).tag(sync=True)
    column = traitlets.Int(24, min=0).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        if len(self.kernels) != len(self.biases):
            raise traitlets.TraitError(
                f"biases: {len(self.biases)} of them, for {len(self.kernels)} kernels"
            )

    @traitlets.default("kernels")
    def _shipped_kernels(self) -> Floats:
        from seeing import networks  # here: torch takes a second to import

        found: Floats = networks.load("cifar10").state_dict()["conv1.weight"].numpy(force=True)
        return found

    @traitlets.default("biases")
    def _shipped_biases(self) -> Floats:
        from seeing import networks

        shipped = networks.load("cifar10").state_dict()
        found: Floats = shipped["conv1.bias"].numpy(force=True)
        # Other kernels than the shipped ones have none that we know of.
        own = self.kernels.shape == tuple(shipped["conv1.weight"].shape)
        return found if own else np.zeros(len(self.kernels), np.float32)

    @traitlets.default("image")
    def _a_cat(self) -> Colour:
        from seeing.datasets import photograph  # here, since it costs half a second

        square = photograph("cat")[20:276, 100:356].reshape(64, 4, 64, 4, 3)
        return colour_image(square.mean(axis=(1, 3)).round().astype(np.uint8))
