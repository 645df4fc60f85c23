"""LearnKernel: gradient descent finds the kernel between two pictures."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.gray_image import Gray, ImageTrait, photographer
from seeing.widgets.traits.packing import from_page, to_page

HEAD = (slice(24, 88), slice(84, 148))  # of `photographer`
MOST_STEPS = 20_000  # the page keeps every step


class LearnKernel(Widget):
    """Watch nine random numbers become the hidden kernel, with nothing to learn from but pictures.

    image: (h, w) uint8, 0 black to 255 white, h and w from 3; brought to mean 0 and deviation 1
    picture: what is learned from, "photograph" (the image) or "stripes", in which all rows are
        alike
    hidden: which kernel made the target, "sobel_x" | "line_45" | "blur" | "sharpen"
    rate: the learning rate, > 0; the error is the mean of the squares
    seed: of the random kernel at the start
    steps: how many have been taken, 0 to 20,000
    shown: whether the hidden kernel is shown

    >>> LearnKernel(hidden="blur", rate=0.05, steps=0)  # doctest: +ELLIPSIS
    <seeing.widgets.learn_kernel.LearnKernel object at ...>
    """

    _module = "learn_kernel.js"
    _height = traitlets.Dict({"narrow": 916, "wide": 768}).tag(sync=True)

    image = ImageTrait(smallest=3).tag(sync=True, to_json=to_page, from_json=from_page)
    picture = traitlets.Enum(["photograph", "stripes"], "photograph").tag(sync=True)
    hidden = traitlets.Enum(["sobel_x", "line_45", "blur", "sharpen"], "sobel_x").tag(sync=True)
    rate = traitlets.Float(0.1).tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)
    steps = traitlets.Int(30, min=0, max=MOST_STEPS).tag(sync=True)
    shown = traitlets.Bool(False).tag(sync=True)

    @traitlets.default("image")
    def _default_image(self) -> Gray:
        return photographer()[HEAD]

    @traitlets.validate("rate")
    def _rate_goes_downhill(self, proposal: Any) -> float:
        rate = float(proposal["value"])
        if not 0 < rate < float("inf"):
            raise traitlets.TraitError(f"rate: {rate} does not go downhill: use a number above 0")
        return rate
