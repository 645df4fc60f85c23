"""CNNExplorer: draw a digit, and follow it through a trained network."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.gray_image import Gray, ImageTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 28
COUNT = 11_386  # parameters of `seeing.networks.digit_network`
# Test digits of `digits_like_mnist`: one of each class, and two that the network misreads.
SHOWN = (237, 313, 276, 180, 190, 331, 138, 66, 69, 67, 49, 92)


class CNNExplorer(Widget):
    """Draw a digit; every layer's maps and the ten scores follow the pen.

    drawing: (28, 28) uint8, 0 paper to 255 ink
    weights: (11386,) of a `seeing.networks.digit_network`, in the order of its parameters, as
        `torch.nn.utils.parameters_to_vector(network.parameters()).detach()` makes them; those that
        the course ships, if not given
    layer: whose number is explained, 0 to 4: conv1, pool1, conv2, pool2, scores
    map, row, column: which of its numbers; the page takes one that is too large as the last

    >>> CNNExplorer().drawing.shape
    (28, 28)
    """

    _module = "cnn_explorer.js"
    _height = traitlets.Dict({"narrow": 1288, "wide": 997}).tag(sync=True)

    drawing = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    examples = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    weights = FloatsTrait((COUNT,), "parameters of digit_network in a row").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    layer = traitlets.Int(2, min=0, max=4).tag(sync=True)
    map = traitlets.Int(0, min=0).tag(sync=True)
    row = traitlets.Int(3, min=0).tag(sync=True)
    column = traitlets.Int(3, min=0).tag(sync=True)

    @traitlets.default("weights")
    def _shipped(self) -> Floats:
        from torch.nn.utils import parameters_to_vector  # here: torch takes a second to import

        from seeing import networks

        shipped = parameters_to_vector(networks.load("mnist").parameters())
        vector: Floats = shipped.numpy(force=True)
        return vector

    @traitlets.default("examples")
    def _some_of_the_test(self) -> Gray:
        from seeing.datasets.embedded import digits_like_mnist  # here: SciPy and scikit-learn

        images = digits_like_mnist("test").images[list(SHOWN)]
        found: Gray = (255 * images).round().clip(0, 255).astype(np.uint8).reshape(-1, SIDE)
        return found

    @traitlets.default("drawing")
    def _a_seven(self) -> Gray:
        return self.examples[7 * SIDE : 8 * SIDE]

    @traitlets.validate("drawing")
    def _is_of_the_networks_size(self, proposal: Any) -> Gray:
        drawing: Gray = proposal["value"]
        if drawing.shape != (SIDE, SIDE):
            raise traitlets.TraitError(f"drawing: expected (28, 28), got {drawing.shape}")
        return drawing
