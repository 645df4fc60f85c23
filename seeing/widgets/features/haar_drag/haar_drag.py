"""HaarDrag: a Haar-like feature on a face, its look-ups, and what it tells of 200 pictures."""

import numpy as np
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.features.haar_drag.haar_features import BINS, KINDS, SQUARES, recorded
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.gray_image import Gray, ImageTrait
from seeing.widgets.traits.packing import from_page, to_page

SIDE = 25
SHOWN = ("mean face", "astronaut")
FEATURES = 1732  # on the grid
FACE = (slice(71, 171), slice(170, 270))  # of scikit-image's `astronaut`


class HaarDrag(Widget):
    """Drag and stretch a feature over a face; see its sum, and how well it tells faces from others.

    The feature lies on a grid of 8 × 8 squares of 3 pixels, from the upper left of the picture.

    pictures: (50, 25) uint8, two faces below each other, that are named by `picture`; the mean of
        the 100 faces of scikit-image's `lfw_subset`, and the astronaut's, NASA's and in the
        public domain, if not given
    counts, thresholds, widths: what `recorded` of haar_features.py returns, if not given
    picture: which is shown, "mean face" or "astronaut"
    kind: of the feature: "beside" (+ −), "stacked" (− above +), "three" (− + −), or "four"
    top, left: where it begins, squares, 0 to 7
    height, width: of one of its rectangles, squares, 1 to 8; the page takes the nearest feature
        that lies on the grid

    >>> HaarDrag(kind="three", width=2).pictures.shape
    (50, 25)
    """

    _module = "haar_drag.js"
    _height = traitlets.Dict({"narrow": 1157, "wide": 728}).tag(sync=True)

    pictures = ImageTrait(smallest=SIDE).tag(sync=True, to_json=to_page, from_json=from_page)
    counts = FloatsTrait((FEATURES, 1 + 2 * BINS), "counts of the features", "uint8")
    counts.tag(sync=True, to_json=to_page, from_json=from_page)
    thresholds = FloatsTrait((FEATURES,), "a threshold for each feature")
    thresholds.tag(sync=True, to_json=to_page, from_json=from_page)
    widths = FloatsTrait((FEATURES,), "the width of a bin for each feature", "float16")
    widths.tag(sync=True, to_json=to_page, from_json=from_page)
    picture = traitlets.Enum(SHOWN, "mean face").tag(sync=True)
    kind = traitlets.Enum(tuple(KINDS), "stacked").tag(sync=True)
    top = traitlets.Int(2, min=0, max=SQUARES - 1).tag(sync=True)
    left = traitlets.Int(1, min=0, max=SQUARES - 1).tag(sync=True)
    height = traitlets.Int(1, min=1, max=SQUARES).tag(sync=True)
    width = traitlets.Int(6, min=1, max=SQUARES).tag(sync=True)

    @traitlets.default("pictures")
    def _mean_face_and_astronaut(self) -> Gray:
        from skimage.color import rgb2gray  # here, since it costs half a second
        from skimage.data import astronaut, lfw_subset

        mean = lfw_subset()[:100].mean(axis=0)  # type: ignore[no-untyped-call]
        face = rgb2gray(astronaut()[FACE])  # type: ignore[no-untyped-call]
        small = face.reshape(SIDE, 4, SIDE, 4).mean(axis=(1, 3))
        found: Gray = (255 * np.concatenate([mean, small])).round().astype(np.uint8)
        return found

    @traitlets.validate("pictures")
    def _are_two_squares(self, proposal: dict[str, Gray]) -> Gray:
        pictures = proposal["value"]
        if pictures.shape != (len(SHOWN) * SIDE, SIDE):
            raise traitlets.TraitError(f"pictures: expected (50, 25), got {pictures.shape}")
        return pictures

    @traitlets.default("counts")
    def _counts(self) -> Floats:
        return recorded()["counts"]

    @traitlets.default("thresholds")
    def _thresholds(self) -> Floats:
        return recorded()["thresholds"]

    @traitlets.default("widths")
    def _widths(self) -> Floats:
        return recorded()["widths"]
