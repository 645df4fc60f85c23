"""ShiftLab: move a digit; its map moves along, and one of two classifiers does not notice."""

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.gray_image import Gray, ImageTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 28
FARTHEST = 8  # pixels
NETWORK, LINEAR = 11_386, 7_850  # parameters
# Test digits of `digits_like_mnist`, one of each class, which both classifiers read in the middle.
SHOWN = (151, 321, 276, 168, 190, 181, 342, 77, 69, 129)


class ShiftLab(Widget):
    """Drag a digit: a map of the network follows, and the answers stay right, or do not.

    examples: (280, 28) uint8, 0 paper to 255 ink: a digit of each class, 0 to 9, below each other
    weights: (11386,) of a `seeing.networks.digit_network`, in the order of its parameters; those
        that the course ships, if not given
    linear: (7850,) of a linear classifier of the 784 pixels: ten rows of weights, then ten biases;
        those of `python -m benchmarks.shifted_digits`, if not given
    digit: which of the examples, 0 to 9
    down, right: how far it is moved, pixels, −8 to 8; negative up and to the left
    map: which map of the first convolution is shown, 0 to 11

    >>> ShiftLab(digit=3, right=-4).linear.shape
    (7850,)
    """

    _module = "shift_lab.js"
    _height = traitlets.Dict({"narrow": 1166, "wide": 685}).tag(sync=True)

    examples = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    weights = FloatsTrait((NETWORK,), "parameters of digit_network in a row").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    linear = FloatsTrait((LINEAR,), "784 weights for each of ten classes, then biases", "float16")
    linear.tag(sync=True, to_json=to_page, from_json=from_page)
    digit = traitlets.Int(5, min=0, max=9).tag(sync=True)
    down = traitlets.Int(0, min=-FARTHEST, max=FARTHEST).tag(sync=True)
    right = traitlets.Int(2, min=-FARTHEST, max=FARTHEST).tag(sync=True)
    map = traitlets.Int(1, min=0, max=11).tag(sync=True)

    @traitlets.default("weights")
    def _shipped(self) -> Floats:
        from torch.nn.utils import parameters_to_vector  # here: torch takes a second to import

        from seeing import networks

        shipped = parameters_to_vector(networks.load("mnist").parameters())
        vector: Floats = shipped.numpy(force=True)
        return vector

    @traitlets.default("linear")
    def _recorded(self) -> Floats:
        from seeing.networks.trained import linear_classifier  # here, as above

        return linear_classifier("mnist_linear")

    @traitlets.default("examples")
    def _some_of_the_test(self) -> Gray:
        from seeing.datasets.embedded import digits_like_mnist  # here: SciPy and scikit-learn

        images = digits_like_mnist("test").images[list(SHOWN)]
        found: Gray = (255 * images).round().clip(0, 255).astype(np.uint8).reshape(-1, SIDE)
        return found

    @traitlets.validate("examples")
    def _has_a_digit_of_each_class(self, proposal: dict[str, Gray]) -> Gray:
        examples = proposal["value"]
        if examples.shape != (10 * SIDE, SIDE):
            raise traitlets.TraitError(f"examples: expected (280, 28), got {examples.shape}")
        return examples
