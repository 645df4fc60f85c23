"""ClimbLab: let a picture climb for a class, and switch each regularizer on and off."""

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.packing import from_page, to_page

COUNT = 573_082  # parameters of `seeing.networks.picture_network`
PHOTOGRAPHS = ("cat", "astronaut", "flower", "temple", "coffee", "rocket")
EVERY = 4  # pixels of them that are looked at, in rows and in columns


class ClimbLab(Widget):
    """Change a picture step by step so that a class's score grows; the network runs in the page.

    weights: (573082,) of a `seeing.networks.picture_network`, in the order of its parameters, as
        float16; those that the course ships, if not given
    colours: (9,), the (3, 3) of `seeing.features.colours_of`; of six photographs, if not given
    label: whose score is to grow, 0 to 9
    l2, variation: whether a penalty is subtracted: 200 times the mean square of what differs from
        grey, 20 times the mean total variation
    blur, jitter, turns: whether the network sees the picture through a Gaussian of width 1, moved
        by up to 4 pixels, turned by up to 10° and scaled by up to a tenth, anew in each step
    waves: whether waves are learned in place of pixels; together: whether the channels change as
        `colours` has them
    seed: of the noise that it begins with

    >>> ClimbLab(blur=True).label
    4
    """

    _module = "climb_lab.js"
    _height = traitlets.Dict({"narrow": 798, "wide": 499}).tag(sync=True)

    weights = FloatsTrait((COUNT,), "parameters of picture_network in a row", "float16").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    colours = FloatsTrait((9,), "a matrix of 3 × 3, row by row").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    label = traitlets.Int(4, min=0, max=9).tag(sync=True)
    l2 = traitlets.Bool(False).tag(sync=True)
    variation = traitlets.Bool(False).tag(sync=True)
    blur = traitlets.Bool(False).tag(sync=True)
    jitter = traitlets.Bool(False).tag(sync=True)
    turns = traitlets.Bool(False).tag(sync=True)
    waves = traitlets.Bool(False).tag(sync=True)
    together = traitlets.Bool(False).tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)

    @traitlets.default("weights")
    def _shipped(self) -> Floats:
        from seeing import networks  # here: torch takes a second to import

        return networks.halves("cifar10")

    @traitlets.default("colours")
    def _of_photographs(self) -> Floats:
        import torch  # here: it takes a second

        from seeing.datasets import photograph
        from seeing.features import colours_of

        rows = [photograph(name)[::EVERY, ::EVERY].reshape(-1, 3) for name in PHOTOGRAPHS]
        pixels = torch.from_numpy(np.concatenate(rows) / 255)
        found: Floats = colours_of(pixels.T[None, :, :, None]).flatten().numpy()
        return found
