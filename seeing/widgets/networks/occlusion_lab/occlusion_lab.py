"""OcclusionLab: cover a piece of a photograph, and see what a trained network makes of the rest."""

from typing import Any

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.colour_image import Colour, ColourTrait, colour_image
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 32
COUNT = 573_082  # parameters of `seeing.networks.picture_network`
# The largest squares of photographs: name, first row, first column, side.
SQUARES = (("cat", 0, 75, 300), ("astronaut", 0, 0, 512), ("flower", 0, 0, 427))


class OcclusionLab(Widget):
    """Move a square over a photograph; the scores of ten classes follow.

    images: (32 n, 32, 3) uint8, up to four photographs below each other
    weights: (573082,) of a `seeing.networks.picture_network`, in the order of its parameters, as
        float16; those that the course ships, if not given
    picture: which photograph, from 0; one too many is taken as the last
    label: whose score is mapped, 0 to 9
    side: of the square, 2 to 16; row, column: its corner; one that leaves the picture is put back
    fill: "grey" | "black" | "white" | "mean", the picture's mean colour

    >>> OcclusionLab().images.shape
    (96, 32, 3)
    """

    _module = "occlusion_lab.js"
    _height = traitlets.Dict({"narrow": 736, "wide": 503}).tag(sync=True)

    images = ColourTrait().tag(sync=True, to_json=to_page, from_json=from_page)
    weights = FloatsTrait((COUNT,), "parameters of picture_network in a row", "float16").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    picture = traitlets.Int(0, min=0).tag(sync=True)
    label = traitlets.Int(3, min=0, max=9).tag(sync=True)
    side = traitlets.Int(12, min=2, max=16).tag(sync=True)
    row = traitlets.Int(12, min=0).tag(sync=True)
    column = traitlets.Int(12, min=0).tag(sync=True)
    fill = traitlets.Enum(["grey", "black", "white", "mean"], "grey").tag(sync=True)

    @traitlets.default("weights")
    def _shipped(self) -> Floats:
        from seeing import networks  # here: torch takes a second to import

        return networks.halves("cifar10")

    @traitlets.default("images")
    def _photographs(self) -> Colour:
        from skimage.transform import resize  # here: both take half a second

        from seeing.datasets import photograph

        squares = [
            resize(  # type: ignore[no-untyped-call]  # scikit-image types a part
                photograph(name)[top : top + side, left : left + side] / 255,
                (SIDE, SIDE),
                anti_aliasing=True,
            )
            for name, top, left, side in SQUARES
        ]
        return colour_image((255 * np.concatenate(squares)).round().astype(np.uint8))

    @traitlets.validate("images")
    def _are_of_the_networks_size(self, proposal: Any) -> Colour:
        images: Colour = proposal["value"]
        if images.shape[1] != SIDE or images.shape[0] % SIDE:
            raise traitlets.TraitError(
                f"images: expected photographs of 32 × 32 below each other, (32 n, 32, 3), got "
                f"{images.shape}"
            )
        return images
