"""SignalFlow: how values and gradients go through a deep network before its first step."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 8
WIDTH = 64  # units of each layer
SHOWN = 64  # of the test digits
INK = 16  # steps from paper to ink
MOST_LAYERS = 20
GAINS = 0.1, 10.0
ACTIVATIONS = ("relu", "tanh", "sigmoid")


class SignalFlow(Widget):
    """Set the deviation of the first weights, and see whether a signal fades or grows.

    The network has `depth` layers of 64 units and ten scores, fully connected, without biases. Its
    weights are normal numbers of deviation gain / √64. The page standardizes the images, all
    together, to mean 0 and deviation 1.

    images: (8 n, 8) uint8, n digits of 8 × 8 below each other, n to 128; 64 of
        `seeing.datasets.digits("test")`, from 0 paper to 16 ink, if not given
    labels: the n digits that they are, each 0 to 9
    gain: deviation of a weight times √64, 0.1 to 10
    depth: 1 to 20 layers
    activation: "relu", "tanh" or "sigmoid"
    seed: of the weights, a whole number from 0
    layer: which one is opened, 1 to 20; the page takes one too many as the last

    >>> SignalFlow(activation="tanh", gain=1).images.shape
    (512, 8)
    """

    _module = "signal_flow.js"
    _height = traitlets.Dict({"narrow": 1107, "wide": 712}).tag(sync=True)

    images = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    labels = traitlets.List(traitlets.Int(min=0, max=9)).tag(sync=True)
    gain = traitlets.Float(0.8).tag(sync=True)
    depth = traitlets.Int(10, min=1, max=MOST_LAYERS).tag(sync=True)
    activation = traitlets.Enum(ACTIVATIONS, "relu").tag(sync=True)
    seed = traitlets.Int(1, min=0).tag(sync=True)
    layer = traitlets.Int(5, min=1, max=MOST_LAYERS).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        count = len(self.images) // SIDE
        if len(self.labels) != count:
            raise traitlets.TraitError(
                f"labels: one for each image, so {count}, got {len(self.labels)}"
            )

    @traitlets.default("images")
    def _some_of_the_test(self) -> Gray:
        from seeing.datasets import digits  # here: SciPy and scikit-learn

        images = digits("test").images[:SHOWN]
        found: Gray = (INK * images).round().astype(np.uint8).reshape(-1, SIDE)
        return found

    @traitlets.default("labels")
    def _what_they_are(self) -> list[int]:
        from seeing.datasets import digits  # here, as above

        return [int(label) for label in digits("test").labels[:SHOWN]]

    @traitlets.validate("images")
    def _are_digits_below_each_other(self, proposal: dict[str, Gray]) -> Gray:
        images = proposal["value"]
        if images.shape[1] != SIDE or len(images) % SIDE:
            raise traitlets.TraitError(f"images: expected (8 n, 8), got {images.shape}")
        return images

    @traitlets.validate("gain")
    def _is_on_the_slider(self, proposal: Any) -> float:
        gain = float(proposal["value"])
        if not GAINS[0] <= gain <= GAINS[1]:
            raise traitlets.TraitError(f"gain: expected {GAINS[0]} to {GAINS[1]:g}, got {gain}")
        return gain
